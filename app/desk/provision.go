package desk

import (
	"cmp"
	"context"
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/finding"
	"needsbook/app/journal"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// ProvisionLine is one thing a pupil gets, as the pupil's own line: read from the
// intervention and the pupil's placement in it.
type ProvisionLine struct {
	ID           string          `json:"id"` // of the placement
	Pupil        string          `json:"pupil"`
	Intervention string          `json:"intervention,omitempty"`
	Line         provision.Line  `json:"line"`
	Share        provision.Share `json:"share"` // what the pupil bears of it in this school year
}

// PupilSpend is what a pupil's provision costs in this school year.
type PupilSpend struct {
	Planned  money.Amount `json:"planned"`
	ToDate   money.Amount `json:"to_date"`
	ToCome   money.Amount `json:"to_come"`
	NotHeld  money.Amount `json:"not_held"`
	Forecast money.Amount `json:"forecast"` // to date and to come
	School   money.Amount `json:"school"`   // what the school pays first for a pupil in the year
	Above    money.Amount `json:"above"`    // how far what is planned goes beyond that
	Example  bool         `json:"example"`  // a rate in it is only an example
	Missing  bool         `json:"missing"`  // a kind of staff has no rate, so its time costs nothing
}

// Funding returns the pack of dated amounts: what the school pays first.
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
		costed[i] = provision.Costed{Line: l.Line, Cost: l.Share.Cost()}
	}
	return provision.Total(costed, d.Contribution())
}

// spend adds up what a pupil's lines cost so far and to the end of the year.
func (d *Desk) spend(lines []ProvisionLine) PupilSpend {
	var s PupilSpend
	for _, l := range lines {
		s.Planned, s.ToDate = s.Planned.Add(l.Share.Planned), s.ToDate.Add(l.Share.ToDate)
		s.ToCome, s.NotHeld = s.ToCome.Add(l.Share.ToCome), s.NotHeld.Add(l.Share.NotHeld)
		s.Example, s.Missing = s.Example || l.Share.Example, s.Missing || l.Share.Missing
	}
	s.Forecast = s.ToDate.Add(s.ToCome)
	s.School = d.Contribution()
	if s.Planned.Cmp(s.School) > 0 {
		s.Above = s.Planned.Sub(s.School)
	}
	return s
}

// refusal joins the sentences of findings that refuse a line; nil for none.
func refusal(findings []finding.Finding) error {
	for _, f := range findings {
		if f.Severity == finding.Refuse {
			return refuse(f.Field, provision.Words(f))
		}
	}
	return nil
}

// lines reads what a pupil gets in this school year, and what the pupil got before it.
func (d *Desk) lines(ctx context.Context, pupil string) (now, before []ProvisionLine, err error) {
	return d.linesOf(ctx, func(p provision.Placement) bool { return p.Pupil == pupil })
}

func (d *Desk) linesOf(ctx context.Context, whose func(provision.Placement) bool) (now, before []ProvisionLine, err error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range runs {
		for n, p := range r.placed {
			if p.Waiting || !whose(p) {
				continue
			}
			l := d.lineOf(r, p)
			if r.Setting == provision.PreviousSchool {
				before = append(before, l)
				continue
			}
			l.Share = d.costOf(r).Shares[n]
			if first, last := provision.Held(p, r.Intervention); last.IsZero() || !last.Before(d.mapped.costing.First) {
				if provision.Overlap(first, last, d.mapped.costing.First, d.mapped.costing.Last) {
					now = append(now, l)
				}
				continue
			}
			before = append(before, l)
		}
	}
	byID := func(a, b ProvisionLine) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(now, byID)
	slices.SortFunc(before, byID)
	return now, before, nil
}

// interventions are those that some placements are in, by id.
func (d *Desk) interventions(ctx context.Context, placed []provision.Placement) (map[string]provision.Intervention, error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]provision.Intervention{}
	for _, p := range placed {
		if r := runs[p.Intervention]; r != nil {
			out[p.Intervention] = r.Intervention
		}
	}
	return out, nil
}

