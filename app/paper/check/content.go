package check

import (
	"errors"
	"fmt"
	"strings"
)

// sequence is one marked sequence of a page: what an element or an artifact draws.
type sequence struct {
	tag  string
	mcid int
	text string
}

// pageContent is what a page's content stream draws.
type pageContent struct {
	sequences map[int]*sequence // by MCID
	loose     int               // painting operators that are neither tagged nor artifact
	artifacts []string          // the text of each artifact
	images    []painted
}

// scope is one open BMC or BDC.
type scope struct {
	artifact bool
	seq      *sequence // nil for an artifact and for a Span inside a sequence
	actual   bool      // ActualText has taken the place of what is drawn
}

// reader follows a content stream.
type reader struct {
	fonts   map[Name]*fontUse
	font    *fontUse
	stack   []scope
	out     pageContent
	placed  matrix
	kept    []matrix // by q, for Q
	inText  bool     // between BT and ET
	wrong   []string
	operand []any
}

// painting are the operators that leave a mark on the page.
var painting = map[operator]bool{
	"S": true, "s": true, "f": true, "F": true, "f*": true, "B": true, "B*": true, "b": true, "b*": true,
	"sh": true, "Do": true, "Tj": true, "TJ": true, "'": true, `"`: true,
}

// shows are those that draw letters.
var shows = map[operator]bool{"Tj": true, "TJ": true, "'": true, `"`: true}

// known are all operators that gofpdf and we write.
var known = map[operator]bool{
	"q": true, "Q": true, "cm": true, "BT": true, "ET": true, "BMC": true, "BDC": true, "EMC": true, "Tf": true, "Td": true, "Tj": true, "Do": true,
	"m": true, "l": true, "re": true, "S": true, "f": true, "w": true, "J": true, "j": true, "d": true, "RG": true, "rg": true, "G": true, "g": true,
}

// readContent follows the content of a page. Fonts are those of the page's resources.
func (f *File) readContent(page Dict, fonts map[Name]*fontUse) (pageContent, []string) {
	r := reader{fonts: fonts, placed: still, out: pageContent{sequences: map[int]*sequence{}}}
	for _, c := range f.array(page["Contents"]) {
		s, ok := f.get(c).(*Stream)
		if !ok {
			return r.out, []string{"the content is not a stream"}
		}
		r.read(s.Data)
	}
	if len(r.stack) > 0 {
		r.fault("a marked sequence is left open at the end")
	}
	if len(r.kept) > 0 {
		r.fault("q and Q are not balanced")
	}
	if r.inText {
		r.fault("a text is left open at the end")
	}
	return r.out, r.wrong
}

func (r *reader) fault(format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf(format, args...))
}

func (r *reader) read(data []byte) {
	p := parser{b: data}
	for {
		o, err := p.next()
		if errors.Is(err, errEnd) {
			return
		}
		if err != nil {
			r.fault("the content cannot be read")
			return
		}
		op, ok := o.(operator)
		if !ok {
			r.operand = append(r.operand, o)
			continue
		}
		r.do(op)
		r.operand = r.operand[:0]
	}
}

// last returns the operand that stands i before the operator.
func (r *reader) last(i int) any {
	if n := len(r.operand) - 1 - i; n >= 0 {
		return r.operand[n]
	}
	return nil
}

func (r *reader) do(op operator) {
	switch op {
	case "q":
		r.kept = append(r.kept, r.placed)
	case "Q":
		n := len(r.kept) - 1
		if n < 0 {
			r.fault("q and Q are not balanced")
			return
		}
		r.placed, r.kept = r.kept[n], r.kept[:n]
	case "cm":
		var m matrix
		for i := range m {
			m[i], _ = r.last(5 - i).(float64)
		}
		r.placed = m.times(r.placed)
	case "BT", "ET":
		if r.inText == (op == "BT") {
			r.fault("texts are not balanced")
		}
		r.inText = op == "BT"
	case "Do":
		r.image()
	case "BMC":
		tag, _ := r.last(0).(Name)
		r.begin(tag, Dict{})
	case "BDC":
		tag, _ := r.last(1).(Name)
		props, _ := r.last(0).(Dict)
		r.begin(tag, props)
	case "EMC":
		if len(r.stack) == 0 {
			r.fault("EMC without a beginning")
			return
		}
		r.stack = r.stack[:len(r.stack)-1]
	case "Tf":
		name, _ := r.last(1).(Name)
		if r.font = r.fonts[name]; r.font == nil {
			r.fault("the font %s is not among the page's resources", name)
		}
	}
	if !known[op] {
		r.fault("%s is an operator that we never write", op)
	}
	if !painting[op] {
		return
	}
	if shows[op] && (!r.inText || r.font == nil) {
		r.fault("letters are drawn outside a text, or in no font")
	}
	if len(r.stack) == 0 {
		r.out.loose++
	}
	if s, ok := r.last(0).(String); ok && op == "Tj" && r.font != nil {
		r.show(r.font.decode(s))
	}
}

// image notes what Do draws, and in which sequence.
func (r *reader) image() {
	name, _ := r.last(0).(Name)
	mcid := -1
	for _, s := range r.stack {
		if s.seq != nil {
			mcid = s.seq.mcid
		}
	}
	r.out.images = append(r.out.images, painted{name, r.placed.unit(), mcid})
}

func (r *reader) begin(tag Name, props Dict) {
	inside := scope{}
	for _, s := range r.stack {
		inside.artifact = inside.artifact || s.artifact
		if s.seq != nil {
			inside.seq = s.seq
		}
	}
	mcid, marked := props["MCID"].(float64)
	switch {
	case tag == "Artifact":
		if inside.seq != nil {
			r.fault("an artifact stands inside tagged content")
		}
		if inside.artifact {
			r.fault("an artifact stands inside an artifact")
		}
		if props["Type"] == Name("Background") && props["BBox"] == nil {
			r.fault("a background does not say what it covers")
		}
		r.out.artifacts = append(r.out.artifacts, "")
		r.stack = append(r.stack, scope{artifact: true})
	case marked:
		if inside.artifact {
			r.fault("tagged content stands inside an artifact")
		}
		if inside.seq != nil {
			r.fault("one tagged sequence stands inside another")
		}
		if r.out.sequences[int(mcid)] != nil {
			r.fault("MCID %d stands twice on the page", int(mcid))
		}
		s := &sequence{tag: string(tag), mcid: int(mcid)}
		r.out.sequences[int(mcid)] = s
		actual, replaced := props["ActualText"].(String)
		s.text = actual.Text()
		r.stack = append(r.stack, scope{seq: s, actual: replaced})
	default:
		r.fault("%s is marked and belongs to nothing", tag)
		r.stack = append(r.stack, scope{})
	}
}

// show adds drawn text to what is open.
func (r *reader) show(text string) {
	for i := len(r.stack) - 1; i >= 0; i-- {
		switch s := r.stack[i]; {
		case s.actual:
			return
		case s.seq != nil:
			s.seq.text += text
			return
		case s.artifact:
			r.out.artifacts[len(r.out.artifacts)-1] += text
			return
		}
	}
}

// Artifacts returns the text of all artifacts of each page: what stands at its head
// and foot, and its watermark.
func (f *File) Artifacts() (pages []string) {
	d := f.document()
	for _, p := range d.pages {
		pages = append(pages, strings.Join(p.content.artifacts, "\n"))
	}
	return pages
}
