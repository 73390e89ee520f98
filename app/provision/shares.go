package provision

import (
	"math/big"
	"slices"

	"needsbook/app/money"
)

// rounded rounds to the penny, once: the whole to the nearest penny, and its parts and
// the shares so that they add up to it.
func (r *run) rounded() RunCost {
	var whole parts
	planned := make([]big.Rat, len(r.exact))
	for row := range r.exact {
		planned[row].Set(add(r.exact[row][:]))
		for n := range whole {
			whole[n].Add(&whole[n], &r.exact[row][n])
		}
	}
	total := nearest(add(whole[:]))
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

func add(list []big.Rat) *big.Rat {
	sum := new(big.Rat)
	for n := range list {
		if list[n].Sign() != 0 {
			sum.Add(sum, &list[n])
		}
	}
	return sum
}

// nearest rounds to whole pence, halves up.
func nearest(exact *big.Rat) int64 { return floor(new(big.Rat).Add(exact, big.NewRat(1, 2))) }

func floor(exact *big.Rat) int64 {
	return new(big.Int).Div(exact.Num(), exact.Denom()).Int64() // Div goes down for numbers below zero too
}

// lost is what rounding down takes from a number of pence.
func lost(exact *big.Rat) *big.Rat {
	return new(big.Rat).Sub(exact, big.NewRat(floor(exact), 1))
}

// outOf rounds the parts of a total so that they add up to it: down, and the pennies that
// are left go to those that lost most, the first where they lost the same.
func outOf(total int64, exact []big.Rat) []int64 {
	out, order, gone := make([]int64, len(exact)), make([]int, len(exact)), make([]*big.Rat, len(exact))
	for n := range exact {
		out[n], gone[n], order[n] = floor(&exact[n]), lost(&exact[n]), n
		total -= out[n]
	}
	slices.SortStableFunc(order, func(a, b int) int { return gone[b].Cmp(gone[a]) })
	for _, n := range order[:total] {
		out[n]++
	}
	return out
}

// cell is a place in the table of rows and parts that can take a penny.
type cell struct {
	row, part int
	lost      *big.Rat
	given     bool
}

// fill rounds a table so that its columns add up, and its rows to what they were rounded
// to. What is nothing stays nothing: where a row's penny fits in no other way, it goes to
// another row.
func fill(exact []parts, rows, columns []int64) [][partCount]int64 {
	out, left, up := make([][partCount]int64, len(exact)), slices.Clone(columns), make([]bool, len(exact))
	var open []cell
	for row := range exact {
		up[row] = big.NewRat(rows[row], 1).Cmp(add(exact[row][:])) >= 0
		for part := range exact[row] {
			if e := &exact[row][part]; e.Sign() != 0 {
				out[row][part] = floor(e)
				rows[row] -= out[row][part]
				left[part] -= out[row][part]
				if over := lost(e); over.Sign() > 0 {
					open = append(open, cell{row: row, part: part, lost: over})
				}
			}
		}
	}
	slices.SortStableFunc(open, func(a, b cell) int { return b.lost.Cmp(a.lost) })
	take := func(c *cell, pence int64) {
		out[c.row][c.part] += pence
		rows[c.row] -= pence
		left[c.part] -= pence
		c.given = pence > 0
	}
	give := func(may func(c *cell) bool) {
		for n := range open {
			if c := &open[n]; !c.given && left[c.part] > 0 && may(c) {
				take(c, 1)
			}
		}
	}
	give(func(c *cell) bool { return rows[c.row] > 0 })
	give(func(c *cell) bool { return makesRoom(open, rows, c, take) })
	give(func(c *cell) bool { return !up[c.row] && rows[c.row] == 0 })
	give(func(*cell) bool { return true })
	return out
}

// makesRoom moves a penny so that a cell can take one and its row stays as it is: out of
// another cell of the row, into a cell under it whose row lacks one.
func makesRoom(open []cell, rows []int64, c *cell, take func(c *cell, pence int64)) bool {
	for n := range open {
		from := &open[n]
		if from.row != c.row || !from.given {
			continue
		}
		for k := range open {
			if to := &open[k]; to.part == from.part && !to.given && rows[to.row] > 0 {
				take(from, -1)
				take(to, 1)
				return true
			}
		}
	}
	return false
}
