package main

import (
	"slices"
	"time"

	"needsbook/app/day"
)

// firstMonday is the Monday of the first week that is played: a week after the day on which
// the invented school is filled.
var firstMonday = day.Of(2026, 11, 30)

// holidays are the Mondays of weeks without school.
var holidays = []day.Date{
	day.Of(2026, 12, 21), day.Of(2026, 12, 28), day.Of(2027, 2, 15), day.Of(2027, 3, 29), day.Of(2027, 4, 5), day.Of(2027, 5, 31),
	day.Of(2027, 7, 26), day.Of(2027, 8, 2), day.Of(2027, 8, 9), day.Of(2027, 8, 16), day.Of(2027, 8, 23), day.Of(2027, 8, 30), day.Of(2027, 10, 25),
}

// mondayOf is the Monday of a week of the year, from 1.
func mondayOf(week int) day.Date {
	monday := firstMonday
	for {
		if !slices.Contains(holidays, monday) {
			if week--; week == 0 {
				return monday
			}
		}
		monday = monday.AddDays(7)
	}
}

// moment is when a change of a week is made: from Monday at half past eight to Friday afternoon.
func moment(week, change, of int) time.Time {
	const atWork = 4*24*time.Hour + 7*time.Hour
	return mondayOf(week).Time().Add(8*time.Hour + 30*time.Minute + atWork*time.Duration(change)/time.Duration(max(of, 1)))
}
