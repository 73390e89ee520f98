package provision

import (
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
)

// Costing is what costs of one school year are worked out from.
type Costing struct {
	First, Last day.Date                                          // of the school year
	Today       day.Date                                          // costs to date hold up to and with this day
	Weeks       []day.Date                                        // Mondays of the year's teaching weeks, rising
	MostWeeks   int                                               // weeks of the costing year, such as 38: nothing is costed for more; 0 no limit
	Rate        func(kind string, on day.Date) (HourlyRate, bool) // the rate in force for a kind of staff
	WholeForOne bool                                              // the scheme lets one pupil bear the whole of what was set up for them
}

// HourlyRate is a rate and whether it is only an example.
type HourlyRate struct {
	Amount  money.Amount `json:"amount"`
	Example bool         `json:"example"`
	Source  string       `json:"source"`
}

// Sum is what something costs in a school year. Planned = ToDate + ToCome + NotHeld,
// to the penny.
type Sum struct {
	Planned money.Amount `json:"planned"`
	ToDate  money.Amount `json:"to_date"`  // sessions held so far; weeks without a tick-sheet count as planned
	ToCome  money.Amount `json:"to_come"`  // planned for the rest of the year
	NotHeld money.Amount `json:"not_held"` // sessions so far that were not held
	Words   string       `json:"words"`    // how Planned was worked out: 45 minutes × 3 a week × 38 weeks ÷ 4 pupils × £17.20 an hour = £367.65
	SoFar   string       `json:"so_far"`   // how ToDate was
	Example bool         `json:"example"`  // a rate in it is only an example
	Missing bool         `json:"missing"`  // a kind of staff has no rate, so its time costs nothing
}

// Forecast is what the year comes to as it stands: to date and to come.
func (s Sum) Forecast() money.Amount { return s.ToDate.Add(s.ToCome) }

// Share is what one pupil bears of an intervention.
type Share struct {
	Placement string `json:"placement"`
	Pupil     string `json:"pupil"`
	Sum
}

// RunCost is what an intervention costs in a school year and who bears it. The shares
// and Others add up to Whole to the penny.
type RunCost struct {
	Whole  Sum     `json:"whole"`
	Shares []Share `json:"shares"` // in the order of the placements given; a place waited for bears nothing
	Others Sum     `json:"others"` // what pupils bear who share it but are not placed here
}

// Of works out what an intervention costs in the school year and who bears it. placed
// are its placements, held the weeks of its tick-sheets; both may be of other
// interventions or years too, which count for nothing.
//
// A teaching week counts when a day of it, Monday to Friday, lies between the dates. Its
// cost is shared by those in it that week, in proportion to the sessions each comes to.
// Where the intervention has fewer weeks than lie between its dates, the weeks with
// pupils in it come first. Everything is worked out exactly and rounded once, at the end.
func (c Costing) Of(i Intervention, placed []Placement, held []Attendance) RunCost {
	r := c.run(i, placed)
	r.time(held)
	r.buy()
	return r.rounded()
}

// FullYear works out what an intervention would cost if it ran all year as it does on a
// day, at that day's rates and with the pupils who are in it then: what a request for a
// year of support asks about. Who is not in it on that day has no share.
func (c Costing) FullYear(i Intervention, placed []Placement, on day.Date) RunCost {
	rate := c.Rate
	c.Rate = func(kind string, _ day.Date) (HourlyRate, bool) { return rate(kind, on) }
	open := slices.Clone(placed)
	for n, p := range placed {
		first, last := Held(p, i)
		open[n].Starts, open[n].Ends = day.Date{}, day.Date{}
		open[n].Waiting = p.Waiting || !Overlap(first, last, on, on)
	}
	i.Starts, i.Ends = day.Date{}, day.Date{}
	return c.Of(i, open, nil)
}

// span is a stretch of the year's teaching weeks, by their numbers: first to before end.
type span struct{ first, end int }

func (s span) has(week int) bool { return week >= s.first && week < s.end }

// weeksBetween are the teaching weeks with a day, Monday to Friday, between two dates; a
// zero date is open.
func (c Costing) weeksBetween(from, until day.Date) span {
	s := span{0, len(c.Weeks)}
	if !from.IsZero() {
		s.first, _ = slices.BinarySearchFunc(c.Weeks, from.AddDays(-4), day.Date.Compare)
	}
	if !until.IsZero() {
		s.end, _ = slices.BinarySearchFunc(c.Weeks, until.AddDays(1), day.Date.Compare)
	}
	return s
}

// inYear reports whether dates touch the school year; a zero date is open.
func (c Costing) inYear(from, until day.Date) bool {
	return (from.IsZero() || !from.After(c.Last)) && (until.IsZero() || !until.Before(c.First))
}

// past reports whether a week is over. A week that has begun counts too once its
// tick-sheet has been filled in.
func (c Costing) past(week int, ticked bool) bool {
	monday := c.Weeks[week]
	return !monday.AddDays(4).After(c.Today) || ticked && !monday.After(c.Today)
}
