package cluster

import (
	"needsbook/app/summary"
)

// fitted is what a published value most likely stands for.
type fitted struct{ mean, variance float64 }

// fitting estimates the figures of one summary from each other. Every table of a summary
// prints its totals, and tables share them, so a figure shown as low is what its row and
// its column lead one to expect. First each figure gets the mean and variance of a count
// that is expected from its row's and its column's total and known to lie where its
// published value says. Then all figures, totals too, are moved by least squares until
// the sums are met, each as far as it is uncertain, and never out of its bounds.
type fitting struct {
	values []int // as published, all tables one after the other
	start  map[string]int
	tables map[string]summary.Table
	mean   []float64
	spread []float64 // variances
	sums   []balance
	routes []string // of the levels, by rank
}

// balance is figures whose sum is that of others, but for a slack: its variance.
type balance struct {
	parts, totals []int
	slack         float64
}

// What is taken for a figure when nothing else is known of it: of a low one, and of one
// that was held back.
const (
	lowGuess   = 2.0
	heldGuess  = 6.0
	heldSpread = 60.0
)

// slack is the variance of a sum whose figures were set at different times; loose is
// that of a sum that need not be exact, since a school may put some needs in any area.
const (
	slack = 1.0
	loose = 3.0
)

// fit estimates every figure of a summary, table by table.
func fit(d summary.Document) [][]fitted {
	f := newFitting(d)
	f.square()
	out := make([][]fitted, len(d.Tables))
	for i, t := range d.Tables {
		out[i] = make([]fitted, len(t.V))
		for k := range t.V {
			n := f.start[t.ID] + k
			out[i][k] = fitted{f.mean[n], f.spread[n]}
		}
	}
	return out
}

func newFitting(d summary.Document) *fitting {
	f := &fitting{start: map[string]int{}, tables: map[string]summary.Table{}, routes: d.Routes}
	for _, t := range d.Tables {
		f.start[t.ID], f.tables[t.ID] = len(f.values), t
		f.values = append(f.values, t.V...)
	}
	f.mean, f.spread = make([]float64, len(f.values)), make([]float64, len(f.values))
	for i, v := range f.values {
		p := published(v)
		f.mean[i], f.spread[i] = p.mean, p.variance
	}
	f.expect()
	f.balances()
	return f
}

// published is what a value most likely stands for when nothing else is known.
func published(v int) fitted {
	switch v {
	case summary.HeldBack:
		return fitted{heldGuess, heldSpread}
	case summary.Low:
		return fitted{lowGuess, 2}
	case summary.NotApplicable:
		return fitted{}
	case 5:
		return fitted{meanOfFive, 0.7}
	}
	return fitted{float64(v), 2}
}

// at returns the place of a figure, or -1.
func (f *fitting) at(table, row, col string) int {
	t, ok := f.tables[table]
	if !ok {
		return -1
	}
	for r, have := range t.Rows {
		if have != row {
			continue
		}
		for c, code := range t.Cols {
			if code == col {
				return f.start[table] + r*len(t.Cols) + c
			}
		}
	}
	return -1
}

// within keeps an estimate where the published value allows it.
func (f *fitting) within(i int, x float64) float64 {
	if f.values[i] == summary.HeldBack {
		return max(0, x)
	}
	least, most := bounds(f.values[i])
	return min(float64(most), max(float64(least), x))
}

// part is a sum that a figure is in, and whether it counts there or against it.
type part struct {
	sum  int
	sign float64
}

// square moves the figures by least squares so that the sums are met, and leaves in
// spread what remains uncertain: x - V A' (A V A' + slack)^-1 A x.
func (f *fitting) square() {
	n := len(f.sums)
	in := make([][]part, len(f.values)) // the columns of A
	m := newMatrix(n)
	for k, b := range f.sums {
		for _, i := range b.parts {
			in[i] = append(in[i], part{k, 1})
		}
		for _, i := range b.totals {
			in[i] = append(in[i], part{k, -1})
		}
		m.add(k, k, b.slack)
	}
	off := make([]float64, n)
	for i, parts := range in {
		for _, a := range parts {
			off[a.sum] += a.sign * f.mean[i]
			for _, b := range parts {
				m.add(a.sum, b.sum, a.sign*b.sign*f.spread[i])
			}
		}
	}
	inverse := m.inverse()
	pull := inverse.times(off)
	for i, parts := range in {
		move, known := 0.0, 0.0
		for _, a := range parts {
			move += a.sign * pull[a.sum]
			for _, b := range parts {
				known += a.sign * b.sign * inverse.at(a.sum, b.sum)
			}
		}
		f.mean[i] = f.within(i, f.mean[i]-f.spread[i]*move)
		f.spread[i] = max(0, f.spread[i]-f.spread[i]*f.spread[i]*known)
	}
}
