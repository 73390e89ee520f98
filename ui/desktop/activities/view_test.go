package activities_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/publish"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/activities"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "activities", Name: "Activities and costs", Icon: "budget", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return activities.New(activities.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("activities"))
	return w
}

// school is the demo school without activities.
func school(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	list, err := d.Activities(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range list {
		if err := d.RemoveActivity(t.Context(), a.ID); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	return d
}

func kept(t *testing.T, d *desk.Desk) publish.Strategy {
	t.Helper()
	s, err := d.Strategy(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestActivityIsWrittenByKeyboardAlone(t *testing.T) {
	d := school(t)
	w := open(t, d)
	w.MustSee("No activity yet", "is to be planned", "£0.00 planned of")
	w.Press("Ctrl+N")
	w.Type("Few words")
	w.Press("Tab")
	w.Type("Talk in every class")
	w.Press("Tab")
	w.Type("Reception")
	w.Press("Tab")
	w.Type("1/9/2026")
	w.Press("Tab", "Tab")
	w.Type("Teachers hear more talk")
	w.Press("Tab")
	w.Type("1200.50")
	w.Press("Tab")
	row := kept(t, d).Unnamed[0]
	w.Type(row.Name)
	w.Press("Enter")
	s := kept(t, d)
	if len(s.Rows) != 1 {
		t.Fatalf("%d activities are kept; the page says %s", len(s.Rows), w.Text())
	}
	r := s.Rows[0]
	if r.Barrier != "Few words" || r.What != "Talk in every class" || r.Pupils != "Reception" || r.From.String() != "2026-09-01" ||
		r.Measure != "Teachers hear more talk" || r.Amount.String() != "1200.50" || len(r.Linked) != 1 || r.Linked[0].ID != row.ID {
		t.Errorf("kept as %+v", r)
	}
	w.MustSee(r.Total.Words(), row.Name+" · "+row.Cost.Words(), s.Planned.Words()+" planned of "+s.Allocation.Words())
	w.Press("Tab", "Tab", "Space")
	if r := kept(t, d).Rows[0]; len(r.Principles) != 1 {
		t.Errorf("ticked: %v", r.Principles)
	}
	w.Press("Ctrl+Z")
	if r := kept(t, d).Rows[0]; len(r.Principles) != 0 {
		t.Errorf("after undo: %v", r.Principles)
	}
}

func TestWhatIsLeftIsAddedAndTheListMoves(t *testing.T) {
	d := school(t)
	for _, what := range []string{"One", "Two"} {
		if _, err := d.SaveActivity(t.Context(), publish.Activity{What: what, Amount: money.Pounds(1000)}); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	w := open(t, d)
	w.MustSee("£1,000.00", "£2,000.00", "is left to plan", "To put right")
	w.FocusGrid()
	w.Type("l")
	w.Type("Books to take home")
	w.Press("Tab")
	if s := kept(t, d); !s.AddsUp() || len(s.Rows) != 3 {
		t.Errorf("%s is left of %d rows", s.Left, len(s.Rows))
	}
	w.MustSee("It adds up to what the fund brings.")
	w.Press("Escape")
	for range 2 {
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	}
	if s := kept(t, d); s.Rows[0].Barrier != "Books to take home" {
		t.Errorf("first is %q", s.Rows[0].Name())
	}
	w.Press("Delete")
	if s := kept(t, d); len(s.Rows) != 2 {
		t.Errorf("%d rows after Delete", len(s.Rows))
	}
	w.Press("Ctrl+Z")
	if s := kept(t, d); len(s.Rows) != 3 {
		t.Errorf("%d rows after undo", len(s.Rows))
	}
}

func TestPupilsNameIsRefusedBesideItsField(t *testing.T) {
	d := school(t)
	pupils, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.Press("Ctrl+N")
	w.Type("Few words")
	w.Press("Tab", "Tab")
	w.Type(pupils[0].Forename + " " + pupils[0].Surname)
	w.Press("Tab")
	w.MustSee("This names a pupil of the register.")
	if r := kept(t, d).Rows[0]; r.Pupils != "" || r.Barrier != "Few words" {
		t.Errorf("kept %+v", r.Activity)
	}
}

func TestRowsOfTheSchoolsOwnAreWithheldWhileNamesAreHidden(t *testing.T) {
	d := school(t)
	rows, err := d.RowsToName(t.Context(), 2026)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.Intervention(t.Context(), rows[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	i := r.Intervention
	i.Name = "Zubrin's own time"
	if _, err := d.SaveIntervention(t.Context(), i); err != nil {
		t.Fatal(desk.Words(err))
	}
	a, err := d.SaveActivity(t.Context(), publish.Activity{What: "Time to talk"})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	if _, err := d.PayFromFund(t.Context(), a.ID, i.ID); err != nil {
		t.Fatal(desk.Words(err))
	}
	w := open(t, d)
	w.MustSee("Zubrin's own time")
	w.Press("F8")
	if strings.Contains(w.Text(), "Zubrin") {
		t.Error("a name shows while names are hidden: " + w.Text())
	}
}

func TestPictures(t *testing.T) {
	d := school(t)
	w := open(t, d)
	w.Pictures("activities-empty")
	s := kept(t, d)
	for _, a := range []publish.Activity{
		{Barrier: "Many children start school with few words", What: "Talk time in every lesson, and a small language group for those who need more", Pupils: "All pupils in Reception to Year 2", Measure: "Teachers hear more talk; scores go up by summer", Interventions: []string{s.Unnamed[0].ID}, Amount: money.Pence(120_050), Principles: []string{"principle_1", "principle_3"}},
		{Barrier: "Mornings are hard for some children", What: "A calm start with a key adult", Pupils: "About a class", Interventions: []string{s.Unnamed[1].ID}},
		{What: "Books and pictures to take home", Amount: money.Pounds(300)},
	} {
		if _, err := d.SaveActivity(t.Context(), a); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	w.Refresh()
	w.Pictures("activities")
	w.FocusGrid()
	w.Press("Enter")
	w.Pictures("activities-form")
}
