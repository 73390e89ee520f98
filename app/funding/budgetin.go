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
		if part, words, in := l.inYear(f.Year, f.Starts); in {
			out = append(out, Income{Source: l.Source, Line: l.ID, What: l.What, Whole: l.Amount, Part: part, Words: words, On: l.On, Expected: l.On.IsZero()})
		}
	}
	for _, a := range f.TopUps {
		if part, words, in := a.inYear(f.Year); in {
			out = append(out, Income{Source: SourceTopUp, Request: a.Request, Pupil: a.Pupil, What: a.Reference, Whole: a.Amount, Part: part, Words: words, On: a.From})
		}
	}
	return out
}

// inYear is what of a line falls in a school year. A financial year from April gives 5 of
// its 12 months to the school year that ends in August and 7 to the next one; the two
// parts add up to the line to the penny.
func (l BudgetLine) inYear(year, starts int) (part money.Amount, words string, in bool) {
	if starts == StartsSeptember {
		return l.Amount, l.Amount.Words() + " for the school year", l.Year == year
	}
	months, n := []int64{monthsToAugust, monthsToMarch}, 1
	switch l.Year {
	case year:
	case year + 1:
		n = 0
	default:
		return money.Amount{}, "", false
	}
	part = money.SplitBy(l.Amount, months)[n]
	words = fmt.Sprintf("%s × %d of 12 months (%s) = %s", l.Amount.Words(), months[n], spanName(l.Year, year), part.Words())
	return part, words, true
}

// inYear is what of an award falls in a school year, by days. Its parts in all the years
// add up to the amount to the penny; what ended early is not paid for the days after.
func (t TopUp) inYear(year int) (part money.Amount, words string, in bool) {
	until := t.Until
	if until.IsZero() || until.After(t.To) {
		until = t.To
	}
	if t.From.IsZero() || until.Before(t.From) {
		return money.Amount{}, "", false
	}
	first, last := day.AcademicYear(t.From), day.AcademicYear(t.To)
	if last-first > 50 || year < first || year > last {
		return money.Amount{}, "", false
	}
	var days []int64 // paid, of each school year in turn; the days after an early end last
	var unpaid int64
	for y := first; y <= last; y++ {
		from, to := later(t.From, day.Of(y, 9, 1)), earlier(t.To, day.Of(y+1, 8, 31))
		all := int64(from.DaysUntil(to) + 1)
		paid := int64(from.DaysUntil(earlier(to, until)) + 1)
		paid = max(0, paid)
		days, unpaid = append(days, paid), unpaid+all-paid
	}
	n := year - first
	if days[n] == 0 {
		return money.Amount{}, "", false
	}
	part = money.SplitBy(t.Amount, append(days, unpaid))[n]
	whole := int64(t.From.DaysUntil(t.To) + 1)
	words = fmt.Sprintf("%s for %s to %s", t.Amount.Words(), t.From.Words(), t.To.Words())
	if days[n] < whole {
		words += fmt.Sprintf(" × %d of %d days = %s", days[n], whole, part.Words())
	}
	return part, words, true
}

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
