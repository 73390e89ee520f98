package summary

import (
	"slices"

	"needsbook/app/summary/audit"
)

// What a reader knows of the tables beside the base cross (T08 to T14).
//
// A row of counts there is about pupils of whom each is in one of its columns or in
// none, and all of whom are on the SEN register. So a count is bounded by its row and
// by the number of pupils with SEN, and a row of T11 is shown only from ten pupils.
// Amounts stand beside a count that shows a number, shares follow from counts that
// are shown, and what was held back in an academic year is not shown again in it.

// amountOfFew is the harm of an amount beside which no count shows five pupils.
const amountOfFew harm = "M"

// again is the harm of a figure that is shown after it was held back in the same
// academic year: its coming back tells what was hidden.
const again harm = "P"

// sideRow is a row of counts, each pupil in one of them at most.
type sideRow struct {
	ids   []string
	least int // pupils in the row together, at least
}

// sideRows lists the rows of counts that a document shows.
func sideRows(values map[string]int) []sideRow {
	var out []sideRow
	row := func(least int, ids ...string) {
		if _, sent := values[ids[0]]; sent {
			out = append(out, sideRow{ids, least})
		}
	}
	for _, f := range families {
		row(0, "T08/"+f.Code+"/PUPILS")
	}
	for i := range maxServices {
		s := "T09/" + ServiceCode(i)
		row(0, s+"/ASKED", s+"/WAIT", s+"/REFUSED")
	}
	for _, f := range families {
		ids := []string{"T11/" + f.Code + "/MET", "T11/" + f.Code + "/PARTLY", "T11/" + f.Code + "/NOT"}
		least := 0
		if slices.ContainsFunc(ids, func(id string) bool { return values[id] != HeldBack && values[id] != NotApplicable }) {
			least = fewestOutcomes
		}
		row(least, ids...)
	}
	return out
}

// sideView is what one reader knows of one row.
type sideView struct {
	ranges []audit.Range // of each count
	least  int           // in all of them together
	all    audit.Range   // pupils with SEN
	known  []int         // pupils known by name in each count
	out    int           // and in none of them
}

// possible returns the numbers that each count can be, in whole numbers: what its own
// figure says, less what the others of the row and the school leave. Each number in
// an interval is possible, because the counts are tied by their sum alone. ok is
// false when nothing fits.
func (v sideView) possible() (each []audit.Range, ok bool) {
	lo, hi := make([]int, len(v.ranges)), make([]int, len(v.ranges))
	least, most := 0, 0
	for i, r := range v.ranges {
		lo[i], hi[i] = max(r.Lo, v.knownIn(i)), min(r.Hi, v.all.Hi)
		least, most = least+lo[i], most+hi[i]
	}
	room := v.all.Hi - v.out
	for i := range v.ranges {
		r := audit.Range{Lo: max(lo[i], v.least-(most-hi[i])), Hi: min(hi[i], room-(least-lo[i]))}
		if r.Lo > r.Hi {
			return nil, false
		}
		each = append(each, r)
	}
	return each, most >= v.least && least <= room && v.least <= room
}

// others returns the most pupils with SEN who can be outside a count.
func (v sideView) others(each []audit.Range, i int) int { return v.all.Hi - each[i].Lo }

func (v sideView) knownIn(i int) int {
	if v.known == nil {
		return 0
	}
	return v.known[i]
}

// judge names the harm that a reader can do to one count of a row, "" for none. small
// says that the count is low, or held back and truly under five; unsure that the
// reader cannot know whether it is.
func (v sideView) judge(each []audit.Range, i int, small, unsure bool) harm {
	r, mine := each[i], v.knownIn(i)
	switch {
	case r.Lo > mine && v.others(each, i) <= 0:
		return group
	case !small:
		return ""
	case r.Lo == r.Hi && r.Hi <= 4 && r.Hi > mine:
		return exact
	case r.Lo > mine && (!unsure || r.Hi <= 4):
		return existence
	case r.Hi < min(max(3, mine+1), v.all.Hi):
		return narrow
	}
	return ""
}

// wholeWithSEN is the figure that bounds every other.
const wholeWithSEN = "T00/ALL/N"

// amounts lists the figures that need a count beside them, with those counts.
func amounts(values map[string]int) map[string][]string {
	out := map[string][]string{}
	for _, spec := range sidePlan(maxLevels, maxServices) {
		for r, row := range spec.rows {
			for c, col := range spec.cols {
				id := spec.id + "/" + row.Code + "/" + col.Code
				gates := spec.measure(r, c).gates
				if _, sent := values[id]; !sent || len(gates) == 0 {
					continue
				}
				for _, g := range gates {
					out[id] = append(out[id], spec.id+"/"+row.Code+"/"+spec.cols[g].Code)
				}
			}
		}
	}
	return out
}

// ofFew reports whether an amount is shown beside no count of five or more.
func ofFew(values map[string]int, id string, gates []string) bool {
	if values[id] == HeldBack || values[id] == NotApplicable {
		return false
	}
	return !slices.ContainsFunc(gates, func(g string) bool { return values[g] >= movers })
}

// shareSays returns the counts of pupils who lack something of which a share of T14
// is shown: those that round to a number from which the share follows. A share that
// was made from counts that are shown says no more than they do.
func shareSays(share, all int) audit.Range {
	if share < 0 || all < movers {
		return audit.Free
	}
	out := audit.Range{Lo: audit.NoLimit, Hi: -1}
	for n := 0; n <= all+movers; n++ {
		if lowerEnd(100-100*max(Round(n), 0)/all, 20, 80) == share {
			out.Lo, out.Hi = min(out.Lo, n), max(out.Hi, n)
		}
	}
	if out.Hi < 0 {
		return audit.Free
	}
	return out
}

// sharesOf are the figures of the cross that T14 is about.
var sharesOf = map[string]string{"T14/NEED/SHARE": "T05/" + NotRecorded + "/N", "T14/LEVEL/SHARE": "T04/ALL/" + NotRecorded}

// tieShares narrows the rows of the cross by the shares of T14 that rest on them.
func (c *cross) tieShares(ranges []audit.Range, values map[string]int) {
	for share, count := range sharesOf {
		v, sent := values[share]
		i := slices.IndexFunc(c.plan.figures, func(f figure) bool { return f.id == count })
		if !sent || i < 0 || c.figureRow[i] < 0 {
			continue
		}
		row := c.figureRow[i]
		says := widen(shareSays(v, values[wholeWithSEN]), movers-1)
		if both := (audit.Range{Lo: max(ranges[row].Lo, says.Lo), Hi: min(ranges[row].Hi, says.Hi)}); both.Lo <= both.Hi {
			ranges[row] = both
		}
	}
}
