package desk

import (
	"cmp"
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// withPlacesEnded adds to a step on which pupils get a last day on roll that their
// places in interventions end with it. A place that would begin later is taken away.
func (d *Desk) withPlacesEnded(ctx context.Context, edits []journal.Edit) ([]journal.Edit, error) {
	leaves, written := map[string]day.Date{}, map[string]bool{}
	for _, e := range edits {
		if e.Kind == kindPlacement {
			written[e.Key] = true
		}
		if p, ok := e.Value.(register.Pupil); ok && !p.Left.IsZero() {
			if before, err := d.Entry(p.ID); err == nil && before.Left != p.Left {
				leaves[p.ID] = p.Left
			}
		}
	}
	if len(leaves) == 0 {
		return edits, nil
	}
	ends, err := d.placesAfter(ctx, leaves)
	if err != nil {
		return nil, err
	}
	edits = slices.Clone(edits)
	for _, p := range ends {
		if written[p.ID] {
			continue
		}
		if left := leaves[p.Pupil]; p.Starts.After(left) {
			gone, err := d.removePlace(ctx, p)
			if err != nil {
				return nil, err
			}
			edits = append(edits, gone...)
		} else {
			p.Ends, p.Why = left, cmp.Or(p.Why, "Left the school")
			edits = append(edits, placementEdit(p))
		}
	}
	return edits, nil
}

// placesAfter are the placements that go on after a pupil's last day.
func (d *Desk) placesAfter(ctx context.Context, leaves map[string]day.Date) (out []provision.Placement, err error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		for _, p := range r.placed {
			if left, ok := leaves[p.Pupil]; ok {
				if _, last := provision.Held(p, r.Intervention); last.IsZero() || last.After(left) {
					out = append(out, p)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b provision.Placement) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}
