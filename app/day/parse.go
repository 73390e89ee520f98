package day

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// ErrNotADate is returned by Parse for text that is not a date a school would write.
var ErrNotADate = errors.New("not a date")

// forms are the ways dates are written in English schools and their exports,
// day before month. Two-digit years are settled by Parse.
var forms = []string{
	"2/1/2006", "2/1/06", "2-1-2006", "2-1-06", "2.1.2006", "2.1.06",
	"2006-1-2", "2006/1/2", "20060102",
	"2 Jan 2006", "2 January 2006", "2-Jan-2006", "2-Jan-06", "2 Jan 06", "2 January 06",
	"Mon 2 Jan 2006", "Monday 2 January 2006",
}

// Parse reads a date as people and school systems write it: 03/09/2016,
// 3.9.16, 3 Sep 2016, 2016-09-03, or any of these followed by a time, and the
// words today, yesterday and tomorrow against the given day. It never guesses
// month before day. A two-digit year is taken as the century that puts the date
// no more than ten years after today.
func Parse(text string, today Date) (Date, error) {
	s := strings.Join(strings.Fields(strings.ReplaceAll(text, ",", " ")), " ")
	switch strings.ToLower(s) {
	case "":
		return Date{}, ErrNotADate
	case "today", "t":
		return today, nil
	case "yesterday":
		return today.AddDays(-1), nil
	case "tomorrow":
		return today.AddDays(1), nil
	}
	if d, ok := parseForms(s, today); ok {
		return d, nil
	}
	if colon := strings.IndexByte(s, ':'); colon > 0 {
		if cut := strings.LastIndexAny(s[:colon], "T "); cut > 0 { // a time follows the date
			if d, ok := parseForms(s[:cut], today); ok {
				return d, nil
			}
		}
	}
	return Date{}, ErrNotADate
}

func parseForms(s string, today Date) (Date, bool) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "Sept ", "Sep "), "sept ", "Sep ")
	for _, form := range forms {
		t, err := time.Parse(form, s)
		if err != nil {
			continue
		}
		d := On(t)
		if !strings.Contains(form, "2006") {
			for d.Year() > today.Year()+10 {
				d = d.AddYears(-100)
			}
		}
		if d.Year() < 1900 || d.Year() > 2200 {
			return Date{}, false
		}
		return d, true
	}
	return Date{}, false
}

// FromExcel turns an Excel serial number (days since 30 December 1899, as
// Windows Excel counts) into a date. It accepts 1 March 1900 to the year 2200.
func FromExcel(serial string) (Date, error) {
	whole, _, _ := strings.Cut(strings.TrimSpace(serial), ".")
	n, err := strconv.Atoi(whole)
	if err != nil || n < 61 || n > 109575 {
		return Date{}, ErrNotADate
	}
	return Of(1899, 12, 30).AddDays(n), nil
}
