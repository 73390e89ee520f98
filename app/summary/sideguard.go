package summary

import (
	"slices"

	"needsbook/app/summary/audit"
)

// guardSides audits the tables beside the cross as a reader would who also knows how
// many pupils have SEN, and one to three of them by name, and holds back what could
// be worked out. That reader knows more than one who has the document alone.
func (b *builder) guardSides() {
	g := sideGuard{b: b, figures: map[string]*sideFigure{}, values: map[string]int{}}
	for i, fig := range b.plan.figures {
		if b.inScope(i) {
			g.values[fig.id] = b.shown[i]
		}
	}
	for t, spec := range b.sides.specs {
		if !b.sideInScope(spec.id) {
			continue
		}
		for i := range b.sides.of(t) {
			fig := &b.sides.of(t)[i]
			g.figures[fig.id], g.values[fig.id] = fig, fig.shown
		}
	}
	g.overTime()
	g.amounts()
	for _, row := range sideRows(g.values) {
		for g.repair(row) {
		}
	}
	g.amounts()
}

// sideGuard is one audit of the tables beside the cross.
type sideGuard struct {
	b       *builder
	figures map[string]*sideFigure
	values  map[string]int
}

func (g *sideGuard) hide(id string, h harm) {
	g.figures[id].hide()
	g.values[id] = HeldBack
	if g.b.audit.Found == nil {
		g.b.audit.Found = map[string]int{}
	}
	g.b.audit.Found["S "+string(h)]++
}

// amounts holds back an amount without a count beside it, or one set today in which a
// pupil dominates.
func (g *sideGuard) amounts() {
	for id, gates := range amounts(g.values) {
		fig := g.figures[id]
		few := fig.measure.kind == summed && fig.fresh && !fig.parts.enough()
		if g.values[id] != HeldBack && g.values[id] != NotApplicable && (few || ofFew(g.values, id, gates)) {
			g.hide(id, amountOfFew)
		}
	}
}

// repair holds back one figure of a row if a reader could learn something from it, and
// reports whether it did.
func (g *sideGuard) repair(row sideRow) bool {
	truth, in := make([]int, len(row.ids)), map[string]bool{}
	v := sideView{least: row.least, all: audit.Range{Lo: max(0, len(g.b.facts.Members)-g.b.options.Turnover), Hi: len(g.b.facts.Members) + g.b.options.Turnover}}
	fresh := true
	for i, id := range row.ids {
		fig := g.figures[id]
		truth[i], fresh = len(fig.parts.byPupil()), fresh && fig.fresh
		r := rangeOf(g.values[id])
		if !fig.fresh {
			r = heldRange(g.values[id])
		}
		v.ranges = append(v.ranges, r)
		for key := range fig.parts.plain() {
			in[key] = true
		}
	}
	if !fresh {
		v.least = max(0, v.least-(movers-1))
	}
	outside := max(0, len(g.b.facts.Members)-len(in))
	for _, known := range sideInsiders(truth, outside) {
		v.known, v.out = known[:len(truth)], known[len(truth)]
		each, ok := v.possible()
		if !ok {
			continue // some pupil is in the row twice: nobody can add up
		}
		for i, id := range row.ids {
			shown := g.values[id]
			h := v.judge(each, i, shown == Low || (shown == HeldBack && truth[i] <= 4), false)
			if h == "" {
				continue
			}
			if hide := g.cheapest(row, truth, i, h); hide != "" {
				g.hide(hide, h)
				return true
			}
		}
	}
	return false
}

// sideInsiders lists what a reader may know by name of a row: none to three pupils in
// each count, the last number being those in none of them. There is no need to look at
// more than the pupils there are.
func sideInsiders(truth []int, outside int) [][]int {
	most := append(slices.Clone(truth), outside)
	out := [][]int{make([]int, len(most))}
	for from, n := 0, 0; n < 3; n++ {
		upTo := len(out)
		for _, known := range out[from:upTo] {
			for i := range known {
				more := slices.Clone(known)
				if more[i]++; more[i] <= most[i] && !slices.ContainsFunc(out, func(o []int) bool { return slices.Equal(o, more) }) {
					out = append(out, more)
				}
			}
		}
		from = upTo
	}
	return out
}

// cheapest picks the figure to hold back: for a whole group its own, otherwise the
// largest of the others in the row, which is what leaves no room.
func (g *sideGuard) cheapest(row sideRow, truth []int, i int, h harm) string {
	best := -1
	for j, id := range row.ids {
		open := g.values[id] != HeldBack && g.values[id] != NotApplicable
		if open && j != i && h != group && (best < 0 || truth[j] > truth[best]) {
			best = j
		}
	}
	switch {
	case best >= 0:
		return row.ids[best]
	case g.values[row.ids[i]] != HeldBack:
		return row.ids[i]
	}
	return ""
}
