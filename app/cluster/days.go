package cluster

import (
	"strconv"
	"strings"

	"needsbook/app/day"
)

// DaysWords says which days figures stand for: 11 Nov to 18 Nov 2026; "" for none.
func DaysWords(from, to day.Date) string {
	switch {
	case from.IsZero():
		return ""
	case from == to:
		return from.Words()
	case from.Year() == to.Year():
		return strings.TrimSuffix(from.Words(), " "+strconv.Itoa(from.Year())) + " to " + to.Words()
	}
	return from.Words() + " to " + to.Words()
}
