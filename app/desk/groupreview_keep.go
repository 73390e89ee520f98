package desk

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/journal"
	"needsbook/app/provision"
)

// HoldGroupReview keeps a review of several pupils as one step. Pupils who are marked
// as not reviewed stay due. A row that is in the way refuses all, with its place in
// the field of the refusal: "next/2".
func (d *Desk) HoldGroupReview(ctx context.Context, held GroupReview) error {
	g, err := d.GroupReview(ctx, held.Arg)
	if err != nil {
		return err
	}
	if err := d.needsDay("on", held.On); err != nil {
		return err
	}
	g.On, g.NextDue = held.On, held.NextDue
	if !g.NextDue.IsZero() && !g.NextDue.After(g.On) {
		return refuse("next_due", "The next review is due before this one was held. Check both dates.")
	}
	if !g.take(held.Rows) {
		return refuse("rows", "The group has changed since it was opened. Nothing was kept yet: open the review again, your marks are still there.")
	}
	if row, field, words := g.InTheWay(); row >= 0 {
		return refuse(fmt.Sprintf("%s/%d", field, row), words)
	}
	reviewed := 0
	for _, r := range g.Rows {
		if r.IsReviewed() {
			reviewed++
		}
	}
	if reviewed == 0 {
		return refuse("mark/0", "Nobody was reviewed, so there is nothing to keep. Mark a pupil with 1, 2 or 3.")
	}
	edits, err := d.groupEdits(ctx, g)
	if err != nil {
		return err
	}
	return d.do(ctx, "Review of "+groupLabel(g)+", "+count(reviewed, "pupil"), "", edits...)
}

func groupLabel(g GroupReview) string {
	if g.IsOfIntervention() {
		return g.Title
	}
	return "plans together"
}

// take takes over what was typed for the rows. It reports whether they are the same
// pupils still.
func (g *GroupReview) take(rows []GroupRow) bool {
	if len(rows) != len(g.Rows) {
		return false
	}
	for i := range g.Rows {
		at := slices.IndexFunc(rows, func(r GroupRow) bool { return r.Key == g.Rows[i].Key })
		if at < 0 {
			return false
		}
		g.Rows[i].TakeTyped(rows[at])
	}
	return true
}

// TakeTyped takes over what a person typed in another copy of the row.
func (r *GroupRow) TakeTyped(from GroupRow) {
	r.Mark, r.Score, r.Evidence, r.Worked, r.Next = from.Mark, from.Score, from.Evidence, from.Worked, from.Next
}

func (d *Desk) groupEdits(ctx context.Context, g GroupReview) ([]journal.Edit, error) {
	var edits []journal.Edit
	later := 0
	for i, r := range g.Rows {
		if !r.IsReviewed() {
			later++
			continue
		}
		of := d.planRowEdits
		if g.IsOfIntervention() {
			of = d.placedRowEdits
		}
		more, err := of(ctx, g, r)
		if err != nil {
			return nil, asFieldOf(fmt.Sprint(i), err)
		}
		edits = append(edits, more...)
	}
	if g.IsOfIntervention() && later == 0 {
		run := g.run
		run.ReviewDue = g.NextDue
		edits = append(edits, placedEdits(run)...)
	}
	return edits, nil
}

// placedRowEdits write what the review of an intervention came to for one pupil, and
// the result of the outcome of the plan that it serves.
func (d *Desk) placedRowEdits(ctx context.Context, g GroupReview, r GroupRow) ([]journal.Edit, error) {
	v := provision.PlacementReview{ID: d.options.NewID(), Pupil: r.Pupil, Intervention: g.run.ID, Placement: r.Key, On: g.On,
		Result: r.Mark, Score: r.Score, Evidence: r.Evidence, Worked: r.Worked, Next: r.Next, By: d.options.By}
	edits := []journal.Edit{{Kind: kindPlaceReview, Key: v.ID, About: r.Pupil, Value: v}}
	if r.Outcome == "" {
		return edits, nil
	}
	var o provision.Outcome
	if _, err := readRecord(ctx, d.store, kindOutcome, r.Outcome, &o); err != nil {
		return nil, err
	}
	r.writeOutcome(&o)
	return append(edits, journal.Edit{Kind: kindOutcome, Key: o.ID, About: o.Pupil, Value: o}), d.checkOutcome(ctx, &o)
}

// writeOutcome writes what was said of the row into its outcome, and leaves there
// what was not said.
func (r GroupRow) writeOutcome(o *provision.Outcome) {
	o.Result, o.Score, o.Evidence, o.Next = r.Mark, orElse(r.Score, o.Score), orElse(r.Evidence, o.Evidence), orElse(r.Next, o.Next)
}

// planRowEdits write the review of one pupil's plan. Where the aim is not met, a plan
// with the same aim and the unfinished outcomes follows.
func (d *Desk) planRowEdits(ctx context.Context, g GroupReview, r GroupRow) ([]journal.Edit, error) {
	rec, err := d.Record(ctx, r.Pupil)
	if err != nil {
		return nil, err
	}
	h := ReviewHeld{Outcomes: rec.PlanOutcomes(r.Key), NextDue: g.NextDue, CarryOn: true}
	at := slices.IndexFunc(rec.Cycles, func(c provision.Cycle) bool { return c.ID == r.Key })
	h.Cycle = rec.Cycles[at]
	h.Pupil, h.Parent = d.HeardAt(rec, h.Cycle)
	h.Cycle.Result, h.Cycle.Reviewed, h.Cycle.Evidence, h.Cycle.Next = r.Mark, g.On, r.Evidence, r.Next
	if r.Mark != provision.ResultMet {
		h.NextAim = h.Cycle.Aim
	}
	if r.Outcome != "" {
		r.writeOutcome(&h.Outcomes[0])
	}
	return d.reviewEdits(ctx, &h)
}
