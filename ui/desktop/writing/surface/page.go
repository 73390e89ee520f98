package surface

import (
	"sort"

	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/writing/text"
)

// page is the whole text in lines. Paragraphs that are the same as before keep theirs.
type page struct {
	wrapper
	laid   []*laid
	tops   []float32 // of the paragraphs
	height float32
}

// set lays out the text for a width and says whether the height became another.
func (g *page) set(paras []*text.Para, numbers []string, l look) bool {
	before := g.height
	known := map[*text.Para]*laid{}
	if l == g.look {
		for _, old := range g.laid {
			known[old.para] = old
		}
	} else {
		g.look, g.widths = l, nil
	}
	g.laid, g.tops = make([]*laid, len(paras)), make([]float32, len(paras))
	y := float32(0)
	for i, p := range paras {
		if i > 0 {
			y += l.above(paras[i-1].Para, p.Para)
		}
		at := known[p]
		if at == nil {
			at = g.lay(p)
		}
		g.laid[i], g.tops[i] = at, y
		at.itemSign = itemSign(p.Kind, numbers[i])
		y += at.height
	}
	g.height = y
	return before != y
}

func itemSign(kind markup.Kind, number string) string {
	switch kind {
	case markup.Bullet:
		return "•"
	case markup.Step:
		return number + "."
	}
	return ""
}

// paraAt returns the paragraph at a height: the last that begins above it.
func (g *page) paraAt(y float32) int {
	return max(0, sort.Search(len(g.tops), func(i int) bool { return g.tops[i] > y })-1)
}

// rowOf returns the line of a place in its paragraph. Where a line breaks, the place is
// at the beginning of the next.
func (l *laid) rowOf(at int) int {
	return max(0, sort.Search(len(l.rows), func(i int) bool { return l.rows[i].lo > at })-1)
}

// spot is where a place is drawn.
type spot struct{ x, y, height float32 }

func (g *page) spot(at text.Place) spot {
	l := g.laid[at.Para]
	r := l.rows[l.rowOf(at.At)]
	return spot{l.x(r, at.At), g.tops[at.Para] + r.y, l.line}
}

// x is how far in a place on a line is.
func (l *laid) x(r row, at int) float32 {
	x := l.indent
	for _, p := range r.pieces {
		if at <= p.lo {
			break
		}
		x = p.x + p.width
		if at < p.hi && !p.mark {
			return p.x + p.face.measure(l.para.Words()[p.lo:at]).Width
		}
	}
	return x
}

// place returns the place nearest to a point.
func (g *page) place(t *text.Text, x, y float32) text.Place {
	para := g.paraAt(y)
	l := g.laid[para]
	n := int((y - g.tops[para]) / l.line)
	return text.Place{Para: para, At: l.nearest(t, para, max(0, min(n, len(l.rows)-1)), x)}
}

// nearest returns the place on a line that is nearest to x.
func (l *laid) nearest(t *text.Text, para, number int, x float32) int {
	r := l.rows[number]
	best, last := r.lo, l.rowEnd(number)
	for at := r.lo; at < last; {
		next := t.Right(text.Place{Para: para, At: at}).At
		if next <= at || next > last {
			break
		}
		if (l.x(r, at)+l.x(r, next))/2 > x {
			break
		}
		best, at = next, next
	}
	return best
}

// rowEnd is the last place that stands on a line: before the space at which it breaks.
func (l *laid) rowEnd(number int) int {
	r := l.rows[number]
	if number+1 == len(l.rows) {
		return r.hi
	}
	if r.hi > r.lo && l.para.Words()[r.hi-1] == ' ' {
		return r.hi - 1
	}
	return max(r.lo, r.hi-1)
}

// up and down return the place on the line above and below, near x.
func (g *page) up(t *text.Text, at text.Place, x float32) text.Place {
	n := g.laid[at.Para].rowOf(at.At) - 1
	if n < 0 {
		if at.Para == 0 {
			return t.Start()
		}
		at.Para--
		n = len(g.laid[at.Para].rows) - 1
	}
	return text.Place{Para: at.Para, At: g.laid[at.Para].nearest(t, at.Para, n, x)}
}

func (g *page) down(t *text.Text, at text.Place, x float32) text.Place {
	n := g.laid[at.Para].rowOf(at.At) + 1
	if n == len(g.laid[at.Para].rows) {
		if at.Para+1 == len(g.laid) {
			return t.End()
		}
		at.Para++
		n = 0
	}
	return text.Place{Para: at.Para, At: g.laid[at.Para].nearest(t, at.Para, n, x)}
}

// home and end return the ends of the line of a place.
func (g *page) home(at text.Place) text.Place {
	l := g.laid[at.Para]
	return text.Place{Para: at.Para, At: l.rows[l.rowOf(at.At)].lo}
}

func (g *page) end(at text.Place) text.Place {
	l := g.laid[at.Para]
	return text.Place{Para: at.Para, At: l.rowEnd(l.rowOf(at.At))}
}
