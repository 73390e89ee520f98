package pupils_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell/shelltest"
)

// paste pastes text on the rows.
func paste(t *testing.T, w *shelltest.Window, text string) {
	t.Helper()
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent(text)
	grid(t, w).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
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
	if find(t, d, "class:6Z") != 3 || !w.Sees("3 pupils changed.") || !w.Sees("3 pupils ticked") {
		t.Errorf("%d pupils are in 6Z; the window says\n%s", find(t, d, "class:6Z"), w.Text())
	}
	w.Press("Ctrl+Z")
	if find(t, d, "class:6Z") != 0 {
		t.Error("one undo did not take it back")
	}
}

func TestCurrentCellIsChangedWithoutTicks(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Right", "Right") // Class
	w.Type("e")
	w.Type("9Z")
	w.Press("Enter")
	if find(t, d, "class:9Z") != 1 {
		t.Errorf("the window says\n%s", w.Text())
	}
}

func TestFieldOfTheSchoolsOwnIsChangedForMany(t *testing.T) {
	d := schooltest.Demo(t)
	if _, err := d.SaveField(context.Background(), register.Field{Name: "House", Type: register.FieldChoice, Choices: []string{"Oak", "Ash"}}); err != nil {
		t.Fatal(err)
	}
	w, _, _ := open(t, d)
	w.Press("Space", "Down", "Space")
	w.Type("e")
	w.Type("house")
	w.Press("Enter", "Tab")
	w.Type("elm")
	w.Press("Ctrl+Enter")
	if !w.Sees("is not one of the choices") || find(t, d, "house:oak") != 0 {
		t.Errorf("elm is taken:\n%s", w.Text())
	}
	w.Press("BackSpace", "BackSpace", "BackSpace")
	w.Type("oak")
	w.Press("Ctrl+Enter")
	if find(t, d, "house:oak") != 2 {
		t.Errorf("%d pupils are in Oak:\n%s", find(t, d, "house:oak"), w.Text())
	}
	w.Press("Ctrl+Z")
	if find(t, d, "house:oak") != 0 {
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

func TestBlockIsPastedFromTheCurrentCellWithAPreviewAndOneUndo(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Right", "Right") // Class
	paste(t, w, "9X\tK\n9X\tE\n9Y\tK\n")
	if !w.Sees("of 3 pupils would change.") || find(t, d, "class:9X") != 0 {
		t.Fatalf("the preview says\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	if find(t, d, "class:9X") != 2 || find(t, d, "class:9Y status:K") != 1 {
		t.Errorf("after pasting:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if find(t, d, "class:9X") != 0 || find(t, d, "class:9Y") != 0 {
		t.Error("one undo did not take it back")
	}
}

func TestWhatWasCopiedPastesBackByItsHeadings(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("Space", "Down", "Space")
	clip := fyne.CurrentApp().Clipboard()
	grid(t, w).TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	class := grid(t, w).Cell(0, 2)
	changed := strings.Replace(clip.Content(), "\t"+class+"\t", "\t9Z\t", 1)
	w.Press("End") // where the cell is does not matter
	paste(t, w, changed)
	if !w.Sees("1 cell of 1 pupil would change.") {
		t.Fatalf("the preview says\n%s", w.Text())
	}
	w.Press("Enter")
	if find(t, d, "class:9Z") != 1 {
		t.Errorf("after pasting:\n%s", w.Text())
	}
}

func TestBlockOfTheWrongWidthIsRefusedAndNothingIsLost(t *testing.T) {
	d := schooltest.Demo(t)
	w, _, _ := open(t, d)
	w.Press("End")
	for range 12 {
		w.Press("Right") // the last column
	}
	for _, block := range []string{"PP\t4B", "PP\nPP\tEAL", ""} {
		paste(t, w, block)
		if !w.Sees("!") || w.Sees("would change") || w.Canvas().Overlays().Top() == nil {
			t.Errorf("%q gives\n%s", block, w.Text())
		}
		w.Press("Esc")
	}
	if last, err := d.Last(context.Background()); err != nil || last.Undo != "" {
		t.Errorf("a refused block changed something: %+v, %v", last, err)
	}
}

func TestRefusedRowsAreNamedByTheirNumber(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	paste(t, w, "Name\tClass\nNobody, Nora\t4B\nNobody, Nils\t4B")
	if !w.Sees("Row 2: no pupil on roll has this name.") || !w.Sees("Row 3: no pupil on roll has this name.") {
		t.Errorf("the card says\n%s", w.Text())
	}
}

func TestRegisterIsSavedAsAFileAndNothingIsWrittenOver(t *testing.T) {
	w, _, folder := open(t, schooltest.Demo(t))
	save := func() {
		menu(t, w, "More", "save as")
		w.Press("Ctrl+Enter")
	}
	save()
	path := filepath.Join(folder, "Register 2026-11-23.csv")
	body, err := os.ReadFile(path)
	if err != nil || strings.Count(string(body), "\r\n") != 62 || !strings.Contains(string(body), "Kowalska") {
		t.Fatalf("%v; the window says\n%s", err, w.Text())
	}
	w.Press("F8")
	save()
	if !w.Sees("There is a file of this name already.") {
		t.Errorf("saving twice says\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	if again, _ := os.ReadFile(path); string(again) != string(body) {
		t.Error("the file was written over")
	}
}

func TestRegisterIsSavedInEveryKindWithTheColumnsOfTheView(t *testing.T) {
	for _, kind := range []struct{ words, file, begins string }{
		{"excel", "Register 2026-11-23.xlsx", "PK"}, {"json", "Register 2026-11-23.json", ""},
	} {
		w, _, folder := open(t, schooltest.Demo(t))
		menu(t, w, "More", "save as")
		w.Press("Tab", "Tab")
		w.Type(kind.words)
		w.Press("Enter", "Tab")
		w.Type("initials")
		w.Press("Enter", "Ctrl+Enter")
		body, err := os.ReadFile(filepath.Join(folder, kind.file))
		if err != nil || !strings.HasPrefix(string(body), kind.begins) || strings.Contains(string(body), "Kowalska") {
			t.Errorf("%s: %v; the window says\n%s", kind.words, err, w.Text())
		}
	}
}

func TestViewIsPrintedWithTheColumnsThatItShows(t *testing.T) {
	w, _, folder := open(t, schooltest.Demo(t))
	w.Press("Ctrl+F")
	w.Type("year:6 status:E")
	w.Press("Enter", "Ctrl+P")
	if !w.Sees("Save and open") {
		t.Fatalf("the sheet of printing shows\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	body, err := os.ReadFile(filepath.Join(folder, "Register 2026-11-23.pdf"))
	if err != nil || !strings.HasPrefix(string(body), "%PDF") {
		t.Errorf("%v; the window shows\n%s", err, w.Text())
	}
}

func TestMoreLeadsToThePagesThatTheProgramHas(t *testing.T) {
	w, _, _ := open(t, schooltest.Demo(t))
	press(t, w, "More")
	if !w.Sees("The school's own fields") || w.Sees("Census check") {
		t.Errorf("the menu shows\n%s", w.Text())
	}
	w.Type("bring")
	w.Press("Enter")
	if w.Here().Screen != "import" {
		t.Errorf("here is %v", w.Here())
	}
}
