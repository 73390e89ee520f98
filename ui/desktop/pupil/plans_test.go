package pupil_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
)

// planned opens the page of a pupil with a plan of two outcomes, an EHC plan with two
// lines in section E, and a group that serves the first.
func planned(t *testing.T, form string) (p *page, plan string) {
	t.Helper()
	d, ctx := schooltest.Empty(t), context.Background()
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", Forename: "Ben", Born: day.Of(2018, 3, 14), Entered: day.Of(2022, 9, 5)}, Status: "E", From: day.Of(2026, 1, 5)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.SaveEHCPlan(ctx, register.EHCPlan{Pupil: id, Authority: "Kent", Issued: day.Of(2026, 3, 2), Sections: map[string]string{"E": "- Ben asks for help.\n- Ben reads for pleasure."}}); err != nil {
		t.Fatal(err)
	}
	if plan, err = d.SaveCycle(ctx, provision.Cycle{Pupil: id, Aim: "Reads aloud to others", Help: "Paired reading each day", Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 12, 4)}); err != nil {
		t.Fatal(err)
	}
	var outcomes []string
	for _, o := range []provision.Outcome{
		{Words: "Reads a page without help", Baseline: "Three words in a line", Target: "A page of a level 4 book", Measure: "Words in a minute", StartScore: "21", Owner: "Class teacher", EHCOutcome: "Ben reads for pleasure."},
		{Words: "Asks for help with a card", Target: "In each lesson"},
	} {
		o.Pupil, o.Cycle, o.ByWhen = id, plan, day.Of(2026, 12, 4)
		one, err := d.SaveOutcome(ctx, o)
		if err != nil {
			t.Fatal(err)
		}
		outcomes = append(outcomes, one)
	}
	run, err := d.SaveIntervention(ctx, provision.Intervention{Name: "Paired reading", StaffKind: "teaching_assistant", Minutes: 20, Starts: day.Of(2026, 9, 7)})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Place(ctx, run, []string{id}, day.Of(2026, 9, 14)); err != nil {
		t.Fatal(err)
	}
	row, err := d.Intervention(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	place := row.Placed[0].Placement
	place.Outcome = outcomes[0]
	if _, err := d.SavePlacement(ctx, place); err != nil {
		t.Fatal(err)
	}
	return open(t, d, id, form), plan
}

func TestOutcomesStandAsRowsWithAllThatBelongsToThem(t *testing.T) {
	p, _ := planned(t, "")
	p.sees("Plan to 4 Dec 2026", "Reads a page without help", "Now: Three words in a line · Target: A page of a level 4 book · Words in a minute · 21 at the start · Class teacher",
		"Step to: Ben reads for pleasure.", "Served by: Paired reading", "by 4 Dec 2026")
	p.Pictures("plans-card")
}

func TestOutcomesAreAddedOneAfterAnotherByKey(t *testing.T) {
	p, plan := planned(t, "")
	p.Type("k")
	p.Type("Sits with a friend at lunch")
	p.Press("Tab")
	p.Type("Alone")
	p.Press("Ctrl+N")
	p.Type("Tells the time")
	p.Press("Ctrl+Enter")
	got := p.record().PlanOutcomes(plan)
	if len(got) != 4 || got[2].Words != "Sits with a friend at lunch" || got[2].Baseline != "Alone" || got[3].Words != "Tells the time" || got[3].ByWhen != day.Of(2026, 12, 4) {
		t.Errorf("%+v\n%s", got, p.Text())
	}
}

func TestOutcomesAreTypedIntoInTheirRows(t *testing.T) {
	p, plan := planned(t, "")
	p.Type("k")
	for range 16 { // from the new row to the first
		p.Canvas().FocusPrevious()
	}
	p.Press("End")
	p.Type(" aloud")
	p.Press("Tab", "Tab", "Ctrl+A")
	p.Type("Two pages")
	p.Pictures("plans-rows")
	p.Press("Enter") // goes on to the second outcome
	p.Press("Tab", "Tab", "Tab", "Tab")
	p.Type("Mr Okafor")
	p.Press("Tab", "Ctrl+A")
	p.Type("12/02/2027")
	p.Press("Tab")
	p.Type("asks")
	p.Press("Tab")
	got := p.record().PlanOutcomes(plan)
	if got[0].Words != "Reads a page without help aloud" || got[0].Target != "Two pages" || got[0].StartScore != "21" || got[1].Owner != "Mr Okafor" || got[1].ByWhen != day.Of(2027, 2, 12) || got[1].EHCOutcome != "Ben asks for help." {
		t.Errorf("%+v\n%s", got, p.Text())
	}
	p.Press("Escape")
	p.sees("Two pages", "by 12 Feb 2027", "Step to: Ben asks for help.")
	p.Press("Ctrl+Z")
	if got := p.record().PlanOutcomes(plan); got[1].EHCOutcome != "" || got[1].Owner != "Mr Okafor" {
		t.Errorf("%+v", got[1])
	}
}

