package desk

import (
	"context"

	"needsbook/app/funding"
)

// Renew starts a request that renews another: for the same pupils, on the same kind of
// form, with what the old one came to.
func (d *Desk) Renew(ctx context.Context, number int) (Request, error) {
	old, err := d.Request(ctx, number)
	if err != nil {
		return Request{}, err
	}
	if !old.agreed() {
		return Request{}, refuse("request", "Only money or help that was agreed can be renewed. Start a new request instead.")
	}
	pupils, err := d.RequestPupils(ctx, old)
	if err != nil {
		return Request{}, err
	}
	start := RequestStart{Kind: old.Kind, Reason: funding.ReasonRenewal, Interventions: old.Interventions, Title: old.Title, Renews: old.Number}
	for _, p := range pupils {
		start.Pupils = append(start.Pupils, p.Pupil)
	}
	return d.NewRequest(ctx, start)
}
