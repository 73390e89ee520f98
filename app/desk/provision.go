package desk

import (
	"context"
	"errors"
	"fmt"

	"needsbook/app/finding"
	"needsbook/app/journal"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// ProvisionLine is one thing a pupil gets, as the pupil's own line: read from the
// intervention and the pupil's placement in it.
type ProvisionLine struct {
	ID           string         `json:"id"` // of the placement
	Pupil        string         `json:"pupil"`
	Intervention string         `json:"intervention,omitempty"`
	Line         provision.Line `json:"line"`
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
	costed := make([]provision.Costed, len(lines))
	for i, l := range lines {
		costed[i] = provision.Alone(l.Line)
	}
	return provision.Total(costed, d.Contribution())
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

// lines reads what a pupil gets.
func (d *Desk) lines(ctx context.Context, pupil string) ([]ProvisionLine, error) {
	placed, err := where[provision.Placement](ctx, d.store, kindPlacement, "pupil", pupil)
	if err != nil {
		return nil, err
	}
	var out []ProvisionLine
	for _, p := range placed {
		if p.Waiting {
			continue
		}
		var i provision.Intervention
		if _, err := readRecord(ctx, d.store, kindIntervention, p.Intervention, &i); err != nil {
			return nil, err
		}
		beside, err := where[provision.Placement](ctx, d.store, kindPlacement, "intervention", p.Intervention)
		if err != nil {
			return nil, err
		}
		out = append(out, d.lineOf(i, p, len(beside)))
	}
	return out, nil
}

// allLines reads what every pupil gets.
func (d *Desk) allLines(ctx context.Context) ([]ProvisionLine, error) {
	runs, err1 := all[provision.Intervention](ctx, d.store, kindIntervention)
	placed, err2 := all[provision.Placement](ctx, d.store, kindPlacement)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	byRun, in := map[string]provision.Intervention{}, map[string]int{}
	for _, i := range runs {
		byRun[i.ID] = i
	}
	for _, p := range placed {
		in[p.Intervention]++
	}
	var out []ProvisionLine
	for _, p := range placed {
		if !p.Waiting {
			out = append(out, d.lineOf(byRun[p.Intervention], p, in[p.Intervention]))
		}
	}
	return out, nil
}

// lineOf is a pupil's line of an intervention that so many pupils are in.
func (d *Desk) lineOf(i provision.Intervention, p provision.Placement, placed int) ProvisionLine {
	l := provision.Line{Description: i.Name, Outcome: p.Goal, StaffKind: i.StaffKind, Minutes: i.Minutes, SessionsAWeek: i.SessionsAWeek, Weeks: i.Weeks,
		GroupSize: max(i.Size, placed), Rate: i.Price, Start: p.Starts, End: p.Ends}
	if l.Outcome == "" {
		l.Outcome = i.Goal
	}
	if l.Start.IsZero() {
		l.Start = i.Starts
	}
	if l.End.IsZero() {
		l.End = i.Ends
	}
	for _, b := range p.Bought {
		l.OneOff = l.OneOff.Add(b.Amount)
	}
	return ProvisionLine{ID: p.ID, Pupil: p.Pupil, Intervention: i.ID, Line: l}
}

// SaveProvision writes one thing a pupil gets, by itself, and returns its id.
func (d *Desk) SaveProvision(ctx context.Context, p ProvisionLine) (string, error) {
	if err := refusal(provision.Check(p.Line), provision.Words); err != nil {
		return "", err
	}
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return "", err
	}
	edits, id, err := d.lineEdits(ctx, p)
	if err != nil {
		return "", err
	}
	return id, d.do(ctx, "Provision for "+e.Name(), p.Pupil, edits...)
}

// lineEdits are the edits that write a pupil's own line: an intervention and the
// pupil's placement in it.
func (d *Desk) lineEdits(ctx context.Context, p ProvisionLine) ([]journal.Edit, string, error) {
	i := provision.Intervention{ID: d.options.NewID(), By: d.options.By}
	place := provision.Placement{ID: d.options.NewID(), Intervention: i.ID, Pupil: p.Pupil, By: d.options.By}
	if p.ID != "" {
		found, err := readRecord(ctx, d.store, kindPlacement, p.ID, &place)
		if err == nil && found {
			found, err = readRecord(ctx, d.store, kindIntervention, place.Intervention, &i)
		}
		if err != nil {
			return nil, "", err
		}
		if !found {
			return nil, "", fmt.Errorf("placement %s is not there", p.ID)
		}
	}
	writeLine(p.Line, &i, &place)
	return placedEdits(i, place), place.ID, nil
}

// writeLine writes a pupil's own line into the intervention and the placement behind it.
func writeLine(l provision.Line, i *provision.Intervention, place *provision.Placement) {
	i.Name, i.Goal, i.StaffKind, i.Minutes, i.SessionsAWeek, i.Weeks = l.Description, l.Outcome, l.StaffKind, l.Minutes, l.SessionsAWeek, l.Weeks
	i.Size, i.Price, i.Per, i.Starts, i.Ends = l.GroupSize, l.Rate, provision.PerHour, l.Start, l.End
	place.Goal, place.Bought = l.Outcome, nil
	if !l.OneOff.IsZero() {
		place.Bought = []provision.Item{{What: l.Description, Amount: l.OneOff, Years: 1, On: l.Start}}
	}
}

// placedEdits write an intervention and placements in it.
func placedEdits(i provision.Intervention, placed ...provision.Placement) []journal.Edit {
	i.Slots, i.Bought = orEmpty(i.Slots), orEmpty(i.Bought)
	edits := []journal.Edit{{Kind: kindIntervention, Key: i.ID, Value: i}}
	for _, p := range placed {
		p.Bought = orEmpty(p.Bought)
		edits = append(edits, journal.Edit{Kind: kindPlacement, Key: p.ID, About: p.Pupil, Value: p})
	}
	return edits
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// RemoveProvision takes one thing a pupil gets away.
func (d *Desk) RemoveProvision(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove provision of", kindPlacement, pupil, id)
}
