package provision

import (
	"slices"

	"needsbook/app/money"
)

// rounded rounds to the penny, once: the whole to the nearest penny, and its parts and
// the shares so that they add up to it.
func (r *run) rounded() RunCost {
	var whole parts
	planned := make([]exact, len(r.exact))
	for row := range r.exact {
		planned[row] = r.exact[row].sum()
		for n := range whole {
			whole[n] = whole[n].add(r.exact[row][n])
		}
	}
	total := whole.sum().nearest()
	columns := outOf(total, whole[:])
	cells := fill(r.exact, outOf(total, planned), columns)
	out := RunCost{Whole: r.sum(wholeRow, columns), Others: r.sum(r.otherRow(), cells[r.otherRow()][:]), Shares: make([]Share, len(r.placed))}
	for n, p := range r.placed {
		out.Shares[n] = Share{Placement: p.ID, Pupil: p.Pupil, Sum: r.sum(n, cells[n][:])}
	}
	return out
}

// sum is a row's cost with its words.
func (r *run) sum(row int, pence []int64) Sum {
	planned := pence[heldPart] + pence[notHeldPart] + pence[toComePart]
	s := Sum{Planned: money.Pence(planned), ToDate: money.Pence(pence[heldPart]), NotHeld: money.Pence(pence[notHeldPart]), ToCome: money.Pence(pence[toComePart])}
	s.Example, s.Missing = r.rates(row)
	s.Words = said(r.words(row, false), r.nothing(), planned, r.remark(row, planned))
	s.SoFar = said(r.words(row, true), "nothing so far", pence[heldPart], "")
	return s
}

// nothing says why something costs nothing.
func (r *run) nothing() string {
	if r.timed() {
		return "no teaching week lies between the dates"
	}
	return "no time and no price is entered"
}

// outOf rounds the parts of a total so that they add up to it: down, and the pennies that
// are left go to those that lost most, the first where they lost the same.
func outOf(total int64, amounts []exact) []int64 {
	out, order, gone := make([]int64, len(amounts)), make([]int, len(amounts)), make([]exact, len(amounts))
	for n, a := range amounts {
		out[n], gone[n], order[n] = a.floor(), a.lost(), n
		total -= out[n]
	}
	slices.SortStableFunc(order, func(a, b int) int { return gone[b].cmp(gone[a]) })
	for _, n := range order[:total] {
		out[n]++
	}
	return out
}

// table is the rows and parts of a cost while the pennies that rounding down left over
// are given out.
type table struct {
	open  [][partCount]bool // the place may take a penny
	given [][partCount]bool // and has
	left  []int64           // pennies by part
}

// fill rounds a table so that its columns add up, and its rows to what they were rounded
// to. What comes out even stays so: where the penny of a row that was rounded up fits in
// no way, another row has it.
func fill(amounts []parts, rows, columns []int64) [][partCount]int64 {
	t := table{open: make([][partCount]bool, len(amounts)), given: make([][partCount]bool, len(amounts)), left: slices.Clone(columns)}
	out, least := make([][partCount]int64, len(amounts)), make([]int64, len(amounts))
	most := make([]int64, len(amounts))
	for row := range amounts {
		planned := amounts[row].sum()
		least[row] = planned.floor()
		for part, a := range amounts[row] {
			out[row][part] = a.floor()
			least[row] -= out[row][part]
			rows[row] -= out[row][part]
			t.left[part] -= out[row][part]
			t.open[row][part] = !a.isInteger()
		}
		if most[row] = least[row]; !planned.isInteger() {
			most[row]++
		}
	}
	had := make([]int64, len(amounts))
	for _, upTo := range [][]int64{least, rows, most, nil} { // nil: to whom it may go
		for row := range had {
			for (upTo == nil || had[row] < upTo[row]) && t.give(row, &[partCount]bool{}) {
				had[row]++
			}
		}
	}
	for row := range out {
		for part := range out[row] {
			if t.given[row][part] {
				out[row][part]++
			}
		}
	}
	return out
}

// give finds a penny for a row. Where all of a part are given out, a row that has one of
// them is given another in its stead.
func (t *table) give(row int, tried *[partCount]bool) bool {
	for part, open := range t.open[row] {
		if !open || t.given[row][part] || tried[part] {
			continue
		}
		tried[part] = true
		if t.left[part] > 0 {
			t.left[part]--
			t.given[row][part] = true
			return true
		}
		for other := range t.given {
			if t.given[other][part] && t.give(other, tried) {
				t.given[other][part], t.given[row][part] = false, true
				return true
			}
		}
	}
	return false
}
