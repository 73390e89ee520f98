package provision

import (
	"fmt"
	"slices"
	"time"

	"needsbook/app/day"
)

// Clash is one member of staff in two places: two sessions that overlap on a day of
// the week.
type Clash struct {
	Staff  string       `json:"staff"` // id
	Day    time.Weekday `json:"day"`
	From   TimeOfDay    `json:"from"` // while both are held
	Until  TimeOfDay    `json:"until"`
	First  Session      `json:"first"`
	Second Session      `json:"second"`
}

// Words says the clash of a member of staff by this name.
func (c Clash) Words(name string) string {
	return fmt.Sprintf("%s would be in two places on %s from %s to %s: %s and %s.", name, c.Day, c.From, c.Until, c.First.Name, c.Second.Name)
}

// Clashes finds where a member of staff would be in two places, by staff in the order
// of the interventions: their sessions overlap while both interventions run. With days
// given, only while both run on one of them. Two sessions that are each held every
// other week may take turns, so they do not clash.
func Clashes(runs []Intervention, on ...day.Date) (out []Clash) {
	for n, a := range runs {
		if a.Staff == "" {
			continue
		}
		out = append(out, overlaps(a.Sessions(), nil)...)
		for _, b := range runs[n+1:] {
			if b.Staff == a.Staff && runTogether(a, b, on) {
				out = append(out, overlaps(a.Sessions(), b.Sessions())...)
			}
		}
	}
	return out
}

// runTogether reports whether two interventions run at the same time, on one of the
// days where some are given.
func runTogether(a, b Intervention, on []day.Date) bool {
	if len(on) > 0 {
		return slices.ContainsFunc(on, func(d day.Date) bool { return a.RunsOn(d) && b.RunsOn(d) })
	}
	before := func(ends, starts day.Date) bool { return !ends.IsZero() && !starts.IsZero() && ends.Before(starts) }
	return !before(a.Ends, b.Starts) && !before(b.Ends, a.Starts)
}

// clashesOf finds the clashes among the sessions of one member of staff.
func clashesOf(sessions []Session) []Clash { return overlaps(sessions, nil) }

// overlaps pairs the sessions of two lists that overlap, or of one list where the
// second is nil.
func overlaps(first, second []Session) (out []Clash) {
	for n, a := range first {
		beside := second
		if second == nil {
			beside = first[n+1:]
		}
		for _, b := range beside {
			from, until := max(a.From, b.From), min(a.Until, b.Until)
			if a.Day == b.Day && from < until && !(a.Fortnightly && b.Fortnightly) {
				out = append(out, Clash{Staff: a.Staff, Day: a.Day, From: from, Until: until, First: a, Second: b})
			}
		}
	}
	return out
}
