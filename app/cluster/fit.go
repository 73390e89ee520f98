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

// fitted is what a published value most likely stands for.
type fitted struct{ mean, variance float64 }

// fit estimates every figure of a summary, table by table.
func fit(d summary.Document) [][]fitted {
	out := make([][]fitted, len(d.Tables))
	for i, t := range d.Tables {
		out[i] = make([]fitted, len(t.V))
		low := make([]float64, len(t.V))
		for k := range low {
			low[k] = lowGuess
		}
		switch t.ID {
		case "T00":
			if len(t.V) == 4 {
				fitted := fitLow(t.V[2:], 2, []float64{total(t.V[1])}, nil)
				low[2], low[3] = fitted[0], fitted[1]
			}
		case "T03":
			low = fitAreas(d, t, low)
		}
		for k, v := range t.V {
			out[i][k] = fitted{middle(v, low[k]), varianceOf(v)}
		}
	}
	return out
}

// fitAreas fits the table of areas by level to its row totals and to the totals of the
// levels.
func fitAreas(d summary.Document, t summary.Table, low []float64) []float64 {
	cols := len(t.Cols) - 1
	var inner []int
	var rowTotals, colTotals []float64
	for r := range t.Rows {
		inner = append(inner, t.V[r*len(t.Cols):r*len(t.Cols)+cols]...)
		rowTotals = append(rowTotals, total(t.V[r*len(t.Cols)+cols]))
	}
	byPhase := find(d, "T04")
	for _, l := range t.Cols[:cols] {
		colTotals = append(colTotals, total(value(byPhase, "ALL", l)))
	}
	for i, m := range fitLow(inner, cols, rowTotals, colTotals) {
		if inner[i] == summary.Low {
			low[i/cols*len(t.Cols)+i%cols] = m
		}
	}
	return low
}

func varianceOf(v int) float64 {
	switch v {
	case summary.Low:
		return 1.8
	case 5:
		return 0.7
	}
	return 2
}
