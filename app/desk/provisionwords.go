package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"needsbook/app/provision"
)

// SlotWords writes when in the week an intervention is: "Mon Wed 09:30, Fri 11:00".
func SlotWords(slots []provision.Slot) string {
	sorted := slices.Clone(slots)
	slices.SortStableFunc(sorted, func(a, b provision.Slot) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.At, b.At))
	})
	var times []provision.TimeOfDay // in the order of their first day
	days := map[provision.TimeOfDay][]string{}
	for _, s := range sorted {
		if days[s.At] == nil {
			times = append(times, s.At)
		}
		days[s.At] = append(days[s.At], s.Day.String()[:3])
	}
	var out []string
	for _, at := range times {
		out = append(out, strings.TrimSpace(strings.Join(days[at], " ")+" "+at.String()))
	}
	return strings.Join(out, ", ")
}

// MapResults counts what the last reviews of an intervention came to, one for each
// pupil who has had one.
type MapResults struct{ Met, Partly, Not, Of int }

// ResultsOf counts the last review of each pupil of a row.
func ResultsOf(r *MapRow) MapResults {
	var out MapResults
	for _, p := range r.Placed {
		if p.Last == nil {
			continue
		}
		out.Of++
		switch p.Last.Result {
		case provision.ResultMet:
			out.Met++
		case provision.ResultPartly:
			out.Partly++
		case provision.ResultNot:
			out.Not++
		}
	}
	return out
}

// Words writes the counts with the number of pupils that they are of, never as a
// percentage: "3 met, 1 partly, 1 not of 5"; "" where nothing has been reviewed.
func (r MapResults) Words() string {
	var out []string
	for _, c := range []struct {
		n     int
		words string
	}{{r.Met, "met"}, {r.Partly, "partly"}, {r.Not, "not"}} {
		if c.n > 0 {
			out = append(out, fmt.Sprintf("%d %s", c.n, c.words))
		}
	}
	if r.Of == 0 {
		return ""
	}
	return strings.Join(out, ", ") + fmt.Sprintf(" of %d", r.Of)
}

func minutesOf(r *MapRow) decimal.Decimal { return decimal.NewFromInt(int64(r.Minutes)) }

// firstSlot is the first time in the week, in minutes from Monday's midnight; a row
// without one comes last.
func firstSlot(r *MapRow) int {
	first := 8 * 24 * 60
	for _, s := range r.Slots {
		first = min(first, int(s.Day+6)%7*24*60+int(s.At))
	}
	return first
}

// HoursWords writes minutes as people say them, to the nearest: 90 is "1 h 30 min".
func HoursWords(minutes decimal.Decimal) string {
	return provision.MinutesWords(int(minutes.Round(0).IntPart()))
}
