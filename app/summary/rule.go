package summary

import "needsbook/app/summary/audit"

// movers is how many pupils must have moved before a figure may change (T5).
const movers = 5

// Round applies R5L to a count: Low for 0 to 4, 5 for 5 to 7, otherwise the
// nearest multiple of five.
func Round(n int) int {
	if n <= 4 {
		return Low
	}
	return 5 * ((n + 2) / 5)
}

// roundRoll gives the school's roll in bands of fifty, never under 50.
func roundRoll(n int) int { return max(50, 50*((n+25)/50)) }

// rangeOf returns the counts that a published value can stand for, when it was
// set from the pupils of today. HeldBack says nothing.
func rangeOf(shown int) audit.Range {
	switch shown {
	case Low:
		return audit.Range{Lo: 0, Hi: 4}
	case HeldBack:
		return audit.Free
	case NotApplicable:
		return audit.Range{}
	case 5:
		return audit.Range{Lo: 5, Hi: 7}
	}
	return audit.Range{Lo: shown - 2, Hi: shown + 2}
}

// heldRange returns the counts that a value can stand for when fewer than five
// pupils may have moved since it was set.
func heldRange(shown int) audit.Range { return widen(rangeOf(shown), movers-1) }

// visibleRange is what a reader can say of a value: a figure seen to change was
// set from the pupils of that day, any other may have been held.
func visibleRange(shown int, changed bool) audit.Range {
	if changed {
		return rangeOf(shown)
	}
	return heldRange(shown)
}

// seenToChange reports whether a figure visibly took a new value. One that was
// held back before may have had it all the time.
func seenToChange(before, now int) bool { return before != HeldBack && before != now }

func widen(r audit.Range, by int) audit.Range {
	if r.Open() {
		return r
	}
	return audit.Range{Lo: max(0, r.Lo-by), Hi: r.Hi + by}
}

// figureMemory is what the school remembers of one figure: the value last shown
// and the pupils it was made from. Known is false after the sets were lost.
type figureMemory struct {
	Shown int      `json:"shown"`
	Known bool     `json:"known"`
	Set   []string `json:"set,omitempty"` // opaque keys, sorted
}

// next applies T5 to a figure: with no memory, or once five pupils have moved in
// or out, it takes the rounded count of today; otherwise it stays. moved reports
// whether it was set anew.
//
// Where the sets were lost, the figure changes only when the count lies five or
// more outside what the shown value can stand for, until renew says that the
// academic year has turned.
func (m *figureMemory) next(today []string, renew bool) (out figureMemory, fresh bool) {
	set := figureMemory{Shown: Round(len(today)), Known: true, Set: today}
	switch {
	case m == nil:
		return set, true
	case m.Known:
		if difference(m.Set, today) >= movers {
			return set, true
		}
	case renew:
		return set, true
	default:
		r := rangeOf(m.Shown)
		if n := len(today); r.Lo-n >= movers || n-r.Hi >= movers {
			return set, true
		}
	}
	return *m, false
}

// difference counts the keys that are in one sorted list only.
func difference(a, b []string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			a, b = a[1:], b[1:]
		case a[0] < b[0]:
			a, n = a[1:], n+1
		default:
			b, n = b[1:], n+1
		}
	}
	return n + len(a) + len(b)
}
