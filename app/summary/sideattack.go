package summary

import (
	"maps"
	"slices"
	"strings"

	"needsbook/app/summary/audit"
)

// besides attacks the tables beside the cross of one document: rows of counts, and
// amounts without a count. changed reports whether a figure was seen to be set anew.
func (a *attacked) besides(report *AttackReport, document int) {
	whole := a.visible(wholeWithSEN)
	for _, row := range sideRows(a.values) {
		v := sideView{least: row.least, all: whole}
		for _, id := range row.ids {
			v.ranges = append(v.ranges, a.visible(id))
		}
		if !a.allFresh(row.ids) {
			v.least = max(0, v.least-(movers-1))
		}
		each, ok := v.possible()
		if !ok {
			continue // some pupil is in the row twice: the reader cannot add up
		}
		for i, id := range row.ids {
			shown := a.values[id]
			if shown == Low || shown == HeldBack {
				report.Hidden++
			}
			report.Tried++
			if h := v.judge(each, i, shown == Low || shown == HeldBack, shown == HeldBack); h != "" {
				report.Recovered = append(report.Recovered, Recovered{Document: document, Figure: id, Harm: string(h), Lo: each[i].Lo, Hi: each[i].Hi})
			}
		}
	}
	gates := amounts(a.values)
	for _, id := range slices.Sorted(maps.Keys(gates)) {
		report.Tried++
		if ofFew(a.values, id, gates[id]) {
			report.Recovered = append(report.Recovered, Recovered{Document: document, Figure: id, Harm: string(amountOfFew)})
		}
	}
}

// visible is what a figure of the document says, by its id.
func (a *attacked) visible(id string) audit.Range {
	v, ok := a.values[id]
	if !ok {
		return audit.Free
	}
	return visibleRange(v, a.fresh(id))
}

// fresh reports whether a figure was seen to be set from the pupils of its day.
func (a *attacked) fresh(id string) bool {
	if a.opening {
		return true
	}
	if a.earlier == nil {
		return false
	}
	was, ok := a.earlier.values[id]
	return ok && seenToChange(was, a.values[id])
}

func (a *attacked) allFresh(ids []string) bool {
	for _, id := range ids {
		if !a.fresh(id) {
			return false
		}
	}
	return true
}

// shownAgain lists the figures that were held back earlier in the academic year. A
// count, that is one that the summary before held back. A family's amounts are folded
// into OTHER for the year: those that the year's first summary did not show must not
// stand alone later. Other amounts, and rows that need ten pupils, are also held back
// while there are too few, and may come.
func (a *attacked) shownAgain(before, first *attacked) []string {
	var out []string
	held := func(o *attacked, id string) bool {
		return o != nil && o.series[:7] == a.series[:7] && o.scope == a.scope && o.values[id] == HeldBack
	}
	for id, now := range a.values {
		if now == HeldBack {
			continue
		}
		table, rest, _ := strings.Cut(id, "/")
		row, col, _ := strings.Cut(rest, "/")
		back := held(before, id)
		switch {
		case table == "T08" && col != "PUPILS":
			back = row != OtherFamily && held(first, id)
		case table == "T09" && (col == "SESSIONS" || col == "WEEKS"), table == "T10" && col != "CASES", table >= "T11":
			back = false
		}
		if back {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}
