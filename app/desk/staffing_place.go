package desk

import (
	"context"
	"slices"
	"time"

	"needsbook/app/provision"
)

// PlaceSession names who gives an intervention, or gives it one more time in the week:
// what it lacks in a timetable. Without staff, or without a time, that part stays as it
// is. A time at which the member of staff is elsewhere is refused.
func (d *Desk) PlaceSession(ctx context.Context, intervention, staff string, slot provision.Slot) error {
	var i provision.Intervention
	found, err := readRecord(ctx, d.store, kindIntervention, intervention, &i)
	if err != nil {
		return err
	}
	if !found {
		return errNoIntervention
	}
	label := ""
	if slot.At > 0 {
		if slot.Day < time.Monday || slot.Day > time.Friday {
			return refuse("day", "Choose a day from Monday to Friday.")
		}
		i.Slots = append(slices.Clone(i.Slots), slot)
		label = "A time for " + i.Name
	}
	if staff != "" && staff != i.Staff {
		s, err := d.StaffMember(ctx, staff)
		if err != nil {
			return err
		}
		if !s.Until.IsZero() && s.Until.Before(d.Today()) {
			return refuse("staff", s.Name+" has left. Choose somebody who is there.")
		}
		i.Staff, i.StaffKind, label = s.ID, s.Kind, s.Name+" gives "+i.Name
	}
	if label == "" {
		return refuse("staff", "Choose who gives it, or a day and a time. Nothing was changed.")
	}
	if err := d.refuseTwoPlaces(ctx, i); err != nil {
		return err
	}
	return d.do(ctx, label, "", placedEdits(i)...)
}

// refuseTwoPlaces refuses an intervention whose member of staff would be in two places.
func (d *Desk) refuseTwoPlaces(ctx context.Context, i provision.Intervention) error {
	if i.Staff == "" {
		return nil
	}
	beside, err := where[provision.Intervention](ctx, d.store, kindIntervention, "staff", i.Staff)
	if err != nil {
		return err
	}
	beside = slices.DeleteFunc(beside, func(o provision.Intervention) bool { return o.ID == i.ID })
	for _, c := range provision.Clashes(append([]provision.Intervention{i}, beside...)) {
		if c.First.Intervention != i.ID {
			continue // a clash that was there before
		}
		s, err := d.StaffMember(ctx, i.Staff)
		if err != nil {
			return err
		}
		return refuse("at", c.Words(s.Name)+" Choose another time, or somebody else.")
	}
	return nil
}
