package importing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/importing"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

const export = `"Meadowfield Primary School",,,,,,
Printed 21/11/2026,,,,,,
,,,,,,
UPN,Legal Surname,Legal Forename,DOB,Reg Group,SEN Status,SEN Need
,Ötzi,Thị Mai,03/09/2016,5A,K - SEN Support,SLCN
,O’Shea,Zoë,31/31/2016,4B,K,SEMH
,Nowak,Jan,04/05/2017,4B,Z,SEMH
`

func open(t *testing.T, d *desk.Desk, arg string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "import", Name: "Import", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return importing.New(importing.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("register"))
	w.Go(shell.To("import", arg))
	return w
}

func write(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pupils.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func found(t *testing.T, d *desk.Desk, query string) int {
	t.Helper()
	list, err := d.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

func TestListComesInByKeysAloneAndOneUndoTakesItBack(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "")
	w.Type(write(t, export))
	w.Press("Enter")
	w.MustSee("1 pupil would be added and 0 pupils changed", "with a comma", "2 rejected", "31/31/2016", "Bring in 1 pupil")
	if found(t, d, "ötzi") != 0 {
		t.Fatal("a pupil was kept before anyone said so")
	}
	w.Press("Ctrl+Enter")
	if w.Here().Screen != "register" || found(t, d, "ötzi class:5A status:K need:SLCN") != 1 {
		t.Fatalf("here is %v:\n%s", w.Here(), w.Text())
	}
	w.MustSee("1 pupil added, 0 pupils changed. 2 rows stayed out. Ctrl+Z takes it back.")
	w.Press("Ctrl+Z")
	if found(t, d, "ötzi") != 0 {
		t.Error("undo left the pupil there")
	}
}

func TestEscapeLeavesWithoutChange(t *testing.T) {
	d := schooltest.Demo(t)
	before := found(t, d, "left:any")
	w := open(t, d, write(t, export))
	w.MustSee("Bring in 1 pupil")
	w.Press("Esc")
	if w.Here().Screen != "register" || found(t, d, "left:any") != before {
		t.Errorf("here is %v with %d pupils", w.Here(), found(t, d, "left:any"))
	}
}

func TestRefusedFileSaysWhyBesideItsPath(t *testing.T) {
	for content, want := range map[string]string{
		"":                     "The file is empty.",
		"one\ntwo\n":           "No row of headings was found",
		"UPN,Surname\n\"x\x00": "",
	} {
		w := open(t, schooltest.Demo(t), write(t, content))
		if want == "" {
			want = "! "
		}
		w.MustSee(want, "Read the file")
	}
	w := open(t, schooltest.Demo(t), filepath.Join(t.TempDir(), "none.csv"))
	w.MustSee("There is no file at this path.")
}

func TestChangesStandBesideWhatIsThere(t *testing.T) {
	d := schooltest.Demo(t)
	list, err := d.Find("kowalska ana")
	if err != nil || len(list) != 1 {
		t.Fatal(len(list), err)
	}
	ana := list[0]
	w := open(t, d, write(t, fmt.Sprintf("UPN,Surname,Forename,DOB,Class\n%s,Kowalska,Ana,%s,5C\n", ana.UPN, ana.Born)))
	w.MustSee("1 changed", "Now", "Then", "Class", ana.Class, "5C", "411")
	w.Press("F8")
	if w.Sees("Kowalska") || !w.Sees("AK") && !w.Sees("A.K.") && !w.Sees("A K") {
		t.Errorf("with names hidden:\n%s", w.Text())
	}
	w.Press("F8", "Ctrl+Enter")
	if found(t, d, "kowalska class:5C") != 1 {
		t.Error("the class was not changed")
	}
}

// TestHeadingIsChosenByKeys takes the SEN status away from its column, and gives it
// back: the file is read again each time and the keyboard stays where it was.
func TestHeadingIsChosenByKeys(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, write(t, export))
	w.Canvas().Focus(nil)
	for range 60 {
		w.Press("Tab")
		if l, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok && l.AccessibilityLabel() == "SEN Status" {
			break
		}
	}
	w.Type("not in")
	w.Press("Enter")
	w.MustSee("2 pupils would be added", "1 column of the file not taken: SEN Status.")
	w.Type("sen st")
	w.Press("Enter")
	w.MustSee("1 pupil would be added")
}

func TestDroppedFileReplacesTheOneThatIsLookedAtUnlessRefused(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, write(t, export))
	page := w.Screen().(*importing.Screen)
	page.Drop(write(t, "rubbish"))
	w.MustSee("No row of headings was found", "Bring in 1 pupil")
	page.Drop(write(t, strings.ReplaceAll(export, "31/31/2016", "30/1/2016")))
	w.MustSee("Bring in 2 pupils")
}

