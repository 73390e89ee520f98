package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

// legoGroup makes an intervention with so many pupils whose review is due.
func legoGroup(t testing.TB, d *desk.Desk, pupils int) (intervention string, of []string) {
	t.Helper()
	run, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Lego group", Goal: "Takes turns", StaffKind: "teaching_assistant", Minutes: 30, Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 11, 20)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range pupils {
		of = append(of, addPupil(t, d, fmt.Sprintf("Price %c", 'A'+i)))
	}
	if err := d.Place(ctx, run, of, day.Of(2026, 9, 14)); err != nil {
		t.Fatal(err)
	}
	return run, of
}

func groupOf(t testing.TB, d *desk.Desk, run string) desk.GroupReview {
	t.Helper()
	g, err := d.GroupReview(ctx, desk.InterventionArg(run))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func reviewsOf(t testing.TB, d *desk.Desk, run string) []provision.PlacementReview {
	t.Helper()
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	var out []provision.PlacementReview
	for _, p := range row.Placed {
		if p.Last != nil {
			out = append(out, *p.Last)
		}
	}
	return out
}

func markAll(g *desk.GroupReview, marks ...string) {
	for i := range g.Rows {
		g.Rows[i].Mark = marks[i%len(marks)]
	}
}

func TestInterventionIsReviewedForAllInOneStep(t *testing.T) {
	d := open(t)
	run, _ := legoGroup(t, d, 6)
	due := waiting(t, d, desk.InterventionReview)
	if len(due) != 1 || due[0].Title != "Review: Lego group (6 pupils)" || due[0].Urgency != desk.Overdue || due[0].Record != run || due[0].Where != "groupreview" {
		t.Fatalf("%+v", due)
	}
	g := groupOf(t, d, run)
	if len(g.Rows) != 6 || g.Rows[0].Name != "Price A" || g.Rows[0].Aim != "Takes turns" || g.On != d.Today() || !g.NextDue.After(d.Today()) {
		t.Fatalf("%+v", g)
	}
	markAll(&g, provision.ResultMet, provision.ResultPartly, provision.ResultNot)
	g.Rows[0].Evidence, g.Rows[0].Worked = "Four turns", "Short rounds"
	if err := d.HoldGroupReview(ctx, g); err != nil {
		t.Fatal(err)
	}
	kept := reviewsOf(t, d, run)
	if len(kept) != 6 || len(waiting(t, d, desk.InterventionReview)) != 0 {
		t.Errorf("%+v", kept)
	}
	if row, err := d.Intervention(ctx, run); err != nil || row.ReviewDue != g.NextDue {
		t.Errorf("next due %s, %v", row.ReviewDue, err)
	}
	if label, err := d.Undo(ctx); err != nil || label != "Review of Lego group, 6 pupils" {
		t.Fatal(label, err)
	}
	if kept := reviewsOf(t, d, run); len(kept) != 0 || len(waiting(t, d, desk.InterventionReview)) != 1 {
		t.Errorf("one undo left %+v", kept)
	}
}

func TestPupilWhoIsNotReviewedTodayStaysDue(t *testing.T) {
	d := open(t)
	run, _ := legoGroup(t, d, 3)
	g := groupOf(t, d, run)
	markAll(&g, provision.ResultMet, desk.MarkLater, provision.ResultPartly)
	if err := d.HoldGroupReview(ctx, g); err != nil {
		t.Fatal(err)
	}
	again := groupOf(t, d, run)
	if len(again.Rows) != 1 || again.Rows[0].Name != "Price B" || again.Earlier != 2 || len(waiting(t, d, desk.InterventionReview)) != 1 {
		t.Fatalf("%+v", again)
	}
	markAll(&again, provision.ResultMet)
	if err := d.HoldGroupReview(ctx, again); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, desk.InterventionReview)) != 0 || len(reviewsOf(t, d, run)) != 3 {
		t.Error("the group is due still")
	}
}

func TestGroupReviewSaysWhatIsInTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*desk.GroupReview)
		field  string
	}{
		"a row without a mark":   {func(g *desk.GroupReview) { g.Rows[1].Mark = "" }, "mark/1"},
		"an unknown mark":        {func(g *desk.GroupReview) { g.Rows[1].Mark = "super" }, "mark/1"},
		"nobody":                 {func(g *desk.GroupReview) { markAll(g, desk.MarkLater) }, "mark/0"},
		"words for a score":      {func(g *desk.GroupReview) { g.Rows[2].Score = "many" }, "score/2"},
		"a day to come":          {func(g *desk.GroupReview) { g.On = g.On.AddDays(1) }, "on"},
		"no day":                 {func(g *desk.GroupReview) { g.On = day.Date{} }, "on"},
		"before they were in it": {func(g *desk.GroupReview) { g.On = day.Of(2026, 9, 10) }, "on/0"},
		"the next before this":   {func(g *desk.GroupReview) { g.NextDue = g.On }, "next_due"},
		"a row is missing":       {func(g *desk.GroupReview) { g.Rows = g.Rows[:2] }, "rows"},
		"another row":            {func(g *desk.GroupReview) { g.Rows[0].Key = "x" }, "rows"},
	} {
		d := open(t)
		run, _ := legoGroup(t, d, 3)
		g := groupOf(t, d, run)
		markAll(&g, provision.ResultNot)
		c.change(&g)
		t.Run(name, func(t *testing.T) {
			refusedOn(t, d.HoldGroupReview(ctx, g), c.field)
			if len(reviewsOf(t, d, run)) != 0 {
				t.Error("something was kept")
			}
		})
	}
	_, err := open(t).GroupReview(ctx, "intervention/none")
	refusedOn(t, err, "review")
	_, err = open(t).GroupReview(ctx, "everything")
	refusedOn(t, err, "review")
}

