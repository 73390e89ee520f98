package cluster

import (
	"math"

	"needsbook/app/summary"
)

// fitted is what a published value most likely stands for.
type fitted struct{ mean, variance float64 }

// fitting estimates the figures of one summary from each other. Every table of a summary
// prints its totals, and tables share them, so a figure shown as low is what its row and
// its column leave over. First the low figures are scaled until each sum is met
// (iterative proportional fitting, each kept within 0 to 4); then all figures, totals
// too, are moved by least squares, each as far as it is uncertain.
type fitting struct {
	values []int // as published, all tables one after the other
	start  map[string]int
	tables map[string]summary.Table
	mean   []float64
	spread []float64 // variances
	sums   []balance
}

// balance is figures whose sum is known to be that of others: one total, or several.
type balance struct {
	parts, totals []int
}

// lowGuess is the mean of a low figure before anything else is known; heldGuess and
// heldSpread are as good as nothing for a figure that was held back.
const (
	lowGuess   = 1.5
	heldGuess  = 6.0
	heldSpread = 60.0
)

// rounds is how often the low figures are scaled; more changes nothing that is seen.
const rounds = 10

// fit estimates every figure of a summary, table by table.
func fit(d summary.Document) [][]fitted {
	f := newFitting(d)
	for range rounds {
		for _, b := range f.sums {
			f.scale(b)
		}
	}
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
	f := &fitting{start: map[string]int{}, tables: map[string]summary.Table{}}
	for _, t := range d.Tables {
		f.start[t.ID], f.tables[t.ID] = len(f.values), t
		f.values = append(f.values, t.V...)
	}
	f.mean, f.spread = make([]float64, len(f.values)), make([]float64, len(f.values))
	for i, v := range f.values {
		switch v {
		case summary.Low:
			f.mean[i] = lowGuess
		case summary.HeldBack:
			f.mean[i] = heldGuess
		case summary.NotApplicable:
		default:
			f.mean[i] = middle(v, 0)
		}
	}
	f.balances()
	return f
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

// scale brings the figures of a sum that are not known to what is left for them.
func (f *fitting) scale(b balance) {
	total, fixed, free := 0.0, 0.0, 0.0
	for _, i := range b.totals {
		total += f.mean[i]
	}
	for _, i := range b.parts {
		if f.loose(i) {
			free += f.mean[i]
		} else {
			fixed += f.mean[i]
		}
	}
	if free == 0 {
		return
	}
	by := max(0.05, (total-fixed)/free)
	for _, i := range b.parts {
		if f.loose(i) {
			f.mean[i] = f.within(i, f.mean[i]*by)
		}
	}
}

// loose reports whether a figure is not known but for its bounds.
func (f *fitting) loose(i int) bool {
	return f.values[i] == summary.Low || f.values[i] == summary.HeldBack
}

// within keeps an estimate where the published value allows it.
func (f *fitting) within(i int, x float64) float64 {
	switch v := f.values[i]; v {
	case summary.HeldBack:
		return max(0.02, x)
	case summary.Low:
		return min(4, max(0.02, x))
	default:
		least, most := bounds(v)
		return min(float64(most), max(float64(least), x))
	}
}

// uncertain is the variance of a figure before the sums around it are looked at.
func (f *fitting) uncertain(i int) float64 {
	switch v := f.values[i]; v {
	case summary.HeldBack:
		return heldSpread
	case summary.Low:
		// A count that is small by chance varies as its mean; near four it cannot.
		return max(0.05, 1.5*f.mean[i]*(4-f.mean[i])/4)
	case summary.NotApplicable:
		return 0
	case 5:
		return 0.7
	}
	return 2
}

// slack is the variance of a sum itself: its figures may have been set at different
// times.
const slack = 0.3

// square moves the figures by least squares so that the sums are met, and leaves in
// spread what remains uncertain: x - V A' (A V A' + slack)^-1 A x.
func (f *fitting) square() {
	for i := range f.values {
		f.spread[i] = f.uncertain(i)
	}
	n := len(f.sums)
	signs := make([]map[int]float64, n) // the rows of A
	in := make([][]int, len(f.values))  // the sums that a figure is in
	for k, b := range f.sums {
		signs[k] = map[int]float64{}
		for _, i := range b.parts {
			signs[k][i] = 1
			in[i] = append(in[i], k)
		}
		for _, i := range b.totals {
			signs[k][i] = -1
			in[i] = append(in[i], k)
		}
	}
	m := newMatrix(n)
	off := make([]float64, n)
	for k := range f.sums {
		m.add(k, k, slack)
	}
	for i, sums := range in {
		for _, a := range sums {
			off[a] += signs[a][i] * f.mean[i]
			for _, b := range sums {
				m.add(a, b, signs[a][i]*signs[b][i]*f.spread[i])
			}
		}
	}
	inverse := m.inverse()
	pull := make([]float64, n)
	for a := range n {
		for b := range n {
			pull[a] += inverse.at(a, b) * off[b]
		}
	}
	for i, sums := range in {
		move, known := 0.0, 0.0
		for _, a := range sums {
			move += signs[a][i] * pull[a]
			for _, b := range sums {
				known += signs[a][i] * inverse.at(a, b) * signs[b][i]
			}
		}
		f.mean[i] = f.within(i, f.mean[i]-f.spread[i]*move)
		f.spread[i] = max(0, f.spread[i]-f.spread[i]*f.spread[i]*known)
	}
	for i, v := range f.values {
		if math.IsNaN(f.mean[i]) {
			f.mean[i] = middle(v, lowGuess)
		}
	}
}

// published is what a value most likely stands for when nothing else is known.
func published(v int) fitted {
	f := fitting{values: []int{v}, mean: []float64{middle(v, lowGuess)}}
	return fitted{f.mean[0], f.uncertain(0)}
}