func TestRowThatCannotBeKeptSaysWhyAndLosesNothing(t *testing.T) {
	p, plan := planned(t, "")
	p.Type("k")
	p.Press("Tab", "Tab")
	p.Type("In each lesson")
	p.Press("Ctrl+N")
	p.sees("Write the outcome.")
	p.Type("Puts a hand up")
	p.Press("Tab", "Tab", "Tab", "Tab", "Tab", "Ctrl+A")
	p.Type("1/9/2026")
	p.Press("Ctrl+Enter")
	p.sees("The outcome is due before its plan starts")
	if got := p.record().PlanOutcomes(plan); len(got) != 3 || got[2].Words != "Puts a hand up" || got[2].Target != "In each lesson" || got[2].ByWhen != day.Of(2026, 12, 4) {
		t.Errorf("%+v", got)
	}
	p.Press("Ctrl+N") // not while a row is refused
	p.sees("The outcome is due before its plan starts")
}

func TestRowsKeepWhatIsTypedWhenThePageIsLeft(t *testing.T) {
	p, plan := planned(t, "")
	p.Type("k")
	p.Press("Tab", "Tab")
	p.Type("Eats with the others")
	p.Go(shell.To("today"))
	if got := p.record().PlanOutcomes(plan); len(got) != 3 || got[2].Words != "Eats with the others" {
		t.Errorf("%+v", got)
	}
}

func TestAllOfAnOutcomeIsInItsForm(t *testing.T) {
	p, plan := planned(t, "")
	p.Type("k")
	p.Type("Tells the time")
	p.Press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter") // More
	p.sees("Area of need", "Score now")
	p.Pictures("plans-outcome")
	p.Press("Ctrl+N")
	p.Type("Counts the change")
	p.Press("Escape")
	if got := p.record().PlanOutcomes(plan); len(got) != 4 || got[3].Words != "Counts the change" {
		t.Errorf("%+v\n%s", got, p.Text())
	}
}

// openEntry opens an entry of the story by its title, by keyboard.
func (p *page) openEntry(title string) {
	p.t.Helper()
	at := slices.IndexFunc(p.record().Story, func(i desk.StoryItem) bool { return i.Title == title })
	if at < 0 {
		p.t.Fatalf("the story has no %q", title)
	}
	p.Type("s")
	p.Press("Home")
	for range at {
		p.Press("Down")
	}
	p.Press("Enter")
}

// reviewAll types a review of the plan: both outcomes, the aim and the voices.
func reviewAll(p *page) {
	p.Type("r")
	p.Type("2")
	p.Press("Tab")
	p.Type("30")
	p.sees("Gain +9 from 21 at the start.")
	p.Press("Tab")
	p.Type("Half a page")
	p.Press("Tab", "Tab")
	p.Type("1")
	p.Press("Tab", "Tab", "Tab", "Tab")
	p.Type("2")
	p.Press("Tab")
	p.Type("Reads to Tom")
	p.Press("Tab")
	p.Type("I like reading to Tom.")
	p.Press("Tab")
	p.Type("symb")
	p.Press("Tab", "Tab", "Tab", "Tab")
	p.Type("Works nights")
}

