package chart

// lying draws bars on their side: the labels at the left, a figure after each bar.
func (l *layout) lying() {
	s, left := l.Size, 0.0
	limit := l.W * 0.36
	rows := 1
	if l.Kind == Bars {
		rows = len(l.Series)
	}
	var names [][]string
	for _, label := range l.Labels {
		lines := l.wrap(label, limit)
		for _, words := range lines {
			left = max(left, l.measure(words)+s*0.7)
		}
		names = append(names, lines)
	}
	right := s
	for _, series := range l.Series {
		for _, v := range series.Values {
			right = max(right, min(l.measure(v.String()), l.W*0.2)+s*0.8)
		}
	}
	w := l.W - left - right
	first, y := l.top, l.top+s*0.5
	for i, lines := range names {
		height := max(s*1.5*float64(rows), s*1.25*float64(len(lines))) + s*0.5
		thick := s * 1.5
		for n, words := range lines {
			up := float64(len(lines)-1)*0.6 - 1.2*float64(n)
			l.text(left-s*0.7, y+(height-s*0.5)/2+s*(0.35-up), words, Right)
		}
		l.row(i, left, y+(height-s*0.5-thick*float64(rows))/2, w, thick)
		y += height
	}
	l.line(left, first, left, y, s/12, Axis)
	l.H = y + s*0.3
}

// row draws the bars of one label, from y down, each so thick.
func (l *layout) row(label int, left, y, w, thick float64) {
	end, gap := 0.0, ""
	for _, b := range l.plot.Bars {
		if b.Label != label {
			continue
		}
		top := y
		if l.Kind == Bars {
			top += thick * float64(b.Series)
		}
		l.bar(left+b.Y*w, top+thick*0.08, b.H*w, thick*0.84, b.Series)
		if l.Kind == Stacked {
			l.within(left+b.Y*w, top+thick/2, b.H*w, l.Series[b.Series].Values[label].String())
		}
		end = max(end, b.Y+b.H)
	}
	for s, series := range l.Series {
		v := series.Values[label]
		words := l.cut(v.String(), l.W*0.2)
		if l.Kind == Bars {
			along := 0.0
			if !v.Gap {
				along = v.N / l.plot.Ticks[len(l.plot.Ticks)-1].N
			}
			l.text(left+along*w+l.Size*0.4, y+thick*(float64(s)+0.5)+l.Size*0.35, words, Left)
		} else if v.Gap {
			gap = words
		}
	}
	if gap != "" {
		l.text(left+end*w+l.Size*0.4, y+thick*0.5+l.Size*0.35, gap, Left)
	}
}

// within writes a figure in the middle of its part of a stacked bar, on a plate that
// keeps the filling off it, where there is room for it.
func (l *layout) within(x, y, w float64, words string) {
	half := l.measure(words)/2 + l.Size*0.2
	if w < 2*half+l.Size*0.5 {
		return
	}
	l.line(x+w/2-half, y, x+w/2+half, y, l.Size*0.95, Paper)
	l.text(x+w/2, y+l.Size*0.35, words, Middle)
}
