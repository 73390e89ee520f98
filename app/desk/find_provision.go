package desk

import (
	"context"

	"needsbook/app/provision"
	"needsbook/app/register"
)

// provided are the provisions that run today with the pupils in them, from what is
// held of the provision map, which follows every change.
func (d *Desk) provided() ([]register.Provided, error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(context.Background())
	if err != nil {
		return nil, err
	}
	today := d.mapped.costing.Today
	out := make([]register.Provided, 0, len(runs))
	for _, r := range runs {
		if r.Setting == provision.PreviousSchool || !r.RunsOn(today) {
			continue
		}
		p := register.Provided{Name: r.Name, Area: r.Area, Wave: r.Wave}
		for _, placed := range r.placed {
			if !placed.Waiting && placed.RunsOn(today) {
				p.Pupils = append(p.Pupils, placed.Pupil)
			}
		}
		out = append(out, p)
	}
	return out, nil
}