func TestReviewMarksEachOutcomeHearsBothAndCarriesOn(t *testing.T) {
	p, plan := planned(t, "")
	reviewAll(p)
	p.Pictures("plans-review")
	p.Press("Ctrl+Enter")
	r := p.record()
	if len(r.Cycles) != 2 || r.Cycles[0].Result != provision.ResultPartly || r.Cycles[0].ParentWhyNot != "Works nights" {
		t.Fatalf("%+v\n%s", r.Cycles, p.Text())
	}
	got := r.PlanOutcomes(plan)
	if got[0].Result != provision.ResultPartly || got[0].Score != "30" || got[0].Evidence != "Half a page" || got[1].Result != provision.ResultMet {
		t.Errorf("%+v", got)
	}
	if len(r.Notes) != 1 || r.Notes[0].Type != register.NotePupilView || r.Notes[0].How != "symbols" || r.Notes[0].Heard != plan {
		t.Errorf("%+v", r.Notes)
	}
	if on := r.PlanOutcomes(r.Cycles[1].ID); len(on) != 1 || on[0].Follows != got[0].ID || on[0].StartScore != "30" {
		t.Errorf("%+v", on)
	}
	p.Press("Ctrl+Z")
	if r := p.record(); len(r.Cycles) != 1 || len(r.Notes) != 0 || r.Outcomes[0].Result != "" {
		t.Error("one undo did not take the review back")
	}
}

func TestReviewIsSignedOffAndThenCorrectedOnly(t *testing.T) {
	p, plan := planned(t, "")
	reviewAll(p)
	p.Press("Ctrl+Enter")
	p.sees("is not signed off yet.")
	p.Tap("The last review")
	p.sees("Not heard: Works nights", "I like reading to Tom. (Symbols or signs)", "21 at the start, now 30 (+9)", "Change the review")
	p.Pictures("plans-reviewed")
	p.Tap("Sign off")
	p.Press("Ctrl+A")
	p.Type("R. Ahmed")
	p.Pictures("plans-signing")
	p.Press("Ctrl+Enter")
	if c := p.record().Cycles[0]; c.SignedBy != "R. Ahmed" {
		t.Fatalf("%+v\n%s", c, p.Text())
	}
	p.Type("s")
	p.sees("Plan signed off")
	r := p.record()
	c := r.Cycles[0]
	c.Signed, c.SignedBy, c.Evidence = day.Date{}, "", "Changed"
	if _, err := p.desk.SaveCycle(context.Background(), c); err == nil || !strings.Contains(err.Error(), "Add a correction") {
		t.Errorf("%v", err)
	}
	p.openEntry("Plan signed off")
	p.sees("R. Ahmed", "Add a correction")
	if p.Sees("Change the review") {
		t.Error("a signed review offers to be changed")
	}
	p.Tap("Add a correction")
	p.Type("Thirty-one words")
	p.Press("Tab")
	p.Type("Counted again")
	p.Press("Ctrl+Enter")
	p.openEntry("Put right after it was signed")
	p.sees("Corrected on", "Thirty-one words", "Counted again")
	p.Pictures("plans-corrected")
	if r := p.record(); len(r.Corrections) != 1 || r.Corrections[0].Record != plan {
		t.Errorf("%+v", r.Corrections)
	}
}

func TestSigningWithoutAVoiceSaysWhoseIsMissing(t *testing.T) {
	p, _ := planned(t, "")
	p.Type("r")
	p.Type("1")
	p.Press("Tab", "Tab", "Tab", "Tab")
	p.Type("1")
	p.Press("Tab", "Tab", "Tab", "Tab")
	p.Type("1")
	p.Press("Ctrl+Enter")
	p.Tap("The last review")
	p.Tap("Sign off")
	p.Press("Ctrl+A")
	p.Type("R. Ahmed")
	p.Press("Ctrl+Enter")
	p.sees("The voice of the pupil is missing.")
	if p.record().Cycles[0].IsSigned() {
		t.Error("it was signed")
	}
}

func TestProvisionIsTiedToAnOutcomeWhereTheOutcomeIs(t *testing.T) {
	p, _ := planned(t, "")
	p.Type("k")
	p.Type("Tells the time")
	p.Press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter") // More
	p.sees("Served by", "Provision serves one outcome")
	for range 9 { // past what is measured, who and when, to the boxes
		p.Press("Tab")
	}
	p.Press("Space", "Ctrl+Enter")
	r := p.record()
	made := slices.IndexFunc(r.Outcomes, func(o provision.Outcome) bool { return o.Words == "Tells the time" })
	if made < 0 {
		t.Fatalf("the outcome is not kept:\n%s", p.Text())
	}
	serves := 0
	for _, place := range r.Placements {
		if place.Outcome == r.Outcomes[made].ID {
			serves++
		}
	}
	if serves != 1 {
		t.Errorf("%d places serve it:\n%s", serves, p.Text())
	}
}
