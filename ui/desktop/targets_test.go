package desktop

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// canBeHit holds that whatever the mouse presses is large enough. The bars of Fyne's own
// scrolls are left out: the wheel and Page Down do the same.
func (w *window) canBeHit(t *testing.T, name string) (targets int) {
	t.Helper()
	for _, s := range w.walk() {
		switch s.thing.(type) {
		case fyne.Tappable, fyne.DoubleTappable, fyne.SecondaryTappable, desktop.Mouseable:
		default:
			continue
		}
		kind := strings.TrimPrefix(fmt.Sprintf("%T", s.thing), "*")
		if strings.HasPrefix(kind, "widget.scroll") || s.at.within(s.cut).empty() {
			continue
		}
		targets++
		least := fyne.NewSize(s.at.w, s.at.h)
		if within, ok := withinTargets[kind]; ok {
			least = within(s)
		}
		if least.Width < theme.LeastTarget || least.Height < theme.LeastTarget {
			t.Errorf("%s: %s has %.1f by %.1f pixels to press, less than %d", name, named(s.thing), least.Width, least.Height, theme.LeastTarget)
		}
	}
	return targets
}

// rowHigh is for what is pressed by its rows, each as wide as the whole.
func rowHigh(s *seen) fyne.Size { return fyne.NewSize(s.at.w, theme.Size(theme.SizeRow)) }

// whole is for what has one meaning wherever it is pressed, or the meaning of the letters
// that stand there.
func whole(s *seen) fyne.Size { return fyne.NewSize(s.at.w, s.at.h) }

// withinTargets are the parts in which the place of the mouse decides, with the least that
// can be pressed in each.
var withinTargets = map[string]func(*seen) fyne.Size{
	"shell.nav": rowHigh, "outline.body": rowHigh, "parts.pickList": rowHigh, "parts.gridBody": rowHigh,
	"parts.gridHeads":   rowHigh, // a heading that is narrower can be sorted and sized by keys: it is in the sheet of keys
	"parts.Choice":      whole,
	"surface.Surface":   whole, // a text, of which letters are chosen
	"parts.Tabs":        byTexts,
	"writing.tools":     byBoxes,
	"levels.statements": byBoxes,
	"reviews.month": func(s *seen) fyne.Size { // six weeks at the most, under the names of the days
		return fyne.NewSize(s.at.w/7, (s.at.h-theme.Steps(6))/6)
	},
	"parts.timelineBody": func(s *seen) fyne.Size { // each entry has a line and room round it
		return fyne.NewSize(s.at.w, fyne.MeasureText("Åg", theme.Size(theme.SizeText), fyne.TextStyle{}).Height+theme.Steps(3))
	},
}

// byTexts is the least of the texts in a part, each as high as the part.
func byTexts(s *seen) fyne.Size {
	least := fyne.NewSize(s.at.w, s.at.h)
	for _, o := range test.WidgetRenderer(s.thing.(fyne.Widget)).Objects() {
		if text, ok := o.(*canvas.Text); ok && len([]rune(text.Text)) > 1 { // not the sign that there are more
			least.Width = min(least.Width, text.Size().Width+theme.Steps(6))
		}
	}
	return least
}

// byBoxes is the least of the boxes of a part, and of the lines of words that go across it.
func byBoxes(s *seen) fyne.Size {
	least := fyne.NewSize(s.at.w, s.at.h)
	for _, o := range test.WidgetRenderer(s.thing.(fyne.Widget)).Objects() {
		_, box := o.(*canvas.Rectangle)
		_, words := o.(*parts.Text)
		across := o.Size().Width
		if o.Visible() && o.Size().Height > 2 && (box && across > theme.Steps(5) || words && across > s.at.w/2) { // neither lines nor tick boxes
			least = least.Min(o.Size())
		}
	}
	return least
}

// Pages are looked at with their rows close together, at the usual size of text and at the
// smallest: all at both with NEEDSBOOK_LONG=1, otherwise some at each. The walk by keys looks
// at every page as it is at first.
func TestWhatIsPressedIsLargeEnough(t *testing.T) {
	w := demoWindow(t)
	targets := 0
	for n, percent := range []int{100, theme.SmallestText} {
		w.p.App.Settings().SetTheme(theme.Look{Variant: theme.Light, Density: theme.Compact, TextPercent: percent})
		for i, r := range w.routes() {
			if !long() && i%12 != 6*n {
				continue
			}
			w.shell.Go(r.to)
			targets += w.canBeHit(t, fmt.Sprintf("%s at %d %%", r.name, percent))
		}
	}
	if targets < 80 {
		t.Errorf("only %d targets were found", targets)
	}
	t.Logf("%d targets", targets)
}

// A part that asks where it was pressed has several targets in it, and says how large they
// are in withinTargets.
func TestEveryPartWithSeveralTargetsSaysHowLargeTheyAre(t *testing.T) {
	found := map[string]bool{}
	for kind, f := range methodsNamed(t, "Tapped", "DoubleTapped", "TappedSecondary", "MouseDown") {
		for _, f := range f {
			if names := f.Type.Params.List[0].Names; len(names) > 0 && names[0].Name != "_" {
				found[kind] = true
			}
		}
		if found[kind] && withinTargets[kind] == nil {
			t.Errorf("%s asks where it was pressed, and nobody says how large its targets are", kind)
		}
	}
	for kind := range withinTargets {
		if !found[kind] {
			t.Errorf("%s does not ask where it was pressed", kind)
		}
	}
}

// methodsNamed are the methods of some names in the program's screens, by their type.
func methodsNamed(t *testing.T, names ...string) map[string][]*ast.FuncDecl {
	t.Helper()
	out := map[string][]*ast.FuncDecl{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || !slices.Contains(names, f.Name.Name) {
				continue
			}
			if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
				kind := file.Name.Name + "." + star.X.(*ast.Ident).Name
				out[kind] = append(out[kind], f)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
