package chart

import (
	"math"
	"slices"
	"strings"
)

// Measure returns the width of words at the size of the picture's text.
type Measure func(words string) float64

// Place lays the chart out in the given width, with text of the given size; the
// height follows. Bars stand upright where every label fits below its bars, and lie on
// their side where one does not; cells stand in rows under their headings. The chart
// must have passed Check.
func (c Chart) Place(width, size float64, measure Measure) Picture {
	switch c.Kind {
	case Cells:
		return c.placeCells(width, size, measure)
	case Heat:
		return c.placeHeat(width, size, measure)
	case Funnel:
		return c.placeFunnel(width, size, measure)
	}
	l := layout{Chart: c, plot: c.Plot(), measure: measure, Picture: Picture{W: width, Size: size}}
	l.top = size * 1.4
	if c.Unit != "" {
		l.text(0, size, l.cut(c.Unit, width), Left)
	} else {
		l.top = size * 0.6
	}
	direct := c.Kind == Lines && l.endsApart()
	if len(c.Series) > 1 && !direct {
		l.legend()
	}
	if c.Kind != Lines && l.tooNarrow() {
		l.lying()
	} else {
		l.upright(direct)
	}
	return l.Picture
}

// labelled is the largest number of bars that still carry their values.
const labelled = 30

type layout struct {
	Chart
	Picture
	plot    Plot
	measure Measure
	top     float64 // how far down the picture is used
}

// legend writes the names of the series, each after a sample of its filling, or of
// its line, which is longer so that its dashes can be told.
func (l *layout) legend() {
	s, x := l.Size, 0.0
	sample := s
	if l.Kind == Lines {
		sample = s * 2.6
	}
	for i, series := range l.Series {
		name := l.cut(series.Name, l.W-sample-s)
		width := sample + s*0.5 + l.measure(name)
		if x > 0 && x+width > l.W {
			x, l.top = 0, l.top+s*1.5
		}
		if l.Kind == Lines {
			l.stroke(x, l.top+s*0.6, x+sample, l.top+s*0.6, i)
		} else {
			l.bar(x, l.top+s*0.15, sample, s*0.85, i)
		}
		l.text(x+sample+s*0.5, l.top+s*0.9, name, Left)
		x += width + s*1.6
	}
	l.top += s * 1.7
}

// upright draws the scale at the left and the labels below.
func (l *layout) upright(direct bool) {
	s, left, right := l.Size, 0.0, l.Size/2
	for _, t := range l.plot.Ticks {
		left = max(left, min(l.measure(number(t.N)), l.W*0.3)+s*0.6)
	}
	if direct {
		for _, series := range l.Series {
			right = max(right, l.measure(l.cut(series.Name, l.W*0.3))+s*0.8)
		}
	}
	l.top += s * 0.8
	if len(l.Breaks) > 0 {
		l.top += s // for the word at the head of the mark
	}
	w := l.W - left - right
	h := max(math.Min(l.W*0.36, s*20), s*8)
	if l.Low {
		h = s * 5.5
	}
	foot := l.top + h
	for _, t := range l.plot.Ticks {
		y := foot - t.At*h
		l.Grid = append(l.Grid, Line{left, y, left + w, y, s / 18, Grid})
		l.text(left-s*0.6, y+s*0.35, l.cut(number(t.N), l.W*0.3), Right)
	}
	l.marks(left, foot, w, h, direct)
	l.line(left, foot, left+w, foot, s/12, Axis)
	l.H = foot + l.below(left, foot, w) + s*0.3
}

// marks draws the bars or lines of an upright chart.
func (l *layout) marks(left, foot, w, h float64, direct bool) {
	for _, b := range l.plot.Bars {
		x, y := left+b.X*w, foot-(b.Y+b.H)*h
		l.bar(x, y, b.W*w, b.H*h, b.Series)
	}
	if l.Kind == Bars && l.valuesFit(w) {
		l.values(left, foot, w, h)
	}
	for _, at := range l.Breaks {
		l.breakMark(left+w*l.plot.Slot*float64(at), foot, h)
	}
	for i, d := range l.plot.Dots {
		x, y := left+d.X*w, foot-d.Y*h
		if i > 0 {
			if p := l.plot.Dots[i-1]; p.Series == d.Series && p.Label == d.Label-1 && !slices.Contains(l.Breaks, d.Label) {
				l.stroke(left+p.X*w, foot-p.Y*h, x, y, d.Series)
			}
		}
		m := l.Size * 0.22
		l.box(x-m, y-m, 2*m, 2*m, First+Shade(d.Series))
		if direct && d.Label == len(l.Labels)-1 {
			l.text(x+l.Size*0.6, y+l.Size*0.35, l.cut(l.Series[d.Series].Name, l.W*0.3), Left)
		}
	}
}

