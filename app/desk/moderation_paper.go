package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/paper"
	"needsbook/app/printout"
)

// RoundDocument prints what a round of moderation came to, for the two who rated and for
// the head: how far they agree, and each case with its outcome and reason. Without full
// names no case says whose it is.
func (d *Desk) RoundDocument(ctx context.Context, id string, n Names) (*paper.Doc, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	result, err := d.RoundResult(ctx, id)
	if err != nil {
		return nil, err
	}
	r, s := result.Round, d.School()
	p, err := d.packOf(ctx, r.Pack, r.Version)
	if err != nil {
		return nil, err
	}
	f := printout.RoundFacts{School: s.Name, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Name: r.Name, On: r.On, Closed: r.Closed,
		Level: d.terms.Said("level", false), Continuum: p.Title + ", version " + p.Version, Names: n == NamesFull,
		Agreement: []string{d.AgreementWords(result.Agreement, "case")}}
	for _, words := range []string{d.LeanWords(result.Agreement), d.SplitWords(result.Strands)} {
		if words != "" {
			f.Agreement = append(f.Agreement, words)
		}
	}
	for _, o := range result.Outcomes {
		f.Outcomes = append(f.Outcomes, printout.RoundOutcome{Words: ModerationOutcome(o.Outcome), N: o.N})
	}
	for _, c := range r.Cases {
		one := printout.RoundCase{Number: c.Number, First: levelIn(p, c.First), Second: levelIn(p, c.Second), Agreed: levelIn(p, c.Agreed), Reason: c.Reason}
		if c.Outcome != "" {
			one.Outcome = ModerationOutcome(c.Outcome)
		}
		if c.Revealed {
			rec, err := d.Record(ctx, c.Pupil)
			if err != nil {
				return nil, err
			}
			about := d.about(rec, n)
			if one.Pupil = c.Name; n != NamesFull {
				one.Pupil, one.Reason = "", printout.Unnamed(about.People)(c.Reason)
			}
		}
		f.Cases = append(f.Cases, one)
	}
	return printout.Round(f), nil
}
