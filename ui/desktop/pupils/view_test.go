package pupils_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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

func TestManyPupilsAreChangedWithAPreviewAndOneUndo(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Ctrl+F")
	w.Type("year:6")
	w.Press("Enter", "Space", "Down", "Space", "Down", "Space")
	if !w.Sees("3 pupils ticked") {
		t.Fatalf("ticks are not told:\n%s", w.Text())
	}
	before := find(t, d, "class:6Z")
	w.Type("e")
	w.Type("class")
	w.Press("Enter", "Tab")
	w.Type("6Z")
	if !w.Sees("3 of 3 pupils would change.") || find(t, d, "class:6Z") != before {
		t.Errorf("the preview says\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	if find(t, d, "class:6Z") != 3 || !w.Sees("3 pupils changed.") {
		t.Errorf("%d pupils are in 6Z; the window says\n%s", find(t, d, "class:6Z"), w.Text())
	}
	w.Press("Ctrl+Z")
	if find(t, d, "class:6Z") != 0 {
		t.Error("one undo did not take it back")
	}
}

func TestBulkValueThatDoesNotFitIsRefusedBesideIt(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Space")
	w.Type("e")
	w.Type("set a flag")
	w.Press("Enter", "Tab")
	w.Type("QQ")
	w.Press("Ctrl+Enter")
	if !w.Sees("“+QQ” is not a flag.") || w.Canvas().Overlays().Top() == nil {
		t.Errorf("the dialog says\n%s", w.Text())
	}
}

func TestRegisterIsSavedAsAFileAndNothingIsWrittenOver(t *testing.T) {
	w, _, folder := open(t, schooltest.Demo(t))
	w.Press("Ctrl+P", "Ctrl+Enter")
	path := filepath.Join(folder, "Register 2026-11-23.csv")
	body, err := os.ReadFile(path)
	if err != nil || strings.Count(string(body), "\r\n") != 62 || !strings.Contains(string(body), "Kowalska") {
		t.Fatalf("%v; the window says\n%s", err, w.Text())
	}
	w.Press("F8", "Ctrl+P", "Ctrl+Enter")
	if !w.Sees("There is a file of this name already.") {
		t.Errorf("saving twice says\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	if again, _ := os.ReadFile(path); string(again) != string(body) {
		t.Error("the file was written over")
	}
}

func TestHiddenNamesAreNowhereInTheRegister(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	if !w.Sees("Kowalska") {
		w.Press("Ctrl+F")
		w.Type("kow")
	}
	w.Press("F8")
	if w.Sees("Kowalska") {
		t.Error("a name shows")
	}
	w.Press("F8")
	if !w.Sees("Kowalska") {
		t.Error("F8 again should show the names")
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
	for range 6 {
		w.Press("Tab")
		switch f := w.Canvas().Focused().(type) {
		case *parts.Choice:
			order = append(order, f.PlaceHolder)
		case *parts.Button:
			order = append(order, f.Text())
		}
	}
	if got := strings.Join(order, ", "); got != "Any need, Any year, Any class, Any level, With SEN, EHC plan" {
		t.Errorf("tab goes through %s", got)
	}
}

func TestRegisterPictures(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	w.Press("Down", "Space", "Down", "Space")
	w.Pictures("register")
	w.Press("Ctrl+N")
	w.Pictures("register-new")
	w.Press("Esc")
	w.Type("e")
	w.Type("class")
	w.Press("Enter", "Tab")
	w.Type("6Z")
	w.Pictures("register-bulk")
}
