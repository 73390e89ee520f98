package provision

import (
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
)

// FewestWaits is the fewest waits of which a middle one is given.
const FewestWaits = 5

// TooFewWaits stands where the middle one of fewer waits would.
const TooFewWaits = "too few"

// UnmetLine is what came of one thing that was wanted, between two days: how many rows
// of the ledger there are in each state.
type UnmetLine struct {
	For    string         `json:"for"`
	Key    string         `json:"key"`
	Name   string         `json:"name"`
	Counts map[string]int `json:"counts"` // by state
	Open   map[string]int `json:"open"`   // of those, how many stand so now
	Waits  int            `json:"waits"`  // on a waiting list
	Median int            `json:"median_days"`
	Wait   string         `json:"wait"`   // the middle wait in words, or TooFewWaits; "" without a wait
	GapOf  int            `json:"gap_of"` // requests for money that were refused in whole or in part
	Gap    money.Amount   `json:"gap"`    // asked for by those and not agreed
}

// Count returns how many rows are in a state.
func (l UnmetLine) Count(state string) int { return l.Counts[state] }

// Still returns how many are wanted, asked or waiting now.
func (l UnmetLine) Still() int {
	return l.Open[NeedWanted] + l.Open[NeedAsked] + l.Open[NeedWaiting]
}

// Table counts the rows between two days, both included: a line for each thing that was
// wanted, and what they add up to.
func (u Unmet) Table(from, until day.Date) (lines []UnmetLine, total UnmetLine) {
	total = UnmetLine{Name: "All", Counts: map[string]int{}, Open: map[string]int{}}
	var waits [][]int
	var all []int
	for _, r := range u.Rows {
		if !r.In(from, until) {
			continue
		}
		n := slices.IndexFunc(lines, func(l UnmetLine) bool { return l.For == r.For && l.Key == r.Key })
		if n < 0 {
			n = len(lines)
			lines = append(lines, UnmetLine{For: r.For, Key: r.Key, Name: r.Name, Counts: map[string]int{}, Open: map[string]int{}})
			waits = append(waits, nil)
		}
		for _, l := range []*UnmetLine{&lines[n], &total} {
			l.Counts[r.State]++
			if r.Open() {
				l.Open[r.State]++
			}
			if !r.Gap.IsZero() {
				l.GapOf++
				l.Gap = l.Gap.Add(r.Gap)
			}
		}
		if r.State == NeedWaiting && !r.On.IsZero() {
			waits[n], all = append(waits[n], r.Days(u.Today)), append(all, r.Days(u.Today))
		}
	}
	for n := range lines {
		lines[n].wait(waits[n])
	}
	total.wait(all)
	return lines, total
}

// wait works out the middle wait, in whole days.
func (l *UnmetLine) wait(days []int) {
	l.Waits = len(days)
	switch {
	case len(days) == 0:
	case len(days) < FewestWaits:
		l.Wait = TooFewWaits
	default:
		slices.Sort(days)
		l.Median = days[len(days)/2]
		if len(days)%2 == 0 {
			l.Median = (days[len(days)/2-1] + days[len(days)/2]) / 2
		}
		l.Wait = fmt.Sprintf("%d days, n %d", l.Median, len(days))
	}
}

// Behind returns the rows behind a count: of one thing that was wanted, "" for all, in
// one state, "" for all, between two days.
func (u Unmet) Behind(want, key, state string, from, until day.Date) (out []UnmetRow) {
	for _, r := range u.Rows {
		if (want == "" || r.For == want && r.Key == key) && (state == "" || r.State == state) && r.In(from, until) {
			out = append(out, r)
		}
	}
	return out
}

// UnmetFlow is what came up and what was answered in one part of a year.
type UnmetFlow struct {
	Name    string `json:"name"`
	Opened  int    `json:"opened"`  // needs that came up
	Met     int    `json:"met"`     // seen, given a place, agreed
	Refused int    `json:"refused"` // in whole or in part
	Still   int    `json:"still"`   // still open when the part ended, or today
}

// Flow counts what came up and was answered in a part of a year.
func (u Unmet) Flow(name string, from, until day.Date) UnmetFlow {
	f := UnmetFlow{Name: name}
	last := earlier(until, u.Today)
	for _, r := range u.Rows {
		within := !r.On.Before(from) && !r.On.After(until)
		switch {
		case within && r.State == NeedSeen:
			f.Met++
		case within && r.State == NeedRefused:
			f.Refused++
		}
		if within && r.first {
			f.Opened++
		}
		if r.stands() && !r.On.After(last) && (r.Until.IsZero() || r.Until.After(last)) {
			f.Still++
		}
	}
	return f
}

// FewerThan is the count below which a paper for others says no figure.
const FewerThan = 5

// CountWords says a count for a paper that leaves the school: none, FewerThan or more, or
// that it is fewer.
func CountWords(n int) string {
	if n > 0 && n < FewerThan {
		return fmt.Sprintf("fewer than %d", FewerThan)
	}
	return fmt.Sprint(n)
}

// TotalWords says what counts add up to, without giving away one that is not said: each
// of those is at least one, and nothing more is told of them.
func TotalWords(counts []int) string {
	least, hidden := 0, 0
	for _, n := range counts {
		switch {
		case n >= FewerThan:
			least += n
		case n > 0:
			least++
			hidden++
		}
	}
	switch {
	case hidden == 0:
		return fmt.Sprint(least)
	case hidden == 1 && least == 1:
		return CountWords(1)
	}
	return fmt.Sprintf("%d or more", least)
}
