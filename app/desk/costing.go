package desk

import (
	"context"
	"time"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/school"
)

// Costing returns what the costs of this school year are worked out from: its teaching
// weeks, the rates in force and the rules of the rate card.
func (d *Desk) Costing(ctx context.Context) (provision.Costing, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return provision.Costing{}, err
	}
	own, err := d.Rates(ctx)
	if err != nil {
		return provision.Costing{}, err
	}
	today := d.Today()
	year, known := calendar.Year(day.AcademicYear(today))
	c := provision.Costing{First: year.First(), Last: year.Last(), Today: today, Weeks: teachingWeeks(calendar, year, known)}
	if usual, ok := d.card.WeeksOn(today); ok {
		c.MostWeeks = usual.Weeks
	}
	c.Rate = func(kind string, on day.Date) (provision.HourlyRate, bool) {
		if amount, has := own[kind]; has {
			return provision.HourlyRate{Amount: amount, Source: "The school's own rate"}, true
		}
		rate, ok := d.card.RateOn(kind, on)
		return provision.HourlyRate{Amount: rate.Amount, Example: rate.Example, Source: rate.Source}, ok
	}
	return c, nil
}

// teachingWeeks are the Mondays of the weeks with a school day. A year without dates of
// its own has those of a usual one: all but the weeks of the summer holidays, Christmas,
// Easter and the half terms are not known, so every week from September to mid-July counts.
func teachingWeeks(calendar school.Calendar, year school.Year, known bool) []day.Date {
	last := year.Last()
	if !known || len(year.Terms) == 0 {
		last = day.Of(year.Starts+1, 7, 20)
	}
	var weeks []day.Date
	for d := year.First(); !d.After(last); d = d.AddDays(1) {
		if !calendar.IsSchoolDay(d) && known && len(year.Terms) > 0 || d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			continue
		}
		monday := d.AddDays(-int(d.Weekday() - time.Monday))
		if len(weeks) == 0 || weeks[len(weeks)-1] != monday {
			weeks = append(weeks, monday)
		}
	}
	return weeks
}
