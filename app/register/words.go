package register

import (
	"fmt"

	"needsbook/app/day"
)

// NearDays is within how many days a date is shown as near.
const NearDays = 14

// DueWords says how near a day is: "3 days late", "in 9 days", "18 Jan 2027"; nothing
// for no day.
func DueWords(today, due day.Date) string {
	if due.IsZero() {
		return ""
	}
	days := today.DaysUntil(due)
	switch {
	case days < 0:
		return number(-days, "day") + " late"
	case days == 0:
		return "today"
	case days <= NearDays:
		return "in " + number(days, "day")
	}
	return due.Words()
}

// StatusWords is an SEN status in a word or two, for tables.
func StatusWords(code string) string {
	switch code {
	case "K":
		return "SEN support"
	case "E":
		return "EHC plan"
	case "N", "":
		return "No SEN"
	}
	return code
}

// number writes a number with its noun: 1 pupil, 3 pupils.
func number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
