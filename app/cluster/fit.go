package cluster

import (
	"math"

	"needsbook/app/summary"
)

// lowGuess is the mean of a low figure before anything else is known.
const lowGuess = 1.5

// unknown marks a total that a school did not publish.
var unknown = math.NaN()

// fitLow estimates what each low figure of a school's table most likely stands for,
// from the totals that the school published beside it (iterative proportional
// fitting, each estimate kept within 0 to 4). It returns the estimates in the
// table's order; figures that are not low are left at nought.
func fitLow(v []int, cols int, rowTotal, colTotal []float64) []float64 {
	low := make([]float64, len(v))
	for i := range v {
		if v[i] == summary.Low {
			low[i] = lowGuess
		}
	}
	for range 12 {
		for r, total := range rowTotal {
			fitLine(v, low, total, r*cols, 1, cols)
		}
		for c, total := range colTotal {
			fitLine(v, low, total, c, cols, len(v)/cols)
		}
	}
	return low
}

// fitLine scales the low figures of one row or column so that the line comes to its
// total. A line with a figure held back says nothing.
func fitLine(v []int, low []float64, total float64, from, step, n int) {
	if math.IsNaN(total) {
		return
	}
	shown, lows := 0.0, 0.0
	for k := range n {
		i := from + k*step
		switch v[i] {
		case summary.HeldBack:
			return
		case summary.NotApplicable:
		case summary.Low:
			lows += low[i]
		default:
			shown += middle(v[i], 0)
		}
	}
	if lows == 0 {
		return
	}
	scale := max(0.05, (total-shown)/lows)
	for k := range n {
		if i := from + k*step; v[i] == summary.Low {
			low[i] = min(4, max(0.02, low[i]*scale))
		}
	}
}
