package pdf

import (
	"strconv"
	"strings"

	"needsbook/app/paper"
)

// measure turns a block into the parts to be placed.
func (l *layout) measure(i int, b paper.Block, anchors map[int]string) []part {
	switch b := b.(type) {
	case paper.Heading:
		return []part{l.headingPart(b.Level, b.Text, l.spots[anchors[i]])}
	case paper.Para:
		return []part{l.paraPart(b.Text)}
	case paper.List:
		return []part{l.listPart(b)}
	case paper.Table:
		return l.tableParts(b)
	case paper.KeyValues:
		return []part{l.tablePart(b.Table())}
	case paper.Figure:
		return l.figureParts(b)
	case paper.Image:
		return []part{l.imagePart(b)}
	case paper.Panels:
		if !l.set.stacked {
			return []part{l.panelsPart(b.Panels)}
		}
		var parts []part
		for _, p := range b.Panels {
			parts = append(parts, l.panelsPart([]paper.Panel{p}))
		}
		return parts
	case paper.SignOff:
		return []part{l.signPart(b)}
	case paper.PageBreak:
		return []part{pageBreak{}}
	}
	return nil
}

type pageBreak struct{}

func (pageBreak) first() float64 { return 0 }

func (pageBreak) place(l *layout) {
	if !l.atTop() {
		l.newPage()
	}
}

type headingPart struct {
	heading
	level        int
	text         string
	to           *spot
	lines        []line
	boxed, ruled bool
}

// inBox is how far the words of a heading stand in, where it has a box.
const inBox = 14.0

func (l *layout) headingPart(level int, text string, to *spot) *headingPart {
	h := &headingPart{heading: l.set.headings[level], level: level, text: text, to: to}
	wide := l.width
	if h.boxed = l.set.boxed && level == 2; h.boxed {
		wide -= 2 * inBox
	}
	h.ruled = l.set.boxed && level == 3
	h.lines = l.wrap(paper.Text(text), h.style, wide)
	return h
}

// high is the height of the words, and of the box around them if they have one.
func (h *headingPart) high() float64 {
	high := h.lead * float64(len(h.lines))
	if h.boxed {
		high += h.lead * 0.5
	}
	return high
}

func (h *headingPart) first() float64 { return h.before + h.high() + h.after }

func (h *headingPart) place(l *layout) {
	l.gap(h.before)
	*h.to = spot{len(l.pages) - 1, l.y, true}
	l.outline = append(l.outline, bookmark{h.level, clipped(h.text), h.to})
	x := l.left
	if h.boxed {
		if h.high() <= l.room() { // what is higher than a page has no box
			l.ground(panelPart{left: l.left, width: l.width}, h.high())
		}
		l.y += h.lead * 0.25
		x += inBox
	}
	l.lines(h.lines, h.style, x, l.root.add("H"+strconv.Itoa(h.level)))
	if h.boxed {
		l.y += h.lead * 0.25
	}
	if h.ruled {
		l.rule(l.left, l.y+1, l.left+l.width, l.y+1, 1.2, l.set.link)
	}
	l.y += h.after
}

type paraPart struct {
	style
	lines   []line
	after   float64
	leadsIn bool // all of it is bold, or it ends with a colon: it stays with what follows
}

func (l *layout) paraPart(text []paper.Span) *paraPart {
	p := &paraPart{l.set.body, l.wrap(text, l.set.body, l.width), l.set.afterPara, true}
	for _, s := range text {
		p.leadsIn = p.leadsIn && s.Bold
	}
	p.leadsIn = p.leadsIn || strings.HasSuffix(paper.Plain(text), ":")
	return p
}

// mostLeadInLines is how many lines of a paragraph stay together with what they lead in.
const mostLeadInLines = 6

func (p *paraPart) first() float64 {
	if p.leadsIn && len(p.lines) <= mostLeadInLines {
		return p.lead*float64(len(p.lines)) + p.after
	}
	return p.lead * float64(min(len(p.lines), 3))
}

func (p *paraPart) place(l *layout) {
	l.lines(p.lines, p.style, l.left, l.root.add("P"))
	l.y += p.after
}

// listPart is a list; its items know how deep they stand.
type listPart struct {
	style
	ordered bool
	inset   float64 // how far the text of the items stands in
	items   []listItem
}

type listItem struct {
	label []line
	lines []line
	sub   *listPart
}

func (l *layout) listPart(b paper.List) *listPart { return l.listAt(b, 1) }

func (l *layout) listAt(b paper.List, depth int) *listPart {
	p := &listPart{style: l.set.body, ordered: b.Ordered, inset: l.set.listIndent * float64(depth)}
	if b.Ordered {
		p.inset += 6 // for longer numbers
	}
	for i, it := range b.Items {
		label := "•"
		if b.Ordered {
			label = strconv.Itoa(i+1) + "."
		}
		item := listItem{
			label: l.wrap(paper.Text(label), l.set.body, l.width),
			lines: l.wrap(it.Text, l.set.body, l.width-p.inset),
		}
		if it.Sub != nil {
			item.sub = l.listAt(*it.Sub, depth+1)
		}
		p.items = append(p.items, item)
	}
	return p
}

func (p *listPart) first() float64 {
	return p.lead * float64(min(len(p.items[0].lines), 3))
}

func (p *listPart) place(l *layout) {
	p.placeIn(l, l.root)
	l.y += l.set.afterPara - l.set.itemGap
}

func (p *listPart) placeIn(l *layout, parent *elem) {
	list := parent.add("L")
	list.attrs = "<</O/List/ListNumbering/Disc>>"
	if p.ordered {
		list.attrs = "<</O/List/ListNumbering/Decimal>>"
	}
	x := l.left + p.inset
	for _, it := range p.items {
		if need := p.lead * float64(min(len(it.lines), 3)); need > l.room() && !l.atTop() {
			l.newPage()
		}
		li := list.add("LI")
		l.line(it.label[0], p.style, x-it.label[0].width-6, l.y+baseline(p.style), li.add("Lbl"), true)
		body := li.add("LBody")
		l.lines(it.lines, p.style, x, body)
		l.y += l.set.itemGap
		if it.sub != nil {
			it.sub.placeIn(l, body)
		}
	}
}