func TestPictures(t *testing.T) {
	d := schooltest.Demo(t)
	open(t, d, "").Pictures("import-choose")
	list, _ := d.Find("status:sen")
	content := export
	for i, e := range list[:12] {
		content += fmt.Sprintf("%s,%s,%s,%s,%s,%s,%s\n", e.UPN, e.Surname, e.Forename, e.Born, []string{"6Z", e.Class}[i%2], []string{e.Status, "E"}[i%2], e.PrimaryNeed())
	}
	w := open(t, d, write(t, content))
	w.Pictures("import-rejected")
	press(t, w, "changed")
	w.Pictures("import-changed")
}

// press presses the button with these words.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	w.Canvas().Focus(nil)
	for range 80 {
		w.Press("Tab")
		if l, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok && l.AccessibilityLabel() == words {
			w.Press("Enter")
			return
		}
	}
	t.Fatalf("Tab does not come to %q", words)
}

func TestARejectedRowIsPutRightByKeys(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, write(t, export))
	w.MustSee("2 rejected", "31/31/2016")
	w.Press("Enter")
	w.MustSee("Put row 6 right", "This is not a date")
	w.Press("Ctrl+A")
	w.Type("31/01/2016")
	w.Press("Enter")
	w.MustSee("2 pupils would be added", "1 rejected")
	w.Press("Enter") // the other row, with a status that there is not
	w.MustSee("Put row 7 right", "This is not an SEN status")
	w.Press("Ctrl+A")
	w.Type("X9")
	w.Press("Enter")
	w.MustSee("Put row 7 right", "This is not an SEN status")
	w.Press("Ctrl+A")
	w.Type("K")
	w.Press("Enter", "Ctrl+Enter")
	if found(t, d, "class:4B o’shea status:K need:SEMH") != 1 || found(t, d, "class:4B nowak status:K") != 1 {
		t.Errorf("the rows did not come in:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if found(t, d, "o’shea class:4B born:2016-01-31") != 0 {
		t.Error("undo left a pupil there")
	}
}

func TestNamesHiddenKeepARowFromBeingPutRight(t *testing.T) {
	w := open(t, schooltest.Demo(t), write(t, export))
	w.Press("F8", "Enter")
	if w.Sees("Put row") || w.Sees("Nowak") {
		t.Errorf("with names hidden:\n%s", w.Text())
	}
	w.MustSee("Names are hidden")
}

func TestCopiedRowsComeInWithoutAFile(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "")
	fyne.CurrentApp().Clipboard().SetContent("")
	w.Tap("Paste rows")
	w.MustSee("Nothing has been copied")
	fyne.CurrentApp().Clipboard().SetContent("Surname\tForename\tDate of birth\tClass\tSEN status\tNeed\nÖtzi\tThị Mai\t03/09/2016\t5A\tK\tSLCN\n")
	w.Tap("Paste rows")
	w.MustSee("Pasted rows: 1 pupil would be added", "with a tab")
	w.Press("Ctrl+Enter")
	if found(t, d, "ötzi class:5A status:K need:SLCN") != 1 {
		t.Errorf("the pasted row did not come in:\n%s", w.Text())
	}
	w.Go(shell.To("import"))
	fyne.CurrentApp().Clipboard().SetContent("Ötzi\tThị Mai\t03/09/2016\n")
	w.Tap("Paste rows")
	w.MustSee("No row of headings was found")
}

func TestPupilsWhoLeftAreTickedAndOneUndoBringsThemBack(t *testing.T) {
	d := schooltest.Demo(t)
	roll := found(t, d, "")
	list, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB\n")
	for _, e := range list[2:] {
		fmt.Fprintf(&rows, "%s,%q,%q,%s\n", e.UPN, e.Surname, e.Forename, e.Born)
	}
	w := open(t, d, write(t, rows.String()))
	w.Tap("not in the file")
	w.MustSee("Tick those who left")
	w.FocusGrid()
	w.Press("Space")
	w.MustSee("1 pupil marked as having left", "1 pupil left")
	w.Press("Ctrl+Enter")
	if got := found(t, d, ""); got != roll { // the last day on roll is today
		t.Errorf("%d on roll of %d", got, roll)
	}
	if e, err := d.Entry(list[0].ID); err != nil || e.Left != d.Today() {
		t.Errorf("the pupil left on %v (%v)", e.Left, err)
	}
	w.Press("Ctrl+Z")
	if e, err := d.Entry(list[0].ID); err != nil || !e.Left.IsZero() {
		t.Error("undo did not bring the pupil back")
	}
}
