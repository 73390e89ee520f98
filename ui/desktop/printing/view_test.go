package printing_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// page is a page that prints papers about one pupil.
type page struct {
	n     printing.Needs
	pupil string
}

func (p page) Title() string             { return "Pupil" }
func (p page) Object() fyne.CanvasObject { return parts.Page("Pupil", "", parts.Gap(1)) }
func (p page) Focus()                    {}
func (p page) Print()                    { printing.ShowPupil(p.n, p.pupil) }

// open shows a page of Ana Kowalska of the demo school.
func open(t *testing.T) (w *shelltest.Window, d *desk.Desk, folder string) {
	t.Helper()
	d, folder = schooltest.Demo(t), t.TempDir()
	found, err := d.Find("kowalska")
	if err != nil || len(found) == 0 {
		t.Fatal(err)
	}
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "pupil", Name: "Pupil", Hidden: true, Open: func(string) (shell.Screen, error) {
			return page{printing.Needs{Desk: d, Shell: s, Folder: folder}, found[0].ID}, nil
		}}
	})
	w.Go(shell.To("pupil"))
	return w, d, folder
}

func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestProfileIsPrintedByTwoKeysAndAgain(t *testing.T) {
	w, _, folder := open(t)
	w.Press("Ctrl+P")
	w.Pictures("printing")
	w.Press("Enter")
	if w.Canvas().Overlays().Top() != nil || !w.Sees("Saved in "+folder) {
		t.Fatalf("the window shows\n%s", w.Text())
	}
	w.Press("Ctrl+P", "Enter")
	got := files(t, folder)
	if len(got) != 2 || got[0] != "One-page profile 2026-11-23 Ana Kowalska 2.pdf" {
		t.Errorf("the folder holds %q", got)
	}
	content, err := os.ReadFile(filepath.Join(folder, got[1]))
	if err != nil || !bytes.HasPrefix(content, []byte("%PDF-")) {
		t.Errorf("%s is no PDF: %v", got[1], err)
	}
}

func TestHiddenNamesPrintInitialsInPageAndFileName(t *testing.T) {
	w, _, folder := open(t)
	w.Press("F8", "Ctrl+P")
	if w.Sees("Kowalska") || w.Sees("Ana") {
		t.Errorf("the sheet names the pupil:\n%s", w.Text())
	}
	w.Press("Enter")
	if got := files(t, folder); len(got) != 1 || strings.Contains(got[0], "Ana") || !strings.Contains(got[0], "AK") {
		t.Errorf("the folder holds %q", got)
	}
}

func TestLastFolderIsRemembered(t *testing.T) {
	w, d, folder := open(t)
	other := t.TempDir()
	if err := d.SaveSetting(t.Context(), "printing", other); err != nil {
		t.Fatal(err)
	}
	w.Press("Ctrl+P", "Enter")
	if len(files(t, folder)) != 0 || len(files(t, other)) != 1 {
		t.Error("the page was not saved in the last folder")
	}
	if err := os.RemoveAll(other); err != nil {
		t.Fatal(err)
	}
	w.Press("Ctrl+P", "Enter")
	if len(files(t, folder)) != 1 {
		t.Error("where the last folder is gone, the usual one is not offered")
	}
}

