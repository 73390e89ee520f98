package desk

import (
	"context"

	"needsbook/app/day"
	"needsbook/app/provision"
)

// AwaitPlaces notes that pupils wait for a place in an intervention since a day, as one
// step; a zero day is today.
func (d *Desk) AwaitPlaces(ctx context.Context, intervention string, pupils []string, since day.Date) error {
	r, err := d.runWith(ctx, intervention)
	if err != nil {
		return err
	}
	if since.IsZero() {
		since = d.Today()
	}
	return d.placeAll(ctx, r, pupils, provision.Placement{Waiting: true, Starts: since}, "Note %s waiting for "+r.Name)
}
