package provision

import (
	"slices"

	"needsbook/app/day"
)

// The parts that a cost has.
const (
	heldPart = iota
	notHeldPart
	toComePart
	partCount
)

// parts are weeks, or pence.
type parts [partCount]exact

func (p *parts) sum() exact { return p[0].add(p[1]).add(p[2]) }

// run is one intervention while its cost is worked out. It has a row for each placement,
// and after those one for the pupils who share it but are not placed here.
type run struct {
	Costing
	i         Intervention
	placed    []Placement
	during    []span // the weeks of each placement
	in        []bool // the placement is of this intervention and this year, and no waiting place
	pupils    int    // how many are in it in the year
	bears     []bool // the row bears the whole while it is in it
	counted   []int  // the weeks that are costed, rising
	prices    []price
	stretches []stretch
	items     []itemPart
	exact     []parts // in pence, by row
	said      map[sameWords]string
}

// stretch is the weeks in which the same price holds and the same pupils share.
type stretch struct {
	price  int   // of run.prices
	rows   []int // who is in it
	others int   // how many more share it who are not placed here
	weeks  int
	parts  parts // of the weeks

}

// sameWords are the stretches of pupils whose costs read alike, and which of a cost's
// words are meant: most of a group's do, and words take longer than sums.
type sameWords struct {
	stretches uint64
	soFar     bool
}

// run finds the weeks that are costed and who is in the intervention when.
func (c Costing) run(i Intervention, placed []Placement) *run {
	r := &run{Costing: c, i: i, placed: placed,
		during: make([]span, len(placed)), in: make([]bool, len(placed)), bears: make([]bool, len(placed)+1),
		exact: make([]parts, len(placed)+1), said: map[sameWords]string{}}
	for n, p := range placed {
		from, until := later(i.Starts, p.Starts), earlier(i.Ends, p.Ends)
		r.in[n] = !p.Waiting && (p.Intervention == "" || p.Intervention == i.ID) && c.inYear(from, until) &&
			(from.IsZero() || until.IsZero() || !until.Before(from))
		if r.in[n] {
			r.during[n] = c.weeksBetween(from, until)
			r.pupils++
		}
		r.bears[n] = r.in[n] && p.Bears && c.WholeForOne && !i.EachPays
	}
	r.countWeeks()
	return r
}

// countWeeks takes the weeks between the dates; where there are more than may be costed,
// first those with somebody in them.
func (r *run) countWeeks() {
	if !r.inYear(r.i.Starts, r.i.Ends) {
		return
	}
	all := r.weeksBetween(r.i.Starts, r.i.Ends)
	most := max(0, all.end-all.first)
	for _, limit := range []int{r.i.Weeks, r.MostWeeks} {
		if limit > 0 {
			most = min(most, limit)
		}
	}
	for _, occupied := range []bool{true, false} {
		for week := all.first; week < all.end && len(r.counted) < most; week++ {
			if r.occupied(week) == occupied {
				r.counted = append(r.counted, week)
			}
		}
	}
	slices.Sort(r.counted)
}

func (r *run) occupied(week int) bool {
	for n := range r.during {
		if r.in[n] && r.during[n].has(week) {
			return true
		}
	}
	return false
}

// later and earlier take the inner one of two dates, of which a zero one is open.
func later(a, b day.Date) day.Date {
	if b.After(a) {
		return b
	}
	return a
}

func earlier(a, b day.Date) day.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
