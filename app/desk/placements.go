package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Place puts pupils into an intervention from a day on, as one step; a zero day is
// today, or the first day of an intervention that is still to come.
func (d *Desk) Place(ctx context.Context, intervention string, pupils []string, from day.Date) error {
	r, err := d.runWith(ctx, intervention)
	if err != nil {
		return err
	}
	if from.IsZero() {
		from = later(d.Today(), r.Starts)
	}
	return d.placeAll(ctx, r, pupils, provision.Placement{Starts: from}, "Place %s in "+r.Name)
}

// placeAll gives several pupils a place like one, as one step. Where one of them cannot
// have it, nobody has.
func (d *Desk) placeAll(ctx context.Context, r *run, pupils []string, like provision.Placement, label string) error {
	if len(pupils) == 0 {
		return refuse("pupil", "Choose at least one pupil first.")
	}
	placed := slices.Clone(r.placed)
	var edits []journal.Edit
	for n, pupil := range pupils {
		p := like
		p.ID, p.Pupil, p.Intervention, p.By = d.options.NewID(), pupil, r.ID, d.options.By
		if err := d.checkPlacement(p, r.Intervention, placed); err != nil {
			if len(pupils) > 1 {
				return refuse("pupil", fmt.Sprintf("Pupil %d of the %d chosen cannot be placed: %s Nobody was placed.", n+1, len(pupils), Words(err)))
			}
			return err
		}
		placed = append(placed, p)
		edits = append(edits, placementEdit(p))
	}
	if len(pupils) > 1 {
		return d.do(ctx, strings.Replace(label, "%s", count(len(pupils), "pupil"), 1), "", edits...)
	}
	e, err := d.Entry(pupils[0])
	if err != nil {
		return err
	}
	return d.do(ctx, strings.Replace(label, "%s", e.Name(), 1), e.ID, edits...)
}

// checkPlacement refuses a placement that cannot be right; beside are the others in
// the intervention.
func (d *Desk) checkPlacement(p provision.Placement, i provision.Intervention, beside []provision.Placement) error {
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return err
	}
	return refusal(provision.CheckPlacement(p, i, beside, e.Entered, e.Left))
}

func placementEdit(p provision.Placement) journal.Edit {
	p.Bought = orEmpty(p.Bought)
	return journal.Edit{Kind: kindPlacement, Key: p.ID, About: p.Pupil, Value: p}
}

// SavePlacement writes a pupil's place in an intervention and returns its id; an empty
// id makes a new one.
func (d *Desk) SavePlacement(ctx context.Context, p provision.Placement) (string, error) {
	r, err := d.runWith(ctx, p.Intervention)
	if err != nil {
		return "", err
	}
	if at := slices.IndexFunc(r.placed, func(kept provision.Placement) bool { return kept.ID == p.ID }); at >= 0 {
		p = p.Follows(r.placed[at])
	}
	if e, err := d.Entry(p.Pupil); err == nil {
		p = onRoll(p, r.Intervention, e.Pupil)
	}
	p.Bought = d.boughtOn(p.Bought)
	p.Baseline, p.Measure, p.Goal, p.Why = strings.TrimSpace(p.Baseline), strings.TrimSpace(p.Measure), strings.TrimSpace(p.Goal), strings.TrimSpace(p.Why)
	if err := d.checkPlacement(p, r.Intervention, r.placed); err != nil {
		return "", err
	}
	if p.Outcome != "" {
		var o provision.Outcome
		found, err := readRecord(ctx, d.store, kindOutcome, p.Outcome, &o)
		if err != nil {
			return "", err
		}
		if !found || o.Pupil != p.Pupil {
			return "", refuse("outcome", "This outcome is not in the pupil's plan. Choose one that is, or write the goal.")
		}
	}
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return "", err
	}
	label := "Change the place of " + e.Name() + " in " + r.Name
	if p.ID == "" {
		p.ID, p.By = d.options.NewID(), d.options.By
		label = "Place " + e.Name() + " in " + r.Name
	}
	return p.ID, d.do(ctx, label, p.Pupil, placementEdit(p))
}

