package desk

import (
	"context"
	"slices"

	"needsbook/app/finding"
	"needsbook/app/provision"
)

// ProvisionTry is what a pupil's provision would come to with one line as typed.
type ProvisionTry struct {
	Cost     provision.Cost    // of the line
	Summary  provision.Summary // of all the pupil's lines with it
	Warnings []string          // sentences about what is odd but allowed
}

// TryProvision works out what a line costs, and all of a pupil's lines with it in
// place of the one with its identifier. Nothing is stored. An error is a *Refusal.
func (d *Desk) TryProvision(ctx context.Context, lines []ProvisionLine, with ProvisionLine) (ProvisionTry, error) {
	found := provision.Check(with.Line)
	if err := refusal(found); err != nil {
		return ProvisionTry{}, err
	}
	r, place, err := d.written(ctx, with)
	if err != nil {
		return ProvisionTry{}, err
	}
	with, err = d.triedLine(ctx, r, place)
	if err != nil {
		return ProvisionTry{}, err
	}
	return d.tried(lines, with, found), nil
}

// triedLine is a pupil's line of an intervention that is not stored.
func (d *Desk) triedLine(ctx context.Context, r *run, place provision.Placement) (ProvisionLine, error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	if _, err := d.runs(ctx); err != nil {
		return ProvisionLine{}, err
	}
	l := d.lineOf(r, place)
	for n, p := range r.placed {
		if p.ID == place.ID {
			l.Share = d.costOf(r).Shares[n]
		}
	}
	return l, nil
}

// tried adds up a pupil's lines with one in place of the one with its identifier.
func (d *Desk) tried(lines []ProvisionLine, with ProvisionLine, found []finding.Finding) ProvisionTry {
	after := slices.Clone(lines)
	if place := slices.IndexFunc(after, func(l ProvisionLine) bool { return l.ID == with.ID }); place >= 0 {
		after[place] = with
	} else {
		after = append(after, with)
	}
	plain := make([]provision.Line, len(after))
	for i, l := range after {
		plain[i] = l.Line
	}
	return ProvisionTry{Cost: with.Share.Cost(), Summary: d.cost(after), Warnings: warnings(append(found, provision.CheckWeek(plain, d.card.WeekHours)...))}
}
