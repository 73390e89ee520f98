package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// The most frequent tasks, typed as a SENCO would, and the keys that they take. The
// words that a person writes are not counted; names that find something are.

func TestTaskFindAPupilAndPrintTheProfile(t *testing.T) {
	w := demoWindow(t)
	w.p.Folder = t.TempDir()
	at := shelltest.Over(t, w.shell)
	at.Press("Ctrl+K")
	at.Type("kow")
	at.Press("Enter")
	if w.shell.Here().Screen != "pupil" || !at.Sees("Ana Kowalska") || !at.Sees("SEN support") {
		t.Fatalf("the pupil's page is not shown:\n%s", at.Text())
	}
	if at.Keys > 5 {
		t.Errorf("finding a pupil took %d keys, the bar is 5", at.Keys)
	}
	found := at.Keys
	at.Press("Ctrl+P", "Enter")
	if n := at.Keys - found; n > 2 {
		t.Errorf("printing took %d keys, the bar is 2", n)
	}
	made, err := filepath.Glob(filepath.Join(w.p.Folder, "*.pdf"))
	if err != nil || len(made) != 1 {
		t.Fatalf("printed %v (%v)\n%s", made, err, at.Text())
	}
	if content, err := os.ReadFile(made[0]); err != nil || !strings.HasPrefix(string(content), "%PDF") {
		t.Errorf("%s is no PDF (%v)", made[0], err)
	}
}

func TestTaskLogACallFromAnywhere(t *testing.T) {
	w := demoWindow(t)
	w.shell.Go(shell.To("reports"))
	at := shelltest.Over(t, w.shell)
	at.Press("Ctrl+L")
	at.Type("kow")
	at.Press("Enter")
	keys := at.Keys
	at.Type("Mother called: sleeping better")
	typed := at.Keys - keys
	at.Press("Ctrl+Enter")
	if n := at.Keys - typed; n > 6 {
		t.Errorf("it took %d keys beside the words, the bar is 6", n)
	}
	found, err := w.desk.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	r, err := w.desk.Record(w.ctx, found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range r.Notes {
		if n.Words == "Mother called: sleeping better" {
			return
		}
	}
	t.Errorf("the call was not kept:\n%s", at.Text())
}

func TestTaskAddAPupil(t *testing.T) {
	w := demoWindow(t)
	w.shell.Go(shell.To("register"))
	at := shelltest.Over(t, w.shell)
	at.Press("Ctrl+N")
	keys := 1
	for i, words := range []string{"Zofia", "Nowak", "3/9/2017", "4b", "", "slcn"} { // the status stands at SEN support
		if i > 0 {
			at.Press("Tab")
			keys++
		}
		at.Type(words)
	}
	at.Press("Ctrl+Enter")
	if keys++; keys > 7 {
		t.Errorf("it took %d keys beside the words", keys)
	}
	found, err := w.desk.Find("nowak zofia class:4B status:K need:SLCN")
	if err != nil || len(found) != 1 {
		t.Fatalf("found %d (%v):\n%s", len(found), err, at.Text())
	}
	r, err := w.desk.Record(w.ctx, found[0].ID)
	if err != nil || len(r.Statuses) != 1 || len(r.NeedsSince) != 1 {
		t.Errorf("the history did not write itself: %+v (%v)", r.Statuses, err)
	}
	at.Press("Ctrl+Z")
	if found, _ := w.desk.Find("nowak zofia"); len(found) != 0 {
		t.Error("undo left the pupil there")
	}
}

func TestTaskUpdateFromTheSchoolsSystem(t *testing.T) {
	w := demoWindow(t)
	found, err := w.desk.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	path := filepath.Join(t.TempDir(), "export.csv")
	rows := "UPN,Surname,Forename,DOB,Class\n" + found[0].UPN + ",Kowalska,Ana," + found[0].Born.String() + ",5A\n"
	if err := os.WriteFile(path, []byte(rows), 0o600); err != nil {
		t.Fatal(err)
	}
	at := shelltest.Over(t, w.shell)
	w.dropped(fyne.NewPos(0, 0), []fyne.URI{storage.NewFileURI(path)})
	steps := 1 // the drop
	at.Press("Ctrl+Enter")
	if steps += at.Keys; steps > 2 {
		t.Errorf("it took %d steps, the bar is 2", steps)
	}
	if e, err := w.desk.Entry(found[0].ID); err != nil || e.Class != "5A" {
		t.Fatalf("the class is %q (%v):\n%s", e.Class, err, at.Text())
	}
	at.Press("Ctrl+Z")
	if e, err := w.desk.Entry(found[0].ID); err != nil || e.Class == "5A" {
		t.Error("undo did not bring the class back")
	}
}

func TestTaskAddAPupilToAnInterventionAndSeeTheCost(t *testing.T) {
	w := demoWindow(t)
	found, err := w.desk.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	ana := found[0].ID
	before, err := w.desk.Record(w.ctx, ana)
	if err != nil {
		t.Fatal(err)
	}
	w.shell.Go(shell.To("pupil", ana))
	at := shelltest.Over(t, w.shell)
	at.Type("p")
	at.Type("num")
	at.Press("Enter")
	if at.Sees("Not costed yet") || !at.Sees(" with it") {
		t.Errorf("the cost and the bar do not show before it is kept:\n%s", at.Text())
	}
	at.Press("Enter")
	if at.Keys > 6 {
		t.Errorf("it took %d keys, the bar is 6", at.Keys)
	}
	after, err := w.desk.Record(w.ctx, ana)
	if err != nil || len(after.Provision) != len(before.Provision)+1 || after.Cost.Total.Cmp(before.Cost.Total) <= 0 {
		t.Fatalf("%d lines and %s, before %d and %s (%v):\n%s", len(after.Provision), after.Cost.Total, len(before.Provision), before.Cost.Total, err, at.Text())
	}
	at.MustSee(after.Cost.Total.Short())
	at.Press("Ctrl+Z")
	if undone, _ := w.desk.Record(w.ctx, ana); undone.Cost.Total.Cmp(before.Cost.Total) != 0 {
		t.Error("undo does not bring the cost back")
	}
}

func TestTaskReviewAGroupOfSix(t *testing.T) {
	w := demoWindow(t)
	run, err := w.desk.SaveIntervention(w.ctx, provision.Intervention{Name: "Lego group", Goal: "Takes turns", StaffKind: "teaching_assistant", Minutes: 30,
		Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 10, 1)})
	if err != nil {
		t.Fatal(err)
	}
	found, err := w.desk.Find("status:K")
	if err != nil || len(found) < 6 {
		t.Fatal(len(found), err)
	}
	var pupils []string
	for _, e := range found[:6] {
		pupils = append(pupils, e.ID)
	}
	if err := w.desk.Place(w.ctx, run, pupils, day.Of(2026, 9, 14)); err != nil {
		t.Fatal(err)
	}
	reviewed := func() (n int) {
		row, err := w.desk.Intervention(w.ctx, run)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range row.Placed {
			if p.Last != nil {
				n++
			}
		}
		return n
	}
	w.shell.Go(shell.To("today"))
	at := shelltest.Over(t, w.shell)
	at.MustSee("Review: Lego group (6 pupils)") // due first of all: the first line
	at.Press("Enter")
	at.Type("123124")
	at.Press("Ctrl+Enter")
	if at.Keys > 8 {
		t.Errorf("it took %d keys, the bar is 8", at.Keys)
	}
	if n := reviewed(); n != 5 || w.shell.Here().Screen != "today" {
		t.Fatalf("%d were reviewed:\n%s", n, at.Text())
	}
	at.MustSee("Review: Lego group (1 pupil)") // one of them stays due
	at.Press("Enter")
	at.Type("1")
	at.Press("Ctrl+Enter")
	if n := reviewed(); n != 6 || at.Sees("Review: Lego group (") {
		t.Errorf("%d were reviewed, and it waits still:\n%s", n, at.Text())
	}
	at.Press("Ctrl+Z")
	at.Press("Ctrl+Z")
	if n := reviewed(); n != 0 {
		t.Errorf("one undo for each review left %d", n)
	}
}

