package desk

import (
	"cmp"
	"context"
	"slices"

	"needsbook/app/finding"
	"needsbook/app/provision"
)

// MapRow is a row of the provision map: an intervention, who is in it this school
// year, what it costs and who bears it.
type MapRow struct {
	provision.Intervention
	AreaName  string            `json:"area_name"`
	WaveName  string            `json:"wave_name"`
	StaffName string            `json:"staff_name"` // "" while nobody is named
	KindName  string            `json:"kind_name"`  // of the kind of staff
	Placed    []MapPlace        `json:"placed"`     // in the order of the register; those who wait are among them
	Cost      provision.RunCost `json:"cost"`
	Warnings  []string          `json:"warnings"` // sentences about what is odd but allowed
}

// MapPlace is a pupil in an intervention, or waiting for a place.
type MapPlace struct {
	provision.Placement
	Name         string                     `json:"name"` // as the register lists the pupil
	Share        provision.Share            `json:"share"`
	OutcomeWords string                     `json:"outcome_words"` // of the plan's outcome, else the goal
	Last         *provision.PlacementReview `json:"last_review"`   // nil before the first
	Warnings     []string                   `json:"warnings"`      // sentences about what is odd but allowed, without the pupil's name
}

// errNoIntervention is returned for an identifier that no intervention has.
var errNoIntervention = &Refusal{Field: "intervention", Words: "There is no such intervention in the provision map. Perhaps it has been taken away."}

// ProvisionMap returns what the school puts on in this school year, sorted by area,
// wave and name.
func (d *Desk) ProvisionMap(ctx context.Context) ([]MapRow, error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	c := d.mapped.costing
	rows := make([]MapRow, 0, len(runs))
	names, odd := d.mapNames(), d.oddOf(runs)
	for _, r := range runs {
		if r.onMap(c) {
			rows = append(rows, d.mapRow(r, names, odd))
		}
	}
	area := map[string]int{"": len(d.codes.Areas)}
	for i, a := range d.codes.Areas {
		area[a.ID] = i
	}
	slices.SortFunc(rows, func(a, b MapRow) int {
		return cmp.Or(area[a.Area]-area[b.Area], a.Wave-b.Wave, cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return rows, nil
}

// onMap reports whether an intervention is on the map of a school year: what a school
// before gave is on none.
func (r *run) onMap(c *provision.Costing) bool {
	return r.Setting != provision.PreviousSchool && provision.Overlap(r.Starts, r.Ends, c.First, c.Last)
}

// Intervention returns one row of the map, whichever year it is of.
func (d *Desk) Intervention(ctx context.Context, id string) (MapRow, error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return MapRow{}, err
	}
	r := runs[id]
	if r == nil {
		return MapRow{}, errNoIntervention
	}
	return d.mapRow(r, d.mapNames(), d.oddOf(runs)), nil
}

// nameInOrder is a pupil's name and place in the register.
type nameInOrder struct {
	name  string
	place int
}

// mapNames are the names of the register in its order.
func (d *Desk) mapNames() map[string]nameInOrder {
	d.mu.RLock()
	defer d.mu.RUnlock()
	out := make(map[string]nameInOrder, len(d.entries))
	for i, e := range d.entries {
		out[e.ID] = nameInOrder{e.ListName(), i}
	}
	return out
}

// mapRow makes a row of an intervention. The caller holds the lock.
func (d *Desk) mapRow(r *run, names map[string]nameInOrder, w mapWarnings) MapRow {
	m := &d.mapped
	cost := d.costOf(r)
	row := MapRow{Intervention: r.Intervention, AreaName: d.areaName(r.Area), WaveName: provision.WaveName(r.Wave, d.terms.Say),
		StaffName: m.staff[r.Staff].Name, KindName: d.card.StaffName(r.StaffKind), Cost: *cost, Placed: make([]MapPlace, 0, len(r.placed))}
	for n, p := range r.placed {
		first, last := provision.Held(p, r.Intervention)
		if !provision.Overlap(first, last, m.costing.First, m.costing.Last) {
			continue
		}
		place := MapPlace{Placement: p, Name: names[p.Pupil].name, Share: cost.Shares[n],
			OutcomeWords: cmp.Or(m.outcomes[p.Outcome].Words, p.Goal, r.Goal), Last: r.last[p.ID]}
		row.Placed = append(row.Placed, place)
	}
	slices.SortStableFunc(row.Placed, func(a, b MapPlace) int {
		return cmp.Or(names[a.Pupil].place-names[b.Pupil].place, a.Starts.Compare(b.Starts))
	})
	d.warn(&row, w)
	return row
}

// areaName is the name of a broad area of need, "" for several.
func (d *Desk) areaName(id string) string {
	for _, a := range d.codes.Areas {
		if a.ID == id {
			return a.Name
		}
	}
	return ""
}

// warnings are the sentences of findings that warn, [] for none.
func warnings(found []finding.Finding) []string {
	out := []string{}
	for _, f := range found {
		if f.Severity == finding.Warn {
			out = append(out, provision.Words(f))
		}
	}
	return out
}
