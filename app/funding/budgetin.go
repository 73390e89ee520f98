package funding

import (
	"fmt"

	"needsbook/app/day"
	"needsbook/app/money"
)

// Months in which a school's financial year can start: April for a school that the
// council maintains, September for an academy.
const (
	StartsApril     = 4
	StartsSeptember = 9
)

// Of a financial year that starts in April, the months before and after the new school
// year begins in September.
const (
	monthsToAugust = 5
	monthsToMarch  = 7
)

// TopUp is money that the council agreed for a request.
type TopUp struct {
	Request   int // its number
	Reference string
	Pupil     string // "" for a group or a project
	Amount    money.Amount
	From, To  day.Date // the days that the amount is for
	Until     day.Date // the last day that it is paid for: before To where it ended early
}

// Income is money of the school year: all or a part of a line, or of an award.
type Income struct {
	Source   string       `json:"source"`
	Line     string       `json:"line,omitempty"`    // id of the line, "" for an award
	Request  int          `json:"request,omitempty"` // number of the request, 0 for a line
	Pupil    string       `json:"pupil,omitempty"`
	What     string       `json:"what"`
	Whole    money.Amount `json:"whole"`
	Part     money.Amount `json:"part"`  // of it, what falls in the school year
	Words    string       `json:"words"` // how Part was worked out
	Months   int          `json:"-"`     // of the 12 of a line that is split
	Days     int          `json:"-"`     // of the OfDays of an award
	OfDays   int          `json:"-"`
	On       day.Date     `json:"on_day"`
	Expected bool         `json:"expected"` // the school has not been told of it yet
}

// Awaited is a financial year of which a part falls in the school year, and for which a
// source has no line although the year beside it has one.
type Awaited struct {
	Source string `json:"source"`
	Year   int    `json:"year"`
	Span   string `json:"span"` // April to August 2027
}

// FinancialYears are the financial years that have a part in a school year.
func FinancialYears(year, starts int) []int {
	if starts == StartsSeptember {
		return []int{year}
	}
	return []int{year, year + 1}
}

// FinancialYearName names a financial year: April 2026 to March 2027.
func FinancialYearName(year, starts int) string {
	if starts == StartsSeptember {
		return fmt.Sprintf("September %d to August %d", year, year+1)
	}
	return fmt.Sprintf("April %d to March %d", year, year+1)
}

// spanName names the months of a financial year that fall in a school year.
func spanName(financial, school int) string {
	if financial > school {
		return fmt.Sprintf("April to August %d", financial)
	}
	return fmt.Sprintf("September %d to March %d", financial, financial+1)
}

// income is all money of the school year, lines first.
func (f BudgetFacts) income() []Income {
	var out []Income
	for _, l := range f.Lines {
		in := Income{Source: l.Source, Line: l.ID, What: l.What, Whole: l.Amount, On: l.On, Expected: l.On.IsZero()}
		if in.ofLine(l, f.Year, f.Starts) {
			out = append(out, in)
		}
	}
	for _, a := range f.TopUps {
		in := Income{Source: SourceTopUp, Request: a.Request, Pupil: a.Pupil, What: a.Reference, Whole: a.Amount, On: a.From}
		if in.ofAward(a, f.Year) {
			out = append(out, in)
		}
	}
	return out
}

// ofLine works out what of a line falls in a school year, and reports whether any does. A
// financial year from April gives 5 of its 12 months to the school year that ends in
// August and 7 to the next one; the two parts add up to the line to the penny.
func (in *Income) ofLine(l BudgetLine, year, starts int) bool {
	if starts == StartsSeptember {
		in.Part, in.Words = l.Amount, l.Amount.Words()+" for the school year"
		return l.Year == year
	}
	months, n := []int64{monthsToAugust, monthsToMarch}, l.Year-year
	if n != 0 && n != 1 {
		return false
	}
	n = 1 - n // the year that starts before the school year gives its later months
	in.Part, in.Months = money.SplitBy(l.Amount, months)[n], int(months[n])
	in.Words = fmt.Sprintf("%s × %d of 12 months (%s) = %s", l.Amount.Words(), in.Months, spanName(l.Year, year), in.Part.Words())
	return true
}

// ofAward works out what of an award falls in a school year, by days, and reports whether
// any does. Its parts in all the years add up to the amount to the penny; what ended early
// is not paid for the days after.
func (in *Income) ofAward(t TopUp, year int) bool {
	until := t.To
	if !t.Until.IsZero() {
		until = earlier(t.Until, t.To)
	}
	first, last := day.AcademicYear(t.From), day.AcademicYear(t.To)
	if t.From.IsZero() || until.Before(t.From) || last-first > mostYears || year < first || year > last {
		return false
	}
	var days []int64 // paid in each school year; those after an early end stand last
	in.OfDays = t.From.DaysUntil(t.To) + 1
	left := in.OfDays
	for y := first; y <= last; y++ {
		from := later(t.From, day.Of(y, 9, 1))
		paid := max(0, from.DaysUntil(earlier(day.Of(y+1, 8, 31), until))+1)
		days, left = append(days, int64(paid)), left-paid
	}
	in.Days = int(days[year-first])
	in.Part = money.SplitBy(t.Amount, append(days, int64(left)))[year-first]
	in.Words = fmt.Sprintf("%s for %s to %s", t.Amount.Words(), t.From.Words(), t.To.Words())
	if in.Days < in.OfDays {
		in.Words += fmt.Sprintf(" × %d of %d days = %s", in.Days, in.OfDays, in.Part.Words())
	}
	return in.Days > 0
}

// mostYears is longer than any award lasts.
const mostYears = 50

func later(a, b day.Date) day.Date {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b day.Date) day.Date {
	if b.Before(a) {
		return b
	}
	return a
}

// awaited is the money that a source brings in one of the financial years of the school
// year and not in the other.
func (f BudgetFacts) awaited() []Awaited {
	out := []Awaited{}
	years := FinancialYears(f.Year, f.Starts)
	for _, source := range []string{SourceNotional, SourceIMF} {
		var missing []int
		for _, y := range years {
			if !f.has(source, y) {
				missing = append(missing, y)
			}
		}
		if len(missing) == len(years) {
			continue
		}
		for _, y := range missing {
			out = append(out, Awaited{source, y, spanName(y, f.Year)})
		}
	}
	return out
}

func (f BudgetFacts) has(source string, year int) bool {
	for _, l := range f.Lines {
		if l.Source == source && l.Year == year {
			return true
		}
	}
	return false
}
