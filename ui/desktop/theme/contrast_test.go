package theme

import (
	"go/ast"
	"go/parser"
	"go/token"
	"image/color"
	"io/fs"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// forms are the four palettes as a person meets them.
var forms = map[string]Look{
	"light": {Variant: Light}, "dark": {Variant: Dark},
	"high contrast": {Variant: HighContrast}, "high contrast dark": {Variant: HighContrastDark},
}

// use is what a colour is for, and with that which others it is held against.
type use int

const (
	ground use = iota // lies behind words and shapes
	words             // is written in: 4.5 to 1 on every ground
	shape             // is drawn in and means something: 3 to 1 on every ground
	on                // stands on one colour only, see standsOn: 4.5 to 1
	veil              // lies over a ground, which stays legible under it
	bare              // means nothing: what it parts or shades is said otherwise
)

// uses is every colour name that the look answers, by its name in the code. The pairs that
// are held are worked out of it: one that is missing here fails the tests.
var uses = map[string]struct {
	name fyne.ThemeColorName
	as   []use
}{
	"ColourPaper": {ColourPaper, []use{ground}}, "ColourDesk": {ColourDesk, []use{ground}},
	"ColourChosen": {ColourChosen, []use{ground}}, "ColourMarked": {ColourMarked, []use{ground}},
	"ColorNameInputBackground":           {fynetheme.ColorNameInputBackground, []use{ground}},
	"ColorNameHeaderBackground":          {fynetheme.ColorNameHeaderBackground, []use{ground}},
	"ColorNameMenuBackground":            {fynetheme.ColorNameMenuBackground, []use{ground}},
	"ColorNameOverlayBackground":         {fynetheme.ColorNameOverlayBackground, []use{ground}},
	"ColorNameButton":                    {fynetheme.ColorNameButton, []use{ground}},
	"ColorNameDisabledButton":            {fynetheme.ColorNameDisabledButton, []use{ground}},
	"ColorNameInnerWindowBorder":         {fynetheme.ColorNameInnerWindowBorder, []use{ground}},
	"ColorNameInnerWindowBorderInactive": {fynetheme.ColorNameInnerWindowBorderInactive, []use{ground}},

	"ColourInk": {ColourInk, []use{words, shape}}, "ColourQuiet": {ColourQuiet, []use{words, shape}},
	"ColourAccent": {ColourAccent, []use{words, shape}}, "ColourDone": {ColourDone, []use{words, shape}},
	"ColourSoon": {ColourSoon, []use{words, shape}}, "ColourOverdue": {ColourOverdue, []use{words, shape}},
	"ColorNameDisabled":    {fynetheme.ColorNameDisabled, []use{words}},
	"ColorNamePlaceHolder": {fynetheme.ColorNamePlaceHolder, []use{words}},
	"ColorNameHyperlink":   {fynetheme.ColorNameHyperlink, []use{words, shape}},
	"ColorNameError":       {fynetheme.ColorNameError, []use{words, shape}},
	"ColorNameWarning":     {fynetheme.ColorNameWarning, []use{words, shape}},
	"ColorNameSuccess":     {fynetheme.ColorNameSuccess, []use{words, shape}},

	"ColourFieldLine": {ColourFieldLine, []use{shape}}, "ColorNameScrollBar": {fynetheme.ColorNameScrollBar, []use{shape}},
	"ColourArea1": {ColourArea1, []use{shape}}, "ColourArea2": {ColourArea2, []use{shape}},
	"ColourArea3": {ColourArea3, []use{shape}}, "ColourArea4": {ColourArea4, []use{shape}},

	"ColourOnAccent":               {ColourOnAccent, []use{on}},
	"ColorNameForegroundOnError":   {fynetheme.ColorNameForegroundOnError, []use{on}},
	"ColorNameForegroundOnSuccess": {fynetheme.ColorNameForegroundOnSuccess, []use{on}},
	"ColorNameForegroundOnWarning": {fynetheme.ColorNameForegroundOnWarning, []use{on}},

	"ColorNameHover": {fynetheme.ColorNameHover, []use{veil}}, "ColorNamePressed": {fynetheme.ColorNamePressed, []use{veil}},
	"ColorNameFocus": {fynetheme.ColorNameFocus, []use{veil}}, // behind chosen words

	"ColourLine":      {ColourLine, []use{bare}},                // parts what its place and headings part already
	"ColorNameShadow": {fynetheme.ColorNameShadow, []use{bare}}, // all but none
}

// standsOn is the one ground of a colour that is for one.
var standsOn = map[fyne.ThemeColorName]fyne.ThemeColorName{
	ColourOnAccent: ColourAccent, fynetheme.ColorNameForegroundOnError: fynetheme.ColorNameError,
	fynetheme.ColorNameForegroundOnSuccess: fynetheme.ColorNameSuccess,
	fynetheme.ColorNameForegroundOnWarning: fynetheme.ColorNameWarning,
}

// usedAs are the colours with a use, by their names in the code, in order.
func usedAs(as use) (names []string) {
	for name, c := range uses {
		if slices.Contains(c.as, as) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func TestEveryPairOfColoursStandsOut(t *testing.T) {
	pairs := 0
	for form, look := range forms {
		named := func(name string) color.NRGBA {
			return look.Color(uses[name].name, fynetheme.VariantLight).(color.NRGBA)
		}
		hold := func(front, behind string, over color.NRGBA, least float64) {
			pairs++
			if got := ratio(blend(named(front), over), over); got < least {
				t.Errorf("%s: %s on %s has contrast %.2f, needs %.1f", form, front, behind, got, least)
			}
		}
		for _, behind := range usedAs(ground) {
			for _, front := range usedAs(words) {
				hold(front, behind, named(behind), 4.5)
			}
			for _, front := range usedAs(shape) {
				hold(front, behind, named(behind), 3)
			}
			for _, over := range usedAs(veil) {
				hold("ColourInk", over+" over "+behind, blend(named(over), named(behind)), 4.5)
			}
		}
		for _, front := range usedAs(on) {
			behind := look.Color(standsOn[uses[front].name], fynetheme.VariantLight).(color.NRGBA)
			hold(front, string(standsOn[uses[front].name]), behind, 4.5)
		}
	}
	if pairs < 1000 {
		t.Errorf("only %d pairs were held", pairs)
	}
	t.Logf("%d pairs", pairs)
}

// The table of uses holds what the palettes answer, and every name that a screen asks for.
func TestNoColourIsLeftOutOfTheTableOfPairs(t *testing.T) {
	answered := map[string]bool{}
	files := parsed(t, ".")
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				for _, name := range spec.Names {
					if strings.HasPrefix(name.Name, "Colour") {
						answered[name.Name] = true
					}
				}
			}
			if c, ok := n.(*ast.CaseClause); ok {
				for _, e := range c.List {
					if name := colourNamed(e); name != "" {
						answered[name] = true
					}
				}
			}
			return true
		})
	}
	for name := range answered {
		if _, ok := uses[name]; !ok {
			t.Errorf("the look answers %s, and no pair holds it", name)
		}
	}
	for name, c := range uses {
		if !answered[name] {
			t.Errorf("the look does not answer %s", name)
		}
		if slices.Contains(c.as, on) && standsOn[c.name] == "" {
			t.Errorf("%s stands on nothing", name)
		}
	}
	if len(answered) < 30 {
		t.Errorf("only %d names were found", len(answered))
	}
}

