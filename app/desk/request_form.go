package desk

import (
	"context"

	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// RequestForm returns the form that requests of a kind are made on.
func (d *Desk) RequestForm(kind string) *funding.Form { return d.forms[kind] }

// RequestCosts returns the lines of help of the pupil of a request with their sums.
func (d *Desk) RequestCosts(ctx context.Context, r Request) (provision.Summary, error) {
	rec, err := d.Record(ctx, r.Pupil)
	return rec.Cost, err
}

// RequestAmount is what a request asks for: as it was sent, or as a draft comes to now.
func (d *Desk) RequestAmount(ctx context.Context, r Request) (money.Amount, error) {
	if r.Status() != funding.Drafting {
		return r.Progress.Asked, nil
	}
	draft, err := d.DraftRequest(ctx, r.Number)
	return draft.Result.Totals.Extra, err
}

// DraftFor returns the draft of a request for a pupil, starting one when there is none.
func (d *Desk) DraftFor(ctx context.Context, kind, pupil string) (Request, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	for _, r := range list {
		if r.Pupil == pupil && r.Kind == kind && r.Status() == funding.Drafting {
			return r, nil
		}
	}
	return d.NewRequest(ctx, RequestStart{Kind: kind, Pupils: []string{pupil}})
}
