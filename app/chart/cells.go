package chart

// mostDots is how many dots a cell can carry: its value, rounded down, never more.
const mostDots = 3

// placeCells lays a grid out: the labels at the left, a column for each series, and in
// each cell so many dots as its value and under them its words. The marked row has a
// frame. Nothing is told by colour.
func (c Chart) placeCells(width, size float64, measure Measure) Picture {
	l := layout{Chart: c, measure: measure, Picture: Picture{W: width, Size: size}}
	left := min(width*0.3, l.widest(c.Labels)+size*0.8)
	column := (width - left) / float64(len(c.Series))
	l.top = l.cellHeads(left, column)
	for i, label := range c.Labels {
		l.cellRow(i, label, left, column)
	}
	l.H = l.top + size*0.3
	return l.Picture
}

func (l *layout) widest(words []string) (widest float64) {
	for _, w := range words {
		widest = max(widest, l.measure(w))
	}
	return widest
}

// cellHeads writes the name of each column and returns how deep they go.
func (l *layout) cellHeads(left, column float64) float64 {
	deepest := 1
	for i, s := range l.Series {
		lines := l.wrap(s.Name, column-l.Size*0.8)
		for n, words := range lines {
			l.text(left+column*float64(i)+l.Size*0.4, l.Size*(1.1+1.25*float64(n)), words, Left)
		}
		deepest = max(deepest, len(lines))
	}
	return l.Size * (0.6 + 1.25*float64(deepest))
}

// cellRow draws one row from the top used so far, and moves it.
func (l *layout) cellRow(row int, label string, left, column float64) {
	s := l.Size
	names := l.wrap(label, left-s*0.8)
	deepest := float64(len(names))
	cells := make([][]string, len(l.Series))
	for i, series := range l.Series {
		cells[i] = l.wrap(series.Values[row].String(), column-s*0.8)
		deepest = max(deepest, float64(len(cells[i]))+0.7) // under the dots
	}
	height := s * (1.25*deepest + 0.9)
	l.Grid = append(l.Grid, Line{0, l.top, l.W, l.top, s / 18, Grid})
	for n, words := range names {
		l.text(s*0.4, l.top+s*(1.4+1.25*float64(n)), words, Left)
	}
	for i, series := range l.Series {
		x := left + column*float64(i) + s*0.4
		dots := 0
		if v := series.Values[row]; !v.Gap {
			dots = min(mostDots, int(v.N))
		}
		for d := range dots {
			l.box(x+s*0.75*float64(d), l.top+s*0.5, s*0.5, s*0.5, First)
		}
		for n, words := range cells[i] {
			l.text(x, l.top+s*(2.2+1.25*float64(n)), words, Left)
		}
	}
	if label == l.Marked {
		w := s / 6
		for _, e := range [][4]float64{{w, l.top, l.W - w, l.top}, {l.W - w, l.top, l.W - w, l.top + height}, {l.W - w, l.top + height, w, l.top + height}, {w, l.top + height, w, l.top}} {
			l.line(e[0], e[1], e[2], e[3], w, First)
		}
	}
	l.top += height
}
