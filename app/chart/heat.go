package chart

import "math"

// heatSteps is how many degrees of hatching a figure can have.
const heatSteps = 4

// placeHeat lays a grid of figures out: the labels at the left, a column for each
// series, and each figure on a ground that is hatched the closer, the larger it is. The
// figure itself stands in its cell, so nothing is told by the ground alone.
func (c Chart) placeHeat(width, size float64, measure Measure) Picture {
	l := layout{Chart: c, measure: measure, Picture: Picture{W: width, Size: size}}
	l.heatLegend()
	left := min(width*0.3, l.widest(c.Labels)+size)
	column := (width - left) / float64(len(c.Series))
	top := l.top
	l.top = 0
	deep := l.Size * 1.25 * float64(l.headLines(column))
	for i, s := range c.Series {
		for n, words := range l.wrap(s.Name, column-size*0.15) {
			l.text(left+column*(float64(i)+0.5), top+size*(1.0+1.25*float64(n)), words, Middle)
		}
	}
	l.top = top + deep + size*0.5
	for i, label := range c.Labels {
		l.heatRow(i, label, left, column)
	}
	l.H = l.top + size*0.3
	return l.Picture
}

func (l *layout) headLines(column float64) int {
	deepest := 1
	for _, s := range l.Series {
		deepest = max(deepest, len(l.wrap(s.Name, column-l.Size*0.15)))
	}
	return deepest
}

// heatRow draws one row from the top used so far, and moves it.
func (l *layout) heatRow(row int, label string, left, column float64) {
	s := l.Size
	names := l.wrap(label, left-s*0.8)
	deepest := len(names)
	cells := make([][]string, len(l.Series))
	for i, series := range l.Series {
		cells[i] = l.wrap(series.Values[row].String(), column-s*0.6)
		deepest = max(deepest, len(cells[i]))
	}
	height := s * (1.25*float64(deepest) + 0.9)
	for n, words := range names {
		l.text(0, l.top+height/2+s*(0.35+1.25*(float64(n)-float64(len(names)-1)/2)), words, Left)
	}
	for i, series := range l.Series {
		x, v := left+column*float64(i), series.Values[row]
		if !v.Gap {
			l.ground(x+s*0.08, l.top+s*0.08, column-s*0.16, height-s*0.16, l.heatStep(v.N))
		}
		foot := l.top + height/2 + s*(0.35-1.25*float64(len(cells[i])-1)/2)
		for n, words := range cells[i] {
			half, y := l.measure(words)/2+s*0.25, foot+1.25*s*float64(n)
			if !v.Gap && l.heatStep(v.N) > 0 {
				// The plate is made of lines, since boxes are drawn before the hatching.
				l.line(x+column/2-half, y-s*0.36, x+column/2+half, y-s*0.36, s*1.2, Paper)
			}
			l.text(x+column/2, y, words, Middle)
		}
	}
	l.top += height
}

// heatStep returns 0 for nothing, else how close the hatching of a figure is.
func (l *layout) heatStep(n float64) int {
	most := l.largest()
	if n <= 0 || most <= 0 {
		return 0
	}
	return min(heatSteps, 1+int(n/most*heatSteps))
}

// ground hatches a cell: rising lines, closer rising lines, crossed lines, closer
// crossed lines, within a frame.
func (p *Picture) ground(x, y, w, h float64, step int) {
	if step == 0 {
		return
	}
	apart := p.Size * []float64{0, 1.3, 0.65, 0.65, 0.35}[step]
	for at := apart; at < w+h; at += apart {
		u1, u2 := max(0, at-h), min(w, at)
		p.line(x+u1, y+at-u1, x+u2, y+at-u2, p.Size/14, First)
		if step >= 3 {
			p.line(x+w-u1, y+at-u1, x+w-u2, y+at-u2, p.Size/14, First)
		}
	}
	for _, e := range [][4]float64{{x, y, x + w, y}, {x + w, y, x + w, y + h}, {x + w, y + h, x, y + h}, {x, y + h, x, y}} {
		p.line(e[0], e[1], e[2], e[3], p.Size/18, First)
	}
}

// heatLegend shows the degrees of hatching with the figures they stand for.
func (l *layout) heatLegend() {
	s, most, x := l.Size, l.largest(), 0.0
	unit := l.cut(l.Unit, l.W)
	if unit != "" {
		l.text(0, s, unit, Left)
		l.top = s * 1.5
	}
	if most <= 0 {
		return
	}
	for step := 1; step <= heatSteps; step++ {
		words := "under " + number(math.Ceil(most*float64(step)/heatSteps))
		if step == heatSteps {
			words = "more"
		}
		wide := s*2.4 + l.measure(words)
		if x > 0 && x+wide > l.W {
			x, l.top = 0, l.top+s*1.5
		}
		l.ground(x, l.top+s*0.1, s*1.8, s, step)
		l.text(x+s*2.2, l.top+s*0.95, words, Left)
		x += wide + s*1.4
	}
	l.top += s * 1.9
}