// Every colour that a screen names is in the table, those that it writes in among the ones
// for words; and a screen mixes no colour by itself, but for those listed.
func TestScreensWriteInColoursForWordsAndMixNone(t *testing.T) {
	mixed := map[string]string{
		"../parts/gridmark.go": "the tint of a row, held by TestTintsLeaveEveryTextItsContrast",
		"../parts/overlay.go":  "the shade over the page behind a card",
	}
	hatched := []string{"../parts/chart.go", "../levels/profile.go"} // the last names each row, and says its level
	found := map[string]bool{}
	for path, file := range parsed(t, "..") {
		if strings.HasPrefix(path, "../theme/") {
			continue
		}
		inWords := func(e ast.Expr) {
			name := colourNamed(e)
			if name == "" {
				return
			}
			if as := uses[name].as; !slices.Contains(as, words) && !slices.Contains(as, on) {
				t.Errorf("%s writes in %s, which is not for words", path, name)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if name := colourNamed(n); name != "" {
					found[name] = true
					if _, ok := uses[name]; !ok {
						t.Errorf("%s names %s, and no pair holds it", path, name)
					}
					if strings.HasPrefix(name, "ColourArea") && !slices.Contains(hatched, path) {
						t.Errorf("%s takes the colour of a series, which only what names and hatches its series may", path)
					}
				}
				if from, ok := n.X.(*ast.Ident); ok && from.Name == "color" && slices.Contains([]string{"NRGBA", "RGBA", "Gray", "White", "Black"}, n.Sel.Name) && mixed[path] == "" {
					t.Errorf("%s has a colour of its own, color.%s: the look has them all", path, n.Sel.Name)
				}
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Colour" {
					inWords(n.Value)
				}
			case *ast.AssignStmt:
				for i, to := range n.Lhs {
					if field, ok := to.(*ast.SelectorExpr); ok && (field.Sel.Name == "Colour" || field.Sel.Name == "Color") && len(n.Rhs) == len(n.Lhs) {
						value := n.Rhs[i]
						if call, ok := value.(*ast.CallExpr); ok && len(call.Args) == 1 {
							value = call.Args[0] // theme.Colour(…)
						}
						inWords(value)
					}
				}
			case *ast.CallExpr:
				if to, ok := n.Fun.(*ast.SelectorExpr); ok && (to.Sel.Name == "IconIn" || to.Sel.Name == "say") {
					for _, arg := range n.Args {
						inWords(arg)
					}
				}
			}
			return true
		})
	}
	if len(found) < 15 {
		t.Errorf("only %d colours were found in the screens", len(found))
	}
}

