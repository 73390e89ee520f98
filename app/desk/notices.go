package desk

import (
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
)

// noticeDays is how far ahead a census day or the end of term is told.
const noticeDays = 60

// notices tell what is good to know today but ask for nothing: the next census day,
// the end of term, and requests that wait for a decision.
func (f todayFacts) notices() []string {
	out := []string{}
	if days := f.calendar.CensusDays(f.today, f.today.AddDays(noticeDays)); len(days) > 0 {
		out = append(out, days[0].Term+" census "+inDays(f.today, days[0].On)+".")
	}
	year, _ := f.calendar.Year(day.AcademicYear(f.today))
	for _, term := range year.Terms {
		if term.Has(f.today) && f.today.DaysUntil(term.Until) <= noticeDays {
			out = append(out, term.Name+" term ends "+inDays(f.today, term.Until)+".")
		}
	}
	for _, r := range slices.Backward(f.requests) { // the one sent first is told first
		if s := r.Status(); s == funding.Submitted || s == funding.Discussed || s == funding.Recommended {
			out = append(out, fmt.Sprintf("%s was submitted %s ago and has no decision yet.", r.Reference(), count(r.Progress.SentOn.DaysUntil(f.today), "day")))
		}
	}
	return out
}

// inDays says a day and how far it is: "on 18 Dec 2026, in 25 days".
func inDays(today, on day.Date) string {
	if on == today {
		return "is today"
	}
	return "on " + on.Words() + ", in " + count(today.DaysUntil(on), "day")
}