// values writes each figure above its bar, and the words of a gap in its place.
func (l *layout) values(left, foot, w, h float64) {
	slot := l.plot.Slot
	each := slot * barShare / float64(len(l.Series))
	for s, series := range l.Series {
		for i, v := range series.Values {
			x := left + w*(slot*(float64(i)+(1-barShare)/2)+each*(float64(s)+0.5))
			y := foot
			if !v.Gap {
				y -= v.N / l.plot.Ticks[len(l.plot.Ticks)-1].N * h
			}
			l.text(x, y-l.Size*0.35, v.String(), Middle)
		}
	}
}

// valuesFit reports whether each figure is no wider than its bar's place of w.
func (l *layout) valuesFit(w float64) bool {
	if len(l.Labels)*len(l.Series) > labelled {
		return false
	}
	each := l.plot.Slot * w / float64(len(l.Series)) * 0.9
	for _, s := range l.Series {
		for _, v := range s.Values {
			if l.measure(v.String()) > each {
				return false
			}
		}
	}
	return true
}

// below writes the labels under an upright chart and returns how deep they go.
// Where lines have more labels than fit, every second or third is written.
func (l *layout) below(left, foot, w float64) float64 {
	slot, every := l.plot.Slot*w, 1
	if l.Kind == Lines {
		widest := 0.0
		for _, label := range l.Labels {
			widest = max(widest, min(l.measure(label), l.W/4))
		}
		every = max(1, int(math.Ceil(widest/slot)))
	}
	deepest := 0
	for i, label := range l.Labels {
		if i%every != 0 {
			continue
		}
		lines := l.wrap(label, slot*float64(every)*0.96)
		for n, words := range lines {
			half := l.measure(words) / 2
			x := max(half, min(left+slot*(float64(i)+0.5), l.W-half)) // the first and last stay inside
			l.text(x, foot+l.Size*(1.25+1.2*float64(n)), words, Middle)
		}
		deepest = max(deepest, len(lines))
	}
	return l.Size * (0.3 + 1.2*float64(deepest))
}

// tooNarrow reports whether some label, or the words of some gap, would not fit
// below or above an upright bar. Shares of a whole always lie: their figures stand in
// their parts there.
func (l *layout) tooNarrow() bool {
	if l.Kind == Stacked && l.Top > 0 {
		return true
	}
	slot := l.plot.Slot * (l.W - l.Size*4) * 0.96
	for _, label := range l.Labels {
		lines := l.wrap(label, slot)
		if len(lines) > 2 {
			return true
		}
		for _, words := range lines {
			if l.measure(words) > slot {
				return true
			}
		}
		if strings.Join(lines, " ") != strings.Join(strings.Fields(label), " ") {
			return true // a word would have to be broken
		}
	}
	for _, s := range l.Series {
		for _, v := range s.Values {
			if v.Gap && (l.Kind == Stacked || !l.valuesFit(l.W-l.Size*4)) {
				return true
			}
		}
	}
	return false
}

// endsApart reports whether the names of lines can stand at their ends.
func (l *layout) endsApart() bool {
	var ends []float64
	for _, d := range l.plot.Dots {
		if d.Label != len(l.Labels)-1 {
			continue
		}
		for _, e := range ends {
			if math.Abs(e-d.Y) < 0.1 {
				return false
			}
		}
		ends = append(ends, d.Y)
	}
	return len(ends) == len(l.Series)
}

// breakMark draws an upright rule with a gap, and the word for it at its head.
func (l *layout) breakMark(x, foot, h float64) {
	s := l.Size
	for y := foot; y-s*0.3 > foot-h; y -= s * 0.6 {
		l.line(x, y, x, y-s*0.3, s/12, Axis)
	}
	half := l.measure("new meaning") / 2
	l.text(min(max(x, half), l.W-half), foot-h-s*0.2, "new meaning", Middle)
}
