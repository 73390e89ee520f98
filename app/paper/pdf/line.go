package pdf

import (
	"math"
	"slices"
	"strings"

	"needsbook/app/paper"
)

// manner is what sets a piece of a line apart from its neighbours.
type manner struct {
	link       *paper.Span
	lang, abbr string
}

// lineWriter gathers the words of a line into as few drawn texts as it can.
type lineWriter struct {
	l      *layout
	st     style
	e      *elem
	x, y   float64
	text   strings.Builder
	begun  float64 // where text begins
	face   *face
	actual string
	manner manner
	run    *run // what is gathered, where its letters are arranged
}

// line draws one line with its letters' foot at y. A line that goes on in the next
// ends with a space, so that the words stay apart when read.
func (l *layout) line(ln line, st style, x, y float64, e *elem, last bool) {
	w := lineWriter{l: l, st: st, e: e, x: x, y: y}
	for i := 0; i < len(ln.words); i++ {
		if i > 0 {
			w.space(ln.words[i-1], ln.words[i])
		}
		if !ln.words[i].rtl {
			for _, p := range ln.words[i].pieces {
				w.piece(p)
			}
			continue
		}
		end := i + 1
		for end < len(ln.words) && ln.words[end].rtl {
			end++
		}
		w.fromRight(ln.words[i:end])
		i = end - 1
	}
	if !last && !ln.cut {
		w.put(" ", l.fonts.face(st.bold), "", w.manner)
	}
	w.flush()
}

// space puts the space between two words.
func (w *lineWriter) space(before, after word) {
	if !after.joined {
		w.put(" ", w.l.fonts.face(after.bold || w.st.bold), "", between(before, after))
	}
}

// between returns the manner of the space between two words: it belongs to a link
// or an abbreviation only where both words are of the same span.
func between(before, after word) manner {
	a, b := before.pieces[len(before.pieces)-1].span, after.pieces[0].span
	if a != b {
		return manner{}
	}
	return mannerOf(a)
}

func (w *lineWriter) piece(p piece) {
	if p.clusters == nil {
		w.put(p.text, p.face, p.actual, mannerOf(p.span))
		return
	}
	w.flush()
	if p.rtl && p.span.Href == "" {
		w.letters(p)
		return
	}
	w.begun, w.face, w.actual, w.manner, w.run = w.x, p.face, p.actual, mannerOf(p.span), &p.run
	w.x += p.width * w.st.size / 1000
	w.flush()
}

// letters draws a piece from right to left letter by letter in reading order, each with
// the character it stands for: those who read by the order of what is drawn and those
// who go by places on the page then meet the same word. A link is drawn as a whole,
// since each part of it would be a place to press.
func (w *lineWriter) letters(p piece) {
	end := w.x + p.width*w.st.size/1000
	at := end
	for i := range p.clusters {
		one := p.run
		one.take(p.clusters[i : i+1])
		at -= one.width * w.st.size / 1000
		w.begun, w.x, w.face, w.actual, w.manner, w.run = at, at+one.width*w.st.size/1000, p.face, one.actual, mannerOf(p.span), &one
		w.flush()
	}
	w.x = end
}

// fromRight places words that run from right to left: first to last from the right
// end of their space, drawn in reading order.
func (w *lineWriter) fromRight(words []word) {
	w.flush()
	end := w.x
	for i, wd := range words {
		end += wd.width
		if i > 0 && !wd.joined {
			end += w.l.space(wd.bold, w.st)
		}
	}
	at := end
	for i, wd := range words {
		if i > 0 && !wd.joined {
			at -= w.l.space(wd.bold, w.st)
			w.x = at
			w.space(words[i-1], wd)
			w.flush()
		}
		for _, p := range wd.pieces {
			at -= p.width * w.st.size / 1000
			w.x = at
			w.piece(p)
			w.flush()
		}
	}
	w.x = end
}

func mannerOf(s *paper.Span) (m manner) {
	if s.Href != "" {
		m.link = s
	}
	m.lang, m.abbr = s.Lang, s.Abbr
	return m
}

// put adds text to what is gathered, or begins anew where face or manner change.
func (w *lineWriter) put(text string, f *face, actual string, m manner) {
	if f != w.face || m != w.manner || actual != "" || w.actual != "" {
		w.flush()
	}
	if w.text.Len() == 0 {
		w.begun, w.face, w.actual, w.manner = w.x, f, actual, m
	}
	w.text.WriteString(text)
	w.x += f.width(text) * w.st.size / 1000
}

// flush draws what is gathered.
func (w *lineWriter) flush() {
	if w.text.Len() == 0 && w.run == nil {
		return
	}
	l, e, c := w.l, w.e, w.st.colour
	if w.manner.link != nil {
		c = l.set.link
		if !l.artifact {
			e = l.link(w)
		}
	}
	if !l.artifact && (w.manner.lang != "" || w.manner.abbr != "" || w.actual != "") {
		// An element of its own: marks within marks are passed over by some readers, or
		// end what stands around them.
		e = e.add("Span")
		e.lang, e.abbr, e.actual = w.manner.lang, w.manner.abbr, w.actual
	}
	l.mark(e)
	if w.run != nil {
		l.drawRun(*w.run, w.begun, w.y, w.st.size, c)
	} else {
		l.drawRun(run{face: w.face, text: w.text.String()}, w.begun, w.y, w.st.size, c)
	}
	if w.manner.link != nil {
		l.put(op{kind: opLine, x: w.begun, y: w.y + w.st.size*0.16, w: w.x - w.begun, size: 0.5, colour: c})
	}
	w.text.Reset()
	w.run = nil
}

// drawRun draws a run from x on: its text as it is, or each letter in its place. Letters
// that simply follow each other are drawn as one text.
func (l *layout) drawRun(r run, x, y, size float64, c colour) {
	o := op{kind: opText, x: x, y: y, text: r.text, face: r.face, size: size, colour: c}
	if r.clusters == nil {
		l.put(o)
		return
	}
	clusters := r.clusters
	if r.rtl {
		clusters = slices.Clone(clusters)
		slices.Reverse(clusters)
	}
	o.text = ""
	end := x // of what o draws
	for _, cl := range clusters {
		for _, g := range cl.glyphs {
			gx, gy := x+g.x*size/1000, y-g.y*size/1000
			if o.text != "" && (gy != o.y || math.Abs(gx-end) > 0.001) {
				l.put(o)
				o.text = ""
			}
			if o.text == "" {
				o.x, o.y, end = gx, gy, gx
			}
			o.text += string(g.r)
			end += r.face.width(string(g.r)) * size / 1000
		}
		x += cl.width * size / 1000
	}
	if o.text != "" {
		l.put(o)
	}
}
