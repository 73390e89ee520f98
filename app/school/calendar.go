package school

import (
	"cmp"
	"slices"
	"time"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/pack"
	"needsbook/assets"
)

// Calendar holds the term dates, holidays and census days by which school days are
// counted: a pack that ships as an example and that a school puts its own dates into.
type Calendar struct {
	pack.Head
	Years    []Year            `json:"years"`
	Examples []CalendarExample `json:"worked_examples"`
}

// Year is one school year: 2026 is September 2026 to August 2027.
type Year struct {
	Starts   int         `json:"year"`
	Example  bool        `json:"example"` // made up: to be replaced by the school's own
	Terms    []Span      `json:"terms"`
	Holidays []Span      `json:"holidays"` // within the terms, such as half term
	Closed   []Span      `json:"closed"`   // training days, bank holidays and other days without pupils
	Census   []CensusDay `json:"census"`
}

// Span is a run of days with a name; Until is its last day.
type Span struct {
	Name  string   `json:"name"`
	From  day.Date `json:"from"`
	Until day.Date `json:"to"`
}

// CensusDay is the day of a school census.
type CensusDay struct {
	Term string   `json:"term"`
	On   day.Date `json:"on"`
}

// Has reports whether a day lies in the span.
func (s Span) Has(d day.Date) bool { return !d.Before(s.From) && !d.After(s.Until) }

// LoadCalendar reads a calendar pack, or says all that is wrong with it.
func LoadCalendar(data []byte) (Calendar, []pack.Problem) {
	var c Calendar
	if problems := pack.Read(assets.Schema("calendar.json"), data, &c); problems != nil {
		return Calendar{}, problems
	}
	var problems pack.Problems
	seen := map[int]bool{}
	for _, y := range c.Years {
		if seen[y.Starts] {
			problems.Add("years", "The school year %s is given twice.", y.Name())
		}
		seen[y.Starts] = true
		for _, f := range y.Check() {
			if f.Severity < finding.Refuse {
				continue
			}
			problems.Add("years."+y.Name()+"."+f.Field, "%s", CalendarWords(f))
		}
	}
	if problems == nil {
		c.sort()
		problems.CheckExamples(c.worked())
	}
	if problems != nil {
		return Calendar{}, problems
	}
	return c, nil
}

func (c *Calendar) sort() {
	slices.SortFunc(c.Years, func(a, b Year) int { return cmp.Compare(a.Starts, b.Starts) })
}

// Name returns the school year as schools write it, 2026-27.
func (y Year) Name() string { return day.AcademicYearName(y.Starts) }

// First and Last are the ends of the school year: 1 September and 31 August.
func (y Year) First() day.Date { return day.Of(y.Starts, 9, 1) }

// Last is the last day of the school year.
func (y Year) Last() day.Date { return day.Of(y.Starts+1, 8, 31) }

// Year returns the school year that begins in a calendar year, and whether the
// calendar has it.
func (c Calendar) Year(starts int) (Year, bool) {
	for _, y := range c.Years {
		if y.Starts == starts {
			return y, true
		}
	}
	return Year{Starts: starts}, false
}

// With returns the calendar with one year put in place of the one it had.
func (c Calendar) With(y Year) Calendar {
	years := slices.DeleteFunc(slices.Clone(c.Years), func(old Year) bool { return old.Starts == y.Starts })
	c.Years = append(years, y)
	c.sort()
	return c
}

// IsSchoolDay reports whether pupils are in school on a day. In a year that the
// calendar does not have, every day from Monday to Friday counts.
func (c Calendar) IsSchoolDay(d day.Date) bool {
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		return false
	}
	y, known := c.Year(day.AcademicYear(d))
	if !known {
		return true
	}
	has := func(spans []Span) bool { return slices.ContainsFunc(spans, func(s Span) bool { return s.Has(d) }) }
	return has(y.Terms) && !has(y.Holidays) && !has(y.Closed)
}

// AddSchoolDays returns the n-th school day after a day. Where the calendar has no
// n school days within two years, which no real one lacks, it is the last day looked at.
func (c Calendar) AddSchoolDays(d day.Date, n int) day.Date {
	for left, looked := n, 0; left > 0 && looked < 731; looked++ {
		if d = d.AddDays(1); c.IsSchoolDay(d) {
			left--
		}
	}
	return d
}

// SchoolDayBy returns a day when it is a school day, and else the last school day
// before it. Where the calendar has none in the two years before, it is the day itself.
func (c Calendar) SchoolDayBy(d day.Date) day.Date {
	for at := 0; at < 731; at++ {
		if before := d.AddDays(-at); c.IsSchoolDay(before) {
			return before
		}
	}
	return d
}

// NextSchoolDay returns the first school day after a day.
func (c Calendar) NextSchoolDay(d day.Date) day.Date { return c.AddSchoolDays(d, 1) }

// CensusDays returns the census days from a day to another, in order.
func (c Calendar) CensusDays(from, until day.Date) []CensusDay {
	var out []CensusDay
	for _, y := range c.Years {
		for _, day := range y.Census {
			if !day.On.Before(from) && !day.On.After(until) {
				out = append(out, day)
			}
		}
	}
	slices.SortFunc(out, func(a, b CensusDay) int { return a.On.Compare(b.On) })
	return out
}

// Part returns the last day of part n (from 1) of the school year divided into parts,
// as "three times a year" asks: with three terms the end of each term, with six the
// end of every second. Without terms it is a calendar share of the year to July.
func (y Year) Part(n, parts int) day.Date {
	if len(y.Terms) == 0 {
		return day.Of(y.Starts, 9, 1).AddDays(323 * n / parts)
	}
	i := (n*len(y.Terms)+parts-1)/parts - 1
	return y.Terms[i].Until
}
