package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// reviewedPlan makes a pupil with a plan of two outcomes that was reviewed with both
// voices heard, so that nothing is in the way of signing it off.
func reviewedPlan(t testing.TB, d *desk.Desk) (pupil, plan string) {
	t.Helper()
	pupil = addPupil(t, d, "Price")
	var err error
	plan, err = d.SaveCycle(ctx, provision.Cycle{Pupil: pupil, Aim: "Reads aloud", Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 11, 20)})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"Reads a page", "Asks for help"} {
		if _, err := d.SaveOutcome(ctx, provision.Outcome{Pupil: pupil, Cycle: plan, Words: words, StartScore: "4"}); err != nil {
			t.Fatal(err)
		}
	}
	h := heldReview(t, d, pupil, plan)
	if err := d.HoldReview(ctx, h); err != nil {
		t.Fatal(err)
	}
	return pupil, plan
}

// heldReview is the review of a plan with all that signing it off asks for.
func heldReview(t testing.TB, d *desk.Desk, pupil, plan string) desk.ReviewHeld {
	t.Helper()
	r := record(t, d, pupil)
	h := desk.ReviewHeld{Outcomes: r.PlanOutcomes(plan), Pupil: desk.Voice{Words: "I read to Tom.", How: "drawing"}, Parent: desk.Voice{WhyNot: "Away until January"}}
	for _, c := range r.Cycles {
		if c.ID == plan {
			h.Cycle = c
		}
	}
	h.Cycle.Reviewed, h.Cycle.Result, h.Cycle.Evidence = d.Today(), provision.ResultPartly, "Three pages of five"
	for i := range h.Outcomes {
		h.Outcomes[i].Result, h.Outcomes[i].Score = provision.ResultPartly, "6"
	}
	return h
}

func TestSigningOffAsksForAllThatAReviewNeeds(t *testing.T) {
	for name, c := range map[string]struct {
		change func(h *desk.ReviewHeld)
		by     string
		field  string // "" where it is signed
	}{
		"all there":             {func(*desk.ReviewHeld) {}, "R. Ahmed", ""},
		"nobody signs":          {func(*desk.ReviewHeld) {}, "  ", "by"},
		"no pupil":              {func(h *desk.ReviewHeld) { h.Pupil = desk.Voice{} }, "R. Ahmed", "pupil"},
		"no parent":             {func(h *desk.ReviewHeld) { h.Parent = desk.Voice{} }, "R. Ahmed", "parent"},
		"a reason for both":     {func(h *desk.ReviewHeld) { h.Pupil = desk.Voice{WhyNot: "Would not say"} }, "R. Ahmed", ""},
		"not said how":          {func(h *desk.ReviewHeld) { h.Pupil.How = "" }, "R. Ahmed", "pupil_how"},
		"an outcome left open":  {func(h *desk.ReviewHeld) { h.Outcomes[1].Result = "" }, "R. Ahmed", "outcomes"},
		"both voices in words":  {func(h *desk.ReviewHeld) { h.Parent = desk.Voice{Words: "Calmer at home", How: "By a trusted adult"} }, "R. Ahmed", ""},
		"blank words no reason": {func(h *desk.ReviewHeld) { h.Pupil = desk.Voice{Words: "  "} }, "R. Ahmed", "pupil"},
	} {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			pupil, plan := reviewedPlan(t, d)
			h := heldReview(t, d, pupil, plan)
			now, _ := d.HeardAt(record(t, d, pupil), h.Cycle)
			h.Pupil.Note = now.Note
			c.change(&h)
			if h.Pupil.Note == "" {
				h.Pupil.Note = now.Note // what was kept before is put in its place
			}
			if err := d.HoldReview(ctx, h); err != nil {
				t.Fatal(err)
			}
			err := d.SignPlan(ctx, plan, c.by)
			if c.field != "" {
				refusedOn(t, err, c.field)
				if r := record(t, d, pupil); r.Cycles[0].IsSigned() {
					t.Error("it was signed all the same")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			r := record(t, d, pupil)
			if r.Cycles[0].Signed != d.Today() || r.Cycles[0].SignedBy != "R. Ahmed" {
				t.Errorf("%+v", r.Cycles[0])
			}
			refusedOn(t, d.SignPlan(ctx, plan, "A. Head"), "signed")
		})
	}
}

