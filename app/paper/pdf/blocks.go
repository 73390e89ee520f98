package pdf

import (
	"strconv"

	"needsbook/app/paper"
)

// measure turns a block into the parts to be placed.
func (l *layout) measure(i int, b paper.Block, anchors map[int]string) []part {
	switch b := b.(type) {
	case paper.Heading:
		h := l.set.headings[b.Level]
		return []part{&headingPart{
			heading: h, level: b.Level, text: b.Text, to: l.spots[anchors[i]],
			lines: l.wrap(paper.Text(b.Text), h.style, l.width),
		}}
	case paper.Para:
		return []part{&paraPart{l.set.body, l.wrap(b.Text, l.set.body, l.width)}}
	case paper.List:
		return []part{l.listPart(b)}
	case paper.Table:
		return []part{l.tablePart(b)}
	case paper.KeyValues:
		return []part{l.tablePart(b.Table())}
	case paper.Figure:
		parts := []part{l.figurePart(b)}
		if b.DataTable {
			parts = append(parts, l.tablePart(b.Table()))
		}
		return parts
	case paper.Image:
		return []part{l.imagePart(b)}
	case paper.Panels:
		return []part{l.panelsPart(b)}
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
	level int
	text  string
	to    *spot
	lines []line
}

func (h *headingPart) first() float64 {
	return h.before + h.lead*float64(len(h.lines)) + h.after
}

func (h *headingPart) place(l *layout) {
	l.gap(h.before)
	*h.to = spot{len(l.pages) - 1, l.y, true}
	l.outline = append(l.outline, bookmark{h.level, h.text, h.to})
	l.lines(h.lines, h.style, l.left, l.root.add("H"+strconv.Itoa(h.level)))
	l.y += h.after
}

type paraPart struct {
	style
	lines []line
}

func (p *paraPart) first() float64 { return p.lead * float64(min(len(p.lines), 3)) }

func (p *paraPart) place(l *layout) {
	l.lines(p.lines, p.style, l.left, l.root.add("P"))
	l.y += l.set.afterPara
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

// signPart is the place for signatures: for each the role, and three rules to
// write on. It stays on one page if it is no more than half a page high.
type signPart struct {
	set        *setting
	signatures []paper.Signature
	roles      [][]line
}

const signHeight = 46.0

func (l *layout) signPart(b paper.SignOff) *signPart {
	p := &signPart{set: l.set, signatures: b.Signatures}
	for _, s := range b.Signatures {
		p.roles = append(p.roles, l.wrap(paper.Text(s.Role), l.set.caption, l.width))
	}
	return p
}

func (p *signPart) height(i int) float64 {
	return p.set.caption.lead*float64(len(p.roles[i])) + signHeight + p.set.afterBlock
}

func (p *signPart) first() float64 {
	whole := 0.0
	for i := range p.signatures {
		whole += p.height(i)
	}
	if whole <= p.set.textHeight()/2 {
		return whole
	}
	return p.height(0)
}

func (p *signPart) place(l *layout) {
	for i, s := range p.signatures {
		if p.height(i) > l.room() && !l.atTop() {
			l.newPage()
		}
		l.lines(p.roles[i], l.set.caption, l.left, l.root.add("P"))
		foot := l.y + signHeight - l.set.label.lead
		x, gap := l.left, 14.0
		for _, f := range []struct {
			label, value string
			share        float64
		}{{paper.SignedLabel, "", 0.42}, {paper.NameLabel, s.Name, 0.36}, {paper.DateLabel, s.Date.Words(), 0.22}} {
			w := (l.width - 2*gap) * f.share
			l.signRule(f.label, f.value, x, foot, w)
			x += w + gap
		}
		l.y = foot + l.set.label.lead + l.set.afterBlock
	}
}

// signRule draws one rule with its label below and what is known above.
func (l *layout) signRule(label, value string, x, foot, w float64) {
	l.rule(x, foot, x+w, foot, 0.6, quiet)
	e := l.root.add("P")
	l.line(l.wrap(paper.Text(label), l.set.label, w)[0], l.set.label, x, foot+l.set.label.lead, e, value == "")
	if value == "" {
		return
	}
	lines := l.wrap(paper.Text(value), l.set.table, w)
	for i, ln := range lines {
		up := float64(len(lines)-1-i) * l.set.table.lead
		l.line(ln, l.set.table, x, foot-5-up, e, i == len(lines)-1)
	}
}
