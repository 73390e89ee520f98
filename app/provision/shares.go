package provision

import (
	"math/big"
	"slices"

	"needsbook/app/money"
)

// rounded rounds to the penny, once: the whole to the nearest penny, its parts and the
// shares so that they add up to it.
func (r *run) rounded() RunCost {
	var whole parts
	planned := make([]big.Rat, len(r.exact))
	for row := range r.exact {
		for n := range r.exact[row] {
			planned[row].Add(&planned[row], &r.exact[row][n])
			whole[n].Add(&whole[n], &r.exact[row][n])
		}
	}
	total := nearest(add(whole[:]))
	columns := outOf(total, whole[:])
	rows := outOf(total, planned)
	cells := fill(r.exact, rows, columns)
	out := RunCost{Shares: make([]Share, len(r.placed))}
	out.Whole = r.sum(columns[:])
	out.Others = r.sum(cells[r.otherRow()][:])
	for n, p := range r.placed {
		out.Shares[n] = Share{Placement: p.ID, Pupil: p.Pupil, Sum: r.sum(cells[n][:])}
	}
	return out
}

func (r *run) sum(pence []int64) Sum {
	s := Sum{ToDate: money.Pence(pence[heldPart]), NotHeld: money.Pence(pence[notHeldPart]), ToCome: money.Pence(pence[toComePart])}
	s.Planned = money.Sum(s.ToDate, s.NotHeld, s.ToCome)
	for _, p := range r.prices {
		s.Example, s.Missing = s.Example || p.example, s.Missing || p.missing
	}
	return s
}

func add(list []big.Rat) *big.Rat {
	sum := new(big.Rat)
	for n := range list {
		sum.Add(sum, &list[n])
	}
	return sum
}

// nearest rounds to a whole number of pence, halves up.
func nearest(exact *big.Rat) int64 {
	return floor(new(big.Rat).Add(exact, big.NewRat(1, 2)))
}

func floor(exact *big.Rat) int64 {
	return new(big.Int).Div(exact.Num(), exact.Denom()).Int64()
}

// over is what is left of a number of pence above its whole pence.
func over(exact *big.Rat) *big.Rat {
	return new(big.Rat).Sub(exact, big.NewRat(floor(exact), 1))
}

// outOf rounds parts of a total so that they add up to it: down, and the pennies that are
// left go to those that lost most, the first where they lost the same.
func outOf(total int64, exact []big.Rat) []int64 {
	out := make([]int64, len(exact))
	order := make([]int, len(exact))
	lost := make([]*big.Rat, len(exact))
	for n := range exact {
		out[n], lost[n], order[n] = floor(&exact[n]), over(&exact[n]), n
		total -= out[n]
	}
	slices.SortStableFunc(order, func(a, b int) int { return lost[b].Cmp(lost[a]) })
	for _, n := range order {
		if total > 0 {
			out[n]++
			total--
		}
	}
	return out
}

// fill rounds a table whose rows and columns have been rounded already so that it adds
// up both ways.
func fill(exact []parts, rows, columns []int64) [][partCount]int64 {
	out := make([][partCount]int64, len(exact))
	rows, columns = slices.Clone(rows), slices.Clone(columns)
	type cell struct {
		row, part int
		lost      *big.Rat
	}
	var open []cell
	for row := range exact {
		for part := range exact[row] {
			e := &exact[row][part]
			out[row][part] = floor(e)
			rows[row] -= out[row][part]
			columns[part] -= out[row][part]
			open = append(open, cell{row, part, over(e)})
		}
	}
	slices.SortStableFunc(open, func(a, b cell) int { return b.lost.Cmp(a.lost) })
	for range 3 { // a penny each at first; more only where the pennies cannot be had otherwise
		for _, c := range open {
			if rows[c.row] > 0 && columns[c.part] > 0 {
				out[c.row][c.part]++
				rows[c.row]--
				columns[c.part]--
			}
		}
	}
	return out
}
