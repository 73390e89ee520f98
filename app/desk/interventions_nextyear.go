package desk

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// CarryOver makes interventions of this school year again for the next one, as one
// step, and returns their ids. With pupils, those who are in them to the end and stay at
// the school are placed again; the last score becomes where they start.
func (d *Desk) CarryOver(ctx context.Context, interventions []string, withPupils bool) ([]string, error) {
	if len(interventions) == 0 {
		return nil, refuse("intervention", "Choose at least one intervention first.")
	}
	year := day.AcademicYear(d.Today()) + 1
	var ids []string
	var edits []journal.Edit
	name := ""
	for _, id := range interventions {
		r, err := d.runWith(ctx, id)
		if err != nil {
			return nil, err
		}
		if r.Ends.IsZero() {
			return nil, refuse("ends", r.Name+" has no last day, so it goes on next year as it is. Give it a last day first.")
		}
		i := nextYear(r.Intervention, year)
		i.ID, i.By = d.options.NewID(), d.options.By
		ids, name = append(ids, i.ID), r.Name
		var placed []provision.Placement
		if withPupils {
			placed = d.carried(r, i)
		}
		edits = append(edits, placedEdits(i, placed...)...)
	}
	if len(ids) > 1 {
		name = count(len(ids), "intervention")
	}
	return ids, d.do(ctx, "Carry "+name+" over into "+day.AcademicYearName(year), "", edits...)
}

// nextYear is an intervention as it would be in the school year that begins in year:
// its dates move by whole years, and of what was bought only what is still of use goes with it.
func nextYear(i provision.Intervention, year int) provision.Intervention {
	first := day.Of(year, 9, 1)
	move := year - day.AcademicYear(i.Ends)
	i.Ends = i.Ends.AddYears(move)
	if !i.Starts.IsZero() {
		i.Starts = i.Starts.AddYears(move)
	}
	if i.Starts.Before(first) {
		i.Starts = first
	}
	i.ReviewDue = day.Date{}
	var bought []provision.Item
	for _, b := range i.Bought {
		if b.On.IsZero() {
			b.On = first.AddYears(-1)
		}
		if day.AcademicYear(b.On)+b.Years > year {
			bought = append(bought, b)
		}
	}
	i.Bought = bought
	return i
}

// carried are the placements of an intervention that is carried over.
func (d *Desk) carried(r *run, next provision.Intervention) (out []provision.Placement) {
	for _, p := range r.placed {
		_, last := provision.Held(p, r.Intervention)
		if p.Waiting || last.Before(r.Ends) {
			continue
		}
		again := provision.Placement{ID: d.options.NewID(), Pupil: p.Pupil, Intervention: next.ID, SessionsAWeek: p.SessionsAWeek, Outcome: p.Outcome, Goal: p.Goal,
			Bears: p.Bears, Measure: p.Measure, Baseline: p.Baseline, By: d.options.By}
		if v := r.last[p.ID]; v != nil && v.Score != "" {
			again.Baseline = v.Score
		}
		if d.checkPlacement(again, next, out) == nil { // who has left by then stays behind
			out = append(out, again)
		}
	}
	return slices.Clip(out)
}