func TestPlanThatIsNotReviewedIsNotSigned(t *testing.T) {
	d := open(t)
	pupil := addPupil(t, d, "Price")
	plan, err := d.SaveCycle(ctx, provision.Cycle{Pupil: pupil, Aim: "Reads aloud", Starts: day.Of(2026, 9, 7)})
	if err != nil {
		t.Fatal(err)
	}
	refusedOn(t, d.SignPlan(ctx, plan, "R. Ahmed"), "result")
	refusedOn(t, d.SignPlan(ctx, "no such plan", "R. Ahmed"), "plan")
	_, err = d.SaveCycle(ctx, provision.Cycle{ID: plan, Pupil: pupil, Aim: "Reads aloud", Starts: day.Of(2026, 9, 7), Signed: d.Today()})
	refusedOn(t, err, "signed") // no way round
	_, err = d.CorrectSigned(ctx, provision.Correction{Record: plan, Words: "x", Why: "y"})
	refusedOn(t, err, "record")
}

func TestSignatureIsTakenBackByUndoAlone(t *testing.T) {
	d := open(t)
	pupil, plan := reviewedPlan(t, d)
	if err := d.SignPlan(ctx, plan, "R. Ahmed"); err != nil {
		t.Fatal(err)
	}
	if label, err := d.Undo(ctx); err != nil || !strings.HasPrefix(label, "Sign off the plan") {
		t.Fatal(label, err)
	}
	if r := record(t, d, pupil); r.Cycles[0].IsSigned() {
		t.Error("still signed")
	}
	if _, err := d.SaveOutcome(ctx, record(t, d, pupil).Outcomes[0]); err != nil {
		t.Errorf("the plan is still locked: %v", err)
	}
	steps, err := d.History(ctx, pupil, 2)
	if err != nil || steps[0].Sort != "undid" {
		t.Errorf("%s, %v", steps[0].Sort, err)
	}
}

func TestCorrectionIsAddedWithItsDayAndReason(t *testing.T) {
	d := open(t)
	pupil, plan := reviewedPlan(t, d)
	if err := d.SignPlan(ctx, plan, "R. Ahmed"); err != nil {
		t.Fatal(err)
	}
	for field, k := range map[string]provision.Correction{"words": {Record: plan, Why: "x"}, "why": {Record: plan, Words: "x"}, "record": {Record: "none", Words: "x", Why: "y"}, "id": {ID: "1", Record: plan, Words: "x", Why: "y"}} {
		_, err := d.CorrectSigned(ctx, k)
		refusedOn(t, err, field)
	}
	if _, err := d.CorrectSigned(ctx, provision.Correction{Record: plan, Words: "Four pages of five", Why: "Miscounted"}); err != nil {
		t.Fatal(err)
	}
	r := record(t, d, pupil)
	if len(r.Corrections) != 1 || r.Corrections[0].On != d.Today() || r.Corrections[0].By != "SENCO" || r.Corrections[0].Pupil != pupil {
		t.Errorf("%+v", r.Corrections)
	}
	if !slices.ContainsFunc(r.Story, func(i desk.StoryItem) bool { return i.Kind == "correction" && strings.Contains(i.Words, "Miscounted") }) {
		t.Errorf("the story does not tell it: %+v", r.Story)
	}
	doc, err := d.SubjectAccessJSON(ctx, pupil)
	if err != nil || !strings.Contains(string(doc), "Four pages of five") {
		t.Error("the copy for the family lacks it", err)
	}
}

