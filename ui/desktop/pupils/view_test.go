package pupils_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/pupils"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// open shows the register of a school.
func open(t *testing.T, d *desk.Desk) (*shelltest.Window, *pupils.Memory, string) {
	t.Helper()
	memory, folder := &pupils.Memory{}, t.TempDir()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "register", Name: "Register", Icon: "register", Open: func(arg string) (shell.Screen, error) {
			return pupils.New(pupils.Needs{Desk: d, Shell: s, Memory: memory, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("register"))
	return w, memory, folder
}

func find(t *testing.T, d *desk.Desk, query string) int {
	t.Helper()
	found, err := d.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// alt presses a key with Alt on what has the keyboard.
func alt(w *shelltest.Window, key fyne.KeyName) {
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
}

// withShift presses keys with Shift held.
func withShift(w *shelltest.Window, keys ...string) {
	held := w.Canvas().Focused().(desktop.Keyable)
	held.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	w.Press(keys...)
	held.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// grid is the rows of the register.
func grid(t *testing.T, w *shelltest.Window) *parts.Grid {
	t.Helper()
	g, ok := w.Canvas().Focused().(*parts.Grid)
	if !ok {
		t.Fatalf("the rows have not the keyboard but %T", w.Canvas().Focused())
	}
	return g
}

// titles are the headings of a grid in their order.
func titles(g *parts.Grid) string {
	var out []string
	for _, c := range g.Columns {
		out = append(out, c.Title)
	}
	return strings.Join(out, ", ")
}

// menu chooses from the menu of a button of the page.
func menu(t *testing.T, w *shelltest.Window, button, item string) {
	t.Helper()
	press(t, w, button)
	w.Type(item)
	w.Press("Enter")
}

// press presses a button or a link of the page by its words.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	at := w.Canvas().Focused()
	for range 60 {
		if b, ok := w.Canvas().Focused().(*parts.Button); ok && b.Text() == words {
			w.Press("Enter")
			return
		}
		w.Press("Tab")
	}
	t.Fatalf("no button says %q; from %T the window shows\n%s", words, at, w.Text())
}

func TestPupilIsFoundAndOpenedByKeysAndTheSearchIsKept(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Press("Ctrl+F")
	w.Type("kow")
	w.Press("Enter", "Enter")
	if w.Here().Screen != "pupil" {
		t.Fatalf("here is %v; the window shows\n%s", w.Here(), w.Text())
	}
	w.Press("Esc")
	if w.Here() != shell.To("register") || !w.Sees("Kowalska, Ana") || !w.Sees("kow") {
		t.Errorf("back in the register:\n%s", w.Text())
	}
}

func TestNewPupilByKeysAloneAndUndo(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Ctrl+N")
	w.Press("Ctrl+Enter")
	if !w.Sees("Enter the pupil's name.") {
		t.Errorf("an empty form says\n%s", w.Text())
	}
	w.Press("Esc", "Ctrl+N")
	w.Type("Thị Mai")
	w.Press("Tab")
	w.Type("Nguyễn-Ötzi")
	w.Press("Tab")
	w.Type("3/9/16")
	w.Press("Tab")
	w.Type("5a")
	w.Press("Tab")
	w.Type("eh")
	w.Press("Tab")
	w.Type("speech")
	w.Press("Enter", "Ctrl+Enter")
	if find(t, d, "class:5A status:E need:SLCN year:5 ötzi") != 1 {
		t.Fatalf("the pupil was not added:\n%s", w.Text())
	}
	if w.Canvas().Overlays().Top() != nil || !w.Sees("Thị Mai Nguyễn-Ötzi was added.") {
		t.Errorf("after adding:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if find(t, d, "ötzi") != 0 || w.Sees("Ötzi, ") {
		t.Error("undo left the pupil there")
	}
}

func TestFormSaysWhatIsWrongAndKeepsWhatWasTyped(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Press("Ctrl+N")
	w.Type("Ana")
	w.Press("Tab", "Tab")
	w.Type("31/31/2016")
	w.Press("Ctrl+Enter")
	if !w.Sees("This is not a date.") || !w.Sees("31/31/2016") {
		t.Errorf("the form says\n%s", w.Text())
	}
}

func TestEmptySchoolOffersTheImportFirst(t *testing.T) {
	w, _, _ := open(t, schooltest.Empty(t))
	w.Press("Enter")
	if w.Here() != shell.To("import") {
		t.Errorf("Enter leads to %v", w.Here())
	}
	w.Go(shell.To("register"))
	w.Press("Ctrl+N")
	w.Type("Ana")
	w.Press("Ctrl+Enter")
	if !w.Sees("1 pupil shown") {
		t.Errorf("the first pupil gives\n%s", w.Text())
	}
}

func TestTabGoesThroughTheRegisterAsItIsRead(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Press("Ctrl+F")
	var order []string
	for range 4 {
		w.Press("Tab")
		switch f := w.Canvas().Focused().(type) {
		case *parts.Grid:
			order = append(order, "the rows")
		case *parts.Button:
			order = append(order, f.Text())
		}
	}
	if got := strings.Join(order, ", "); got != "Filter, Columns, Preview, the rows" {
		t.Errorf("tab goes through %s", got)
	}
}

func TestSheetOfKeysTellsThoseOfTheRegister(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Type("?")
	if !w.Sees("On this page") {
		t.Errorf("the sheet of keys says\n%s", w.Text())
	}
}

func TestStripFindsThePupilsOfANeed(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	press(t, w, "by need")
	w.Type("semh")
	w.Press("Enter")
	if want := find(t, d, "status:sen primary:SEMH"); !w.Sees("status:sen primary:SEMH") || !w.Sees(shownWords(want)) {
		t.Errorf("%d pupils wanted; the window shows\n%s", want, w.Text())
	}
}
