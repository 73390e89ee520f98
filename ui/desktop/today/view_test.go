package today_test

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/desk"
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

func TestTodayListsWhatWaitsAndEnterOpensIt(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	for _, words := range []string{"Monday 23 Nov 2026.", "Overdue  ", "This week  ", "Review the plan", "late", "412", "61 (14.8 %)"} {
		if !w.Sees(words) {
			t.Errorf("Today does not show %q:\n%s", words, w.Text())
		}
	}
	tasks, err := d.Tasks(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.Press("Enter")
	if want := shell.To("pupil", tasks[0].Pupil, "review"); w.Here() != want {
		t.Errorf("Enter leads to %v, want %v", w.Here(), want)
	}
	w.Press("Esc", "End", "Enter")
	if w.Here().Screen == "today" {
		t.Error("the last task opens nothing")
	}
}

func TestListEmptiesAsThingsAreDone(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	tasks, _ := d.Tasks(context.Background())
	r, err := d.Record(context.Background(), tasks[0].Pupil)
	if err != nil {
		t.Fatal(err)
	}
	before := w.Screen().(shell.Counter).Count()
	for _, c := range r.Cycles {
		if !c.IsReviewed() {
			c.Result, c.Reviewed = "met", d.Today()
			if err := d.HoldReview(context.Background(), desk.ReviewHeld{Cycle: c, NextAim: "Goes on"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.Refresh()
	if after := w.Screen().(shell.Counter).Count(); after == before || after == "" {
		t.Errorf("%q before and %q after a review was held", before, after)
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
	tasks, _ := d.Tasks(context.Background())
	e, _ := d.Entry(tasks[0].Pupil)
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