// lineOf is a pupil's line of an intervention. The caller holds the lock of the map.
func (d *Desk) lineOf(r *run, p provision.Placement) ProvisionLine {
	i, c := r.Intervention, d.mapped.costing
	l := provision.Line{Description: i.Name, Outcome: cmp.Or(d.mapped.outcomes[p.Outcome].Words, p.Goal, i.Goal), StaffKind: i.StaffKind,
		Minutes: i.Minutes, SessionsAWeek: i.SessionsAWeek, Weeks: cmp.Or(i.Weeks, c.MostWeeks)}
	l.Start, l.End = provision.Held(p, i)
	if !p.SessionsAWeek.IsZero() {
		l.SessionsAWeek = p.SessionsAWeek
	}
	together := 0
	for _, o := range r.placed {
		first, last := provision.Held(o, i)
		if o.ID == p.ID || !o.Waiting && provision.Overlap(first, last, l.Start, l.End) {
			together++
		}
	}
	l.GroupSize = max(1, i.Size, together)
	switch {
	case i.Setting == provision.PreviousSchool:
	case i.Price.IsZero():
		rate, _ := c.Rate(i.StaffKind, c.Today)
		l.Rate = rate.Amount
	case i.Per == provision.PerHour:
		l.Rate = i.Price
	}
	for _, b := range p.Bought {
		l.OneOff = l.OneOff.Add(b.Amount)
	}
	return ProvisionLine{ID: p.ID, Pupil: p.Pupil, Intervention: i.ID, Line: l}
}

// SaveProvision writes one thing a pupil gets, by itself, and returns its id. Where
// other pupils share it, only the pupil's own part can be changed here.
func (d *Desk) SaveProvision(ctx context.Context, p ProvisionLine) (string, error) {
	if err := refusal(provision.Check(p.Line)); err != nil {
		return "", err
	}
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return "", err
	}
	r, place, err := d.written(ctx, p)
	if err != nil {
		return "", err
	}
	edits := placedEdits(r.Intervention, place)
	if len(r.placed) > 1 {
		edits = edits[1:] // the intervention is as it was
	}
	return place.ID, d.do(ctx, "Provision for "+e.Name(), p.Pupil, edits...)
}

// alone is the id of the placement in an intervention that was made for one pupil.
func alone(intervention string) string { return intervention + "-1" }

// written is the intervention behind a pupil's line and the placement, as they would be
// with the line kept. Nothing is stored.
func (d *Desk) written(ctx context.Context, p ProvisionLine) (*run, provision.Placement, error) {
	if err := d.readMap(ctx); err != nil {
		return nil, provision.Placement{}, err
	}
	if p.ID == "" {
		i := provision.Intervention{ID: d.options.NewID(), By: d.options.By}
		place := provision.Placement{ID: alone(i.ID), Intervention: i.ID, Pupil: p.Pupil, By: d.options.By}
		writeLine(p.Line, &i, &place)
		place.Bought = d.boughtOn(place.Bought)
		d.followCard(&i)
		r := &run{Intervention: i, placed: []provision.Placement{place}}
		return r, place, d.checkPlacement(place, i, nil)
	}
	place, kept, err := d.placement(ctx, p.ID)
	if err != nil {
		return nil, place, err
	}
	r := run{Intervention: kept.Intervention, placed: slices.Clone(kept.placed), held: kept.held, last: kept.last}
	d.mapped.mu.Lock()
	was := d.lineOf(kept, place).Line
	d.mapped.mu.Unlock()
	if len(r.placed) > 1 {
		place, err = d.ownPart(was, p.Line, &r, place)
	} else {
		d.writeOwn(was, p.Line, &r.Intervention, &place)
	}
	if err != nil {
		return nil, place, err
	}
	place.Bought = d.boughtOn(place.Bought)
	for n := range r.placed {
		if r.placed[n].ID == place.ID {
			r.placed[n] = place
		}
	}
	return &r, place, d.checkPlacement(place, r.Intervention, r.placed)
}

// writeOwn writes a line into the intervention that the pupil has alone. What the line
// cannot say of it stays: a price that is not for an hour, and what was bought for years.
func (d *Desk) writeOwn(was, now provision.Line, i *provision.Intervention, place *provision.Placement) {
	before, kept := *i, *place
	writeLine(now, i, place)
	if was.Outcome == now.Outcome {
		i.Goal, place.Goal = before.Goal, kept.Goal
	} else {
		place.Outcome = ""
	}
	place.Starts, place.Ends, place.SessionsAWeek = i.Starts, i.Ends, decimal.Decimal{}
	if was.OneOff.Cmp(now.OneOff) == 0 {
		place.Bought = kept.Bought
	}
	if was.Weeks == now.Weeks {
		i.Weeks = before.Weeks
	}
	if was.GroupSize == now.GroupSize {
		i.Size = before.Size
	}
	if was.Rate.Cmp(now.Rate) == 0 && was.StaffKind == now.StaffKind {
		i.Price, i.Per = before.Price, before.Per
		return
	}
	d.followCard(i)
}

