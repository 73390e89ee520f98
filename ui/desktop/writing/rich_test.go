package writing

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

const sample = `## How we find out what a child needs

Every teacher at Meadowfield looks out for children who **find learning harder than others**. If you are worried, talk to the class teacher first, or write to {{senco_name}} at {{senco_email}}. You can read [how the council helps families](https://www.localoffer.example/send) on its pages.

### What happens then

1. We listen to you and to your child.
2. We watch and test:
    - how your child reads, writes and counts
    - how your child plays and makes friends, which tells us more than a test can, and takes a few weeks
3. We write a plan together.

- Łukasz, Siân and Nguyễn helped us write this page.
- **Ask us** for it in large print.`

// rich makes an editor in a window; saved gets each text that it saves.
func rich(t *testing.T, words string, saved *[]string) (*Rich, fyne.Window) {
	t.Helper()
	parts.LeavePausesOut()
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	r := NewRich("Write here in the school’s own words", func(words string) error {
		if saved != nil {
			*saved = append(*saved, words)
		}
		return nil
	})
	r.SetWords(words)
	w := test.NewTempWindow(t, parts.NewGround(theme.ColourPaper, parts.Inset(parts.Pages, r.Object)))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(760, 620))
	return r, w
}

func TestPicturesOfTheEditor(t *testing.T) {
	folder := os.Getenv("NEEDSBOOK_PICTURES")
	if folder == "" {
		t.Skip("NEEDSBOOK_PICTURES names no folder")
	}
	for name, look := range map[string]theme.Look{
		"light": {Variant: theme.Light}, "dark": {Variant: theme.Dark}, "large": {Variant: theme.Light, TextPercent: 150},
		"contrast": {Variant: theme.HighContrastDark, Density: theme.Compact},
	} {
		r, w := rich(t, sample, nil)
		fyne.CurrentApp().Settings().SetTheme(look)
		w.Resize(fyne.NewSize(760, 620))
		w.Canvas().Focus(r.Focusable())
		at := strings.Index(sample, "looks out")
		r.Select(at, at+len("looks out for children who **find learning"))
		save := func(name string) {
			f, err := os.Create(filepath.Join(folder, "writing-"+name+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, w.Canvas().Capture()); err != nil {
				t.Error(err)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
		save(name)
		at = strings.Index(sample, "helps families")
		r.Select(at, at+5)
		r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		if name == "dark" {
			w.Canvas().Focus(r.tools)
			r.tools.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		}
		save(name + "-link")
		if name == "light" {
			r.askLink()
			save(name + "-dialog")
			r.SetWords("")
			save(name + "-empty")
		}
	}
}

func TestWritingIsSavedWhenLeftAndAfterAFewLines(t *testing.T) {
	var saved []string
	r, w := rich(t, "", &saved)
	typed := 0
	r.OnTyped = func() { typed++ }
	w.Canvas().Focus(r.Focusable())
	test.Type(r.sheet, strings.Repeat("ten bytes ", 19))
	if len(saved) != 0 || typed != 190 {
		t.Fatalf("saved %d times, heard of %d keys", len(saved), typed)
	}
	test.Type(r.sheet, "and a few more")
	if len(saved) != 1 {
		t.Fatalf("after a few lines saved %d times", len(saved))
	}
	w.Canvas().Unfocus()
	r.Keep()
	if len(saved) != 2 || saved[1] != r.Words() || r.Words() != strings.Repeat("ten bytes ", 19)+"and a few more" {
		t.Errorf("saved %d times, last %q", len(saved), saved[len(saved)-1])
	}
}

func TestWordsThatNobodyChangedStayAsTheyAreKept(t *testing.T) {
	var saved []string
	words := "* an old list\n2) with  numbers\nwrapped"
	r, w := rich(t, words, &saved)
	w.Canvas().Focus(r.Focusable())
	r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	w.Canvas().Unfocus()
	if r.Words() != words || len(saved) != 0 {
		t.Errorf("the words are %q, saved %d times", r.Words(), len(saved))
	}
	test.Type(r.sheet, "x")
	if !r.sheet.UndoTyping() || r.Words() != words {
		t.Errorf("taken back the words are %q", r.Words())
	}
}

func TestRefusedWritingStaysAndTheReasonIsSaid(t *testing.T) {
	r, _ := rich(t, "", nil)
	var refuse error = &desk.Refusal{Field: "report", Words: "Only a draft can be changed."}
	r.save = func(string) error { return refuse }
	test.Type(r.sheet, "mine")
	r.Keep()
	if r.Words() != "mine" || !strings.Contains(r.Problem(), "Only a draft") {
		t.Errorf("%q, %q", r.Words(), r.Problem())
	}
	refuse = nil
	r.Keep()
	if r.Problem() != "" {
		t.Errorf("kept, and still %q", r.Problem())
	}
}

func TestTheCaretStaysWhenTheSameWordsAreShownAgain(t *testing.T) {
	r, _ := rich(t, "One two", nil)
	r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	test.Type(r.sheet, "x")
	r.SetWords("Oxne two")
	test.Type(r.sheet, "y")
	if r.Words() != "Oxyne two" {
		t.Errorf("the words are %q", r.Words())
	}
	r.SetWords("Others")
	if r.Words() != "Others" || r.sheet.UndoTyping() {
		t.Errorf("the words are %q", r.Words())
	}
}

func TestAnotherTextOfTheSameWordsCannotBeTakenBackToTheLast(t *testing.T) {
	r, w := rich(t, "", nil)
	w.Canvas().Focus(r.Focusable())
	test.Type(r.sheet, "of the first")
	r.sheet.TypedShortcut(&fyne.ShortcutSelectAll{})
	r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	r.SetWords("") // as when the same words are shown again while somebody writes
	if !r.sheet.UndoTyping() || !r.sheet.RedoTyping() {
		t.Error("nothing can be taken back")
	}
	w.Canvas().Unfocus()
	r.SetWords("")
	if r.sheet.UndoTyping() {
		t.Errorf("%q of another text came back", r.Words())
	}
}

func TestAWordThatIsSwappedElsewhereLeavesTheCaretWhereItIs(t *testing.T) {
	words := "First.\n\n" + strings.Repeat("Long. ", 900) + "\n\nWe utilise this."
	r, w := rich(t, words, nil)
	w.Canvas().Focus(r.Focusable())
	at := strings.Index(words, "utilise")
	r.Select(at, at+len("utilise"))
	seen := r.sheet.Scroll.Offset
	r.SetWords(strings.Replace(words, "utilise", "use", 1))
	if r.sheet.Scroll.Offset.Y < seen.Y-40 || r.sheet.Text().Caret().Para != 2 {
		t.Errorf("seen from %v, before %v", r.sheet.Scroll.Offset, seen)
	}
	r.SetWords("Another section.")
	if r.sheet.Scroll.Offset.Y != 0 || r.sheet.Text().Caret().At != 0 {
		t.Errorf("another text begins at %v", r.sheet.Scroll.Offset)
	}
}

func TestFactsArePutInAtTheCaret(t *testing.T) {
	r, w := rich(t, "Ask today", nil)
	for range 4 {
		r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	r.Insert("{{senco_name}} ")
	if r.Words() != "Ask {{senco_name}} today" || w.Canvas().Focused() != r.Focusable() {
		t.Errorf("the words are %q", r.Words())
	}
	r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	r.sheet.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	if r.Words() != "Ask today" {
		t.Errorf("the mark went in parts: %q", r.Words())
	}
}

func TestAStretchOfWordsIsMarked(t *testing.T) {
	words := "* Old **bold words** here\n\n" + strings.Repeat("Long. ", 900) + "Last words."
	r, _ := rich(t, words, nil)
	at := strings.Index(words, "words**")
	r.Select(at, at+5)
	if got := r.sheet.Text().SelectedPlain(); got != "words" {
		t.Errorf("marked %q", got)
	}
	at = strings.Index(words, "Last words")
	r.Select(at, at+len("Last words."))
	if got := r.sheet.Text().SelectedPlain(); got != "Last words." || r.sheet.Scroll.Offset.Y == 0 {
		t.Errorf("marked %q, scrolled to %v", got, r.sheet.Scroll.Offset.Y)
	}
	if r.Words() != words {
		t.Error("marking changed the words")
	}
}

func TestToolsAreUsedByKeyboardAndMouse(t *testing.T) {
	r, w := rich(t, "One two", nil)
	if next := r.tools; next.says() != "" {
		t.Errorf("before it is reached the row says %q", next.says())
	}
	r.sheet.TypedShortcut(&fyne.ShortcutSelectAll{})
	w.Canvas().Focus(r.tools)
	for _, name := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeySpace} {
		r.tools.TypedKey(&fyne.KeyEvent{Name: name})
	}
	if r.Words() != "**One two**" || w.Canvas().Focused() != r.Focusable() {
		t.Errorf("the words are %q, the keyboard is at %T", r.Words(), w.Canvas().Focused())
	}
	w.Canvas().Focus(r.tools)
	if says := r.tools.says(); !strings.Contains(says, "Ctrl+B") || !strings.Contains(r.tools.AccessibilityLabel(), "Bold, on") {
		t.Errorf("the row says %q, %q", says, r.tools.AccessibilityLabel())
	}
	for n, want := range map[int]string{0: "## One two", 1: "### One two", 3: "- One two", 4: "1. One two"} {
		r.SetWords("One two ")
		r.SetWords("One two")
		test.TapAt(r.tools, fyne.NewPos(r.tools.left(n)+4, 8))
		if r.Words() != want {
			t.Errorf("tool %d makes %q, want %q", n, r.Words(), want)
		}
		test.TapAt(r.tools, fyne.NewPos(r.tools.left(n)+4, 8))
		if r.Words() != "One two" {
			t.Errorf("tool %d again makes %q", n, r.Words())
		}
	}
}

func TestLinksAreAskedFor(t *testing.T) {
	r, w := rich(t, "See our page now", nil)
	at := strings.Index(r.Words(), "our")
	r.Select(at, at+len("our page"))
	ask := func(address string) {
		r.sheet.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift})
		field, ok := w.Canvas().Focused().(*parts.Field)
		if !ok {
			t.Fatalf("the keyboard is at %T", w.Canvas().Focused())
		}
		field.SetText(address)
		w.Canvas().Overlays().Top().(*parts.Overlay).Accept()
	}
	ask("www.school.example/send")
	if want := "See [our page](https://www.school.example/send) now"; r.Words() != want {
		t.Errorf("the words are %q", r.Words())
	}
	ask("what is this")
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("no address was taken for one")
	}
	w.Canvas().Overlays().Top().(*parts.Overlay).Escape()
	ask("send@school.example")
	if want := "See [our page](mailto:send@school.example) now"; r.Words() != want {
		t.Errorf("the words are %q", r.Words())
	}
	ask("")
	if want := "See our page now"; r.Words() != want {
		t.Errorf("the words are %q", r.Words())
	}
}

