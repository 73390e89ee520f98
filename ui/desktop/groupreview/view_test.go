package groupreview_test

import (
	"context"
	"fmt"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/groupreview"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

var ctx = context.Background()

// lego makes an intervention of the demo school with six pupils, due for review.
func lego(t *testing.T, d *desk.Desk) string {
	t.Helper()
	run, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Lego group", Goal: "Takes turns in a game of four", StaffKind: "teaching_assistant", Minutes: 30, Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 11, 20)})
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Find("status:K")
	if err != nil || len(found) < 6 {
		t.Fatal(len(found), err)
	}
	var pupils []string
	for _, e := range found[:6] {
		pupils = append(pupils, e.ID)
	}
	if err := d.Place(ctx, run, pupils, day.Of(2026, 9, 14)); err != nil {
		t.Fatal(err)
	}
	return run
}

func open(t *testing.T, d *desk.Desk, arg string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "groupreview", Name: "Group review", Icon: "reviews", Hidden: true, Argued: true, Open: func(arg string) (shell.Screen, error) {
			return groupreview.New(groupreview.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("today"))
	w.Go(shell.To("groupreview", arg))
	return w
}

// results are the last results of those in an intervention.
func results(t *testing.T, d *desk.Desk, run string) (out []string) {
	t.Helper()
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range row.Placed {
		if p.Last != nil {
			out = append(out, p.Last.Result)
		}
	}
	return out
}

func TestKeysMarkAndCtrlEnterKeepsAll(t *testing.T) {
	d := schooltest.Demo(t)
	run := lego(t, d)
	w := open(t, d, desk.InterventionArg(run))
	w.MustSee("Review: Lego group", "6 to mark", "Takes turns in a game of four", "first time", "Held on", "Next review")
	w.Pictures("groupreview")
	w.Type("123124")
	w.MustSee("2 met, 2 partly met, 1 not met, 1 not today", "Partly met", "Not today")
	w.Press("Ctrl+Enter")
	if w.Here().Screen != "today" || !w.Sees("The reviews are kept") {
		t.Fatalf("it stays at %v:\n%s", w.Here(), w.Text())
	}
	if got := results(t, d, run); len(got) != 5 {
		t.Errorf("%v", got)
	}
	w.Press("Ctrl+Z")
	if got := results(t, d, run); len(got) != 0 {
		t.Errorf("one undo left %v", got)
	}
}

func TestScoreShowsItsGainAndNotesBelongToTheirPupil(t *testing.T) {
	d := schooltest.Demo(t)
	run := lego(t, d)
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	p := row.Placed[0].Placement
	p.Measure, p.Baseline = "Turns in ten minutes", "4"
	if _, err := d.SavePlacement(ctx, p); err != nil {
		t.Fatal(err)
	}
	w := open(t, d, desk.InterventionArg(run))
	w.MustSee("Turns in ten minutes", "4 at the start.")
	w.Press("Enter")
	w.Type("7")
	w.MustSee("Gain +3 from 4 at the start.", "+3")
	w.Press("Tab")
	w.Type("Seven turns on Friday")
	w.Press("Tab")
	w.Type("Short rounds")
	w.Press("Esc")
	w.Type("1")
	w.Press("Enter", "Tab")
	w.Type("Second pupil")
	w.Press("Esc", "Up", "Enter")
	w.MustSee("notes")
	w.Pictures("groupreview-notes")
	w.Press("Esc", "Down")
	w.Type("22222")
	w.Press("Ctrl+Enter")
	row, err = d.Intervention(ctx, run)
	if err != nil || row.Placed[0].Last == nil {
		t.Fatalf("%v\n%s", err, w.Text())
	}
	for _, placed := range row.Placed {
		want := provision.PlacementReview{Result: provision.ResultPartly}
		switch {
		case placed.ID == p.ID:
			want = provision.PlacementReview{Result: provision.ResultMet, Score: "7", Evidence: "Seven turns on Friday", Worked: "Short rounds"}
		case placed.Last.Evidence != "":
			want.Evidence = "Second pupil"
		}
		if got := *placed.Last; got.Result != want.Result || got.Score != want.Score || got.Evidence != want.Evidence || got.Worked != want.Worked {
			t.Errorf("%s: %+v", placed.Name, got)
		}
	}
}

func TestSecondReviewWithoutGainIsAskedAboutAndNothingIsLost(t *testing.T) {
	d := schooltest.Demo(t)
	run := lego(t, d)
	w := open(t, d, desk.InterventionArg(run))
	w.Type("333333")
	w.Press("Ctrl+Enter")
	w.Go(shell.To("groupreview", desk.InterventionArg(run)))
	w.MustSee("Not met")
	w.Type("113222")
	w.MustSee("write what changes")
	w.Press("Ctrl+Enter")
	w.MustSee("This is the second review in a row without a gain. Write what changes now.")
	w.Pictures("groupreview-asks")
	if got := results(t, d, run); len(got) != 6 {
		t.Fatalf("%v", got)
	}
	w.Type("One to one first") // the keyboard is in the field
	w.Press("Ctrl+Enter")
	if w.Here().Screen != "today" {
		t.Fatalf("it was not kept:\n%s", w.Text())
	}
	if got := results(t, d, run); fmt.Sprint(got) == fmt.Sprint([]string{"not", "not", "not", "not", "not", "not"}) {
		t.Errorf("%v", got)
	}
}

func TestMarksAreThereAgainAfterLeaving(t *testing.T) {
	d := schooltest.Demo(t)
	run := lego(t, d)
	w := open(t, d, desk.InterventionArg(run))
	w.Type("12")
	w.Press("Enter", "Tab")
	w.Type("Half said")
	w.Go(shell.To("today"))
	w.Go(shell.To("groupreview", desk.InterventionArg(run)))
	w.MustSee("What you had marked before is here again.", "1 met, 1 partly met, 4 to mark")
	w.Press("Ctrl+Enter")
	w.MustSee("Mark every pupil") // and the first without a mark is the current one
	w.Type("1111")
	w.Press("Ctrl+Enter")
	if got := results(t, d, run); len(got) != 6 {
		t.Errorf("%v:\n%s", got, w.Text())
	}
}

func TestNoNameShowsWhileNamesAreHidden(t *testing.T) {
	d := schooltest.Demo(t)
	run := lego(t, d)
	w := open(t, d, desk.InterventionArg(run))
	g, err := d.GroupReview(ctx, desk.InterventionArg(run))
	if err != nil {
		t.Fatal(err)
	}
	w.Type("1")
	w.Press("Enter", "Tab")
	w.Type("Written about somebody")
	w.Press("F8")
	for _, words := range []string{g.Rows[0].Name, g.Rows[1].Name, "Review: Lego", "Takes turns", "Written about somebody"} {
		if w.Sees(words) {
			t.Errorf("%q shows while names are hidden", words)
		}
	}
	w.Pictures("groupreview-hidden")
	w.Press("F8")
	w.MustSee(g.Rows[0].Name, "Lego group")
}

func TestPlansThatAreDueAreListed(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, "plans")
	g, err := d.GroupReview(ctx, "plans")
	if err != nil || len(g.Rows) == 0 {
		t.Fatal(err)
	}
	w.MustSee("Plans to review", g.Rows[0].Name, g.Rows[0].Aim)
	if w.Sees("What worked, for a colleague") {
		t.Error("a plan asks what worked of an intervention")
	}
	w.Pictures("groupreview-plans")
	w.Go(shell.To("groupreview", "intervention/none"))
	w.MustSee("This intervention is not there any more.")
}
