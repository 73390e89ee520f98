// Package today is the page that the day begins with: what is overdue, due this week
// and soon, and records that are not whole, as a list that empties. Enter opens the
// place where a thing is done, D marks it as done, S puts it off until a day, U shows
// what was put off. Here too are the calendar file of the coming dates and the quick
// note of Ctrl+L, which logs a call or a worry from any page.
package today