func TestSecondReviewOfAGroupWithoutGainSaysWhatChanges(t *testing.T) {
	d := open(t)
	run, _ := legoGroup(t, d, 2)
	for turn, next := range []string{"", "", "Half the group"} {
		g := groupOf(t, d, run)
		markAll(&g, provision.ResultNot, provision.ResultMet)
		g.Rows[0].Next = next
		err := d.HoldGroupReview(ctx, g)
		if turn == 1 {
			refusedOn(t, err, "next/0")
			if !g.Rows[0].AsksNext() || g.Rows[1].AsksNext() {
				t.Error("the wrong row asks")
			}
			continue
		}
		if err != nil {
			t.Fatal(turn, err)
		}
	}
}

func TestReviewOfAGroupWritesTheOutcomeThatItServes(t *testing.T) {
	d := open(t)
	run, of := legoGroup(t, d, 2)
	plan, err := d.SaveCycle(ctx, provision.Cycle{Pupil: of[0], Aim: "Plays with others", Starts: day.Of(2026, 9, 7)})
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := d.SaveOutcome(ctx, provision.Outcome{Pupil: of[0], Cycle: plan, Words: "Takes four turns", StartScore: "1"})
	if err != nil {
		t.Fatal(err)
	}
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	p := row.Placed[0].Placement
	p.Outcome = outcome
	if _, err := d.SavePlacement(ctx, p); err != nil {
		t.Fatal(err)
	}
	g := groupOf(t, d, run)
	if g.Rows[0].Aim != "Takes four turns" || g.Rows[0].Start != "1" {
		t.Fatalf("%+v", g.Rows[0])
	}
	markAll(&g, provision.ResultPartly)
	g.Rows[0].Score, g.Rows[0].Evidence = "3", "Three turns"
	if g.Rows[0].Gain() != "+2" {
		t.Error(g.Rows[0].Gain())
	}
	if err := d.HoldGroupReview(ctx, g); err != nil {
		t.Fatal(err)
	}
	if o := record(t, d, of[0]).Outcomes[0]; o.Result != provision.ResultPartly || o.Score != "3" || o.Evidence != "Three turns" {
		t.Errorf("%+v", o)
	}
}

func TestPlansThatAreDueAreReviewedTogether(t *testing.T) {
	d := demo(t)
	g, err := d.GroupReview(ctx, "plans")
	if err != nil || len(g.Rows) < 4 {
		t.Fatalf("%d rows, %v", len(g.Rows), err)
	}
	overdue, err := d.GroupReview(ctx, desk.PlansArg(desk.Overdue))
	if err != nil || len(overdue.Rows) == 0 || len(overdue.Rows) >= len(g.Rows) {
		t.Fatalf("%d of %d rows are overdue, %v", len(overdue.Rows), len(g.Rows), err)
	}
	first := overdue.Rows[0]
	markAll(&overdue, desk.MarkLater)
	overdue.Rows[0].Mark, overdue.Rows[0].Next = provision.ResultPartly, "Smaller steps"
	if err := d.HoldGroupReview(ctx, overdue); err != nil {
		t.Fatal(err)
	}
	r := record(t, d, first.Pupil)
	last := r.Cycles[len(r.Cycles)-1]
	if last.IsReviewed() || last.Aim != first.Aim || last.Help != "Smaller steps" || last.ReviewDue != overdue.NextDue {
		t.Errorf("the plan that follows: %+v", last)
	}
	after, err := d.GroupReview(ctx, desk.PlansArg(desk.Overdue))
	if err != nil || len(after.Rows) != len(overdue.Rows)-1 {
		t.Errorf("%d are overdue still, %v", len(after.Rows), err)
	}
	if label, err := d.Undo(ctx); err != nil || !strings.HasPrefix(label, "Review of plans together") {
		t.Error(label, err)
	}
}

func TestInterventionThatEndsIsReviewedOnceMore(t *testing.T) {
	d := open(t)
	run, _ := legoGroup(t, d, 1)
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	i := row.Intervention
	i.Ends = day.Of(2026, 12, 12) // a Saturday
	if _, err := d.SaveIntervention(ctx, i); err != nil {
		t.Fatal(err)
	}
	if g := groupOf(t, d, run); g.NextDue != day.Of(2026, 12, 11) {
		t.Errorf("next due %s", g.NextDue)
	}
	i.Ends = day.Of(2026, 11, 13)
	if _, err := d.SaveIntervention(ctx, i); err != nil {
		t.Fatal(err)
	}
	g := groupOf(t, d, run)
	if len(g.Rows) != 1 || !g.NextDue.IsZero() {
		t.Errorf("%+v", g)
	}
}
