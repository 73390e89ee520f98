package desk

import (
	"context"

	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// ProvisionLine is one thing a pupil gets, as it is kept.
type ProvisionLine struct {
	ID    string         `json:"id"`
	Pupil string         `json:"pupil"`
	Line  provision.Line `json:"line"`
}

// Funding returns the pack of dated amounts: contribution, weeks, rates.
func (d *Desk) Funding() provision.Funding { return d.funding }

// Contribution returns what the school pays first for a pupil this year.
func (d *Desk) Contribution() money.Amount {
	c, _ := d.funding.ContributionOn(d.Today())
	return c.Amount
}

// cost adds a pupil's lines up.
func (d *Desk) cost(lines []ProvisionLine) provision.Summary {
	plain := make([]provision.Line, len(lines))
	for i, l := range lines {
		plain[i] = l.Line
	}
	return provision.Total(plain, d.Contribution())
}

// refusal joins the sentences of findings that refuse a line; nil for none.
func refusal(findings []finding.Finding, words func(finding.Finding) string) error {
	for _, f := range findings {
		if f.Severity == finding.Refuse {
			return refuse(f.Field, words(f))
		}
	}
	return nil
}

// SaveProvision writes one thing a pupil gets and returns its id.
func (d *Desk) SaveProvision(ctx context.Context, p ProvisionLine) (string, error) {
	if err := refusal(provision.Check(p.Line), provision.Words); err != nil {
		return "", err
	}
	err := d.save(ctx, "Provision for", kindProvision, p.Pupil, &p.ID, func() any { return p })
	return p.ID, err
}

// RemoveProvision takes one thing a pupil gets away.
func (d *Desk) RemoveProvision(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove provision of", kindProvision, pupil, id)
}
