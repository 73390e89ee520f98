package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/journal"
)

// Request is a funding request as it is kept: what the SENCO writes and where it
// stands. The facts in it are gathered anew from the records each time it is shown.
type Request struct {
	ID          string            `json:"id"`
	Number      int               `json:"number"` // 1, 2, 3 … in this school
	Kind        string            `json:"kind"`
	Pupil       string            `json:"pupil"`
	Created     day.Date          `json:"created"`
	Status      string            `json:"status"`
	Words       map[string]string `json:"words"` // what the SENCO wrote, by section of the form
	SencoSigned day.Date          `json:"senco_signed"`
	HeadSigned  day.Date          `json:"head_signed"`
	Sent        day.Date          `json:"sent"`
	Decided     day.Date          `json:"decided"`
	Outcome     string            `json:"outcome"` // agreed, part, declined, deferred
	Amount      string            `json:"amount"`  // agreed, exact
	Reason      string            `json:"reason"`  // the panel's words
	ReviewBy    day.Date          `json:"review_by"`
}

// Reference names a request for people: R-007.
func (r Request) Reference() string { return fmt.Sprintf("R-%03d", r.Number) }

// Requests returns every request, newest first.
func (d *Desk) Requests(ctx context.Context) ([]Request, error) {
	list, err := all[Request](ctx, d.store, kindRequest)
	slices.SortFunc(list, func(a, b Request) int { return cmp.Compare(b.Number, a.Number) })
	return list, err
}

// Request returns the request with a number.
func (d *Desk) Request(ctx context.Context, number int) (Request, error) {
	list, err := d.Requests(ctx)
	if err != nil {
		return Request{}, err
	}
	for _, r := range list {
		if r.Number == number {
			return r, nil
		}
	}
	return Request{}, refuse("number", fmt.Sprintf("There is no funding request number %d.", number))
}

func requestEdit(r Request) journal.Edit {
	if r.Words == nil {
		r.Words = map[string]string{}
	}
	return journal.Edit{Kind: kindRequest, Key: r.ID, About: r.Pupil, Value: r}
}