// TestTaskDraftARequest counts the clicks from the page of a pupil whose record is
// complete to the whole draft as a file: Request, Export, Save.
func TestTaskDraftARequest(t *testing.T) {
	w := demoWindow(t)
	w.p.Folder = t.TempDir()
	found, err := w.desk.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	w.shell.Go(shell.To("pupil", found[0].ID))
	at := shelltest.Over(t, w.shell)
	clicks := 0
	click := func(words string) {
		at.Tap(words)
		clicks++
	}
	click("Request")
	at.MustSee("Consent to share", "Make ready") // the list of what it needs
	click("Export PDF")
	click("Save")
	if clicks > 3 {
		t.Errorf("it took %d clicks, the bar is 3", clicks)
	}
	made, err := filepath.Glob(filepath.Join(w.p.Folder, "Request R-*.pdf"))
	if err != nil || len(made) != 1 {
		t.Fatalf("saved %v (%v)\n%s", made, err, at.Text())
	}
	if content, err := os.ReadFile(made[0]); err != nil || !strings.HasPrefix(string(content), "%PDF") {
		t.Errorf("%s is no PDF (%v)", made[0], err)
	}
	w.shell.Go(shell.To("pupil", found[0].ID))
	at.Type("f")
	at.Press("Ctrl+P")
	if !at.Sees("Save R-") {
		t.Errorf("by keys the sheet is not there:\n%s", at.Text())
	}
}