// followCard lets an intervention whose price is the rate of the card take that rate,
// so that it follows the card when that changes.
func (d *Desk) followCard(i *provision.Intervention) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	c := d.mapped.costing
	if rate, known := c.Rate(i.StaffKind, c.Today); i.Price.IsZero() || known && rate.Amount.Cmp(i.Price) == 0 {
		i.Price, i.Per = money.Amount{}, ""
	}
}

// ownPart writes what is the pupil's own of a line that others share, and refuses to
// change what would change for them too.
func (d *Desk) ownPart(was, now provision.Line, r *run, place provision.Placement) (provision.Placement, error) {
	others := map[string]bool{}
	for _, p := range r.placed {
		if p.Pupil != place.Pupil {
			others[p.Pupil] = true
		}
	}
	for _, same := range []struct {
		field string
		is    bool
	}{
		{"description", was.Description == now.Description}, {"staff_kind", was.StaffKind == now.StaffKind}, {"minutes", was.Minutes == now.Minutes},
		{"weeks", was.Weeks == now.Weeks}, {"group_size", was.GroupSize == now.GroupSize}, {"rate", was.Rate.Cmp(now.Rate) == 0},
	} {
		if !same.is {
			return place, refuse(same.field, "This is shared: "+count(len(others), "other pupil")+" would change too. Change “"+r.Name+
				"” in the provision map. Here you can change the outcome, the dates, the sessions that this pupil comes to, and what is bought for this pupil.")
		}
	}
	if was.Outcome != now.Outcome {
		place.Goal, place.Outcome = now.Outcome, ""
	}
	if was.Start != now.Start {
		place.Starts = now.Start
	}
	if was.End != now.End {
		place.Ends = now.End
	}
	if !was.SessionsAWeek.Equal(now.SessionsAWeek) {
		place.SessionsAWeek = now.SessionsAWeek
	}
	if was.OneOff.Cmp(now.OneOff) != 0 {
		place.Bought = oneOff(now)
	}
	return place, nil
}

// writeLine writes a pupil's own line into the intervention and the placement behind it.
func writeLine(l provision.Line, i *provision.Intervention, place *provision.Placement) {
	i.Name, i.Goal, i.StaffKind, i.Minutes, i.SessionsAWeek, i.Weeks = l.Description, l.Outcome, l.StaffKind, l.Minutes, l.SessionsAWeek, l.Weeks
	i.Size, i.Price, i.Per, i.Starts, i.Ends = l.GroupSize, l.Rate, provision.PerHour, l.Start, l.End
	place.Goal, place.Bought = l.Outcome, oneOff(l)
}

// oneOff is what is bought once on a line.
func oneOff(l provision.Line) []provision.Item {
	if l.OneOff.IsZero() {
		return nil
	}
	return []provision.Item{{What: l.Description, Amount: l.OneOff, Years: 1, On: l.Start}}
}

// placedEdits write an intervention and placements in it.
func placedEdits(i provision.Intervention, placed ...provision.Placement) []journal.Edit {
	i.Slots, i.Bought = orEmpty(i.Slots), orEmpty(i.Bought)
	edits := []journal.Edit{{Kind: kindIntervention, Key: i.ID, Value: i}}
	for _, p := range placed {
		edits = append(edits, placementEdit(p))
	}
	return edits
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// RemoveProvision takes one thing a pupil gets away, with its attendance and reviews,
// and the intervention too where it was made for this pupil alone and nobody is left.
func (d *Desk) RemoveProvision(ctx context.Context, pupil, id string) error {
	e, err := d.Entry(pupil)
	if err != nil {
		return err
	}
	p, r, err := d.placement(ctx, id)
	if err != nil {
		return err
	}
	edits, err := d.removePlace(ctx, p)
	if err != nil {
		return err
	}
	if len(r.placed) == 1 && id == alone(r.ID) {
		edits = append(edits, journal.Edit{Kind: kindIntervention, Key: r.ID, Remove: true})
	}
	return d.do(ctx, "Remove provision of "+e.Name(), pupil, edits...)
}
