package desk

import (
	"context"
	"maps"
	"slices"
	"strings"

	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/provision"
)

// SaveIntervention writes a row of the provision map and returns its id; an empty id
// makes a new one. Dates that leave a pupil's placement outside are refused.
func (d *Desk) SaveIntervention(ctx context.Context, i provision.Intervention) (string, error) {
	label, beside := "Add ", (*run)(nil)
	if i.ID != "" {
		label = "Change "
		var err error
		if beside, err = d.runWith(ctx, i.ID); err != nil {
			return "", err
		}
	}
	i, err := d.checkedIntervention(ctx, i)
	if err != nil {
		return "", err
	}
	if beside != nil {
		if err := d.checkPlaced(i, beside.placed); err != nil {
			return "", err
		}
	}
	if i.ID == "" {
		i.ID = d.options.NewID()
	}
	if i.By == "" {
		i.By = d.options.By
	}
	edits := placedEdits(i)
	if beside != nil {
		edits = append(edits, fewerSessions(i, beside.placed)...)
	}
	return i.ID, d.do(ctx, label+i.Name, "", edits...)
}

// fewerSessions are the edits of the placements that come to more sessions than there
// are now: they come to all of them.
func fewerSessions(i provision.Intervention, placed []provision.Placement) (edits []journal.Edit) {
	for n, p := range atMost(i, placed) {
		if !placed[n].SessionsAWeek.IsZero() && p.SessionsAWeek.IsZero() {
			edits = append(edits, placementEdit(p))
		}
	}
	return edits
}

// checkedIntervention tidies an intervention and refuses what cannot be right.
func (d *Desk) checkedIntervention(ctx context.Context, i provision.Intervention) (provision.Intervention, error) {
	i.Name, i.Provider = strings.Join(strings.Fields(i.Name), " "), strings.TrimSpace(i.Provider)
	i.Bought = d.boughtOn(i.Bought)
	if i.Price.IsZero() {
		i.Per = ""
	}
	if err := refusal(provision.CheckIntervention(i)); err != nil {
		return i, err
	}
	if i.Area != "" && d.areaName(i.Area) == "" {
		return i, refuse("area", "“"+i.Area+"” is not a broad area of need.")
	}
	if i.PaidFrom != "" && !slices.Contains(funding.Sources, i.PaidFrom) {
		return i, refuse("paid_from", "“"+i.PaidFrom+"” is not a source of money. Use "+strings.Join(funding.Sources, ", ")+".")
	}
	if i.Staff != "" {
		found, err := readRecord(ctx, d.store, kindStaff, i.Staff, &provision.Staff{})
		if err != nil {
			return i, err
		}
		if !found {
			return i, refuse("staff", "This member of staff is not in the list. Choose one who is, or add them first.")
		}
	}
	return i, nil
}

// checkPlaced refuses a change of an intervention that its placements do not fit.
func (d *Desk) checkPlaced(i provision.Intervention, placed []provision.Placement) error {
	for _, p := range atMost(i, placed) {
		if err := d.checkPlacement(p, i, nil); err != nil {
			return refuse("ends", "This does not fit "+placeWords(p, i)+". "+Words(err))
		}
	}
	return nil
}

// placeWords tells a place by its days, for errors: those name no pupil.
func placeWords(p provision.Placement, i provision.Intervention) string {
	words := "a place"
	first, last := provision.Held(p, i)
	if !first.IsZero() {
		words += " from " + first.Words()
	}
	if !last.IsZero() {
		words += " until " + last.Words()
	}
	return words
}

// runWith reads an intervention with what belongs to it.
func (d *Desk) runWith(ctx context.Context, id string) (*run, error) {
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return nil, err
	}
	if runs[id] == nil {
		return nil, errNoIntervention
	}
	return runs[id], nil
}

// RemoveIntervention takes an intervention away, with its placements, attendance and
// reviews, as one step.
func (d *Desk) RemoveIntervention(ctx context.Context, id string) error {
	r, err := d.runWith(ctx, id)
	if err != nil {
		return err
	}
	edits, err := d.removeRun(ctx, id)
	if err != nil {
		return err
	}
	label := "Remove " + r.Name
	if n := len(r.placed); n > 0 {
		label += " with " + count(n, "place") + " in it"
	}
	return d.do(ctx, label, "", edits...)
}

// removeRun are the edits that take an intervention away with all that belongs to it.
func (d *Desk) removeRun(ctx context.Context, id string) ([]journal.Edit, error) {
	var edits []journal.Edit
	for _, kind := range []string{kindAttendance, kindPlaceReview, kindPlacement} {
		err := eachOf(ctx, d.store, kind, "intervention", id, func(r struct{ ID, Pupil string }) {
			edits = append(edits, journal.Edit{Kind: kind, Key: r.ID, About: r.Pupil, Remove: true})
		})
		if err != nil {
			return nil, err
		}
	}
	return append(edits, journal.Edit{Kind: kindIntervention, Key: id, Remove: true}), nil
}

// TryIntervention returns the row that an intervention would be with these pupils in
// it, as typed. Nothing is stored.
func (d *Desk) TryIntervention(ctx context.Context, i provision.Intervention, placed []provision.Placement) (MapRow, error) {
	i, err := d.checkedIntervention(ctx, i)
	if err != nil {
		return MapRow{}, err
	}
	for n, p := range placed {
		if err := d.checkPlacement(p, i, placed[:n]); err != nil {
			return MapRow{}, err
		}
	}
	d.mapped.mu.Lock()
	defer d.mapped.mu.Unlock()
	runs, err := d.runs(ctx)
	if err != nil {
		return MapRow{}, err
	}
	r := &run{Intervention: i, placed: slices.Clone(placed)}
	if before := runs[i.ID]; before != nil {
		r.held, r.last = before.held, before.last
	}
	with := maps.Clone(runs)
	with[i.ID] = r
	return d.mapRow(r, d.mapNames(), d.mapWarnings(with)), nil
}
