package pdf

import "needsbook/app/paper"

// panelsPart is a row of panels, measured: each knows its ground and its parts.
type panelsPart struct {
	panels []panelPart
	height float64 // of the highest, with its ground
	after  float64
}

type panelPart struct {
	left, width float64 // of the ground
	voice       bool
	parts       []part
}

// panelsPart shares the width among the panels and measures what they hold. Their
// height is found by placing them on a page that nobody sees.
func (l *layout) panelsPart(panels []paper.Panel) *panelsPart {
	row := &panelsPart{after: l.set.afterBlock}
	total := 0.0
	for _, p := range panels {
		total += panelWeight(p)
	}
	left, wide := l.left, l.width-l.set.panelGap*float64(len(panels)-1)
	for _, p := range panels {
		panel := panelPart{left: left, width: wide * panelWeight(p) / total, voice: p.Voice}
		in := l.inside(panel)
		title := &headingPart{heading: l.set.headings[2], level: 2, text: p.Title, to: &spot{}}
		title.before, title.lines = 0, in.wrap(paper.Text(p.Title), title.style, in.width)
		panel.parts = []part{title}
		for _, block := range p.Blocks {
			panel.parts = append(panel.parts, in.measure(0, block, nil)...)
		}
		row.height = max(row.height, in.heightOf(panel.parts)+2*l.set.panelPad)
		row.panels = append(row.panels, panel)
		left += panel.width + l.set.panelGap
	}
	return row
}

func panelWeight(p paper.Panel) float64 { return weight(paper.Col{Weight: p.Weight}) }

// inner is where the words of a panel begin, and how wide they stand.
func (p panelPart) inner(set *setting) (left, width float64) {
	return p.left + set.panelPad, max(p.width-2*set.panelPad, 2*set.body.size)
}

// inside is the layout within a panel, on a page of its own without end.
func (l *layout) inside(p panelPart) *layout {
	in := *l
	in.left, in.width = p.inner(l.set)
	in.root, in.pages = &elem{tag: "Document", page: -1}, []*sheet{{}}
	in.outline, in.annots, in.links = nil, nil, map[*paper.Span]*elem{}
	return &in
}

// heightOf returns how high parts are on a page without end.
func (l *layout) heightOf(parts []part) float64 {
	endless := *l.set
	endless.height, endless.top = 1e9, 0
	keep := l.set
	l.set, l.y = &endless, 0
	for _, p := range parts {
		p.place(l)
	}
	l.set = keep
	return l.y - l.set.afterPara
}

// first is all of the row: it stands on one page, unless it is higher than any.
func (p *panelsPart) first() float64 { return p.height }

func (p *panelsPart) place(l *layout) {
	top, end := l.y, l.y+p.height
	whole := p.height <= l.room()
	left, width := l.left, l.width
	for _, panel := range p.panels {
		l.left, l.width = panel.inner(l.set)
		if whole { // what is higher than a page has no ground, and goes on under each other
			l.y = top
			l.ground(panel, p.height)
			l.y += l.set.panelPad
		}
		for _, part := range panel.parts {
			part.place(l)
		}
	}
	l.left, l.width = left, width
	if whole {
		l.y = end
	}
	l.y += p.after
}

// ground draws what a panel stands on, with a bar at its left.
func (l *layout) ground(p panelPart, height float64) {
	c, bar := cool, accent
	if p.voice {
		c, bar = warm, amber
	}
	l.asArtifact("", func() {
		l.put(op{kind: opBox, x: p.left, y: l.y, w: p.width, h: height, colour: c})
		l.put(op{kind: opBox, x: p.left, y: l.y, w: 3, h: height, colour: bar})
	})
}
