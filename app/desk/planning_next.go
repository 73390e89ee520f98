package desk

import (
	"context"
	"strings"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// NewPlan is a plan that begins, and whether it goes on with what the last one left.
type NewPlan struct {
	Cycle   provision.Cycle
	CarryOn bool // outcomes of the last plan that are not met go on in it
}

// StartPlan writes a new plan, with the unfinished outcomes of the pupil's last plan
// where that is wished, as one step, and returns its id.
func (d *Desk) StartPlan(ctx context.Context, p NewPlan) (string, error) {
	if err := d.allow(access.WritePlans); err != nil {
		return "", err
	}
	if p.Cycle.ID != "" {
		return "", refuse("id", "This plan has begun already. Change it instead.")
	}
	if err := d.checkSaved(ctx, p.Cycle); err != nil {
		return "", err
	}
	e, err := d.Entry(p.Cycle.Pupil)
	if err != nil {
		return "", err
	}
	p.Cycle.ID = d.options.NewID()
	edits := []journal.Edit{{Kind: kindCycle, Key: p.Cycle.ID, About: e.ID, Value: p.Cycle}}
	if p.CarryOn {
		unfinished, err := d.UnfinishedOutcomes(ctx, e.ID)
		if err != nil {
			return "", err
		}
		more, err := d.carriedOn(ctx, p.Cycle, unfinished)
		if err != nil {
			return "", err
		}
		edits = append(edits, more...)
	}
	return p.Cycle.ID, d.do(ctx, "Plan for "+e.Name(), e.ID, edits...)
}

// UnfinishedOutcomes are the outcomes of the plan that a pupil had last which are not
// met and go on in no later plan.
func (d *Desk) UnfinishedOutcomes(ctx context.Context, pupil string) ([]provision.Outcome, error) {
	cycles, err := where[provision.Cycle](ctx, d.store, kindCycle, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	outcomes, err := where[provision.Outcome](ctx, d.store, kindOutcome, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	last := lastReviewed(cycles)
	if last < 0 {
		return nil, nil
	}
	return unfinished(outcomes, cycles[last].ID), nil
}

// unfinished are the outcomes of a plan that are not met and that no other follows.
func unfinished(outcomes []provision.Outcome, plan string) (out []provision.Outcome) {
	followed := map[string]bool{}
	for _, o := range outcomes {
		followed[o.Follows] = true
	}
	for _, o := range outcomes {
		if o.Cycle == plan && o.Result != provision.ResultMet && !followed[o.ID] {
			out = append(out, o)
		}
	}
	return out
}

// carriedOn are the edits that let outcomes go on in another plan: each begins where
// it stands now, and the provision that serves it serves it there.
func (d *Desk) carriedOn(ctx context.Context, plan provision.Cycle, outcomes []provision.Outcome) (edits []journal.Edit, err error) {
	for _, old := range outcomes {
		o := old
		o.ID, o.Cycle, o.Follows, o.ByWhen = d.options.NewID(), plan.ID, old.ID, plan.ReviewDue
		if old.Score != "" {
			o.StartScore = old.Score
		}
		if words := strings.TrimSpace(old.Evidence); words != "" {
			o.Baseline = words
		}
		o.Result, o.Score, o.Evidence, o.Next = "", "", "", ""
		edits = append(edits, journal.Edit{Kind: kindOutcome, Key: o.ID, About: plan.Pupil, Value: o})
		placed, err := where[provision.Placement](ctx, d.store, kindPlacement, "outcome", old.ID)
		if err != nil {
			return nil, err
		}
		for _, p := range placed {
			if !p.Ends.IsZero() && p.Ends.Before(plan.Starts) {
				continue
			}
			p.Outcome = o.ID
			edits = append(edits, placementEdit(p))
		}
	}
	return edits, nil
}

// nextPlan is the plan that follows a reviewed one, due in a turn of the school's
// cycle unless a day is given.
func (d *Desk) nextPlan(ctx context.Context, after provision.Cycle, aim string, due day.Date) (provision.Cycle, error) {
	next := provision.Cycle{ID: d.options.NewID(), Pupil: after.Pupil, Starts: after.Reviewed, ReviewDue: due, Aim: strings.TrimSpace(aim), Help: orElse(after.Next, after.Help), By: d.options.By}
	var err error
	if due.IsZero() {
		next.ReviewDue, err = d.NextReview(ctx, next.Starts)
	}
	if next.ReviewDue.Before(next.Starts) {
		return next, refuse("next_due", "The next review is due before this one was held. Check both dates.")
	}
	return next, err
}
