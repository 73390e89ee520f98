package chart

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Kind says how the values are drawn.
type Kind int

// Kinds of chart. All with a scale start at zero.
const (
	Bars    Kind = iota // one bar for each value, series side by side
	Stacked             // one bar for each label, series on top of each other
	Lines               // one line for each series
	Cells               // a grid without a scale: a row for each label, a column for each series, words in each cell
	Heat                // a grid of figures: the larger, the darker its hatching
	Funnel              // a point for each label: the first series lies along the foot, the second stands upright, with curves
)

// MaxSeries is how many series can still be told apart without colour, MostCells how
// many columns of cells have room for words, and MostHeat for figures.
const (
	MaxSeries = 4
	MostCells = 6
	MostHeat  = 10
)

// Chart is what is to be shown: for each label one value of each series.
type Chart struct {
	Kind   Kind
	By     string   // what the labels are, such as "Year group"
	Labels []string // along the foot
	Series []Series
	Unit   string // what is counted, such as "pupils"
	Marked string // for Cells: the label whose row is framed, "" for none
	Low    bool   // an upright picture is drawn low, where a page has little room
	// Top, where it is not nought, is what the scale must hold at least: 100 for shares.
	Top float64
	// Breaks, for Lines: the places of the labels before which the figures changed their
	// meaning. A mark stands there, and no line crosses it.
	Breaks []int
	// Curves, for Funnel: what lies behind the points. Those of one name, such as an
	// upper and a lower limit, have one stroke; MaxSeries names can be told apart.
	Curves []Curve
	// Named, for Funnel: the labels whose points are drawn large, with their name.
	Named []string
}

// Curve is a line through points, in the unit of the two series of a Funnel.
type Curve struct {
	Name   string
	Points []Point
}

// Point is a place in the unit of the two series.
type Point struct{ X, Y float64 }

// Series is one row of values, one for each label of the chart.
type Series struct {
	Name   string
	Values []Value
}

// Value is one figure. Words is how people read it ("£3,412", "low", "held back");
// when empty the number itself is written. A Gap has no number: nothing is drawn.
type Value struct {
	N     float64
	Words string
	Gap   bool
}

// String returns the value as people read it.
func (v Value) String() string {
	switch {
	case v.Words != "":
		return v.Words
	case v.Gap:
		return "not shown"
	}
	return number(v.N)
}

// Counts returns a series of whole numbers.
func Counts(name string, counts ...int) Series {
	s := Series{Name: name}
	for _, n := range counts {
		s.Values = append(s.Values, Value{N: float64(n)})
	}
	return s
}

// Check says why the chart cannot be drawn truthfully, or nil.
func (c Chart) Check() error {
	switch {
	case c.Kind < Bars || c.Kind > Funnel:
		return errors.New("the chart is of an unknown kind")
	case c.By == "":
		return errors.New("the chart does not say what its labels are")
	case len(c.Labels) == 0:
		return errors.New("the chart has no labels")
	case len(c.Series) == 0:
		return errors.New("the chart has no series")
	case c.Kind == Cells && len(c.Series) > MostCells:
		return fmt.Errorf("the chart has %d columns; no more than %d have room", len(c.Series), MostCells)
	case c.Kind == Heat && len(c.Series) > MostHeat:
		return fmt.Errorf("the chart has %d columns; no more than %d have room", len(c.Series), MostHeat)
	case c.Kind == Funnel && len(c.Series) != 2:
		return errors.New("a chart of points needs two series: one along the foot, one upright")
	case len(c.strokes()) > MaxSeries || len(c.Curves) > 0 && c.Kind != Funnel:
		return errors.New("the chart has curves that cannot be drawn")
	case len(c.Breaks) > 0 && c.Kind != Lines:
		return errors.New("only a chart of lines has breaks")
	case c.Kind != Cells && c.Kind != Heat && len(c.Series) > MaxSeries:
		return fmt.Errorf("the chart has %d series; no more than %d can be told apart", len(c.Series), MaxSeries)
	}
	for i, label := range c.Labels {
		if strings.TrimSpace(label) == "" {
			return fmt.Errorf("label %d of the chart is empty", i+1)
		}
	}
	for i, s := range c.Series {
		if strings.TrimSpace(s.Name) == "" {
			return fmt.Errorf("series %d of the chart has no name", i+1)
		}
		if len(s.Values) != len(c.Labels) {
			return fmt.Errorf("series %d of the chart has %d values for %d labels", i+1, len(s.Values), len(c.Labels))
		}
		for _, v := range s.Values {
			if !v.Gap && !drawable(v.N) {
				return fmt.Errorf("series %d of the chart has a value below zero or beyond measure", i+1)
			}
		}
	}
	if !drawable(c.Top) {
		return errors.New("the scale of the chart ends below zero or beyond measure")
	}
	for _, at := range c.Breaks {
		if at < 1 || at >= len(c.Labels) {
			return errors.New("a break of the chart stands before none of its labels")
		}
	}
	for _, curve := range c.Curves {
		if strings.TrimSpace(curve.Name) == "" || len(curve.Points) < 2 {
			return errors.New("a curve of the chart has no name or too few points")
		}
		for _, p := range curve.Points {
			if !drawable(p.X) || !drawable(p.Y) {
				return errors.New("a curve of the chart goes below zero or beyond measure")
			}
		}
	}
	return nil
}

func drawable(n float64) bool { return n >= 0 && n <= 1e12 && !math.IsNaN(n) }

// number writes a number with commas between thousands, and no more than ten digits
// that mean something.
func number(n float64) string {
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 10, 64), 64) // reads what was just written
	s := strconv.FormatFloat(n, 'f', -1, 64)
	whole := len(s)
	for i, r := range s {
		if r == '.' {
			whole = i
			break
		}
	}
	for i := whole - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
