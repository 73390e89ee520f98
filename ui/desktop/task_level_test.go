package desktop

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// A level is set from the page of a pupil: L, ten statements in five strands, and the
// level confirmed. Five keys a statement are the way to it and its tick.
func TestTaskSetALevel(t *testing.T) {
	w := demoWindow(t)
	found, err := w.desk.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	w.shell.Go(shell.To("pupil", found[0].ID))
	at := shelltest.Over(t, w.shell)
	at.Type("l")
	if w.shell.Here() != shell.To("levels", found[0].ID) {
		t.Fatalf("L leads to %v", w.shell.Here())
	}
	at.Press("Home", "Right", "Home")
	for range 5 {
		at.Press("Home", "Down", "Down", "Down", "Space", "Down", "Space", string(fyne.KeyPageDown))
	}
	at.MustSee("5 of 17 strands rated now, 10 statements ticked")
	at.Press("Ctrl+Enter", "Ctrl+Enter")
	if at.Keys > 50 {
		t.Errorf("it took %d keys, the bar is 50", at.Keys)
	}
	t.Logf("%d keys", at.Keys)
	last, _, err := w.desk.Level(w.ctx, found[0].ID)
	if err != nil || len(last.Ticks) != 10 || last.Level == "" || last.On != w.desk.Today() {
		t.Fatalf("kept %+v (%v):\n%s", last, err, at.Text())
	}
	at.MustSee("Everything as last time")
}

// The report is brought up to date by keys alone from another page: Reports, the figures
// behind their button, the next red and its words, and Export with what it offers first.
func TestTaskRefreshTheReport(t *testing.T) {
	w := demoWindow(t)
	w.p.Folder = t.TempDir()
	for section, words := range map[string]string{"support_services": "{{advice_service}} gives free and fair advice to parents. You can ring them yourself.", "kinds_of_sen": ""} {
		if err := w.desk.SaveReportWords(w.ctx, publish.SENInformation, section, words); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	if _, err := w.desk.UpdateFacts(w.ctx); err != nil {
		t.Fatal(desk.Words(err))
	}
	s := w.desk.School()
	s.SencoTimes = "Fridays, 8:30 to 9:30"
	if err := w.desk.SaveSchool(w.ctx, s); err != nil {
		t.Fatal(desk.Words(err))
	}
	w.shell.Go(shell.To("today"))
	at := shelltest.Over(t, w.shell)
	clicks := 0
	click := func(words string) { at.Tap(words); clicks++ }
	at.Press("Ctrl+7")
	clicks++
	at.MustSee("1 fact changed")
	click("Update figures")
	at.MustSee("Figures up to date", "Next to do")
	at.Type("n")
	at.MustSee("What kinds of need do we support?")
	at.Type("We help pupils with every kind of need, in class and in small groups.")
	at.Press("Esc")
	click("Export")
	at.Press("Enter", "Enter")
	if clicks > 3 {
		t.Errorf("it took %d clicks, the bar is 3", clicks)
	}
	made, err := filepath.Glob(filepath.Join(w.p.Folder, "*.pdf"))
	if err != nil || len(made) != 1 {
		t.Fatalf("saved %v (%v):\n%s", made, err, at.Text())
	}
}
