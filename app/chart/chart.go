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
)

// MaxSeries is how many series can still be told apart without colour, and MostCells
// how many columns of cells have room for words.
const (
	MaxSeries = 4
	MostCells = 6
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
}

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
	case c.Kind < Bars || c.Kind > Cells:
		return errors.New("the chart is of an unknown kind")
	case c.By == "":
		return errors.New("the chart does not say what its labels are")
	case len(c.Labels) == 0:
		return errors.New("the chart has no labels")
	case len(c.Series) == 0:
		return errors.New("the chart has no series")
	case c.Kind == Cells && len(c.Series) > MostCells:
		return fmt.Errorf("the chart has %d columns; no more than %d have room", len(c.Series), MostCells)
	case c.Kind != Cells && len(c.Series) > MaxSeries:
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
			if !v.Gap && (v.N < 0 || v.N > 1e12 || math.IsNaN(v.N)) {
				return fmt.Errorf("series %d of the chart has a value below zero or beyond measure", i+1)
			}
		}
	}
	return nil
}

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
