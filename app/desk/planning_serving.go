package desk

import (
	"context"
	"slices"

	"needsbook/app/provision"
)

// Serving says which provision serves the outcomes of a pupil's plans: the names of
// interventions by the outcome's id. What serves an outcome serves those of earlier
// plans too that it goes on from.
func (d *Desk) Serving(ctx context.Context, r Record) (map[string][]string, error) {
	placed, err := where[provision.Placement](ctx, d.store, kindPlacement, "pupil", r.ID)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, p := range placed {
		at := slices.IndexFunc(r.Outcomes, func(o provision.Outcome) bool { return o.ID == p.Outcome && p.Outcome != "" })
		if at < 0 {
			continue
		}
		var run provision.Intervention
		if _, err := readRecord(ctx, d.store, kindIntervention, p.Intervention, &run); err != nil {
			return nil, err
		}
		for _, o := range provision.Trail(r.Outcomes[at], r.Outcomes) {
			if !slices.Contains(out[o.ID], run.Name) {
				out[o.ID] = append(out[o.ID], run.Name)
			}
		}
	}
	return out, nil
}
