package desk

import (
	"context"
	"slices"

	"needsbook/app/funding"
	"needsbook/app/provision"
)

// earlierFacts adds what is known from requests before this one: what was said about them,
// what came of the outcomes of the one that is renewed, and what the voices said then.
func (d *Desk) earlierFacts(ctx context.Context, r Request, f *funding.Facts) error {
	said, err := d.FeedbackFor(ctx, r)
	if err != nil {
		return err
	}
	for _, s := range said {
		// What was said of this request itself is answered once it is at the desk again.
		own := s.Number == r.Number && r.Status() == funding.Drafting || s.Number != r.Number && (s.Number == r.Renews || r.Pupil != "" && s.Pupil == r.Pupil)
		if own {
			f.Said = append(f.Said, funding.Said{Number: s.Request, On: s.On, Words: s.Words})
		}
	}
	if r.Renews == 0 {
		return nil
	}
	old, err := d.Request(ctx, r.Renews)
	if err != nil {
		return err
	}
	if old.Facts != nil {
		f.Before = funding.Voices{Pupil: old.Facts.PupilView.Words, Parent: old.Facts.ParentView.Words}
	}
	if len(f.Past) == 0 && r.Reason == funding.ReasonRenewal {
		f.Past, err = d.pastOf(ctx, old)
	}
	return err
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
