package history

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

var ctx = context.Background()

// open shows the page of a pupil with K from 2020, E from 2022 and two needs.
func open(t *testing.T) (*desk.Desk, *shelltest.Window, string) {
	t.Helper()
	d := schooltest.Empty(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Ana", Surname: "Kowalska", Born: day.Of(2014, 9, 3), Entered: day.Of(2018, 9, 3)},
		Status: "K", Needs: []string{"SLCN", "SEMH"}, From: day.Of(2020, 9, 1)})
	if err == nil {
		err = d.SetStatus(ctx, id, "E", day.Of(2022, 9, 1))
	}
	if err != nil {
		t.Fatal(err)
	}
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "history", Name: "Status and needs over time", Icon: "pupil", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return New(Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("history", id))
	return d, w, id
}

func past(t *testing.T, d *desk.Desk, id string) desk.PupilHistory {
	t.Helper()
	h, err := d.PupilHistory(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestEveryRowOfTheHistoryIsShownWithItsDays(t *testing.T) {
	_, w, _ := open(t)
	for _, words := range []string{"SEN support", "Education, health and care plan", "31 Aug 2022", "still so", "2 years", "Primary need", "Need 2", "Ana Kowalska: EHC plan since 1 Sep 2022, SLCN, SEMH."} {
		if !w.Sees(words) {
			t.Errorf("the page does not show %q:\n%s", words, w.Text())
		}
	}
}

// tab goes to a field of the open form by Tab.
func tab(w *shelltest.Window, n int) {
	for range n {
		w.Press("Tab")
	}
}

func TestStatusOfThePastIsCorrectedByKeyboard(t *testing.T) {
	d, w, id := open(t)
	w.Press("Down", "Enter") // the plan, in its form
	tab(w, 1)
	clear(w)
	w.Type("1 Sep 2023")
	tab(w, 2)
	w.Press("Space") // rows beside it follow
	tab(w, 1)
	w.Press("Ctrl+Enter")
	if !w.Sees("Say why it is corrected") {
		t.Fatalf("no reason is asked for:\n%s", w.Text())
	}
	w.Type("typed wrong")
	w.Press("Enter")
	if h := past(t, d, id); h.Statuses[0].Until != day.Of(2023, 9, 1) || h.Statuses[1].From != day.Of(2023, 9, 1) {
		t.Errorf("%+v", h.Statuses)
	}
	if !w.Sees("corrected on 23 Nov 2026: typed wrong") || w.Sees("Correct a row") {
		t.Errorf("after it the page shows\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if h := past(t, d, id); h.Statuses[1].From != day.Of(2022, 9, 1) || w.Sees("typed wrong") {
		t.Errorf("undone it is %+v", h.Statuses)
	}
}

// clear empties the field that has the keyboard.
func clear(w *shelltest.Window) {
	if f, ok := w.Canvas().Focused().(interface{ SetText(string) }); ok {
		f.SetText("")
	}
}

func TestRefusalStandsBesideItsFieldAndNothingTypedIsLost(t *testing.T) {
	d, w, id := open(t)
	w.Press("Enter")
	tab(w, 2)
	clear(w)
	w.Type("1 Jan 2024")
	tab(w, 2)
	w.Type("typed wrong")
	w.Press("Enter")
	if !w.Sees("at the same time as Education,") || len(past(t, d, id).Statuses) != 2 {
		t.Errorf("the page shows\n%s", w.Text())
	}
	w.Press("Esc")
	if w.Sees("Correct a row") {
		t.Fatal("Escape leaves the form open")
	}
	w.Press("Home", "Enter")
	if !w.Sees("typed wrong") || !w.Sees("1 Jan 2024") {
		t.Errorf("what was typed is lost:\n%s", w.Text())
	}
}

func TestMissedNeedIsAddedAndARowTakenAwayAndAGapClosed(t *testing.T) {
	d, w, id := open(t)
	w.Type("n")
	w.Type("hear")
	w.Press("Enter")
	s := w.Screen().(*Screen)
	s.form.rank.SetChosen("3")
	s.form.from.SetValue(day.Of(2021, 1, 1))
	s.form.until.SetValue(day.Of(2021, 12, 31))
	s.form.why.SetText("the report was in the other folder")
	w.Press("Ctrl+Enter")
	if h := past(t, d, id); len(h.Needs) != 3 || h.Needs[2].Code != "HI" || h.Needs[2].Until != day.Of(2022, 1, 1) {
		t.Fatalf("%+v\n%s", h.Needs, w.Text())
	}
	// The first status ends a year early: a gap, which G offers to close.
	w.Press("Home", "Enter")
	s.form.until.SetValue(day.Of(2021, 8, 31))
	s.form.why.SetText("the plan began later")
	w.Press("Ctrl+Enter", "Home")
	w.Type("g")
	if s.form != nil {
		t.Error("a gap is offered where there is none")
	}
	if !w.Sees("nothing recorded for 12 months before") {
		t.Errorf("the gap is not shown:\n%s", w.Text())
	}
	w.Press("Down")
	w.Type("g")
	w.Type("there was none")
	w.Press("Ctrl+Enter")
	if h := past(t, d, id); h.Statuses[0].Until != day.Of(2022, 9, 1) {
		t.Errorf("%+v", h.Statuses)
	}
	// The plan was another pupil's.
	w.Press("Home", "Down", "Enter")
	s.form.remove()
	if !w.Sees("Say why it is corrected") {
		t.Error("a row can be taken away without a reason")
	}
	s.form.why.SetText("another pupil's")
	s.form.fit.SetTicked(true)
	s.form.remove()
	if h := past(t, d, id); len(h.Statuses) != 1 || !h.Statuses[0].Until.IsZero() {
		t.Errorf("%+v", h.Statuses)
	}
}

func TestHiddenNamesAreNowhereInAHistory(t *testing.T) {
	d, w, id := open(t)
	h := past(t, d, id)
	if err := d.CorrectStatus(ctx, id, register.Correction{Row: h.Statuses[0].ID, Code: "N", From: h.Statuses[0].From, Until: h.Statuses[0].Until, Why: "Ana was mixed up with Eva"}); err != nil {
		t.Fatal(err)
	}
	if err := d.SetNeedsAsPublished(ctx, true); err != nil { // so that the foot names no pupil: the program itself hides that
		t.Fatal(err)
	}
	w.Refresh()
	if !w.Sees("mixed up with Eva") {
		t.Fatal("the reason is not there to be hidden")
	}
	w.Press("F8")
	if w.Sees("Eva") || w.Sees("Kowalska") || !w.Sees("A.K.") {
		t.Errorf("with names hidden:\n%s", w.Text())
	}
}

func TestOddHistoryIsPrompted(t *testing.T) {
	d, w, id := open(t)
	if err := d.SetNeeds(ctx, id, []string{"NSA"}, d.Today()); err != nil {
		t.Fatal(err)
	}
	w.Refresh()
	if !w.Sees("NSA cannot be recorded for a pupil with an EHC plan") {
		t.Errorf("the page shows\n%s", w.Text())
	}
	w.Go(shell.To("history", "nobody"))
	if !strings.Contains(w.Text(), "There is no such pupil") {
		t.Errorf("for nobody the page shows\n%s", w.Text())
	}
}

func TestHistoryPictures(t *testing.T) {
	d, w, id := open(t)
	if err := d.SetNeeds(ctx, id, []string{"ASD", "SLCN", "SEMH"}, day.Of(2024, 4, 15)); err != nil {
		t.Fatal(err)
	}
	h := past(t, d, id)
	if err := d.CorrectStatus(ctx, id, register.Correction{Row: h.Statuses[0].ID, Code: "P", From: day.Of(2020, 9, 1), Until: day.Of(2022, 3, 1), Why: "typed wrong"}); err != nil {
		t.Fatal(err)
	}
	w.Refresh()
	w.Pictures("history")
	w.Press("Home", "Enter", "Ctrl+Enter")
	w.Pictures("history-form")
}