func TestNarrowRowsUseShortNames(t *testing.T) {
	r, w := rich(t, "", nil)
	if r.tools.brief {
		t.Error("there is room for the names")
	}
	w.Resize(fyne.NewSize(500, 400)) // as beside the advice of a report
	if r.tools.brief {
		t.Error("beside the advice there is room for the names")
	}
	w.Resize(fyne.NewSize(340, 400))
	if !r.tools.brief || r.Object.MinSize().Width > 300 {
		t.Errorf("the row wants %v", r.Object.MinSize().Width)
	}
}

func TestWhatTheToolsSayIsNeverCut(t *testing.T) {
	r, w := rich(t, sample, nil)
	w.Canvas().Focus(r.tools)
	r.tools.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	says := r.tools.says()
	shown := func(wide float32) (inRow, atSheet bool) {
		w.Resize(fyne.NewSize(wide, 400))
		return strings.Contains(strings.Join(drawn(r.tools), " "), says), r.frame.said.Visible() && r.frame.said.String() == says
	}
	if inRow, atSheet := shown(1200); !inRow || atSheet {
		t.Error("in a wide column it does not stand beside the tools alone")
	}
	for _, wide := range []float32{500, 340} {
		if inRow, atSheet := shown(wide); inRow || !atSheet {
			t.Errorf("at %.0f it does not stand at the sheet alone", wide)
		}
		if end := r.frame.said.Position().Y + r.frame.said.Size().Height; end > r.frame.Size().Height {
			t.Errorf("at %.0f it ends below the sheet", wide)
		}
	}
	w.Canvas().Focus(r.Focusable())
	at := strings.Index(r.Words(), "how the council")
	r.Select(at, at+3)
	low := r.sheet.CaretLow()
	if above := r.frame.said.Position().Y < r.frame.Size().Height/2; !r.frame.said.Visible() || above != low {
		t.Errorf("where the link leads is said %v, at the head %v, and the caret is low %v", r.frame.said.String(), above, low)
	}
	w.Resize(fyne.NewSize(1200, 400))
	if r.frame.said.Visible() {
		t.Error("it is said twice")
	}
}

// drawn returns the texts that a widget draws.
func drawn(of fyne.Widget) (texts []string) {
	for _, o := range test.WidgetRenderer(of).Objects() {
		if text, ok := o.(*canvas.Text); ok {
			texts = append(texts, text.Text)
		}
	}
	return texts
}
