package chart

import "math"

// Plot is the marks of a chart in a unit square: x from left to right, y from the
// foot up, both 0 to 1. It knows nothing of text or of size.
type Plot struct {
	Ticks []Tick  // from zero up
	Bars  []Bar   // for Bars and Stacked
	Dots  []Dot   // for Lines, in order of series and label
	Slot  float64 // the width of the place of one label
}

// Tick is a round value on the scale.
type Tick struct {
	At float64 // 0 to 1
	N  float64
}

// Bar is one bar. Value says which one: Series and Label are indexes.
type Bar struct {
	X, Y, W, H    float64
	Series, Label int
}

// Dot is one point of a line.
type Dot struct {
	X, Y          float64
	Series, Label int
}

// barShare is how much of a label's place its bars take; the rest is air.
const barShare = 0.72

// Plot places the marks. The chart must have passed Check.
func (c Chart) Plot() Plot {
	ticks := scale(c.largest(), c.whole())
	top := ticks[len(ticks)-1].N
	p := Plot{Ticks: ticks, Slot: 1 / float64(len(c.Labels))}
	foot := make([]float64, len(c.Labels)) // how high each stack stands
	for s, series := range c.Series {
		for l, v := range series.Values {
			if v.Gap {
				continue
			}
			x, h := p.Slot*float64(l), v.N/top
			switch c.Kind {
			case Bars:
				w := p.Slot * barShare / float64(len(c.Series))
				x += p.Slot*(1-barShare)/2 + w*float64(s)
				p.Bars = append(p.Bars, Bar{x, 0, w, h, s, l})
			case Stacked:
				p.Bars = append(p.Bars, Bar{x + p.Slot*(1-barShare)/2, foot[l], p.Slot * barShare, h, s, l})
				foot[l] += h
			case Lines:
				p.Dots = append(p.Dots, Dot{x + p.Slot/2, h, s, l})
			}
		}
	}
	return p
}

// largest returns the largest value that the scale has to hold.
func (c Chart) largest() (largest float64) {
	largest = c.Top
	for l := range c.Labels {
		stack := 0.0
		for _, s := range c.Series {
			v := s.Values[l]
			if v.Gap {
				continue
			}
			stack += v.N
			largest = max(largest, v.N)
		}
		if c.Kind == Stacked {
			largest = max(largest, stack)
		}
	}
	return largest
}

// whole reports whether all values are whole numbers, as counts of people are.
func (c Chart) whole() bool {
	for _, s := range c.Series {
		for _, v := range s.Values {
			if v.N != math.Trunc(v.N) {
				return false
			}
		}
	}
	return true
}

// scale returns ticks from zero to at least largest, in steps of 1, 2, 2.5 or 5
// times a power of ten; a scale of whole things has no tick between them.
func scale(largest float64, whole bool) []Tick {
	if largest < 1e-6 {
		largest = 1 // nothing to see: any scale will do
	}
	power := math.Pow(10, math.Floor(math.Log10(largest/5)))
	if whole {
		power = max(power, 1)
	}
	step := 10 * power
	for _, nice := range []float64{1, 2, 2.5, 5} {
		if s := nice * power; s*5 >= largest && (!whole || s == math.Trunc(s)) {
			step = s
			break
		}
	}
	n := int(math.Ceil(largest/step - 1e-9))
	ticks := make([]Tick, n+1)
	for i := range ticks {
		ticks[i] = Tick{float64(i) / float64(n), math.Round(step*float64(i)/power*10) / 10 * power}
	}
	return ticks
}
