package pdf

import (
	"strings"

	"needsbook/app/paper"
)

// layout turns blocks into pages of marks.
type layout struct {
	doc      *paper.Doc
	set      *setting
	left     float64 // where the text begins, and how wide it is: on the page or in a panel
	width    float64
	fonts    *Fonts
	lost     map[rune]bool
	leftOut  []string
	logo     *picture // or nil
	pages    []*sheet
	y        float64 // how far down the page is used
	root     *elem
	artifact bool // what is drawn now is no part of the text
	annots   []annot
	spots    map[string]*spot // by anchor
	outline  []bookmark
	links    map[*paper.Span]*elem
}

// bookmark is an entry of the outline that readers show beside the pages.
type bookmark struct {
	level int
	text  string
	to    *spot
}

// part is a block that has been measured and can be placed.
type part interface {
	// first is the height that must be free for the part to begin on a page.
	first() float64
	place(l *layout)
}

func (l *layout) newPage() {
	if len(l.pages) > 0 {
		l.close()
	}
	l.pages = append(l.pages, &sheet{})
	l.y = l.set.top
}

func (l *layout) room() float64 { return l.set.foot() - l.y }

// atTop reports whether nothing has been placed on the page yet.
func (l *layout) atTop() bool { return l.y <= l.set.top }

// aboveBlock is the most air above a table or chart.
const aboveBlock = 4.0

// gap leaves air above a part, but not at the top of a page.
func (l *layout) gap(h float64) {
	if !l.atTop() {
		l.y += h
	}
}

// run places all parts.
func (l *layout) run(parts []part) {
	for i, p := range parts {
		if l.needed(parts[i:]) > l.room() && !l.atTop() {
			l.newPage()
		}
		p.place(l)
	}
	l.close()
}

// mostLeadIns is how many headings and paragraphs that lead in stay together with what follows.
const mostLeadIns = 3

// needed is the height that must be free for the first of the parts to begin on a page.
// A heading, or a paragraph that leads in, stays with what follows it.
func (l *layout) needed(parts []part) float64 {
	need := parts[0].first()
	for i := 0; i < mostLeadIns && leadsIn(parts[i]) && i+1 < len(parts); i++ {
		need += aboveBlock + parts[i+1].first()
	}
	return need
}

func leadsIn(p part) bool {
	if para, ok := p.(*paraPart); ok {
		return para.leadsIn
	}
	_, heading := p.(*headingPart)
	return heading
}

// lines draws lines of text for an element from l.y down and goes on to the next
// page where one is full, never leaving a single line of several behind or ahead.
func (l *layout) lines(lines []line, st style, x float64, e *elem) {
	for i := range lines {
		left := len(lines) - i
		need := st.lead
		if left == 2 && i > 0 || i == 0 && left > 1 {
			need *= 2 // neither the last line alone ahead nor the first alone behind
		}
		if i == 0 && left == 3 {
			need = 3 * st.lead
		}
		if need > l.room() && !l.atTop() {
			l.newPage()
		}
		l.line(lines[i], st, x, l.y+baseline(st), e, i == len(lines)-1)
		l.y += st.lead
	}
}

// baseline returns how far below the top of its line the foot of the letters stands.
func baseline(st style) float64 { return st.lead/2 + st.size*0.35 }

// link returns the Link element for the span that is being written, and adds the
// place of this piece to the pointer's map.
func (l *layout) link(w *lineWriter) *elem {
	s := w.manner.link
	e := l.links[s]
	if e == nil {
		e = w.e.add("Link")
		l.links[s] = e
	}
	l.mark(e)
	a := annot{page: len(l.pages) - 1, x1: w.begun, x2: w.x, y1: w.y - w.st.size, y2: w.y + w.st.size*0.3, owner: e, words: clipped(s.Text)}
	if id, inside := strings.CutPrefix(s.Href, "#"); inside {
		a.to = l.spots[id]
	} else {
		a.href = s.Href
	}
	l.addAnnot(a)
	return e
}

// addAnnot adds the place of a link, which is a point wide at least: its words may be
// marks that take no room.
func (l *layout) addAnnot(a annot) {
	a.x2 = max(a.x2, a.x1+1)
	l.annots = append(l.annots, a)
	a.owner.kids = append(a.owner.kids, annotRef{a.page, len(l.annots) - 1})
}
