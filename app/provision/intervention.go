package provision

import (
	"time"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/register"
)

// Intervention is one thing that the school puts on, for one pupil or for several: a
// row of the provision map. Who is in it, and from when, is said by its placements.
type Intervention struct {
	ID            string          `json:"id"`
	Name          string          `json:"name"`
	Library       string          `json:"library"`         // id of the entry of the library it was made from, "" for none
	Area          string          `json:"area"`            // id of a broad area of need, "" when it serves several
	Wave          int             `json:"wave"`            // WaveUniversal to WaveSpecialist, 0 not said
	Setting       string          `json:"setting"`         // "" in school, or AlternativeProvision
	Provider      string          `json:"provider"`        // who gives it where that is not the school
	Goal          string          `json:"goal"`            // what it is meant to reach
	StaffKind     string          `json:"staff_kind"`      // id of a kind of staff in the rate card
	Staff         string          `json:"staff"`           // id of the member of staff, "" while nobody is named
	Minutes       int             `json:"minutes"`         // in one session
	SessionsAWeek decimal.Decimal `json:"sessions_a_week"` // 0.5 is once a fortnight
	Slots         []Slot          `json:"slots"`           // when in the week, as far as it is known
	Weeks         int             `json:"weeks"`           // the most teaching weeks in a school year that it runs; 0 all between its dates
	Starts        day.Date        `json:"starts"`          // zero runs since before this year
	Ends          day.Date        `json:"ends"`            // last day, zero while it goes on
	Size          int             `json:"size"`            // pupils who share it, where more share than are placed; 0 those placed
	Price         money.Amount    `json:"price"`           // £0 takes the hourly rate of the card
	Per           string          `json:"per"`             // what the price is for: PerHour, PerSession, PerWeek or PerYear; "" where it is £0
	EachPays      bool            `json:"each_pays"`       // the price is for every pupil, not shared, as places elsewhere are
	Bought        []Item          `json:"bought"`          // for the whole group
	ReviewDue     day.Date        `json:"review_due"`
	PaidFrom      string          `json:"paid_from"` // the source of money that pays for it, "" the notional SEN budget (funding.Sources)
	Notes         string          `json:"notes"`
	By            string          `json:"by"`
}

// AlternativeProvision is the setting of what is given outside the school (Alternative
// provision: statutory guidance, 2013; Education Act 1996, section 19).
const AlternativeProvision = "alternative"

// Waves of provision: what every pupil gets, what some get, what a few get.
const (
	WaveUniversal  = 1
	WaveTargeted   = 2
	WaveSpecialist = 3
)

// What a price is for.
const (
	PerHour    = "hour"
	PerSession = "session"
	PerWeek    = "week"
	PerYear    = "year"
)

// Pers are what a price can be for, with their words.
var Pers = []register.Item{
	{ID: PerHour, Name: "an hour"}, {ID: PerSession, Name: "a session"}, {ID: PerWeek, Name: "a week"}, {ID: PerYear, Name: "a year"},
}

// Slot is one session of the week: it lasts the intervention's minutes.
type Slot struct {
	Day time.Weekday `json:"day"` // Monday is 1
	At  TimeOfDay    `json:"at"`
}

// Item is something bought. Its price counts in equal parts in each of its useful
// years, from the school year in which it was bought.
type Item struct {
	What   string       `json:"what"`
	Amount money.Amount `json:"amount"`
	Years  int          `json:"years"`  // useful years; 1 counts it all in the year it was bought
	On     day.Date     `json:"on_day"` // when it was bought; zero is this school year
}

// Placement is a pupil in an intervention, or waiting for a place in one.
type Placement struct {
	ID            string          `json:"id"`
	Pupil         string          `json:"pupil"`
	Intervention  string          `json:"intervention"`
	Waiting       bool            `json:"waiting"`         // for a place; it costs nothing yet
	Starts        day.Date        `json:"starts"`          // zero is since the intervention began; while waiting, since when
	Ends          day.Date        `json:"ends"`            // last day, zero while it goes on
	SessionsAWeek decimal.Decimal `json:"sessions_a_week"` // how many the pupil comes to; 0 all of them
	Outcome       string          `json:"outcome"`         // id of the outcome in the pupil's plan that it serves
	Goal          string          `json:"goal"`            // words where it serves no outcome of the plan
	Bears         bool            `json:"bears"`           // it was set up for this pupil, who bears the whole cost where the scheme allows it
	Bought        []Item          `json:"bought"`          // for this pupil alone
	Measure       string          `json:"measure"`         // what is measured: a reading age, a count
	Baseline      string          `json:"baseline"`        // the measure at the start, a number
	Why           string          `json:"why"`             // why it ended or waits
	By            string          `json:"by"`

	Wanted day.Date `json:"wanted"` // since when the pupil waited for the place that there is now, zero where there was one at once
}

// Follows keeps in a placement since when the pupil had waited, once there is a place.
func (p Placement) Follows(kept Placement) Placement {
	p.Wanted = kept.Wanted
	switch {
	case p.Waiting:
		p.Wanted = day.Date{}
	case kept.Waiting:
		p.Wanted = kept.Starts
	}
	return p
}

// Attendance is one week of a pupil in an intervention, as a tick-sheet has it.
type Attendance struct {
	ID           string   `json:"id"`
	Pupil        string   `json:"pupil"`
	Intervention string   `json:"intervention"`
	Placement    string   `json:"placement"`
	Week         day.Date `json:"week"`  // its Monday
	Marks        string   `json:"marks"` // a mark for each session in order: MarkThere, MarkAbsent or MarkNotHeld
	Why          string   `json:"why"`   // why sessions were not held
}

// Marks of a tick-sheet.
const (
	MarkThere   = '/' // held, and the pupil was there
	MarkAbsent  = 'o' // held without the pupil
	MarkNotHeld = 'x' // not held
)

// PlacementReview is what a review of an intervention came to for one pupil.
type PlacementReview struct {
	ID           string   `json:"id"`
	Pupil        string   `json:"pupil"`
	Intervention string   `json:"intervention"`
	Placement    string   `json:"placement"`
	On           day.Date `json:"on_day"`
	Result       string   `json:"result"`   // ResultMet, ResultPartly or ResultNot
	Score        string   `json:"score"`    // the measure now, a number
	Evidence     string   `json:"evidence"` // what showed it
	Worked       string   `json:"worked"`   // what worked, for a colleague
	Next         string   `json:"next"`     // what changes now
	By           string   `json:"by"`
}

// Staff is a member of staff and the hours there are for provision.
type Staff struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Kind  string   `json:"kind"`      // id of a kind of staff in the rate card
	Hours []Hours  `json:"hours"`     // when there is time for provision
	Until day.Date `json:"until_day"` // last day at the school, zero while there
}

// Hours is a stretch of one day of the week.
type Hours struct {
	Day   time.Weekday `json:"day"` // Monday is 1
	From  TimeOfDay    `json:"from"`
	Until TimeOfDay    `json:"until"`
}
