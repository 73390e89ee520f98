package desk

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/funding"
	"needsbook/app/provision"
)

// earlierFacts adds what is known from requests before this one: what was said about them,
// what came of the outcomes of the one that is renewed, and what the voices said then.
func (d *Desk) earlierFacts(ctx context.Context, r Request, f *funding.Facts) error {
	list, err := d.Requests(ctx)
	if err != nil {
		return err
	}
	for _, old := range list {
		if old.Number == r.Number || old.Number == r.Renews || r.Pupil != "" && old.Pupil == r.Pupil && old.Number < r.Number {
			f.Said = append(f.Said, saidOf(old)...)
		}
		if old.Number != r.Renews {
			continue
		}
		if old.Facts != nil {
			f.Before = funding.Voices{Pupil: old.Facts.PupilView.Words, Parent: old.Facts.ParentView.Words}
		}
		if len(f.Past) == 0 && r.Reason == funding.ReasonRenewal {
			if f.Past, err = d.pastOf(ctx, old); err != nil {
				return err
			}
		}
	}
	return nil
}

// saidOf is what a decision says about a request that is worth answering in the next: why
// it was not agreed as asked, and the conditions.
func saidOf(r Request) (out []funding.Said) {
	decision, there := r.Progress.LastDecision()
	if !there {
		return nil
	}
	words := []string{decision.Conditions}
	if decision.Outcome != funding.Agreed {
		words = []string{decision.Reason, decision.Conditions}
	}
	for _, w := range words {
		if strings.TrimSpace(w) != "" {
			out = append(out, funding.Said{Number: r.Reference(), On: decision.On, Words: w})
		}
	}
	return out
}

// pastOf are the outcomes of an old request and what came of them. For a pupil they stand
// in the plans; for a group or a project the SENCO says what came of them.
func (d *Desk) pastOf(ctx context.Context, old Request) ([]funding.Past, error) {
	var out []funding.Past
	for _, o := range old.Outcomes {
		out = append(out, funding.Past{Words: o.Words, Result: o.Result, Evidence: o.Evidence, Next: o.Next})
	}
	if old.Pupil == "" || old.Facts == nil {
		return out, nil
	}
	now, err := where[provision.Outcome](ctx, d.store, kindOutcome, "pupil", old.Pupil)
	if err != nil {
		return nil, err
	}
	for _, o := range old.Facts.Outcomes {
		// Where a later plan went on from the outcome, what came of it stands there.
		for i := slices.IndexFunc(now, func(n provision.Outcome) bool { return n.ID == o.ID }); i >= 0; {
			o = now[i]
			i = slices.IndexFunc(now, func(n provision.Outcome) bool { return n.Follows == o.ID && n.Result != "" })
		}
		out = append(out, funding.Past{Words: o.Words, Result: o.Result, Evidence: o.Evidence, Next: o.Next})
	}
	return out, nil
}
