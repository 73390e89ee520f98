package desk

import (
	"context"
	"time"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/school"
)

// Costing returns what the costs of this school year are worked out from: its teaching
// weeks, the rates in force and the rules of the rate card.
func (d *Desk) Costing(ctx context.Context) (provision.Costing, error) {
	return d.costingBy(ctx, d.card)
}

// costingBy is Costing by a rate card that need not be the one in use.
func (d *Desk) costingBy(ctx context.Context, card provision.RateCard) (provision.Costing, error) {
	return d.costingOf(ctx, card, day.AcademicYear(d.Today()))
}

// costingOf is what the costs of any school year are worked out from. What the card says
// for a year other than this one is what it says for that year's first day.
func (d *Desk) costingOf(ctx context.Context, card provision.RateCard, starts int) (provision.Costing, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return provision.Costing{}, err
	}
	own, err := d.ownRates(ctx)
	if err != nil {
		return provision.Costing{}, err
	}
	today := d.Today()
	year, _ := calendar.Year(starts)
	usual, _ := card.WeeksOn(inSchoolYear(starts, today))
	rate := func(kind string, on day.Date) (provision.HourlyRate, bool) { return rateOn(own, card, kind, on) }
	if !d.May(access.SeeMoney) {
		rate = func(string, day.Date) (provision.HourlyRate, bool) { return provision.HourlyRate{}, true }
	}
	return provision.Costing{
		First: year.First(), Last: year.Last(), Today: today, Weeks: teachingWeeks(calendar, year),
		MostWeeks: usual.Weeks, WholeForOne: card.Scheme.WholeCostForOne,
		Rate: rate,
	}, nil
}

// inSchoolYear is today where it lies in a school year, else that year's first day.
func inSchoolYear(starts int, today day.Date) day.Date {
	if day.AcademicYear(today) == starts {
		return today
	}
	return day.Of(starts, 9, 1)
}

// teachingWeeks are the Mondays of the weeks with a school day. For a year without term
// dates they are those of a usual year, so that costs can be told apart by term.
func teachingWeeks(calendar school.Calendar, year school.Year) []day.Date {
	inSchool := calendar.IsSchoolDay
	if len(year.Terms) == 0 {
		inSchool = usualYear(year.Starts).IsSchoolDay
	}
	var weeks []day.Date
	for d := year.First(); !d.After(year.Last()); d = d.AddDays(1) {
		monday := d.AddDays(-int(d.Weekday() - time.Monday))
		if inSchool(d) && (len(weeks) == 0 || weeks[len(weeks)-1] != monday) {
			weeks = append(weeks, monday)
		}
	}
	return weeks
}

// usualYear is a school year by rule of thumb: three terms with a week off in the middle
// of each, two weeks at Christmas and two at Easter.
func usualYear(starts int) school.Calendar {
	span := func(fromMonth, from, untilMonth, until int) school.Span {
		in := func(month int) int { return starts + map[bool]int{true: 1}[month < 9] }
		return school.Span{From: day.Of(in(fromMonth), fromMonth, from), Until: day.Of(in(untilMonth), untilMonth, until)}
	}
	return school.Calendar{Years: []school.Year{{Starts: starts,
		Terms:    []school.Span{span(9, 1, 12, 19), span(1, 4, 3, 31), span(4, 15, 7, 21)},
		Holidays: []school.Span{span(10, 24, 11, 1), span(2, 13, 2, 21), span(5, 25, 5, 31)},
	}}}
}
