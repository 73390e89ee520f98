package desk

import (
	"cmp"
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
func (d *Desk) TryProvision(lines []ProvisionLine, with ProvisionLine) (ProvisionTry, error) {
	found := provision.Check(with.Line)
	if err := refusal(found, provision.Words); err != nil {
		return ProvisionTry{}, err
	}
	after := slices.Clone(lines)
	place := slices.IndexFunc(after, func(l ProvisionLine) bool { return l.ID == with.ID && with.ID != "" })
	if place < 0 {
		after = append(after, with)
	} else {
		after[place] = with
	}
	plain := make([]provision.Line, len(after))
	for i, l := range after {
		plain[i] = l.Line
	}
	try := ProvisionTry{Cost: provision.CostOf(with.Line), Summary: d.cost(after)}
	for _, f := range append(found, provision.CheckWeek(plain, d.card.WeekHours)...) {
		if f.Severity == finding.Warn {
			try.Warnings = append(try.Warnings, provision.Words(f))
		}
	}
	return try, nil
}

// UsualProvision returns the kinds of help that the school gives already, each once
// as it was last entered, the most frequent first: what is offered when help is
// added for another pupil.
func (d *Desk) UsualProvision(ctx context.Context) ([]provision.Line, error) {
	lines, err := d.allLines(ctx)
	if err != nil {
		return nil, err
	}
	times, last := map[string]int{}, map[string]provision.Line{}
	for _, l := range lines {
		times[l.Line.Description]++
		last[l.Line.Description] = l.Line
	}
	var out []provision.Line
	for _, l := range last {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b provision.Line) int {
		return cmp.Or(times[b.Description]-times[a.Description], cmp.Compare(a.Description, b.Description))
	})
	return out, nil
}
