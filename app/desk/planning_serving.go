package desk

import (
	"context"
	"slices"

	"needsbook/app/access"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// Serving says which provision serves the outcomes of a pupil's plans: the names of
// interventions by the outcome's id. What serves an outcome serves those of earlier
// plans too that it goes on from.
func (r Record) Serving() map[string][]string {
	out := map[string][]string{}
	for _, p := range r.Placements {
		at := slices.IndexFunc(r.Outcomes, func(o provision.Outcome) bool { return o.ID == p.Outcome && p.Outcome != "" })
		if at < 0 {
			continue
		}
		name := r.interventions[p.Intervention].Name
		for _, o := range provision.Trail(r.Outcomes[at], r.Outcomes) {
			if !slices.Contains(out[o.ID], name) {
				out[o.ID] = append(out[o.ID], name)
			}
		}
	}
	return out
}

// SaveOutcomeServed writes an outcome together with which of the pupil's places serve
// it, as one step, and returns the outcome's id. A place serves one outcome: one that
// served another serves this one from now on.
func (d *Desk) SaveOutcomeServed(ctx context.Context, o provision.Outcome, places []string) (string, error) {
	if err := d.allow(access.WritePlans); err != nil {
		return "", err
	}
	e, err := d.Entry(o.Pupil)
	if err != nil {
		return "", err
	}
	if err := d.checkOutcome(ctx, &o); err != nil {
		return "", err
	}
	placed, err := where[provision.Placement](ctx, d.store, kindPlacement, "pupil", o.Pupil)
	if err != nil {
		return "", err
	}
	if o.ID == "" {
		o.ID = d.options.NewID()
	}
	edits := []journal.Edit{{Kind: kindOutcome, Key: o.ID, About: o.Pupil, Value: o}}
	for _, p := range placed {
		serves := slices.Contains(places, p.ID)
		if serves == (p.Outcome == o.ID) {
			continue
		}
		if p.Outcome = ""; serves {
			p.Outcome = o.ID
		}
		p.Bought = orEmpty(p.Bought)
		edits = append(edits, journal.Edit{Kind: kindPlacement, Key: p.ID, About: p.Pupil, Value: p})
	}
	return o.ID, d.do(ctx, "Outcome for "+e.Name(), o.Pupil, edits...)
}