// colourNamed is the name of a colour as the code writes it, "" for anything else.
func colourNamed(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		if strings.HasPrefix(e.Name, "Colour") && e.Name != "Colour" {
			return e.Name
		}
	case *ast.SelectorExpr:
		from, ok := e.X.(*ast.Ident)
		if ok && from.Name == "theme" && strings.HasPrefix(e.Sel.Name, "Colour") && e.Sel.Name != "Colour" {
			return e.Sel.Name
		}
		if ok && strings.HasSuffix(from.Name, "theme") && strings.HasPrefix(e.Sel.Name, "ColorName") {
			return e.Sel.Name
		}
	}
	return ""
}

// parsed is the program's source under a folder, without its tests, by path.
func parsed(t *testing.T, root string) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files[filepath.ToSlash(path)], err = parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestSystemFollowsTheComputer(t *testing.T) {
	look := Look{}
	if look.Color(ColourPaper, fynetheme.VariantDark) != color.Color(dark.paper) {
		t.Error("dark computer should give dark paper")
	}
	if look.Color(ColourPaper, fynetheme.VariantLight) != color.Color(light.paper) {
		t.Error("light computer should give light paper")
	}
	if (Look{Variant: Light}).Color(ColourPaper, fynetheme.VariantDark) != color.Color(light.paper) {
		t.Error("Light should stay light on a dark computer")
	}
}

// ratio is the contrast ratio of WCAG 2.2.
func ratio(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n.R) + 0.7152*channel(n.G) + 0.0722*channel(n.B)
}

func blend(over, under color.NRGBA) color.NRGBA {
	mix := func(o, u uint8) uint8 { return uint8((int(o)*int(over.A) + int(u)*(255-int(over.A))) / 255) }
	return color.NRGBA{R: mix(over.R, under.R), G: mix(over.G, under.G), B: mix(over.B, under.B), A: 0xFF}
}
