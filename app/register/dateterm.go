package register

import (
	"strconv"
	"strings"

	"needsbook/app/day"
)

// dateWay says how terms about a date are read.
type dateWay struct {
	past    bool   // a number of days counts back from today; else forward
	overdue bool   // overdue is a value: before today
	bare    string // the comparison of a date without one, "" is =
}

// dateTerm reads none, overdue, a day, a year or a number of days, with or without a
// comparison: since:30d, born:>=2018-09-01, born:2018, review:<30d, review:0-14d.
func dateTerm(get func(*Entry) day.Date, way dateWay) readTerm {
	return func(value string, c QueryContext) (func(*Entry) bool, string) {
		switch strings.ToLower(value) {
		case "none":
			return func(e *Entry) bool { return get(e).IsZero() }, ""
		case "overdue":
			if way.overdue {
				return func(e *Entry) bool { return !get(e).IsZero() && get(e).Before(c.Today) }, ""
			}
		}
		if test, ok := daysTest(get, way, value, c.Today); ok {
			return test, ""
		}
		op, rest := cutComparison(value)
		if op == "=" && !strings.HasPrefix(value, "=") && way.bare != "" {
			op = way.bare
		}
		first, last, ok := readDays(rest, c.Today)
		if !ok {
			example := "30d, 2026-09-01, >=2026-09-01, 2026 or none"
			if way.overdue {
				example = "<30d, 2026-09-01, >=2026-09-01, overdue or none"
			}
			return nil, "“" + shorten(value) + "” is not a time to compare with. Use one such as " + example + "."
		}
		return func(e *Entry) bool {
			d := get(e)
			if d.IsZero() {
				return false
			}
			switch op {
			case "<":
				return d.Before(first)
			case "<=":
				return !d.After(last)
			case ">":
				return d.After(last)
			case ">=":
				return !d.Before(first)
			}
			return !d.Before(first) && !d.After(last)
		}, ""
	}
}

// mostDays is the longest time that days are counted over: ten years.
const mostDays = 3660

// The years that a term can name.
const firstYear, lastYear = 1900, 2200

// daysTest reads a number of days (30d, <30d, 0-14d) as how far a date is from today.
// 30d alone is 30 days at most, on the side that the field looks to.
func daysTest(get func(*Entry) day.Date, way dateWay, value string, today day.Date) (func(*Entry) bool, bool) {
	text := strings.ToLower(value)
	op, rest := cutComparison(text)
	rest, inDays := strings.CutSuffix(rest, "d")
	if !inDays && (!way.overdue || op == "=") { // review:<30 has always been days
		return nil, false
	}
	low, high, ranged := strings.Cut(rest, "-")
	n, err := strconv.Atoi(low)
	if err != nil || n < 0 || n > mostDays || !inDays && n >= firstYear {
		return nil, false
	}
	compared := op != "=" || strings.HasPrefix(text, "=")
	if compared {
		return func(e *Entry) bool {
			d := get(e)
			return !d.IsZero() && compares(op, distance(d, today, way), n)
		}, !ranged
	}
	least, most := 0, n
	if ranged {
		least = n
		if most, err = strconv.Atoi(high); err != nil || most < least || most > mostDays {
			return nil, false
		}
	}
	return func(e *Entry) bool {
		d := get(e)
		far := distance(d, today, way)
		return !d.IsZero() && far >= least && far <= most
	}, true
}

// distance is how many days a date lies back, or ahead where the field looks ahead.
func distance(d, today day.Date, way dateWay) int {
	if way.past {
		return d.DaysUntil(today)
	}
	return today.DaysUntil(d)
}

// readDays reads a day, or a year as its first and last day.
func readDays(text string, today day.Date) (first, last day.Date, ok bool) {
	if year, err := strconv.Atoi(text); err == nil && year >= firstYear && year <= lastYear && len(text) == 4 {
		return day.Of(year, 1, 1), day.Of(year, 12, 31), true
	}
	d, err := day.Parse(text, today)
	return d, d, err == nil
}
