package pdf

import (
	"strconv"

	"needsbook/app/paper"
)

// measure turns a block into the parts to be placed.
func (l *layout) measure(i int, b paper.Block, anchors map[int]string) []part {
	switch b := b.(type) {
	case paper.Heading:
		h := headings[b.Level]
		return []part{&headingPart{
			heading: h, level: b.Level, text: b.Text, to: l.spots[anchors[i]],
			lines: l.wrap(paper.Text(b.Text), h.style, textWidth),
		}}
	case paper.Para:
		return []part{&paraPart{bodyStyle, l.wrap(b.Text, bodyStyle, textWidth)}}
	case paper.List:
		return []part{l.listPart(b)}
	case paper.Table:
		return []part{l.tablePart(b)}
	case paper.KeyValues:
		return []part{l.tablePart(factTable(b))}
	case paper.Figure:
		parts := []part{l.figurePart(b)}
		if b.DataTable {
			parts = append(parts, l.tablePart(b.Table()))
		}
		return parts
	case paper.SignOff:
		var parts []part
		for _, s := range b.Signatures {
			parts = append(parts, &signPart{s, l.wrap(paper.Text(s.Role), captionStyle, textWidth)})
		}
		return parts
	case paper.PageBreak:
		return []part{pageBreak{}}
	}
	return nil
}

// factTable returns facts as the table they are: names head their rows.
func factTable(kv paper.KeyValues) paper.Table {
	t := paper.Table{Caption: kv.Caption, Cols: []paper.Col{{Weight: 1}, {Weight: 2}}}
	for _, p := range kv.Pairs {
		t.Body = append(t.Body, paper.Row{paper.HeadCell(p.Name), {Text: p.Value}})
	}
	return t
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
	l.lines(h.lines, h.style, marginSide, l.root.add("H"+strconv.Itoa(h.level)))
	l.y += h.after
}

type paraPart struct {
	style
	lines []line
}

func (p *paraPart) first() float64 { return p.lead * float64(min(len(p.lines), 3)) }

func (p *paraPart) place(l *layout) {
	l.lines(p.lines, p.style, marginSide, l.root.add("P"))
	l.y += afterPara
}

// listPart is a list; its items know how deep they stand.
type listPart struct {
	ordered bool
	depth   int
	items   []listItem
}

type listItem struct {
	label []line
	lines []line
	sub   *listPart
}

func (l *layout) listPart(b paper.List) *listPart { return l.listAt(b, 1) }

func (l *layout) listAt(b paper.List, depth int) *listPart {
	p := &listPart{ordered: b.Ordered, depth: depth}
	for i, it := range b.Items {
		label := "•"
		if b.Ordered {
			label = strconv.Itoa(i+1) + "."
		}
		item := listItem{
			label: l.wrap(paper.Text(label), bodyStyle, textWidth),
			lines: l.wrap(it.Text, bodyStyle, textWidth-p.indent()),
		}
		if it.Sub != nil {
			item.sub = l.listAt(*it.Sub, depth+1)
		}
		p.items = append(p.items, item)
	}
	return p
}

// indent is how far the text of the items stands in; longer numbers stand further.
func (p *listPart) indent() float64 {
	if p.ordered {
		return listIndent*float64(p.depth) + 6
	}
	return listIndent * float64(p.depth)
}

func (p *listPart) first() float64 {
	return bodyStyle.lead * float64(min(len(p.items[0].lines), 3))
}

func (p *listPart) place(l *layout) {
	p.placeIn(l, l.root)
	l.y += afterPara - itemGap
}

func (p *listPart) placeIn(l *layout, parent *elem) {
	list := parent.add("L")
	list.attrs = "<</O/List/ListNumbering/Disc>>"
	if p.ordered {
		list.attrs = "<</O/List/ListNumbering/Decimal>>"
	}
	x := marginSide + p.indent()
	for _, it := range p.items {
		if need := bodyStyle.lead * float64(min(len(it.lines), 3)); need > l.room() && !l.atTop() {
			l.newPage()
		}
		li := list.add("LI")
		l.line(it.label[0], bodyStyle, x-it.label[0].width-6, l.y+baseline(bodyStyle), li.add("Lbl"), true)
		body := li.add("LBody")
		l.lines(it.lines, bodyStyle, x, body)
		l.y += itemGap
		if it.sub != nil {
			it.sub.placeIn(l, body)
		}
	}
}

// signPart is the place for one signature: the role, and three rules to write on.
type signPart struct {
	paper.Signature
	role []line
}

const signHeight = 46.0

func (s *signPart) first() float64 {
	return captionStyle.lead*float64(len(s.role)) + signHeight + labelStyle.lead + afterBlock
}

func (s *signPart) place(l *layout) {
	l.lines(s.role, captionStyle, marginSide, l.root.add("P"))
	foot := l.y + signHeight - labelStyle.lead
	x, gap := marginSide, 14.0
	for _, f := range []struct {
		label, value string
		share        float64
	}{{paper.SignedLabel, "", 0.42}, {paper.NameLabel, s.Name, 0.36}, {paper.DateLabel, s.Date.Words(), 0.22}} {
		w := (textWidth - 2*gap) * f.share
		l.rule(x, foot, x+w, foot, 0.6, quiet)
		e := l.root.add("P")
		label := l.wrap(paper.Text(f.label), labelStyle, w)
		l.line(label[0], labelStyle, x, foot+labelStyle.lead, e, f.value == "")
		if f.value != "" {
			value := l.wrap(paper.Text(f.value), tableStyle, w)
			if len(value) > 2 {
				value = l.wrap(paper.Text(f.value), labelStyle, w)
			}
			for i, ln := range value {
				up := float64(len(value)-1-i) * tableStyle.lead
				l.line(ln, tableStyle, x, foot-5-up, e, i == len(value)-1)
			}
		}
		x += w + gap
	}
	l.y = foot + labelStyle.lead + afterBlock
}
