package pdf

import "fmt"

// elem is an element of the structure tree.
type elem struct {
	tag    string // standard structure type, such as P or TH
	parent *elem
	kids   []any  // *elem, content or annotRef, in reading order
	alt    string // for Figure
	attrs  string // the attribute dictionary as PDF, or ""
	lang   string // for Span: a language other than the document's
	abbr   string // for Span: the long form
	actual string // for Span: the characters that are meant
	page   int    // of the first content, from 0; -1 before there is any
}

// content is one marked sequence of a page.
type content struct{ page, mcid int }

// annotRef points to an annotation, by its place in layout.annots.
type annotRef struct{ page, annot int }

// annot is a link as the reader's pointer sees it.
type annot struct {
	page           int
	x1, y1, x2, y2 float64 // from the top of the page
	href           string  // a web or mail address, or ""
	to             *spot   // a place in the document, if no address
	words          string  // what it leads to, for those who do not see it
	owner          *elem
}

// spot is a place in the document: a link leads there, and the contents name its page.
type spot struct {
	page   int
	y      float64
	placed bool
}

func (e *elem) add(tag string) *elem {
	kid := &elem{tag: tag, parent: e, page: -1}
	e.kids = append(e.kids, kid)
	return kid
}

// count returns the number of elements from here down.
func (e *elem) count() int {
	n := 1
	for _, k := range e.kids {
		if kid, ok := k.(*elem); ok {
			n += kid.count()
		}
	}
	return n
}

// sheet is one page: its marks in the order in which they are drawn.
type sheet struct {
	ops    []op
	owners []*elem // by MCID
	open   *elem   // whose sequence is open; nil when none is
}

// opKind says what an op draws.
type opKind uint8

const (
	opBegin   opKind = iota // a marked sequence of tag text, number n
	opRaw                   // text as it is
	opEnd                   // EMC
	opText                  // text at x, y in face and size
	opLine                  // from x, y to x+w, y+h, of weight size
	opBox                   // a filled box at x, y of w by h
	opPageNum               // the page of a spot, ending at x
	opPicture               // a picture at x, y of w by h
)

// op is one mark on a page. Lengths are points from the top left.
type op struct {
	kind       opKind
	x, y, w, h float64
	text       string
	props      string // of opBegin, as PDF
	n          int
	face       *face
	size       float64
	colour     colour
	spot       *spot
	picture    *picture
}

func (l *layout) sheet() *sheet { return l.pages[len(l.pages)-1] }

func (l *layout) put(o op) { s := l.sheet(); s.ops = append(s.ops, o) }

// mark opens a sequence of the element on this page, after closing the one that is
// open, unless it is the same one. Inside an artifact nothing is marked.
func (l *layout) mark(e *elem) {
	s := l.sheet()
	if l.artifact || s.open == e {
		return
	}
	l.close()
	c := content{len(l.pages) - 1, len(s.owners)}
	if e.page < 0 {
		e.page = c.page
	}
	begin := op{kind: opBegin, text: e.tag, n: c.mcid}
	if e.actual != "" { // here as well, for those who do not follow the tree
		begin.props = "/ActualText" + textString(e.actual)
	}
	s.ops = append(s.ops, begin)
	s.owners = append(s.owners, e)
	e.kids = append(e.kids, c)
	s.open = e
}

// close ends the open sequence of this page.
func (l *layout) close() {
	if s := l.sheet(); s.open != nil {
		s.ops = append(s.ops, op{kind: opEnd})
		s.open = nil
	}
}

// asArtifact draws what is no part of the text: rules, fills, repeated headings,
// what stands at the head and foot of a page. Props is the kind, as PDF, or "".
func (l *layout) asArtifact(props string, draw func()) {
	if l.artifact {
		draw()
		return
	}
	l.close()
	begin := "/Artifact BMC"
	if props != "" {
		begin = fmt.Sprintf("/Artifact <<%s>> BDC", props)
	}
	l.put(op{kind: opRaw, text: begin})
	l.artifact = true
	draw()
	l.artifact = false
	l.put(op{kind: opEnd})
}

// rule draws a line as an artifact.
func (l *layout) rule(x1, y1, x2, y2, weight float64, c colour) {
	l.asArtifact("", func() {
		l.put(op{kind: opLine, x: x1, y: y1, w: x2 - x1, h: y2 - y1, size: weight, colour: c})
	})
}
