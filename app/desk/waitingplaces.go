package desk

import (
	"context"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// AwaitPlaces notes that pupils wait for a place in an intervention since a day, as one
// step; a zero day is today.
func (d *Desk) AwaitPlaces(ctx context.Context, intervention string, pupils []string, since day.Date) error {
	if len(pupils) == 0 {
		return refuse("pupil", "Choose at least one pupil first.")
	}
	r, err := d.runWith(ctx, intervention)
	if err != nil {
		return err
	}
	if since.IsZero() {
		since = d.Today()
	}
	placed := r.placed[:len(r.placed):len(r.placed)]
	var edits []journal.Edit
	for _, pupil := range pupils {
		p := provision.Placement{ID: d.options.NewID(), Pupil: pupil, Intervention: intervention, Waiting: true, Starts: since, By: d.options.By}
		if err := d.checkPlacement(p, r.Intervention, placed); err != nil {
			return err
		}
		placed = append(placed, p)
		edits = append(edits, placementEdit(p))
	}
	if len(pupils) > 1 {
		return d.do(ctx, "Note "+count(len(pupils), "pupil")+" waiting for "+r.Name, "", edits...)
	}
	e, err := d.Entry(pupils[0])
	if err != nil {
		return err
	}
	return d.do(ctx, "Note "+e.Name()+" waiting for "+r.Name, e.ID, edits...)
}
