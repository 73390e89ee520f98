package desk_test

import (
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

func TestOutcomeIsRefusedWithAReason(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	plan, err := d.SaveCycle(ctx, provision.Cycle{Pupil: id, Aim: "Reads aloud", Starts: day.Of(2026, 9, 7)})
	if err != nil {
		t.Fatal(err)
	}
	other := addPupil(t, d, "Zulu")
	for field, change := range map[string]func(*provision.Outcome){
		"words":       func(o *provision.Outcome) { o.Words = " " },
		"result":      func(o *provision.Outcome) { o.Result = "nearly" },
		"start_score": func(o *provision.Outcome) { o.StartScore = "seven" },
		"score":       func(o *provision.Outcome) { o.Score = "7y 3m" },
		"area":        func(o *provision.Outcome) { o.Area = "weather" },
		"by_when":     func(o *provision.Outcome) { o.ByWhen = day.Of(2026, 9, 1) },
		"ehc_outcome": func(o *provision.Outcome) { o.EHCOutcome = "Not in any plan" },
		"cycle":       func(o *provision.Outcome) { o.Pupil = other },
	} {
		o := provision.Outcome{Pupil: id, Cycle: plan, Words: "Reads a page"}
		change(&o)
		_, err := d.SaveOutcome(ctx, o)
		refusedOn(t, err, field)
	}
	if r := record(t, d, id); len(r.Outcomes) != 0 {
		t.Errorf("%+v", r.Outcomes)
	}
}

func TestOutcomeIsTiedToALineOfTheEHCPlan(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	if _, err := d.SaveEHCPlan(ctx, register.EHCPlan{Pupil: id, Authority: "Kent", Issued: day.Of(2026, 3, 2), Sections: map[string]string{"E": "- By July Ben asks for help.\n\n• Ben reads for pleasure.\n"}}); err != nil {
		t.Fatal(err)
	}
	lines := d.EHCOutcomes(record(t, d, id))
	if len(lines) != 2 || lines[1] != "Ben reads for pleasure." {
		t.Fatalf("%q", lines)
	}
	o := provision.Outcome{Pupil: id, Words: "Reads a page", EHCOutcome: "ben reads for PLEASURE."}
	var err error
	if o.ID, err = d.SaveOutcome(ctx, o); err != nil {
		t.Fatal(err)
	}
	kept := record(t, d, id).Outcomes[0]
	if kept.EHCOutcome != lines[1] {
		t.Errorf("%q", kept.EHCOutcome)
	}
	if _, err := d.SaveEHCPlan(ctx, register.EHCPlan{Pupil: id, Authority: "Kent", Issued: day.Of(2026, 10, 2), Sections: map[string]string{"E": "Ben joins in."}}); err != nil {
		t.Fatal(err)
	}
	kept.Words = "Reads two pages"
	if _, err := d.SaveOutcome(ctx, kept); err != nil {
		t.Errorf("the plan was replaced, and the outcome cannot be kept: %v", err)
	}
}

func TestUnfinishedOutcomesGoOnInTheNextPlan(t *testing.T) {
	d := open(t)
	pupil, plan := reviewedPlan(t, d)
	run, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Reading", StaffKind: "teaching_assistant", Minutes: 30, Starts: day.Of(2026, 9, 7)})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Place(ctx, run, []string{pupil}, day.Of(2026, 9, 14)); err != nil {
		t.Fatal(err)
	}
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	p := row.Placed[0].Placement
	outcomes := record(t, d, pupil).PlanOutcomes(plan)
	p.Outcome = outcomes[0].ID
	if _, err := d.SavePlacement(ctx, p); err != nil {
		t.Fatal(err)
	}
	outcomes[1].Result = provision.ResultMet
	if _, err := d.SaveOutcome(ctx, outcomes[1]); err != nil {
		t.Fatal(err)
	}
	next, err := d.NewCycle(ctx, pupil)
	if err != nil {
		t.Fatal(err)
	}
	next.Aim = "Reads to the class"
	id, err := d.StartPlan(ctx, desk.NewPlan{Cycle: next, CarryOn: true})
	if err != nil {
		t.Fatal(err)
	}
	r := record(t, d, pupil)
	on := r.PlanOutcomes(id)
	if len(on) != 1 || on[0].Follows != outcomes[0].ID || on[0].StartScore != "6" || on[0].Result != "" || on[0].Score != "" || on[0].ByWhen != next.ReviewDue {
		t.Fatalf("%+v", on)
	}
	if row, err := d.Intervention(ctx, run); err != nil || row.Placed[0].Outcome != on[0].ID {
		t.Errorf("the help does not serve it any more: %+v, %v", row.Placed, err)
	}
	if left, err := d.UnfinishedOutcomes(ctx, pupil); err != nil || len(left) != 0 {
		t.Errorf("it would be carried on twice: %+v, %v", left, err)
	}
	on[0].Result = provision.ResultPartly // partly, then partly: the second without a gain
	_, err = d.SaveOutcome(ctx, on[0])
	refusedOn(t, err, "next")
	on[0].Next = "A shorter text"
	if _, err := d.SaveOutcome(ctx, on[0]); err != nil {
		t.Error(err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r := record(t, d, pupil); len(r.Cycles) != 1 || len(r.Outcomes) != 2 {
		t.Error("the plan and its outcomes were not one step")
	}
}

func TestPlansOfManyAreCheckedAsOne(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	plan := func(start day.Date, result, next string) provision.Cycle {
		return provision.Cycle{Pupil: id, Aim: "Reads aloud", Starts: start, Reviewed: start.AddDays(20), Result: result, Next: next}
	}
	if err := d.SaveCycles(ctx, "Plans", []provision.Cycle{plan(day.Of(2026, 9, 1), provision.ResultNot, "")}); err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.SaveCycles(ctx, "Plans", []provision.Cycle{plan(day.Of(2026, 10, 1), provision.ResultNot, " ")}), "next")
	early := plan(day.Of(2026, 10, 1), provision.ResultMet, "")
	early.Reviewed = day.Of(2026, 9, 30)
	refusedOn(t, d.SaveCycles(ctx, "Plans", []provision.Cycle{early}), "reviewed")
	if err := d.SaveCycles(ctx, "Plans", []provision.Cycle{plan(day.Of(2026, 10, 1), provision.ResultNot, "One to one")}); err != nil {
		t.Error(err)
	}
}

func TestCycleOfTheSchoolSetsTheNextReview(t *testing.T) {
	d := open(t)
	if d.ReviewsAYear() != 3 {
		t.Fatal(d.ReviewsAYear())
	}
	s := d.School()
	s.Name, s.Phase = "Meadowfield", "primary"
	dues := map[int]day.Date{}
	for _, n := range []int{0, 3, 6} {
		s.Reviews = n
		if err := d.SaveSchool(ctx, s); err != nil {
			t.Fatal(err)
		}
		c, err := d.NewCycle(ctx, "")
		if err != nil {
			t.Fatal(err)
		}
		calendar, err := d.SchoolCalendar(ctx)
		if err != nil || !calendar.IsSchoolDay(c.ReviewDue) {
			t.Errorf("%d a year: due on %s, %v", n, c.ReviewDue, err)
		}
		dues[n] = c.ReviewDue
	}
	if dues[0] != dues[3] || !dues[6].Before(dues[3]) {
		t.Errorf("%v", dues)
	}
}