// planBytes are the plan, its outcomes and the views heard at it as they are kept.
func planBytes(t testing.TB, d *desk.Desk, pupil, plan string) string {
	t.Helper()
	r := record(t, d, pupil)
	var kept []any
	for _, c := range r.Cycles {
		if c.ID == plan {
			kept = append(kept, c)
		}
	}
	kept = append(kept, r.PlanOutcomes(plan))
	for _, n := range r.Notes {
		if n.Heard == plan {
			kept = append(kept, n)
		}
	}
	body, err := json.Marshal(kept)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestNothingChangesAPlanThatWasSignedOff(t *testing.T) {
	d := open(t)
	pupil, plan := reviewedPlan(t, d)
	if err := d.SignPlan(ctx, plan, "R. Ahmed"); err != nil {
		t.Fatal(err)
	}
	other, err := d.SaveCycle(ctx, provision.Cycle{Pupil: pupil, Aim: "The next one", Starts: d.Today()})
	if err != nil {
		t.Fatal(err)
	}
	lasting, err := d.SaveOutcome(ctx, provision.Outcome{Pupil: pupil, Words: "A lasting one"})
	if err != nil {
		t.Fatal(err)
	}
	before := planBytes(t, d, pupil, plan)
	r := record(t, d, pupil)
	signed, outcome, heard := r.Cycles[0], r.PlanOutcomes(plan)[0], r.Notes[0]
	words := rapid.SampledFrom([]string{"", "Something else", "met"})
	calls := map[string]func(t *rapid.T) error{
		"save the plan": func(t *rapid.T) error {
			c := signed
			c.Aim, c.Evidence = "Another aim", words.Draw(t, "evidence")
			if rapid.Bool().Draw(t, "unsigned") {
				c.Signed, c.SignedBy = day.Date{}, ""
			}
			_, err := d.SaveCycle(ctx, c)
			return err
		},
		"save it among others": func(t *rapid.T) error {
			c := signed
			c.Signed, c.Next = day.Date{}, words.Draw(t, "next")
			return d.SaveCycles(ctx, "Plans", []provision.Cycle{{Pupil: pupil, Aim: "x", Starts: d.Today()}, c})
		},
		"remove the plan": func(*rapid.T) error { return d.RemoveCycle(ctx, pupil, plan) },
		"review it again": func(t *rapid.T) error {
			c := signed
			c.Signed, c.SignedBy, c.Result = day.Date{}, "", provision.ResultMet
			return d.HoldReview(ctx, desk.ReviewHeld{Cycle: c, Pupil: desk.Voice{Note: heard.ID, Words: words.Draw(t, "view")}})
		},
		"save an outcome": func(t *rapid.T) error {
			o := outcome
			o.Words, o.Result = "Changed", words.Draw(t, "result")
			if rapid.Bool().Draw(t, "moved") {
				o.Cycle = other
			}
			_, err := d.SaveOutcome(ctx, o)
			return err
		},
		"add an outcome": func(*rapid.T) error {
			_, err := d.SaveOutcome(ctx, provision.Outcome{Pupil: pupil, Cycle: plan, Words: "One more"})
			return err
		},
		"move an outcome into it": func(*rapid.T) error {
			_, err := d.SaveOutcome(ctx, provision.Outcome{ID: lasting, Pupil: pupil, Cycle: plan, Words: "A lasting one"})
			return err
		},
		"review its outcome with another plan": func(*rapid.T) error {
			o := outcome
			o.Cycle, o.Result = other, provision.ResultMet
			return d.HoldReview(ctx, desk.ReviewHeld{Cycle: provision.Cycle{ID: other, Pupil: pupil, Aim: "The next one", Starts: d.Today(), Reviewed: d.Today(), Result: provision.ResultMet}, Outcomes: []provision.Outcome{o}})
		},
		"remove an outcome": func(*rapid.T) error { return d.RemoveOutcome(ctx, pupil, outcome.ID) },
		"change the view": func(t *rapid.T) error {
			n := heard
			n.Words = "Something else"
			if rapid.Bool().Draw(t, "elsewhere") {
				n.Heard = ""
			}
			_, err := d.SaveNote(ctx, n)
			return err
		},
		"add a view": func(*rapid.T) error {
			_, err := d.SaveNote(ctx, register.Note{Pupil: pupil, Type: register.NoteParentView, On: d.Today(), Words: "Late", Heard: plan})
			return err
		},
		"remove the view": func(*rapid.T) error { return d.RemoveNote(ctx, pupil, heard.ID) },
		"take the view to another review": func(*rapid.T) error {
			return d.HoldReview(ctx, desk.ReviewHeld{Cycle: provision.Cycle{ID: other, Pupil: pupil, Aim: "The next one", Starts: d.Today(), Reviewed: d.Today(), Result: provision.ResultMet}, Pupil: desk.Voice{Note: heard.ID, Words: "Moved"}})
		},
		"sign it again": func(*rapid.T) error { return d.SignPlan(ctx, plan, "Someone else") },
	}
	names := make([]string, 0, len(calls))
	for name := range calls {
		names = append(names, name)
	}
	rapid.Check(t, func(rt *rapid.T) {
		name := rapid.SampledFrom(names).Draw(rt, "call")
		refusedOn(rt, calls[name](rt), "signed")
		if after := planBytes(t, d, pupil, plan); after != before {
			rt.Fatalf("%s changed the plan:\n%s\n%s", name, before, after)
		}
	})
	if _, err := d.CorrectSigned(ctx, provision.Correction{Record: plan, Words: "x", Why: "y"}); err != nil || planBytes(t, d, pupil, plan) != before {
		t.Errorf("a correction changes the plan: %v", err)
	}
}
