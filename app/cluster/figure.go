package cluster

import (
	"math"
	"strconv"

	"needsbook/app/summary"
)

// fewest is how many schools must stand behind a figure of the cluster.
const fewest = 3

// State says whether a figure can be shown.
type State int

// States of a figure.
const (
	Shown         State = iota
	NoFigure            // nobody has such pupils, or nobody sent the table
	TooFewSchools       // fewer than three schools stand behind it
	Held                // one school's figure, held back by the school
	Low                 // one school's figure of 0 to 4
)

// Figure is a number of pupils worked out from figures that were rounded at the
// schools. About is rounded to five where it is a sum. Lo to Hi holds the sum of the
// schools' own last-set counts 19 times out of 20; Least to Most always holds it.
type Figure struct {
	State       State
	About       int
	Lo, Hi      int
	Least, Most int
	Schools     int // that stand behind it
	// Vague: so much of it are low figures that nothing else can be set against that only
	// the range says anything.
	Vague bool

	estimate float64 // before rounding, for the heights of bars
}

// Rounded is About in words: an estimate that rounds to nought is not nought.
func (f Figure) Rounded() string {
	if f.About == 0 {
		return "under 5"
	}
	return strconv.Itoa(f.About)
}

// bounds returns the counts that a published value stood for when it was set.
func bounds(v int) (least, most int) {
	switch v {
	case summary.Low:
		return 0, 4
	case 5:
		return 5, 7
	case summary.HeldBack, summary.NotApplicable:
		return 0, 0
	}
	return v - 2, v + 2
}

// schoolFigure is one school's own published value.
func schoolFigure(v int, low float64) Figure {
	f := Figure{Schools: 1, About: v, estimate: middle(v, low)}
	f.Least, f.Most = bounds(v)
	f.Lo, f.Hi = f.Least, f.Most
	switch v {
	case summary.Low:
		f.State, f.About = Low, 0
	case summary.HeldBack:
		f.State, f.About, f.estimate = Held, 0, 0
	case summary.NotApplicable:
		f.State, f.About, f.estimate = NoFigure, 0, 0
	}
	return f
}

// meanOfFive is the mean of the counts that are shown as 5. They run from 5 to 7,
// the smaller ones a little more often.
const meanOfFive = 5.9

// middle is the count that a published value most likely stands for.
func middle(v int, low float64) float64 {
	switch v {
	case summary.Low:
		return low
	case 5:
		return meanOfFive
	}
	return float64(v)
}

// figure returns the sum as it may be shown: only where three schools stand behind it.
func (s Sum) figure() Figure {
	switch {
	case s.N == 0:
		return Figure{State: NoFigure}
	case s.N < fewest:
		return Figure{State: TooFewSchools, Schools: s.N}
	}
	return s.shown()
}

// common is how far the estimates of all schools may be off in the same direction, in
// pupils for each school: what chance does not even out. Measured on invented schools.
const common = 0.18

// guessing is the same for low figures that stand alone: whether they are mostly
// noughts or mostly fours cannot be told.
const guessing = 1.0

// Range returns the range that holds the truth 19 times out of 20, never wider than
// what is certain.
func (s Sum) Range() (lo, hi int) {
	off := common*float64(s.N) + guessing*float64(s.Guessed)
	if s.Largest > 0 { // amounts are rounded evenly
		off = 0
	}
	estimate, half := float64(s.Estimate)/1000, 1.96*math.Sqrt(float64(s.Variance)/1000+off*off)
	return max(int(s.Least), int(math.Round(estimate-half))), min(int(s.Most), int(math.Round(estimate+half)))
}

// shown returns the sum with its ranges.
func (s Sum) shown() Figure {
	if s.N == 0 {
		return Figure{State: NoFigure}
	}
	estimate := float64(s.Estimate) / 1000
	lo, hi := s.Range()
	return Figure{Schools: s.N, estimate: estimate, About: 5 * int(math.Round(estimate/5)), Least: int(s.Least), Most: int(s.Most), Lo: lo, Hi: hi,
		Vague: s.Guessed > 0 && float64(hi-lo) > max(10, estimate)}
}

// amount returns the sum as an amount that may be shown: three schools, none with more
// than three quarters of it, and the third largest and smaller ones together at least a
// tenth of the largest, so that the second cannot work the largest out.
func (s Sum) amount() Figure {
	total := s.Estimate / 1000
	switch {
	case s.N == 0:
		return Figure{State: NoFigure}
	case s.N < fewest, 4*s.Largest > 3*total, 10*(total-s.Largest-s.Second) < s.Largest:
		return Figure{State: TooFewSchools, Schools: s.N}
	}
	f := s.shown()
	f.About = int(total)
	return f
}
