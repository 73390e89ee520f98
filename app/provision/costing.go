package provision

import (
	"needsbook/app/day"
	"needsbook/app/money"
)

// Costing is what costs of one school year are worked out from.
type Costing struct {
	First, Last day.Date                                          // of the school year
	Today       day.Date                                          // costs to date hold up to and with this day
	Weeks       []day.Date                                        // Mondays of the year's teaching weeks, rising
	MostWeeks   int                                               // weeks of the costing year, such as 38: nothing is costed for more
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
