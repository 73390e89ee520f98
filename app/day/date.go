package day

import (
	"fmt"
	"time"
)

// Date is a calendar date. The zero Date means "no date" and is never a real day.
// Dates are comparable with ==.
type Date struct{ y, m, d int16 }

// Of returns the date for a year, month and day. Values outside a month's range
// carry over, as with time.Date.
func Of(year, month, dayOfMonth int) Date {
	return On(time.Date(year, time.Month(month), dayOfMonth, 0, 0, 0, 0, time.UTC))
}

// On returns the calendar date of t in t's own location.
func On(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int16(y), int16(m), int16(d)}
}

// Year returns the year, or 0 for the zero Date.
func (d Date) Year() int { return int(d.y) }

// Month returns the month, 1 to 12, or 0 for the zero Date.
func (d Date) Month() int { return int(d.m) }

// Day returns the day of the month, or 0 for the zero Date.
func (d Date) Day() int { return int(d.d) }

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Time returns midnight UTC of the date, for arithmetic and formatting only.
func (d Date) Time() time.Time {
	return time.Date(int(d.y), time.Month(d.m), int(d.d), 0, 0, 0, 0, time.UTC)
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// Before reports whether d is earlier than o. The zero Date is before every day.
func (d Date) Before(o Date) bool { return d.ordinal() < o.ordinal() }

// After reports whether d is later than o.
func (d Date) After(o Date) bool { return o.Before(d) }

// Compare returns -1, 0 or +1 as d is before, the same as or after o.
func (d Date) Compare(o Date) int {
	switch {
	case d.Before(o):
		return -1
	case o.Before(d):
		return 1
	}
	return 0
}

func (d Date) ordinal() int { return int(d.y)*10000 + int(d.m)*100 + int(d.d) }

// AddDays returns the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return On(d.Time().AddDate(0, 0, n)) }

// AddMonths returns the same day n months later, or the last day of that month
// where it is shorter: one month after 31 January is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	first := time.Date(int(d.y), time.Month(int(d.m)+n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return On(first.AddDate(0, 0, min(int(d.d), last)-1))
}

// AddYears returns the same day n years later; 29 February becomes 28 February
// in a year that has none.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// DaysUntil returns how many days lie from d to o: negative when o is earlier.
func (d Date) DaysUntil(o Date) int { return int(o.Time().Sub(d.Time()).Hours() / 24) }

// String returns the ISO form, 2026-09-03, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.y, d.m, d.d)
}

// Words returns the date as people read it, 3 Sep 2026, or "" for no date.
func (d Date) Words() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// MarshalText writes the ISO form, so that dates are plain text in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	t, err := time.Parse("2006-01-02", string(text))
	if err != nil {
		return fmt.Errorf("date %q is not of the form 2026-09-03", text)
	}
	*d = On(t)
	return nil
}
