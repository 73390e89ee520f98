package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// weeksBetweenReviews is how long a new plan runs until its review is due: parents
// are met at least three times a year (Code of Practice 6.65), so about a term.
const weeksBetweenReviews = 12

// NewCycle returns a plan for a pupil that starts today, with its review due in
// about a term. Nothing is stored.
func (d *Desk) NewCycle(pupil string) provision.Cycle {
	today := d.Today()
	return provision.Cycle{Pupil: pupil, Starts: today, ReviewDue: today.AddDays(7 * weeksBetweenReviews), By: d.options.By}
}

// ReviewHeld is what a review meeting comes to.
type ReviewHeld struct {
	Cycle     provision.Cycle // as reviewed, with its result
	PupilView string          // the pupil's own words, "" when they were not heard
	NextAim   string          // the aim of the next plan, "" when none follows
	NextDue   day.Date        // when the next plan is reviewed; zero is in about a term
}

// HoldReview writes a review, the pupil's view and the plan that follows as one step.
func (d *Desk) HoldReview(ctx context.Context, h ReviewHeld) error {
	e, err := d.Entry(h.Cycle.Pupil)
	if err != nil {
		return err
	}
	if h.Cycle.Result == "" {
		return refuse("result", "Say whether the aim was met, partly met or not met.")
	}
	if err := d.needsDay("reviewed", h.Cycle.Reviewed); err != nil {
		return err
	}
	if err := d.checkCycle(h.Cycle); err != nil {
		return err
	}
	if err := d.checkChange(ctx, h.Cycle); err != nil {
		return err
	}
	edits := []journal.Edit{{Kind: kindCycle, Key: h.Cycle.ID, About: e.ID, Value: h.Cycle}}
	if words := strings.TrimSpace(h.PupilView); words != "" {
		n := register.Note{ID: d.options.NewID(), Pupil: e.ID, Type: register.NotePupilView, On: h.Cycle.Reviewed, Words: words, By: d.options.By}
		edits = append(edits, journal.Edit{Kind: kindNote, Key: n.ID, About: e.ID, Value: n})
	}
	if aim := strings.TrimSpace(h.NextAim); aim != "" {
		next := d.NewCycle(e.ID)
		next.ID, next.Aim, next.Help, next.Starts = d.options.NewID(), aim, h.Cycle.Next, h.Cycle.Reviewed
		next.ReviewDue = next.Starts.AddDays(7 * weeksBetweenReviews)
		if !h.NextDue.IsZero() {
			next.ReviewDue = h.NextDue
		}
		if next.ReviewDue.Before(next.Starts) {
			return refuse("next_due", "The next review is due before this one was held. Check both dates.")
		}
		edits = append(edits, journal.Edit{Kind: kindCycle, Key: next.ID, About: e.ID, Value: next})
	}
	return d.do(ctx, "Review of the plan for "+e.Name(), e.ID, edits...)
}

// NeedsChange reports whether a review of a plan with a result must say what changes
// now: it would be the second in a row without a gain.
func (d *Desk) NeedsChange(cycles []provision.Cycle, c provision.Cycle, result string) bool {
	var before []provision.Cycle
	for _, other := range cycles {
		if other.ID != c.ID && other.IsReviewed() && (c.Reviewed.IsZero() || !other.Reviewed.After(c.Reviewed)) {
			before = append(before, other)
		}
	}
	slices.SortStableFunc(before, func(a, b provision.Cycle) int { return a.Reviewed.Compare(b.Reviewed) })
	return provision.NeedsChange(before, result)
}

// checkChange refuses the second review in a row without a gain that does not say
// what changes now.
func (d *Desk) checkChange(ctx context.Context, c provision.Cycle) error {
	if strings.TrimSpace(c.Next) != "" {
		return nil
	}
	cycles, err := where[provision.Cycle](ctx, d.store, kindCycle, "pupil", c.Pupil)
	if err != nil {
		return err
	}
	if d.NeedsChange(cycles, c, c.Result) {
		return refuse("next", "This is the second review in a row without a gain. Write what changes now.")
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
