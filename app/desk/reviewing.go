package desk

import (
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Voice is what somebody said at a review and how it was heard, or why it was not
// (United Nations Convention on the Rights of the Child, article 12; Children and
// Families Act 2014, section 19).
type Voice struct {
	Note   string // id of the note that holds it, "" for a new one
	Words  string // "" when they were not heard
	How    string // one of register.ViewWays
	WhyNot string // the reason, where there are no words
}

// ReviewHeld is what a review meeting comes to.
type ReviewHeld struct {
	Cycle    provision.Cycle // as reviewed, with its result
	Pupil    Voice
	Parent   Voice
	Outcomes []provision.Outcome // of the plan, as reviewed
	NextAim  string              // the aim of the next plan, "" when none follows
	NextDue  day.Date            // when the next plan is reviewed; zero is when the school's cycle ends
	CarryOn  bool                // outcomes that are not met go on in the next plan
}

// HoldReview writes a review with its outcomes, the views heard at it, and the plan
// that follows as one step.
func (d *Desk) HoldReview(ctx context.Context, h ReviewHeld) error {
	e, err := d.Entry(h.Cycle.Pupil)
	if err != nil {
		return err
	}
	edits, err := d.reviewEdits(ctx, &h)
	if err != nil {
		return err
	}
	return d.do(ctx, "Review of the plan for "+e.Name(), e.ID, edits...)
}

// reviewEdits check a review and are the edits that write it.
func (d *Desk) reviewEdits(ctx context.Context, h *ReviewHeld) ([]journal.Edit, error) {
	c := &h.Cycle
	if c.Result == "" {
		return nil, refuse("result", "Say whether the aim was met, partly met or not met.")
	}
	if err := d.needsDay("reviewed", c.Reviewed); err != nil {
		return nil, err
	}
	if err := d.checkSaved(ctx, *c); err != nil {
		return nil, err
	}
	if c.ID == "" {
		c.ID = d.options.NewID()
	}
	spoken, err := d.voiceEdits(ctx, h)
	if err != nil {
		return nil, err
	}
	outcomes, err := d.outcomeEdits(ctx, h)
	if err != nil {
		return nil, err
	}
	edits := append([]journal.Edit{{Kind: kindCycle, Key: c.ID, About: c.Pupil, Value: *c}}, append(spoken, outcomes...)...)
	if strings.TrimSpace(h.NextAim) == "" {
		return edits, nil
	}
	next, err := d.nextPlan(ctx, *c, h.NextAim, h.NextDue)
	if err != nil {
		return nil, err
	}
	edits = append(edits, journal.Edit{Kind: kindCycle, Key: next.ID, About: next.Pupil, Value: next})
	if !h.CarryOn {
		return edits, nil
	}
	carried, err := d.carriedOn(ctx, next, slices.DeleteFunc(slices.Clone(h.Outcomes), func(o provision.Outcome) bool { return o.Result == provision.ResultMet }))
	return append(edits, carried...), err
}

// voiceEdits write what was said as notes heard at the plan, and why somebody was not
// heard into the plan.
func (d *Desk) voiceEdits(ctx context.Context, h *ReviewHeld) (edits []journal.Edit, err error) {
	for i, said := range []Voice{h.Pupil, h.Parent} {
		v := voices[i]
		if err := d.noteUnlocked(ctx, register.Note{ID: said.Note}); err != nil {
			return nil, err
		}
		*v.whyNot(&h.Cycle) = strings.TrimSpace(said.WhyNot)
		if strings.TrimSpace(said.Words) == "" {
			if said.Note != "" {
				edits = append(edits, journal.Edit{Kind: kindNote, Key: said.Note, About: h.Cycle.Pupil, Remove: true})
			}
			continue
		}
		*v.whyNot(&h.Cycle) = ""
		n := register.Note{ID: said.Note, Pupil: h.Cycle.Pupil, Type: v.noteType, By: d.options.By}
		if said.Note == "" {
			n.ID = d.options.NewID()
		} else if _, err := readRecord(ctx, d.store, kindNote, said.Note, &n); err != nil {
			return nil, err
		}
		n.On, n.Words, n.How, n.Heard = h.Cycle.Reviewed, strings.TrimSpace(said.Words), said.How, h.Cycle.ID
		if err := (choice{v.field + "_how", &n.How, register.ViewWays, "“%s” is not a way in which a view is heard."}).take(); err != nil {
			return nil, err
		}
		edits = append(edits, journal.Edit{Kind: kindNote, Key: n.ID, About: n.Pupil, Value: n})
	}
	return edits, nil
}

// outcomeEdits write the outcomes as they were reviewed.
func (d *Desk) outcomeEdits(ctx context.Context, h *ReviewHeld) (edits []journal.Edit, err error) {
	for i := range h.Outcomes {
		o := &h.Outcomes[i]
		if o.ID == "" || o.Cycle != h.Cycle.ID {
			return nil, refuse("outcomes", "An outcome is reviewed with the plan that it belongs to. Keep it first.")
		}
		if err := d.checkOutcome(ctx, o); err != nil {
			return nil, asFieldOf(o.ID, err)
		}
		edits = append(edits, journal.Edit{Kind: kindOutcome, Key: o.ID, About: o.Pupil, Value: *o})
	}
	return edits, nil
}

// HeardAt are the pupil's and the parents' voice at a plan as they are kept.
func (d *Desk) HeardAt(r Record, c provision.Cycle) (pupil, parent Voice) {
	pupil, parent = Voice{WhyNot: c.PupilWhyNot}, Voice{WhyNot: c.ParentWhyNot}
	for _, n := range r.Notes {
		if n.Heard != c.ID || c.ID == "" {
			continue
		}
		switch n.Type {
		case register.NotePupilView:
			pupil = Voice{Note: n.ID, Words: n.Words, How: n.How}
		case register.NoteParentView:
			parent = Voice{Note: n.ID, Words: n.Words, How: n.How}
		}
	}
	return pupil, parent
}

// PlanOutcomes are the outcomes of a plan, in the order in which they were written.
func (r Record) PlanOutcomes(plan string) (out []provision.Outcome) {
	for _, o := range r.Outcomes {
		if o.Cycle == plan && plan != "" {
			out = append(out, o)
		}
	}
	return out
}

// NeedsChange reports whether a review of a plan with a result must say what changes
// now: it would be the second in a row without a gain.
func (d *Desk) NeedsChange(cycles []provision.Cycle, c provision.Cycle, result string) bool {
	return provision.NeedsChange(reviewedBefore(cycles, c), result)
}

// OutcomeNeedsChange reports the same of an outcome and those that it goes on from.
func (d *Desk) OutcomeNeedsChange(beside []provision.Outcome, o provision.Outcome, result string) bool {
	return provision.WithoutGainAgain(provision.EarlierResults(o, beside), result)
}

// reviewedBefore are the plans that were reviewed before one, the latest last.
func reviewedBefore(cycles []provision.Cycle, c provision.Cycle) (before []provision.Cycle) {
	for _, other := range cycles {
		if other.ID != c.ID && other.IsReviewed() && (c.Reviewed.IsZero() || !other.Reviewed.After(c.Reviewed)) {
			before = append(before, other)
		}
	}
	slices.SortStableFunc(before, func(a, b provision.Cycle) int { return a.Reviewed.Compare(b.Reviewed) })
	return before
}

// changeAsked refuses the second review in a row without a gain that does not say
// what changes now.
const changeAsked = "This is the second review in a row without a gain. Write what changes now."

func (d *Desk) checkChange(ctx context.Context, c provision.Cycle) error {
	if strings.TrimSpace(c.Next) != "" {
		return nil
	}
	cycles, err := where[provision.Cycle](ctx, d.store, kindCycle, "pupil", c.Pupil)
	if err != nil {
		return err
	}
	if d.NeedsChange(cycles, c, c.Result) {
		return refuse("next", changeAsked)
	}
	return nil
}

// lastReviewed is the place of the cycle that was reviewed last, -1 for none.
func lastReviewed(cycles []provision.Cycle) int {
	last := -1
	for i, c := range cycles {
		if c.IsReviewed() && (last < 0 || !c.Reviewed.Before(cycles[last].Reviewed)) {
			last = i
		}
	}
	return last
}

// asFieldOf names the record in the field of a refusal: "next/id". That something was
// signed off is no matter of a field.
func asFieldOf(id string, err error) error {
	var why *Refusal
	if errors.As(err, &why) && why.Field != "signed" {
		return refuse(why.Field+"/"+id, why.Words)
	}
	return err
}
