package provision

import (
	"slices"
	"time"

	"needsbook/app/day"
	"needsbook/app/school"
)

// Closed says why there is no school on a day: the name of the holiday, or that it is
// not in term. It is "" for a school day.
func Closed(c school.Calendar, on day.Date) string {
	if c.IsSchoolDay(on) {
		return ""
	}
	if w := on.Weekday(); w == time.Saturday || w == time.Sunday {
		return "Weekend"
	}
	y, _ := c.Year(day.AcademicYear(on))
	for _, spans := range [][]school.Span{y.Holidays, y.Closed} {
		if at := slices.IndexFunc(spans, func(s school.Span) bool { return s.Has(on) }); at >= 0 && spans[at].Name != "" {
			return spans[at].Name
		}
	}
	return "Not in term"
}

// TeachingWeek reports whether there is school on some day of the week that begins on
// a Monday.
func TeachingWeek(c school.Calendar, monday day.Date) bool {
	for n := range SchoolDays {
		if c.IsSchoolDay(monday.AddDays(n)) {
			return true
		}
	}
	return false
}

// HalfTerm returns the Mondays of the teaching weeks that lie around a day without a
// week of holiday between them: a half term of weeks. For a day in a holiday it is the
// half term after it.
func HalfTerm(c school.Calendar, on day.Date) []day.Date {
	monday := MondayOf(on)
	for n := 0; n < 10 && !TeachingWeek(c, monday); n++ { // no holiday lasts ten weeks
		monday = monday.AddDays(7)
	}
	first := monday
	for n := 0; n < mostHalfTerm && TeachingWeek(c, first.AddDays(-7)); n++ {
		first = first.AddDays(-7)
	}
	var out []day.Date
	for week := first; len(out) < mostHalfTerm && TeachingWeek(c, week); week = week.AddDays(7) {
		out = append(out, week)
	}
	return out
}

// mostHalfTerm bounds the weeks of a half term, for a year whose holidays are not
// entered.
const mostHalfTerm = 10
