package duties

import (
	"strconv"

	"needsbook/app/day"
	"needsbook/app/pack"
	"needsbook/app/school"
	"needsbook/assets"
)

// Timescales is the pack of deadlines. A rule that it lacks is not asked about.
type Timescales struct {
	pack.Head
	LeadDays int         `json:"lead_days"` // how long before its day a duty shows, where it says nothing itself
	List     []Timescale `json:"timescales"`
	Examples []Example   `json:"worked_examples"`
	byID     map[string]Timescale
}

// Timescale is one deadline.
type Timescale struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Acts       Owner    `json:"acts"`
	Limit      Limit    `json:"limit"`
	Fixed      string   `json:"fixed_date"`      // the same day each year, 02-15
	FixedFull  day.Date `json:"fixed_full_date"` // one day
	Remind     []int    `json:"remind"`          // days before, most first: each is a reminder of its own
	LeadDays   *int     `json:"lead_days"`
	AsksDays   *int     `json:"asks_days"` // how long after its day it is still asked about; nil is always
	Reference  string   `json:"ref"`
	AdviceOnly bool     `json:"advice_only"` // good practice, not law
	PuttingOff string   `json:"putting_off"` // what putting it off means
}

// Limit is a length of time. A week is 7 days.
type Limit struct {
	N      int    `json:"n"`
	Unit   string `json:"unit"`
	Before bool   `json:"before"` // counted back from the event
}

// From returns the day that lies a limit after an event, or before it; zero for a
// unit that is no length of time, such as "times a year".
func (l Limit) From(event day.Date, c school.Calendar) day.Date {
	n := l.N
	if l.Before {
		n = -n
	}
	switch l.Unit {
	case "days":
		return event.AddDays(n)
	case "weeks":
		return event.AddDays(7 * n)
	case "months":
		return event.AddMonths(n)
	case "years":
		return event.AddYears(n)
	case "school days":
		return c.AddSchoolDays(event, n)
	}
	return day.Date{}
}

// LoadTimescales reads the pack, or says all that is wrong with it.
func LoadTimescales(data []byte) (Timescales, []pack.Problem) {
	var t Timescales
	if problems := pack.Read(assets.Schema("timescales.json"), data, &t); problems != nil {
		return Timescales{}, problems
	}
	var problems pack.Problems
	t.byID = map[string]Timescale{}
	for i, rule := range t.List {
		path := "timescales[" + strconv.Itoa(i) + "]"
		if _, twice := t.byID[rule.ID]; twice {
			problems.Add(path, "There are two timescales “%s”.", rule.ID)
		}
		t.byID[rule.ID] = rule
		if rule.Fixed != "" && rule.fixedIn(2027).String()[5:] != rule.Fixed {
			problems.Add(path+".fixed_date", "“%s” is not a day of the year.", rule.Fixed)
		}
		if rule.Limit.Before && rule.Limit.Unit == "school days" {
			problems.Add(path+".limit", "School days are counted forwards only.")
		}
		for j := 1; j < len(rule.Remind); j++ {
			if rule.Remind[j] >= rule.Remind[j-1] {
				problems.Add(path+".remind", "Reminders stand in order, the earliest first.")
			}
		}
	}
	if problems == nil {
		problems.CheckExamples(t.worked())
	}
	if problems != nil {
		return Timescales{}, problems
	}
	return t, nil
}

// Rule returns a deadline by its id, and whether the pack has it.
func (t Timescales) Rule(id string) (Timescale, bool) {
	rule, found := t.byID[id]
	return rule, found
}

// fixedIn returns the fixed day of a rule in a year.
func (t Timescale) fixedIn(year int) day.Date {
	month, _ := strconv.Atoi(t.Fixed[:2])
	date, _ := strconv.Atoi(t.Fixed[3:])
	return day.Of(year, month, date)
}

// Window returns the day that a deadline of the same day each year falls on in a calendar
// year, from when it shows and until when it is asked about; false where the pack has no
// such deadline.
func (t Timescales) Window(id string, year int) (shows, due, until day.Date, found bool) {
	rule, found := t.Rule(id)
	if !found || rule.Fixed == "" {
		return shows, due, until, false
	}
	due = rule.fixedIn(year)
	until = due.AddDays(366)
	if rule.AsksDays != nil {
		until = due.AddDays(*rule.AsksDays)
	}
	return due.AddDays(-rule.lead(t.LeadDays)), due, until, true
}

func (t Timescale) lead(otherwise int) int {
	if t.LeadDays != nil {
		return *t.LeadDays
	}
	return otherwise
}
