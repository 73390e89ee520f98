package pdf

import (
	"fmt"

	"needsbook/app/chart"
	"needsbook/app/paper"
)

// figurePart is a chart with its caption above it.
type figurePart struct {
	caption []line
	above   float64 // height of the caption
	alt     string
	picture chart.Picture
	scale   float64 // below 1 for a picture higher than a page
}

// figureParts returns a chart, and its figures where they are asked for. In large letters
// a chart that would be made smaller to fit its page is left to its words and figures.
func (l *layout) figureParts(f paper.Figure) []part {
	p := l.figurePart(f)
	if l.set.large && p.scale < 1 {
		return append([]part{l.paraPart([]paper.Span{paper.Bold(f.Caption)}), l.paraPart(paper.Text(f.Alt))}, l.tableParts(f.Table())...)
	}
	parts := []part{p}
	if f.DataTable {
		parts = append(parts, l.tableParts(f.Table())...)
	}
	return parts
}

func (l *layout) figurePart(f paper.Figure) *figurePart {
	p := &figurePart{alt: f.Alt, scale: 1}
	p.caption = l.wrap(paper.Text(f.Caption), l.set.caption, l.width)
	p.above = l.set.caption.lead*float64(len(p.caption)) + 4
	p.picture = f.Chart.Place(l.width, l.set.chart.size, l.textWidth)
	if room := l.set.textHeight() - p.above; p.picture.H > room {
		p.scale = max(room/p.picture.H, 0.1)
	}
	return p
}

// l.width measures words in the size of a chart's text.
func (l *layout) textWidth(words string) (w float64) {
	for _, r := range l.fonts.shape(words, false, l.lost) {
		w += r.width
	}
	return w * l.set.chart.size / 1000
}

func (p *figurePart) first() float64 { return p.above + p.picture.H*p.scale }

// place puts the caption before the figure: a caption inside a figure that has a
// description is passed over by readers.
func (p *figurePart) place(l *layout) {
	l.gap(4)
	l.lines(p.caption, l.set.caption, l.left, l.root.add("P"))
	l.y += 4
	height := p.picture.H * p.scale
	if height > l.room() && !l.atTop() { // the caption took more than was left
		l.newPage()
	}
	e := l.root.add("Figure")
	e.alt = p.alt
	e.attrs = l.figureAttrs(l.left, l.y, l.width, height)
	l.mark(e)
	p.draw(l)
	l.close()
	l.y += height + l.set.afterBlock
}

func (p *figurePart) draw(l *layout) {
	s, x, y := p.scale, l.left, l.y
	strokes := func(lines []chart.Line) {
		for _, n := range lines {
			l.put(op{kind: opLine, x: x + n.X1*s, y: y + n.Y1*s, w: (n.X2 - n.X1) * s, h: (n.Y2 - n.Y1) * s, size: n.Weight * s, colour: shade(n.Shade)})
		}
	}
	strokes(p.picture.Grid)
	for _, b := range p.picture.Boxes {
		l.put(op{kind: opBox, x: x + b.X*s, y: y + b.Y*s, w: b.W * s, h: b.H * s, colour: shade(b.Shade)})
	}
	strokes(p.picture.Lines)
	for _, t := range p.picture.Texts {
		at := x + (t.X-l.textWidth(t.Words)*float64(t.Align)/2)*s
		for _, r := range l.fonts.shape(t.Words, false, l.lost) {
			l.drawRun(r, at, y+t.Y*s, l.set.chart.size*s, ink)
			at += r.width * l.set.chart.size / 1000 * s
		}
	}
}

func shade(s chart.Shade) (c colour) {
	fmt.Sscanf(s.Hex(), "#%02X%02X%02X", &c.r, &c.g, &c.b)
	return c
}
