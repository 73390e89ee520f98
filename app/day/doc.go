// Package day holds calendar dates as a school uses them: a year, a month and a
// day in the school's own place, with no clock and no time zone.
//
// It knows the English academic year (1 September to 31 August) and ages on a
// date. It never reads the clock; "today" always comes in as an argument.
package day
