package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sync"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// run is an intervention with everything that the provision map says of it. It is
// kept in memory, because reading every week of attendance again after each change
// would make the window wait. What it holds is never changed, only put in place of.
type run struct {
	provision.Intervention
	placed []provision.Placement
	held   []provision.Attendance // of this school year
	last   map[string]*provision.PlacementReview
	cost   *provision.RunCost // nil until it is worked out
}

// mapOf holds the interventions of the school once they were asked for.
type mapOf struct {
	mu       sync.Mutex
	runs     map[string]*run // nil until they are asked for
	staff    map[string]provision.Staff
	outcomes map[string]provision.Outcome
	costing  *provision.Costing
	odd      *mapWarnings // across all of them; nil until they are worked out
	first    day.Date     // of the school year whose attendance is held
}

// readMap reads the interventions where they are not there.
func (d *Desk) readMap(ctx context.Context) error {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	_, err := d.runs(ctx)
	return err
}

// costOf is what an intervention costs in this school year. The caller holds the lock.
func (d *Desk) costOf(r *run) *provision.RunCost {
	if r.cost == nil {
		cost := d.mapped.costing.Of(r.Intervention, r.placed, r.held)
		if !d.May(access.SeeMoney) {
			withoutAny(reflect.ValueOf(&cost).Elem())
		}
		r.cost = &cost
	}
	return r.cost
}

// runs returns the interventions, reading them when they are not there, and what
// costs are worked out from. The caller holds the lock.
func (d *Desk) runs(ctx context.Context) (map[string]*run, error) {
	m := &d.mapped
	first := day.Of(day.AcademicYear(d.Today()), 9, 1)
	if m.runs != nil && m.first != first {
		m.runs = nil
	}
	if m.costing == nil || m.costing.Today != d.Today() {
		c, err := d.Costing(ctx)
		if err != nil {
			return nil, err
		}
		m.costing, m.odd = &c, nil
		for _, r := range m.runs {
			r.cost = nil
		}
	}
	if m.runs != nil {
		return m.runs, nil
	}
	m.first, m.odd = first, nil
	runs, staff, outcomes := map[string]*run{}, map[string]provision.Staff{}, map[string]provision.Outcome{}
	if err := errors.Join(
		d.readRuns(ctx, runs, ""),
		each(ctx, d.store, kindStaff, "", func(s provision.Staff) { staff[s.ID] = s }),
		each(ctx, d.store, kindOutcome, "", func(o provision.Outcome) { outcomes[o.ID] = o }),
	); err != nil {
		return nil, err
	}
	m.runs, m.staff, m.outcomes = runs, staff, outcomes
	return runs, nil
}

// readRuns reads one intervention, or all for "", with what belongs to them. A
// placement whose intervention is gone is left out.
func (d *Desk) readRuns(ctx context.Context, into map[string]*run, id string) error {
	put := func(i provision.Intervention) {
		into[i.ID] = &run{Intervention: i, last: map[string]*provision.PlacementReview{}}
	}
	if err := eachOf(ctx, d.store, kindIntervention, "id", id, put); err != nil {
		return err
	}
	with := func(intervention string, take func(r *run)) {
		if r := into[intervention]; r != nil {
			take(r)
		}
	}
	return errors.Join(
		eachOf(ctx, d.store, kindPlacement, "intervention", id, func(p provision.Placement) {
			with(p.Intervention, func(r *run) { r.placed = append(r.placed, p) })
		}),
		eachOf(ctx, d.store, kindAttendance, "intervention", id, func(a provision.Attendance) {
			if !a.Week.Before(d.mapped.first.AddDays(-6)) { // the week of 1 September may begin in August
				with(a.Intervention, func(r *run) { r.held = append(r.held, a) })
			}
		}),
		eachOf(ctx, d.store, kindPlaceReview, "intervention", id, func(v provision.PlacementReview) {
			with(v.Intervention, func(r *run) {
				if before := r.last[v.Placement]; before == nil || !v.On.Before(before.On) {
					r.last[v.Placement] = &v
				}
			})
		}),
	)
}

// eachOf reads the records of a kind whose field has a value, or all for "", one by
// one.
func eachOf[T any](ctx context.Context, s Store, kind, field, value string, take func(T)) error {
	one := func(body journal.Body) error {
		var v T
		if err := json.Unmarshal(body, &v); err != nil {
			return fmt.Errorf("a %s record cannot be read: %w", kind, err)
		}
		take(v)
		return nil
	}
	if value == "" {
		return s.All(ctx, kind, one)
	}
	return s.Where(ctx, kind, field, value, one)
}

// runKinds are the records that an intervention in memory is made of.
var runKinds = map[string]bool{kindIntervention: true, kindPlacement: true, kindAttendance: true, kindPlaceReview: true}

// followMap brings the interventions up to date with a step: a few are read again,
// after more all are, when they are asked for.
func (d *Desk) followMap(ctx context.Context, changes []journal.Change) error {
	m := &d.mapped
	m.mu.Lock()
	defer m.mu.Unlock()
	touched := map[string]bool{}
	for _, c := range changes {
		switch {
		case runKinds[c.Kind]:
			for _, body := range []journal.Body{c.Before, c.After} {
				if err := runOf(c, body, touched); err != nil {
					return err
				}
			}
		case c.Kind == kindSetting, c.Kind == kindPack:
			m.costing = nil
		case m.runs == nil:
		case c.Kind == kindStaff:
			if err := keepIn(m.staff, c); err != nil {
				return err
			}
		case c.Kind == kindOutcome:
			if err := keepIn(m.outcomes, c); err != nil {
				return err
			}
		}
	}
	if m.runs == nil {
		return nil
	}
	if len(touched) > 0 {
		m.odd = nil
	}
	if len(touched) > fewEnough {
		m.runs = nil
		return nil
	}
	for id := range touched {
		delete(m.runs, id)
		if err := d.readRuns(ctx, m.runs, id); err != nil {
			m.runs = nil
			return err
		}
	}
	return nil
}

// keepIn writes a changed record into those held by their identifiers.
func keepIn[T any](held map[string]T, c journal.Change) error {
	delete(held, c.Key)
	if c.After == nil {
		return nil
	}
	var v T
	if err := json.Unmarshal(c.After, &v); err != nil {
		return fmt.Errorf("a %s record cannot be read: %w", c.Kind, err)
	}
	held[c.Key] = v
	return nil
}

// runOf notes the intervention that a changed record belongs to.
func runOf(c journal.Change, body journal.Body, touched map[string]bool) error {
	if c.Kind == kindIntervention {
		touched[c.Key] = true
		return nil
	}
	if body == nil {
		return nil
	}
	var of struct {
		Intervention string `json:"intervention"`
	}
	if err := json.Unmarshal(body, &of); err != nil {
		return fmt.Errorf("a %s record cannot be read: %w", c.Kind, err)
	}
	touched[of.Intervention] = true
	return nil
}

// forgetMap is for a file whose records are other ones than before.
func (d *Desk) forgetMap() {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	d.mapped.runs, d.mapped.costing = nil, nil
}
