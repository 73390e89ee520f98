package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// RequestForm returns the form that requests of a kind are made on, in the words in use.
func (d *Desk) RequestForm(kind string) *funding.Form {
	form := d.forms[kind]
	if form == nil {
		return nil
	}
	return form.Worded(funding.WordsOf(d.terms))
}

// RequestCosts returns the lines of money of a request with their sums, and who pays.
func (d *Desk) RequestCosts(ctx context.Context, r Request) (provision.Summary, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return provision.Summary{}, err
	}
	draft, err := d.DraftRequest(ctx, r.Number)
	return funding.Costs(draft.Facts), err
}

// RequestAmount is what a request asks for: as it was sent, or as a draft comes to now.
func (d *Desk) RequestAmount(ctx context.Context, r Request) (money.Amount, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return money.Amount{}, err
	}
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
