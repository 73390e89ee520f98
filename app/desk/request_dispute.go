package desk

import (
	"context"

	"needsbook/app/funding"
)

// RaiseDispute records an objection to the decision on a request. The decision stays,
// with the mark that it is in dispute.
func (d *Desk) RaiseDispute(ctx context.Context, number int, raise funding.Raising) error {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return err
	}
	return d.progress(ctx, number, "Raise a dispute about funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.Raise(raise, d.decisions.Disputes, calendar, d.Today())
	})
}

// MoveDispute records an answer in a dispute, its next stage or what it came to.
func (d *Desk) MoveDispute(ctx context.Context, number int, move funding.DisputeMove) error {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return err
	}
	return d.progress(ctx, number, "Move the dispute about funding request", func(p funding.Progress) (funding.Progress, error) {
		return p.MoveDispute(move, d.decisions.Disputes, calendar, d.Today())
	})
}
