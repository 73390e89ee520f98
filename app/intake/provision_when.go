package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/school"
)

// when are the days from which and until which something runs; a zero day is open.
type when struct{ from, until day.Date }

// schoolYear finds the days that words about terms mean in one school year.
type schoolYear struct {
	year  school.Year
	parts []when // half terms, in order: six in most schools
	today day.Date
}

// shortBreak is how many days a holiday within a term may have and not part it in two.
const shortBreak = 3

func newSchoolYear(y school.Year, today day.Date) schoolYear {
	s := schoolYear{year: y, today: today}
	for _, term := range y.Terms {
		from := term.From
		for _, h := range y.Holidays {
			if term.Has(h.From) && h.From.DaysUntil(h.Until) >= shortBreak && h.From.After(from) {
				s.parts = append(s.parts, when{from, h.From.AddDays(-1)})
				from = h.Until.AddDays(1)
			}
		}
		if !from.After(term.Until) {
			s.parts = append(s.parts, when{from, term.Until})
		}
	}
	return s
}

// halfTerms are how many half terms a year has where its terms can be named by season.
const halfTerms = 6

var (
	seasonForm = regexp.MustCompile(`^(autumn|aut|spring|spr|summer|sum)(?: term)? ?(?:half ?term ?)?(1|2)?(?: ?& ?2| ?and ?2)?\b`)
	termForm   = regexp.MustCompile(`^(?:half ?term|term|ht|t) ?([1-6])\b`)
	yearForm   = regexp.MustCompile(`^(?:20)?(\d\d)(?:[/-](?:20)?(\d\d))?$`)
	monthForm  = regexp.MustCompile(`^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .-]*(?:(?:20)?(\d\d))?$`)
	rangeSign  = regexp.MustCompile(` (?:-|–|—|to|until) `)
	wholeYear  = []string{"all year", "full year", "whole year", "whole school year", "year round", "all year round", "ongoing", "on-going", "on going", "continuous", "current", "all terms", "academic year", "throughout the year"}
	seasons    = []string{"aut", "spr", "sum"}
)

// read reads when something runs: a term or several, a half term, the whole year, or
// two dates. Terms are those of the school year; a text that names another year is not
// understood.
func (s schoolYear) read(text string, date1904 bool) (when, bool) {
	words := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if slices.Contains(wholeYear, words) {
		return when{}, true
	}
	if parts := rangeSign.Split(words, -1); len(parts) == 2 {
		from, ok1 := parseDate(parts[0], s.today, date1904)
		until, ok2 := parseDate(parts[1], s.today, date1904)
		if ok1 && ok2 {
			return when{from, until}, !until.Before(from)
		}
	}
	return s.terms(words)
}

// terms reads terms by their names. Several must follow each other.
func (s schoolYear) terms(words string) (when, bool) {
	if len(s.parts) != halfTerms {
		return when{}, false
	}
	var named [halfTerms]bool
	rest, spans := words, false
	for rest != "" {
		lo, hi, after, ok := oneTerm(rest)
		if !ok {
			break
		}
		for i := lo; i <= hi; i++ {
			named[i] = true
		}
		after = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(after), "term"))
		rest = strings.TrimSpace(strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(after, "and "), "to "), " ,&/+-–"))
		spans = spans || strings.HasPrefix(after, "-") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "to ")
	}
	if !s.sameYear(rest) {
		return when{}, false
	}
	first, last := slices.Index(named[:], true), -1
	for i := range named {
		if named[i] {
			last = i
		}
	}
	if first < 0 || !spans && slices.Contains(named[first:last+1], false) {
		return when{}, false
	}
	return when{s.parts[first].from, s.parts[last].until}, true
}

// oneTerm reads the name of one term or half term at the beginning of a text, as the
// numbers of its first and last half term.
func oneTerm(text string) (first, last int, rest string, ok bool) {
	if m := termForm.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n - 1, n - 1, text[len(m[0]):], true
	}
	m := seasonForm.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, "", false
	}
	first = 2 * slices.Index(seasons, m[1][:3])
	last = first + 1
	if both := strings.ContainsAny(m[0], "&") || strings.Contains(m[0], "and"); m[2] != "" && !both {
		n, _ := strconv.Atoi(m[2])
		first += n - 1
		last = first
	}
	return first, last, text[len(m[0]):], true
}

// sameYear reports whether what follows the terms names the school year, or nothing.
func (s schoolYear) sameYear(words string) bool {
	m := yearForm.FindStringSubmatch(words)
	if m == nil {
		return words == ""
	}
	starts := s.year.Starts % 100
	n, _ := strconv.Atoi(m[1])
	if m[2] == "" {
		return n == starts || n == (starts+1)%100
	}
	until, _ := strconv.Atoi(m[2])
	return n == starts && until == (starts+1)%100
}

// edge reads the cell of a first or last day: a date, a term, a month, or that it goes on.
func (s schoolYear) edge(text string, date1904, last bool) (day.Date, bool) {
	if d, ok := parseDate(text, s.today, date1904); ok {
		return d, true
	}
	span, ok := s.read(text, date1904)
	if !ok {
		span, ok = s.month(strings.ToLower(strings.TrimSpace(text)))
	}
	if last {
		return span.until, ok
	}
	return span.from, ok
}

// month reads a month, of the school year where no year is written.
func (s schoolYear) month(words string) (when, bool) {
	m := monthForm.FindStringSubmatch(words)
	if m == nil {
		return when{}, false
	}
	t, err := time.Parse("Jan", strings.ToUpper(m[1][:1])+m[1][1:])
	if err != nil {
		return when{}, false
	}
	year := s.year.Starts
	if t.Month() < time.September {
		year++
	}
	if m[2] != "" {
		n, _ := strconv.Atoi(m[2])
		year = 2000 + n
	}
	from := day.Of(year, int(t.Month()), 1)
	return when{from, from.AddMonths(1).AddDays(-1)}, true
}