func TestCopyOfEverythingIsSavedAsPageAndRecordWithFullNames(t *testing.T) {
	w, _, folder := open(t)
	w.Press("Ctrl+P")
	all := choices(t, w)
	w.Canvas().Focus(all[0])
	w.Type("copy")
	w.Press("Enter")
	if !w.Sees("pages of A4; the first 6 are shown") {
		t.Fatalf("the sheet shows\n%s", w.Text())
	}
	w.Canvas().Focus(all[1])
	w.Type("initials")
	w.Press("Enter")
	if !w.Sees("This paper is made with full names alone.") {
		t.Errorf("the sheet shows\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	got := files(t, folder)
	if len(got) != 2 || filepath.Ext(got[0]) != ".json" || filepath.Ext(got[1]) != ".pdf" {
		t.Errorf("the folder holds %q", got)
	}
}

func TestWhatNeedsNamesIsNotOfferedWhileTheyAreHidden(t *testing.T) {
	w, _, _ := open(t)
	w.Press("F8", "Ctrl+P")
	w.Canvas().Focus(choices(t, w)[0])
	w.Press("Down")
	if w.Sees("Copy of everything held") || !w.Sees("Contact log") {
		t.Errorf("the list offers\n%s", w.Text())
	}
}

func TestWebPageIsSavedAndAFileIsNeverWrittenOver(t *testing.T) {
	w, _, folder := open(t)
	w.Press("Ctrl+P")
	w.Canvas().Focus(choices(t, w)[2])
	w.Type("web")
	w.Press("Enter", "Ctrl+Enter")
	got := files(t, folder)
	if len(got) != 1 || filepath.Ext(got[0]) != ".html" {
		t.Fatalf("the folder holds %q; the window shows\n%s", got, w.Text())
	}
	w.Press("Ctrl+P")
	field := w.Canvas().Focused().(*parts.Field)
	field.SetText(filepath.Join(folder, got[0]))
	w.Press("Enter")
	if !w.Sees("There is a file of this name already.") {
		t.Errorf("the sheet shows\n%s", w.Text())
	}
}

// In large print the same paper takes more pages.
func TestPaperIsHadInLargePrint(t *testing.T) {
	w, d, folder := open(t)
	w.Press("Ctrl+P")
	if !w.Sees("One side of A4") {
		t.Fatalf("the sheet shows\n%s", w.Text())
	}
	w.Canvas().Focus(choices(t, w)[3])
	w.Type("large")
	w.Press("Enter")
	if w.Sees("One side of A4") || !w.Sees("pages of A4") {
		t.Errorf("the sheet shows\n%s", w.Text())
	}
	w.Pictures("printing-large")
	w.Press("Ctrl+Enter")
	got := files(t, folder)
	if len(got) != 1 {
		t.Fatalf("the folder holds %q", got)
	}
	found, err := d.Find("kowalska")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := d.Profile(t.Context(), found[0].ID, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := desk.Draw(desk.LayoutLarge.Set(doc), desk.FormatPDF)
	if err != nil {
		t.Fatal(err)
	}
	if file, err := os.ReadFile(filepath.Join(folder, got[0])); err != nil || !bytes.Equal(file, want) {
		t.Errorf("the file is not the profile in large print: %v", err)
	}
}

// choices are the choices of a sheet that has just been opened: paper, names, form, layout.
func choices(t *testing.T, w *shelltest.Window) []*parts.Choice {
	t.Helper()
	var found []*parts.Choice
	for range 12 {
		if c, ok := w.Canvas().Focused().(*parts.Choice); ok && !slices.Contains(found, c) {
			found = append(found, c)
		}
		w.Canvas().FocusNext()
	}
	// The keyboard begins in the path, after the first choice.
	if len(found) != 4 {
		t.Fatalf("%d choices", len(found))
	}
	return []*parts.Choice{found[3], found[0], found[1], found[2]}
}

func TestPapersOfTheLevelAreAmongThePupils(t *testing.T) {
	w, d, folder := open(t)
	w.Press("Ctrl+P")
	w.MustSee("Print", "One-page profile")
	w.Canvas().FocusPrevious() // from the file to the paper
	letter := desk.Printouts[slices.IndexFunc(desk.Printouts, func(p desk.Printout) bool { return p.ID == "level-letter" })]
	w.Type(letter.Words(d))
	w.Press("Enter", "Ctrl+Enter")
	if found := files(t, folder); len(found) != 1 || !strings.HasPrefix(found[0], letter.Words(d)) || strings.Contains(found[0], "{") {
		t.Errorf("the folder holds %v:\n%s", found, w.Text())
	}
}
