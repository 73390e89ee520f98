package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/provision"
)

// StaffTimetable returns the week of a day: every member of staff against the sessions
// of that week, with the days on which there is no school left empty.
func (d *Desk) StaffTimetable(ctx context.Context, on day.Date) (provision.Timetable, error) {
	staff, err1 := d.Staff(ctx)
	runs, err2 := all[provision.Intervention](ctx, d.store, kindIntervention)
	calendar, err3 := d.SchoolCalendar(ctx)
	if err := errors.Join(err1, err2, err3); err != nil {
		return provision.Timetable{}, err
	}
	return provision.MakeTimetable(staff, runs, on, func(on day.Date) string { return provision.Closed(calendar, on) }), nil
}

// StaffHours is how the hours of one member of staff for provision are used in a usual
// week, in minutes. InUse and Free add up to There.
type StaffHours struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Kind       string `json:"kind"` // as the rate card names it
	There      int    `json:"there"`
	InUse      int    `json:"in_use"`
	Free       int    `json:"free"`
	Overbooked int    `json:"overbooked"` // outside the hours, or two sessions at once
	Untimed    int    `json:"untimed"`    // of sessions that have no time yet
}

// StaffHours returns the usual week of every member of staff who is there: what runs
// today, with no day closed.
func (d *Desk) StaffHours(ctx context.Context) ([]StaffHours, error) {
	staff, err1 := d.Staff(ctx)
	runs, err2 := all[provision.Intervention](ctx, d.store, kindIntervention)
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	today := d.Today()
	staff = slices.DeleteFunc(staff, func(s provision.Staff) bool { return !s.Until.IsZero() && s.Until.Before(today) })
	var now []provision.Intervention
	for _, i := range runs {
		if i.RunsOn(today) {
			i.Starts, i.Ends = day.Date{}, day.Date{} // what began on Wednesday has a usual Monday too
			now = append(now, i)
		}
	}
	for i := range staff {
		staff[i].Until = day.Date{}
	}
	var out []StaffHours
	for _, w := range provision.MakeTimetable(staff, now, today, nil).Rows {
		s := w.Staff
		out = append(out, StaffHours{ID: s.ID, Name: s.Name, Kind: d.RateCard().StaffName(s.Kind), There: w.There, InUse: w.InUse, Free: w.Free, Overbooked: w.Over, Untimed: w.Untimed})
	}
	return out, nil
}

// PupilWeek is a pupil's usual week of provision against the school's week.
type PupilWeek struct {
	Minutes  int               `json:"minutes"` // a week, of all that the pupil comes to today
	Each     []PupilWeekLine   `json:"each"`
	Clashes  []provision.Clash `json:"clashes"` // where the pupil would be in two places
	Findings []finding.Finding `json:"findings"`
}

// PupilWeekLine is what one intervention takes of a pupil's week.
type PupilWeekLine struct {
	Intervention string `json:"intervention"`
	Name         string `json:"name"`
	Minutes      int    `json:"minutes"`
}

// PupilWeek adds up what a pupil comes to today, and says where it is as much as a
// week of lessons, or in two places at once.
func (d *Desk) PupilWeek(ctx context.Context, pupil string) (PupilWeek, error) {
	var out PupilWeek
	placed, err := where[provision.Placement](ctx, d.store, kindPlacement, "pupil", pupil)
	if err != nil {
		return out, err
	}
	var runs []provision.Intervention
	total, today := decimal.Zero, d.Today()
	for _, p := range placed {
		var i provision.Intervention
		found, err := readRecord(ctx, d.store, kindIntervention, p.Intervention, &i)
		if err != nil {
			return out, err
		}
		if !found || p.Waiting || !i.RunsOn(today) || !p.RunsOn(today) {
			continue
		}
		minutes := provision.MinutesAWeek(i, p)
		total = total.Add(minutes)
		out.Each = append(out.Each, PupilWeekLine{i.ID, i.Name, int(minutes.Round(0).IntPart())})
		runs = append(runs, i)
	}
	out.Minutes = int(total.Round(0).IntPart())
	out.Clashes = provision.PupilClashes(runs)
	out.Findings = provision.CheckPupilWeek(out.Minutes, d.RateCard().WeekHours)
	return out, nil
}

// PupilWeekWords says a pupil's week against the school's: "3 h 15 min of a week of
// 32.5 hours".
func (d *Desk) PupilWeekWords(w PupilWeek) string {
	return provision.MinutesWords(w.Minutes) + " of a week of " + d.RateCard().WeekHours.Most.String() + " hours"
}
