package register

import (
	"slices"

	"needsbook/app/day"
)

// span is one row of a history, whatever it is a history of: a status, which has
// rank 1, or a need. It holds from its first day up to, and not on, the day until;
// a zero until is open.
type span struct {
	id          string // of the row, "" for a new one
	code        string
	rank        int
	from, until day.Date
	legacy      string
}

// on reports whether the row holds on a day.
func (s span) on(d day.Date) bool {
	return !s.from.After(d) && (s.until.IsZero() || s.until.After(d))
}

// overlaps reports whether two rows hold on a common day.
func (s span) overlaps(o span) bool {
	return (o.until.IsZero() || s.from.Before(o.until)) && (s.until.IsZero() || o.from.Before(s.until))
}

func spansOfStatuses(history []Status) []span {
	out := make([]span, len(history))
	for i, s := range history {
		out[i] = span{s.ID, s.Code, 1, s.From, s.Until, s.Legacy}
	}
	return out
}

func spansOfNeeds(history []Need) []span {
	out := make([]span, len(history))
	for i, n := range history {
		out[i] = span{n.ID, n.Code, n.Rank, n.From, n.Until, ""}
	}
	return out
}

// stretch is a time in which nothing changes, with the rows that hold in it by rank.
type stretch struct {
	from, until day.Date
	rows        []span
}

// stretches cuts rows into the times in which nothing changes, in order. Times in
// which no row holds are left out.
func stretches(rows []span) []stretch {
	var cuts []day.Date
	for _, s := range rows {
		cuts = append(cuts, s.from)
		if !s.until.IsZero() {
			cuts = append(cuts, s.until)
		}
	}
	slices.SortFunc(cuts, day.Date.Compare)
	cuts = slices.Compact(cuts)
	var out []stretch
	for i, from := range cuts {
		st := stretch{from: from}
		if i+1 < len(cuts) {
			st.until = cuts[i+1]
		}
		for _, s := range rows {
			if s.on(from) {
				st.rows = append(st.rows, s)
			}
		}
		if len(st.rows) > 0 {
			slices.SortStableFunc(st.rows, func(a, b span) int { return a.rank - b.rank })
			out = append(out, st)
		}
	}
	return out
}

// joined makes rows of stretches again: the place of a row in its stretch is its
// rank, and neighbours of one rank become one row where same says that they are one.
// A row that comes to lie in several pieces keeps its identifier in the first.
func joined(list []stretch, same func(a, b span) bool) []span {
	var out []span
	used := map[string]bool{}
	last := map[int]int{} // the latest row of each rank, by its place in out
	for _, st := range list {
		for i, s := range st.rows {
			rank := i + 1
			if at, ok := last[rank]; ok && out[at].until == st.from && same(out[at], s) {
				out[at].until = st.until
				continue
			}
			s.rank, s.from, s.until = rank, st.from, st.until
			last[rank] = len(out)
			out = append(out, s)
		}
	}
	for i := range out {
		if used[out[i].id] {
			out[i].id = ""
		}
		used[out[i].id] = true
	}
	return out
}

// latest returns the last day on which a history changes.
func latest(rows []span) day.Date {
	var last day.Date
	for _, s := range rows {
		for _, d := range []day.Date{s.from, s.until} {
			if d.After(last) {
				last = d
			}
		}
	}
	return last
}
