package main

import (
	"context"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// results are what a review can come to.
var results = []string{provision.ResultMet, provision.ResultPartly, provision.ResultNot}

var cycles = records[provision.Cycle]{
	fields: append([]field{
		{"aim", "aim", text, "what the plan is `for`", nil},
		{"starts", "starts", date, "the `day` it starts; today if left out", nil},
		{"due", "review_due", date, "the `day` its review is due; when the school's cycle ends if left out", nil},
		{"do", "help", text, "`what` will be done", nil},
	}, reviewFields...),
	list: func(r desk.Record) []provision.Cycle { return r.Cycles },
	id:   func(k provision.Cycle) string { return k.ID },
	fresh: func(d *desk.Desk, pupil string) provision.Cycle {
		return provision.Cycle{Pupil: pupil, Starts: d.Today()}
	},
	save: func(d *desk.Desk, ctx context.Context, c provision.Cycle) (string, error) {
		if c.ID == "" && c.ReviewDue.IsZero() {
			due, err := d.NextReview(ctx, c.Starts)
			if err != nil {
				return "", err
			}
			c.ReviewDue = due
		}
		return d.SaveCycle(ctx, c)
	},
	remove: (*desk.Desk).RemoveCycle,
}

var reviewFields = []field{
	{"reviewed", "reviewed", date, "the `day` of the review", nil},
	{"result", "result", choice, "whether the aim was met: its `result`", results},
	{"evidence", "evidence", text, "`what` showed it", nil},
	{"next", "next", text, "`what` changes now", nil},
}

var outcomes = records[provision.Outcome]{
	fields: []field{
		{"words", "words", text, "the outcome, in `words`", nil},
		{"baseline", "baseline", text, "`where` the pupil is now", nil},
		{"target", "target", text, "`what` will show that it is reached", nil},
		{"measure", "measure", text, "`how` it is measured", nil},
		{"start-score", "start_score", text, "the measure at the start, a `number`", nil},
		{"owner", "owner", text, "`who` sees to it", nil},
		{"by-when", "by_when", date, "the `day` by which it should be reached", nil},
		{"area", "area", text, "the `area` of need it is about", nil},
		{"ehc-outcome", "ehc_outcome", text, "the `line` of section E of the EHC plan that it is a step to", nil},
		{"plan", "cycle", text, "the `plan` it belongs to", nil},
		{"result", "result", choice, "its `result`", results},
		{"score", "score", text, "the measure at the review, a `number`", nil},
		{"evidence", "evidence", text, "`what` showed the result", nil},
		{"next", "next", text, "`what` changes now", nil},
	},
	list:   func(r desk.Record) []provision.Outcome { return r.Outcomes },
	id:     func(o provision.Outcome) string { return o.ID },
	fresh:  func(_ *desk.Desk, pupil string) provision.Outcome { return provision.Outcome{Pupil: pupil} },
	save:   (*desk.Desk).SaveOutcome,
	remove: (*desk.Desk).RemoveOutcome,
}

// review holds a review: the plan, the views heard at it and the plan that follows
// are one step.
func review(c *call) error {
	id := c.flags.String("id", "", "the `plan` that is reviewed, as needsctl pupil shows it")
	aim := c.flags.String("next-aim", "", "the `aim` of the next plan; none follows if left out")
	due := c.flags.String("next-due", "", "the `day` the next plan is reviewed; when the school's cycle ends if left out")
	carryOn := c.flags.Bool("carry-on", false, "let outcomes that are not met go on in the next plan")
	pupil, parent := c.voiceFlags("pupil"), c.voiceFlags("parent")
	c.addFields(reviewFields)
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("id", "result"); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		r, err := d.Record(c.ctx, e.ID)
		if err != nil {
			return err
		}
		held := desk.ReviewHeld{NextAim: *aim, CarryOn: *carryOn, Outcomes: r.PlanOutcomes(*id)}
		if held.Cycle, err = cycles.start(c, d, e.ID, *id); err != nil {
			return err
		}
		held.Cycle.Reviewed = d.Today()
		if err := fill(&held.Cycle, reviewFields, c.given(), d.Today()); err != nil {
			return err
		}
		held.Pupil, held.Parent = d.HeardAt(r, held.Cycle)
		if err := pupil.read(&held.Pupil); err != nil {
			return err
		}
		if err := parent.read(&held.Parent); err != nil {
			return err
		}
		if held.NextDue, err = readDay("next-due", *due, d.Today()); err != nil {
			return err
		}
		if err := d.HoldReview(c.ctx, held); err != nil {
			return err
		}
		return c.print(written{ID: *id, Pupil: e.ID}, "The review is kept.")
	})
}

// voiceFlags are the flags by which one voice is given.
type voiceFlags struct{ words, how, whyNot *string }

func (c *call) voiceFlags(whose string) voiceFlags {
	return voiceFlags{
		words:  c.flags.String(whose+"-view", "", "the `words` of the "+whose+", or @FILE"),
		how:    c.flags.String(whose+"-how", "", "`how` the "+whose+" was heard: talk, drawing, symbols, observation, adult, letter ..."),
		whyNot: c.flags.String(whose+"-why-not", "", "`why` the "+whose+" could not be heard"),
	}
}

// read puts what was given in place of what is kept.
func (f voiceFlags) read(v *desk.Voice) error {
	words, err := readText(*f.words)
	if err != nil {
		return err
	}
	if words != "" {
		v.Words = words
	}
	if *f.how != "" {
		v.How = *f.how
	}
	if *f.whyNot != "" {
		v.WhyNot = *f.whyNot
	}
	return nil
}

// signPlan signs a reviewed plan off.
func signPlan(c *call) error {
	by := c.flags.String("by", "", "`who` signs it off")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.SignPlan(c.ctx, c.words[0], *by); err != nil {
			return err
		}
		return c.print(map[string]string{"id": c.words[0], "signed": d.Today().String(), "signed_by": *by}, "Signed off. The plan stays as it is; needsctl plan correct adds to it.")
	})
}

// correctPlan adds a correction to what was signed off.
func correctPlan(c *call) error {
	words := c.flags.String("words", "", "`what` is right, or @FILE")
	why := c.flags.String("why", "", "`why` it is corrected")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		right, err := readText(*words)
		if err != nil {
			return err
		}
		id, err := d.CorrectSigned(c.ctx, provision.Correction{Record: c.words[0], Words: right, Why: *why})
		if err != nil {
			return err
		}
		return c.print(map[string]string{"id": id, "record": c.words[0]}, "The correction is kept as %s.", id)
	})
}
