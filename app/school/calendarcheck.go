package school

import (
	"fmt"
	"strconv"

	"needsbook/app/finding"
)

// calendarWords are the sentences for the findings of Year.Check.
var calendarWords = map[string]string{
	"calendar.no_terms": "Enter at least one term.",
	"calendar.name":     "Give %s a name.",
	"calendar.date":     "Enter the first and the last day of %s.",
	"calendar.backward": "%s ends before it begins. Check its two dates.",
	"calendar.outside":  "%s is not in the school year %s. A school year runs from 1 September to 31 August.",
	"calendar.order":    "%s must begin after %s has ended. Terms stand in order and do not overlap.",
	"calendar.overlap":  "%s and %s overlap. A day can be in only one of them.",
	"calendar.no_term":  "%s is not within a term. Days between the terms are holidays already.",
	"calendar.closed":   "The census of %s is on a day without school. Check the day.",
	"calendar.twice":    "There are two census days on %s.",
}

// CalendarWords returns the sentence for a finding of Year.Check.
func CalendarWords(f finding.Finding) string {
	args := make([]any, len(f.Args))
	for i, a := range f.Args {
		args[i] = a
	}
	return fmt.Sprintf(calendarWords[f.Code], args...)
}

// Check returns what is wrong with a year's dates: names, dates the wrong way round,
// days outside the school year, terms out of order, spans that overlap and holidays that
// are in no term. A census on a day without school is a warning. The field of a finding is the
// list and place of the line it is about: terms.1, holidays.0.
func (y Year) Check() []finding.Finding {
	var out []finding.Finding
	found := func(code string, how finding.Severity, list string, i int, args ...string) {
		out = append(out, finding.Finding{Code: "calendar." + code, Field: list + "." + strconv.Itoa(i), Severity: how, Args: args})
	}
	refuse := func(code, list string, i int, args ...string) { found(code, finding.Refuse, list, i, args...) }
	if len(y.Terms) == 0 {
		refuse("no_terms", "terms", 0)
	}
	whole := true
	for _, list := range []struct {
		name  string
		spans []Span
	}{{"terms", y.Terms}, {"holidays", y.Holidays}, {"closed", y.Closed}} {
		for i, s := range list.spans {
			if code, args := y.wrong(s); code != "" {
				refuse(code, list.name, i, args...)
				whole = false
			}
		}
	}
	for i, c := range y.Census {
		switch {
		case c.On.IsZero():
			refuse("date", "census", i, "the census")
			whole = false
		case c.On.Before(y.First()) || c.On.After(y.Last()):
			refuse("outside", "census", i, c.On.Words(), y.Name())
			whole = false
		}
	}
	if whole {
		y.checkTogether(found)
	}
	return out
}

// wrong returns what is wrong with one span by itself, "" for nothing.
func (y Year) wrong(s Span) (code string, args []string) {
	switch {
	case s.Name == "":
		return "name", []string{"each line"}
	case s.From.IsZero() || s.Until.IsZero():
		return "date", []string{s.Name}
	case s.Until.Before(s.From):
		return "backward", []string{s.Name}
	case s.From.Before(y.First()) || s.Until.After(y.Last()):
		return "outside", []string{s.Name, y.Name()}
	}
	return "", nil
}

// checkTogether looks at how the spans stand to each other.
func (y Year) checkTogether(found func(code string, how finding.Severity, list string, i int, args ...string)) {
	refuse := func(code, list string, i int, args ...string) { found(code, finding.Refuse, list, i, args...) }
	for i := 1; i < len(y.Terms); i++ {
		if !y.Terms[i-1].Until.Before(y.Terms[i].From) {
			refuse("order", "terms", i, y.Terms[i].Name, y.Terms[i-1].Name)
		}
	}
	overlap := func(a, b Span) bool { return !a.Until.Before(b.From) && !b.Until.Before(a.From) }
	inTerm := func(s Span) bool {
		for _, t := range y.Terms {
			if overlap(s, t) {
				return true
			}
		}
		return false
	}
	var seen []Span
	for _, list := range []struct {
		name  string
		spans []Span
	}{{"holidays", y.Holidays}, {"closed", y.Closed}} {
		for i, s := range list.spans {
			if !inTerm(s) {
				refuse("no_term", list.name, i, s.Name)
			}
			for _, other := range seen {
				if overlap(s, other) {
					refuse("overlap", list.name, i, s.Name, other.Name)
				}
			}
			seen = append(seen, s)
		}
	}
	year := Calendar{Years: []Year{y}}
	for i, c := range y.Census {
		if !year.IsSchoolDay(c.On) {
			found("closed", finding.Warn, "census", i, c.On.Words())
		}
		for _, other := range y.Census[:i] {
			if other.On == c.On {
				refuse("twice", "census", i, c.On.Words())
			}
		}
	}
}
