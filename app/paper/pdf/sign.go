package pdf

import "needsbook/app/paper"

// signPart is the place for signatures: for each the role, and three rules to write on.
// It stays on one page if it is no more than half a page high.
type signPart struct {
	set        *setting
	signatures []signature
}

// signature is one person's place, measured.
type signature struct {
	role   []line
	name   []line // below the role, where it is too long for its rule
	fields []signField
	height float64
}

// signField is one rule with its label below and what is known above.
type signField struct {
	label, value []line
	width        float64
	above        bool // the value is the name below the role
}

// mostOnRule is how many lines a name may take above its rule.
const mostOnRule = 3

// signGap stands between two rules.
const signGap = 14.0

func (l *layout) signPart(b paper.SignOff) *signPart {
	p := &signPart{set: l.set}
	for _, s := range b.Signatures {
		p.signatures = append(p.signatures, l.signature(s))
	}
	return p
}

func (l *layout) signature(s paper.Signature) signature {
	m := signature{role: l.wrap(paper.Text(s.Role), l.set.caption, l.width)}
	most := 0 // lines above a rule
	for _, f := range []struct {
		label, value string
		share        float64
	}{{paper.SignedLabel, "", 0.42}, {paper.NameLabel, s.Name, 0.36}, {paper.DateLabel, s.Date.Words(), 0.22}} {
		width := (l.width - 2*signGap) * f.share
		if l.set.stacked {
			width = l.width
		}
		field := signField{label: l.wrap(paper.Text(f.label), l.set.label, width), value: l.wrap(paper.Text(f.value), l.set.table, width), width: width}
		if len(field.value) > mostOnRule {
			m.name = l.wrap(paper.Text(f.value), l.set.table, l.width)
			field.value, field.above = nil, true
		}
		most = max(most, len(field.value))
		m.fields = append(m.fields, field)
	}
	rows := 1.0
	if l.set.stacked {
		rows = float64(len(m.fields))
	}
	above := l.set.table.lead * float64(max(most-1, 0)) // the first line stands where one would write
	m.height = l.set.caption.lead*float64(len(m.role)) + l.set.table.lead*float64(len(m.name)) + rows*(l.set.signHigh+above) + l.set.afterBlock
	return m
}

func (p *signPart) first() float64 {
	whole := 0.0
	for _, s := range p.signatures {
		whole += s.height
	}
	if whole <= p.set.textHeight()/2 {
		return whole
	}
	return p.signatures[0].height
}

func (p *signPart) place(l *layout) {
	for _, s := range p.signatures {
		if s.height > l.room() && !l.atTop() {
			l.newPage()
		}
		l.lines(s.role, l.set.caption, l.left, l.root.add("P"))
		name := &elem{tag: "P", parent: l.root, page: -1} // read after its label, as it is where there is room
		l.lines(s.name, l.set.table, l.left, name)
		l.signRules(s, name)
		l.y += l.set.afterBlock
	}
}

// signRules draws the rules of one person beside each other, or under each other where
// they need all of the width.
func (l *layout) signRules(s signature, name *elem) {
	most := 0
	for _, f := range s.fields {
		most = max(most, len(f.value))
	}
	high := l.set.signHigh + l.set.table.lead*float64(max(most-1, 0))
	if high > l.room() { // after a name that took the page
		l.newPage()
	}
	x := l.left
	for i, f := range s.fields {
		if i > 0 && l.set.stacked {
			l.y += high
			if high > l.room() {
				l.newPage()
			}
		}
		l.signRule(f, x, l.y+high-l.set.label.lead)
		if f.above {
			l.root.kids = append(l.root.kids, name)
		}
		if !l.set.stacked {
			x += f.width + signGap
		}
	}
	l.y += high
}

// signRule draws one rule at a height.
func (l *layout) signRule(f signField, x, foot float64) {
	l.rule(x, foot, x+f.width, foot, 0.6, quiet)
	e := l.root.add("P")
	l.line(f.label[0], l.set.label, x, foot+l.set.label.lead, e, len(f.value) == 0)
	for i, ln := range f.value {
		up := float64(len(f.value)-1-i) * l.set.table.lead
		l.line(ln, l.set.table, x, foot-l.set.table.size/2-up, e, i == len(f.value)-1)
	}
}
