package desk

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
)

// noticeDays is how far ahead a census day or the end of term is told.
const noticeDays = 60

// Notices tells what is good to know today but asks for nothing: the next census day,
// the end of term, and requests that wait with the panel.
func (d *Desk) Notices(ctx context.Context) ([]string, error) {
	calendar, err := d.SchoolCalendar(ctx)
	if err != nil {
		return nil, err
	}
	requests, err := d.Requests(ctx)
	if err != nil {
		return nil, err
	}
	today := d.Today()
	out := []string{}
	if days := calendar.CensusDays(today, today.AddDays(noticeDays)); len(days) > 0 {
		out = append(out, days[0].Term+" census "+inDays(today, days[0].On)+".")
	}
	year, _ := calendar.Year(day.AcademicYear(today))
	for _, term := range year.Terms {
		if term.Has(today) && today.DaysUntil(term.Until) <= noticeDays {
			out = append(out, term.Name+" term ends "+inDays(today, term.Until)+".")
		}
	}
	slices.Reverse(requests) // the one sent first is told first
	for _, r := range requests {
		if r.Status() == funding.Sent {
			out = append(out, fmt.Sprintf("%s has been with the panel for %s.", r.Reference(), count(r.Progress.SentOn.DaysUntil(today), "day")))
		}
	}
	return out, nil
}

// inDays says a day and how far it is: "on 18 Dec 2026, in 25 days".
func inDays(today, on day.Date) string {
	if on == today {
		return "is today"
	}
	return "on " + on.Words() + ", in " + count(today.DaysUntil(on), "day")
}

// NextTask returns the day on which the next duty begins to wait, false where none is
// known of.
func (d *Desk) NextTask(ctx context.Context) (day.Date, bool, error) {
	list, err := d.Duties(ctx)
	if err != nil {
		return day.Date{}, false, err
	}
	var next day.Date
	for _, duty := range list {
		if duty.Shows.After(d.Today()) && (next.IsZero() || duty.Shows.Before(next)) {
			next = duty.Shows
		}
	}
	return next, !next.IsZero(), nil
}
