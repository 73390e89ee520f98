package today_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/today"
)

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, func(s *shell.Shell) { today.Log(today.Needs{Desk: d, Shell: s}) }, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "today", Name: "Today", Icon: "today", Open: func(arg string) (shell.Screen, error) {
			return today.New(today.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("today"))
	return w
}

// first returns the first task that stands by itself, and its place in the list.
func first(t *testing.T, d *desk.Desk, fits func(desk.Task) bool) (desk.Task, int) {
	t.Helper()
	tasks, err := d.Tasks(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i, task := range tasks {
		if fits(task) {
			return task, i
		}
	}
	t.Fatal("no such task in the demo school")
	return desk.Task{}, 0
}

func down(w *shelltest.Window, n int) {
	w.Press("Home")
	for range n {
		w.Press("Down")
	}
}

func several(t desk.Task) bool { return t.Of != nil && t.Kind != "review" }

func TestTodayListsWhatWaitsAndEnterOpensIt(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	for _, words := range []string{"Monday 23 Nov 2026.", "Overdue  ", "This week  ", "Soon  ", "Review the plans of", "late", "412", "61 (14.8 %)", "Spring census on 21 Jan 2027, in 59 days.", "Autumn term ends on 18 Dec 2026"} {
		if !w.Sees(words) {
			t.Errorf("Today does not show %q:\n%s", words, w.Text())
		}
	}
	line, at := first(t, d, func(task desk.Task) bool { return task.Kind == "review" && task.Of != nil })
	down(w, at)
	w.Press("Enter")
	if want := shell.To("groupreview", desk.PlansArg(line.Urgency)); w.Here() != want {
		t.Errorf("Enter leads to %v, want %v", w.Here(), want)
	}
	w.Press("Esc")
	down(w, at)
	w.Type("e")
	w.Press("Down", "Enter")
	if want := shell.To("pupil", line.Of[0].Pupil, "review"); w.Here() != want {
		t.Errorf("Enter leads to %v, want %v", w.Here(), want)
	}
	w.Press("Esc", "End", "Enter")
	if w.Here().Screen == "today" {
		t.Error("the last task opens nothing")
	}
}

func TestLineOpensAndCloses(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	line, at := first(t, d, several)
	e, _ := d.Entry(line.Of[0].Pupil)
	down(w, at)
	w.Press("Enter")
	if !w.Sees("– "+line.Title) || !w.Sees(e.ListName()) {
		t.Errorf("opened:\n%s", w.Text())
	}
	w.Press("Enter")
	if !w.Sees("+ " + line.Title) {
		t.Errorf("closed:\n%s", w.Text())
	}
}

func TestListEmptiesAsThingsAreDone(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	tasks, _ := d.Tasks(context.Background())
	for i := range tasks {
		w.Type("d")
		left, _ := d.Tasks(context.Background())
		if len(left) != len(tasks)-1-i {
			t.Fatalf("%d waited, %d wait after %d were done", len(tasks), len(left), i+1)
		}
	}
	if !w.Sees("All done.") || !w.Sees("Nothing waits.") || w.Screen().(shell.Counter).Count() != "" {
		t.Errorf("when all is done:\n%s", w.Text())
	}
	w.Pictures("today-empty")
	w.Type("u")
	if !w.Sees("Done  ") || !w.Sees("done 23 Nov 2026") {
		t.Errorf("what was done:\n%s", w.Text())
	}
	w.Type("b")
	if left, _ := d.Tasks(context.Background()); len(left) != 1 {
		t.Errorf("%d wait after one was brought back", len(left))
	}
}

// nothingPutOff is the demo school with everything waiting.
func nothingPutOff(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	put, err := d.Deferred(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range put {
		if err := d.BringBack(context.Background(), task.Key); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestTaskIsPutOffUntilADayAndSaysWhy(t *testing.T) {
	d := nothingPutOff(t)
	w := open(t, d)
	task, at := first(t, d, func(task desk.Task) bool { return task.Kind == "inclusion_strategy_2026" })
	down(w, at)
	if !w.Sees("must be on the website by this day") {
		t.Errorf("the foot does not say what putting it off means:\n%s", w.Text())
	}
	w.Type("z")
	if !w.Sees("Put off") || !w.Sees("Laid down in: Inclusive mainstream") {
		t.Errorf("the card:\n%s", w.Text())
	}
	w.Pictures("today-putoff")
	w.Type("mon")
	w.Press("Enter", "Tab", "Tab")
	w.Type("Governors meet then")
	w.Press("Ctrl+Enter")
	put, err := d.Deferred(context.Background())
	if err != nil || len(put) != 1 || put[0].Key != task.Key || put[0].Until != d.Today().AddDays(7) || put[0].Why != "Governors meet then" {
		t.Fatalf("%+v, %v\n%s", put, err, w.Text())
	}
	if w.Sees("conditions of grant") || !w.Sees("Put off and done: 1") {
		t.Errorf("after it was put off:\n%s", w.Text())
	}
	w.Type("u")
	if !w.Sees(task.Title+" · Governors meet then") || !w.Sees("back 30 Nov 2026") {
		t.Errorf("what was put off:\n%s", w.Text())
	}
	w.Pictures("today-putlist")
	w.Press("Esc")
	if w.Sees("back 30 Nov 2026") || w.Here() != shell.To("today") {
		t.Error("Escape does not go back to what waits")
	}
	w.Press("Ctrl+Z")
}

func TestDayInThePastIsRefusedBesideItsField(t *testing.T) {
	d := nothingPutOff(t)
	w := open(t, d)
	w.Type("s")
	w.Type("a day")
	w.Press("Enter")
	w.Type("20 Nov 2026")
	w.Press("Ctrl+Enter")
	if put, _ := d.Deferred(context.Background()); len(put) != 0 || !w.Sees("Choose a day after today.") {
		t.Errorf("%+v\n%s", put, w.Text())
	}
}

func TestCalendarIsSavedWithoutNames(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	path := filepath.Join(t.TempDir(), "dates.ics")
	w.Type("c")
	w.Press("Ctrl+A")
	w.Type(path)
	w.Press("Ctrl+Enter")
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\n%s", err, w.Text())
	}
	if !strings.Contains(string(body), "SUMMARY:SEN review\r\n") || strings.Contains(string(body), "Kowalska") || strings.Contains(string(body), "A.K.") {
		t.Error(string(body[:800]))
	}
}

func TestCallIsLoggedFromAnyPageWithSixKeysAndTheWords(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	w.Go(shell.To("reports"))
	w.Press("Ctrl+L")
	w.Type("kow")
	w.Press("Enter")
	w.Type("Mother rang about the mornings.")
	w.Press("Ctrl+Enter")
	found, _ := d.Find("kowalska ana")
	r, err := d.Record(context.Background(), found[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	kept := false
	for _, n := range r.Notes {
		kept = kept || n.Words == "Mother rang about the mornings." && n.Type == register.NoteCall && n.On == d.Today()
	}
	if !kept || w.Canvas().Overlays().Top() != nil || !w.Sees("The note is kept.") || w.Here() != shell.To("reports") {
		t.Errorf("kept %v; after keeping:\n%s", kept, w.Text())
	}
}

func TestNoteWithoutAPupilOrWordsIsRefusedBesideTheField(t *testing.T) {
	w := open(t, schooltest.Demo(t))
	w.Press("Ctrl+L", "Ctrl+Enter")
	if !w.Sees("Choose the pupil first") {
		t.Errorf("the card says\n%s", w.Text())
	}
	w.Type("kow")
	w.Press("Enter", "Ctrl+Enter")
	if !w.Sees("Write a few words first.") {
		t.Errorf("the card says\n%s", w.Text())
	}
}

func TestHalfANoteIsTakenUpAgain(t *testing.T) {
	w := open(t, schooltest.Demo(t))
	for _, away := range []string{"Esc", "F8"} {
		w.Press("Ctrl+L")
		if !w.Sees("Half a thought") {
			w.Type("kow")
			w.Press("Enter")
			w.Type("Half a thought")
		}
		w.Press(away)
		if w.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s leaves the card open", away)
		}
		if away == "F8" {
			w.Press("F8")
		}
		w.Press("Ctrl+L")
		if !w.Sees("Half a thought") || !w.Sees("Ana Kowalska") {
			t.Errorf("after %s the card shows\n%s", away, w.Text())
		}
		w.Press("Esc")
	}
}

func TestHiddenNamesAreNowhereOnToday(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	task, _ := first(t, d, func(task desk.Task) bool { return task.Pupil != "" })
	e, _ := d.Entry(task.Pupil)
	if !w.Sees(e.ListName()) {
		t.Fatalf("%s is not there to be hidden", e.ListName())
	}
	w.Press("F8")
	if w.Sees(e.Surname) || !w.Sees(e.Initials()) {
		t.Errorf("with names hidden:\n%s", w.Text())
	}
}

func TestSchoolWithoutPupilsIsShownTheFirstStep(t *testing.T) {
	d := schooltest.Empty(t)
	w := open(t, d)
	w.Press("Enter")
	if w.Here() != shell.To("import") {
		t.Errorf("Enter leads to %v", w.Here())
	}
	w.Go(shell.To("today"))
	if _, err := d.AddPupil(context.Background(), desk.NewPupil{Pupil: register.Pupil{Surname: "Price"}}); err != nil {
		t.Fatal(err)
	}
	w.Refresh()
	if !strings.Contains(w.Text(), "Nothing is overdue or due this week.") {
		t.Errorf("with one pupil:\n%s", w.Text())
	}
}

func TestTodayPictures(t *testing.T) {
	w := open(t, schooltest.Demo(t))
	w.Pictures("today")
	w.Press("Ctrl+L")
	w.Type("kow")
	w.Pictures("today-log")
}

func TestInterventionToReviewOpensItsGroupAndHidesItsName(t *testing.T) {
	d, ctx := schooltest.Demo(t), context.Background()
	run, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Reading with Zofia", StaffKind: "teaching_assistant", Minutes: 30, Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 10, 1)})
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Find("status:K")
	if err != nil || len(found) == 0 {
		t.Fatal(err)
	}
	if err := d.Place(ctx, run, []string{found[0].ID}, day.Of(2026, 9, 14)); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.MustSee("Review: Reading with Zofia (1 pupil)")
	w.Press("Enter")
	if want := shell.To("groupreview", desk.InterventionArg(run)); w.Here() != want {
		t.Errorf("Enter leads to %v, want %v", w.Here(), want)
	}
	w.Press("Esc", "F8")
	w.MustSee("Review: an intervention (1 pupil)")
	if w.Sees("Reading with Zofia (") {
		t.Error("its name shows while names are hidden")
	}
}
