package moves

import (
	"cmp"
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
)

// fewestFeeders is how many schools a sum is made of at least: with two, each could
// take its own pupils away and read the other's.
const fewestFeeders = 3

// Sum adds up what schools of a cluster told of one year group's moves. Figures are sums
// of figures to the nearest five, or summary.HeldBack; Low and High are the counts that
// they can stand for.
type Sum struct {
	Year    int    `json:"year"`
	From    string `json:"from"` // year group
	To      string `json:"to"`   // URN; "" for all schools together
	Feeders int    `json:"feeders"`
	Count   int    `json:"count"`
	Low     int    `json:"low"`
	High    int    `json:"high"`
	Areas   [5]int `json:"areas"` // in the order of papers.Areas
}

// told is one school's standing word on the moves of a year.
type told struct {
	urn   string
	moves papers.Moves
}

func standing(kept []papers.Kept) []told {
	var out []told
	for _, k := range kept {
		if m, ok := k.Paper.(papers.Moves); ok {
			out = append(out, told{m.URN, m})
		}
	}
	slices.SortFunc(out, func(a, b told) int { return cmp.Or(cmp.Compare(a.urn, b.urn), cmp.Compare(a.moves.Year, b.moves.Year)) })
	return out
}

// Years lists the years that papers tell of, the earliest first.
func Years(kept []papers.Kept) []int {
	var out []int
	for _, t := range standing(kept) {
		out = append(out, t.moves.Year)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Told lists the schools that have told of the moves of a year.
func Told(kept []papers.Kept, year int) []string {
	var out []string
	for _, t := range standing(kept) {
		if t.moves.Year == year {
			out = append(out, t.urn)
		}
	}
	return out
}

// Sums is what a cluster's meeting sees of a year: for each year group what all schools
// told together, then each school that pupils go to from three schools or more.
func Sums(kept []papers.Kept, year int) []Sum {
	type group struct{ from, to string }
	rows := map[group]map[string][]papers.Move{} // by the school that told
	add := func(g group, urn string, m papers.Move) {
		if rows[g] == nil {
			rows[g] = map[string][]papers.Move{}
		}
		rows[g][urn] = append(rows[g][urn], m)
	}
	for _, t := range standing(kept) {
		if t.moves.Year != year {
			continue
		}
		for _, m := range t.moves.Rows {
			add(group{from: m.From}, t.urn, m)
			if m.To != papers.OtherSchools && m.To != t.urn {
				add(group{m.From, m.To}, t.urn, m)
			}
		}
	}
	var out []Sum
	for g, feeders := range rows {
		if len(feeders) >= fewestFeeders {
			out = append(out, sum(Sum{Year: year, From: g.from, To: g.to, Feeders: len(feeders)}, feeders))
		}
	}
	slices.SortFunc(out, func(a, b Sum) int {
		return cmp.Or(cmp.Compare(slices.Index(papers.Cohorts, a.From), slices.Index(papers.Cohorts, b.From)), cmp.Compare(a.To, b.To))
	})
	return out
}

// sum adds the figures of three schools or more; an area that fewer show is held back.
func sum(s Sum, feeders map[string][]papers.Move) Sum {
	for _, list := range feeders {
		for _, m := range list {
			r := spanOf(m.Count)
			s.Count, s.Low, s.High = s.Count+max(0, m.Count), s.Low+max(0, r.Lo-fewest+1), s.High+r.Hi+fewest-1
		}
	}
	for area := range s.Areas {
		n, showing := 0, 0
		for _, list := range feeders {
			shows := false
			for _, m := range list {
				if m.Areas[area] > 0 {
					n, shows = n+m.Areas[area], true
				}
			}
			showing += b2i(shows)
		}
		s.Areas[area] = summary.HeldBack
		if showing >= fewestFeeders {
			s.Areas[area] = n
		}
	}
	return s
}

// Letter is what one school is told: of each move that it is part of the count, both of
// those who leave it and of those who come; and the sum of those who come, from three
// schools or more.
func Letter(kept []papers.Kept, urn string) []papers.MoveSum {
	var out []papers.MoveSum
	for _, t := range standing(kept) {
		for _, m := range t.moves.Rows {
			if m.To != papers.OtherSchools && (t.urn == urn || m.To == urn) {
				out = append(out, papers.MoveSum{Year: t.moves.Year, From: m.From, Feeder: t.urn, To: m.To, Count: m.Count, Areas: m.Areas})
			}
		}
	}
	for _, year := range Years(kept) {
		for _, s := range Sums(kept, year) {
			if s.To == urn {
				out = append(out, papers.MoveSum{Year: year, From: s.From, To: urn, Feeders: s.Feeders, Count: s.Count, Areas: s.Areas})
			}
		}
	}
	return out
}