// RemovePlacement takes a pupil's place away, with its attendance and reviews, as if
// it had not been. A place that the pupil has had is ended instead.
func (d *Desk) RemovePlacement(ctx context.Context, id string) error {
	p, r, err := d.placement(ctx, id)
	if err != nil {
		return err
	}
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return err
	}
	edits, err := d.removePlace(ctx, p)
	if err != nil {
		return err
	}
	return d.do(ctx, "Take "+e.Name()+" out of "+r.Name, p.Pupil, edits...)
}

// onRoll gives a placement without days of its own those of the pupil's time at the
// school, where that is shorter than the intervention.
func onRoll(p provision.Placement, i provision.Intervention, pupil register.Pupil) provision.Placement {
	if p.Waiting {
		return p
	}
	if p.Starts.IsZero() && i.Starts.Before(pupil.Entered) && !i.Starts.IsZero() && (i.Ends.IsZero() || !i.Ends.Before(pupil.Entered)) {
		p.Starts = pupil.Entered
	}
	if p.Ends.IsZero() && !pupil.Left.IsZero() && !p.Starts.After(pupil.Left) && (i.Ends.IsZero() || i.Ends.After(pupil.Left)) {
		p.Ends = pupil.Left
	}
	return p
}

// removePlace are the edits that take a place away with what belongs to it.
func (d *Desk) removePlace(ctx context.Context, p provision.Placement) ([]journal.Edit, error) {
	var edits []journal.Edit
	for _, kind := range []string{kindAttendance, kindPlaceReview} {
		err := eachOf(ctx, d.store, kind, "intervention", p.Intervention, func(r struct{ ID, Pupil, Placement string }) {
			if r.Placement == p.ID {
				edits = append(edits, journal.Edit{Kind: kind, Key: r.ID, About: r.Pupil, Remove: true})
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return append(edits, journal.Edit{Kind: kindPlacement, Key: p.ID, About: p.Pupil, Remove: true}), nil
}

// boughtOn dates what was bought, today where no day is given: its price counts in the
// years from then on.
func (d *Desk) boughtOn(items []provision.Item) []provision.Item {
	out := slices.Clone(items)
	for n := range out {
		if out[n].On.IsZero() {
			out[n].On = d.Today()
		}
	}
	return out
}

// placement reads a placement and its intervention.
func (d *Desk) placement(ctx context.Context, id string) (p provision.Placement, r *run, err error) {
	found, err := readRecord(ctx, d.store, kindPlacement, id, &p)
	if err != nil {
		return p, nil, err
	}
	if !found {
		return p, nil, refuse("placement", "There is no such place in an intervention. Perhaps it has been taken away.")
	}
	r, err = d.runWith(ctx, p.Intervention)
	return p, r, err
}

// StartPlacement gives a pupil who waits the place, from a day on; a zero day is today.
func (d *Desk) StartPlacement(ctx context.Context, id string, from day.Date) error {
	p, r, err := d.placement(ctx, id)
	if err != nil {
		return err
	}
	if !p.Waiting {
		return refuse("waiting", "This pupil has the place already.")
	}
	if from.IsZero() {
		from = later(d.Today(), r.Starts)
	}
	kept := p
	p.Waiting, p.Starts, p.Why = false, from, ""
	p = p.Follows(kept)
	return d.changePlacement(ctx, "Give a place in "+r.Name+" to ", p, r)
}

// EndPlacement ends a pupil's place on its last day, and says why.
func (d *Desk) EndPlacement(ctx context.Context, id string, last day.Date, why string) error {
	p, r, err := d.placement(ctx, id)
	if err != nil {
		return err
	}
	if last.IsZero() {
		return refuse("ends", "Enter the last day, such as 18 Dec 2026 or today.")
	}
	first, _ := provision.Held(p, r.Intervention)
	if last.Before(first) {
		return refuse("ends", "This is before the pupil began, on "+first.Words()+". Take the place away instead if it was never used.")
	}
	p.Ends, p.Why = last, strings.TrimSpace(why)
	return d.changePlacement(ctx, "End the place in "+r.Name+" of ", p, r)
}

// changePlacement writes a placement that was changed as one step.
func (d *Desk) changePlacement(ctx context.Context, label string, p provision.Placement, r *run) error {
	if err := d.checkPlacement(p, r.Intervention, r.placed); err != nil {
		return err
	}
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return err
	}
	return d.do(ctx, label+e.Name(), p.Pupil, placementEdit(p))
}
