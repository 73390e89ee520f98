package pdf

import (
	"strings"
	"unicode/utf8"

	"needsbook/app/paper"
)

// piece is a run of a word, with what its span says of it.
type piece struct {
	run
	span *paper.Span
}

// word is what a line break cannot part.
type word struct {
	pieces []piece
	width  float64 // in points
	bold   bool    // of the space before it
	joined bool    // no space before it
	rtl    bool
}

// line is one line of a text, its words in reading order.
type line struct {
	words []word
	width float64
	cut   bool // ends without a space: the next line goes on inside a word
}

// wrap breaks a text into lines. Words too wide for a line are broken by letters.
func (l *layout) wrap(spans []paper.Span, st style, width float64) []line {
	var lines []line
	var cur line
	for _, w := range l.words(spans, st) {
		space := l.space(w.bold, st)
		if w.joined || len(cur.words) == 0 {
			space = 0
		}
		if len(cur.words) > 0 && cur.width+space+w.width > width {
			cur.cut = w.joined
			lines, cur, space = append(lines, cur), line{}, 0
		}
		for w.width > width {
			head, rest := l.split(w, st, width)
			if rest.width == 0 {
				break
			}
			lines = append(lines, line{[]word{head}, head.width, true})
			w = rest
		}
		cur.words = append(cur.words, w)
		cur.width += space + w.width
	}
	if len(cur.words) > 0 {
		lines = append(lines, cur)
	}
	return lines
}

// space returns the width of the space between words.
func (l *layout) space(bold bool, st style) float64 {
	return l.fonts.face(bold || st.bold).width(" ") * st.size / 1000
}

// words cuts spans into words. Neighbouring spans without a space between them
// make one word; a word may also be parted after a hyphen, a dash or a slash.
func (l *layout) words(spans []paper.Span, st style) (words []word) {
	open := false // the last word may still grow
	joined := false
	for i := range spans {
		s := &spans[i]
		bold := s.Bold || st.bold
		for n, part := range strings.Split(s.Text, " ") {
			if n > 0 {
				open, joined = false, false
			}
			bits := breakable(part)
			for i, bit := range bits {
				if !open {
					words = append(words, word{joined: joined, bold: s.Bold})
				}
				w := &words[len(words)-1]
				for _, r := range l.fonts.shape(bit, bold, l.lost) {
					w.pieces = append(w.pieces, piece{r, s})
					w.width += r.width * st.size / 1000
				}
				w.rtl = w.rtl || rightToLeft(bit)
				last, _ := utf8.DecodeLastRuneInString(bit)
				open = i == len(bits)-1 && !strings.ContainsRune(dashes, last)
				joined = true
			}
		}
	}
	return words
}

// dashes are what a word may be parted after.
const dashes = "-–—/"

// longBit is how many bytes of a word are taken at once: more than a line has, and few
// enough that a word without end takes no time without end.
const longBit = 600

// breakable cuts a word after hyphens, dashes and slashes between letters, and where it
// is longer than any line.
func breakable(w string) (bits []string) {
	start := 0
	for i, r := range w {
		end := i + utf8.RuneLen(r)
		if (strings.ContainsRune(dashes, r) && i > start || i-start > longBit) && end < len(w) {
			bits, start = append(bits, w[start:end]), end
		}
	}
	if start < len(w) {
		bits = append(bits, w[start:])
	}
	return bits
}

// split parts a word that is too wide into what fits the width and the rest: at
// least one letter goes ahead.
func (l *layout) split(w word, st style, width float64) (head, rest word) {
	head = word{bold: w.bold, joined: w.joined, rtl: w.rtl}
	rest = word{bold: w.bold, joined: true, rtl: w.rtl}
	for i, p := range w.pieces {
		pw := p.width * st.size / 1000
		if head.width+pw <= width {
			head.pieces, head.width = append(head.pieces, p), head.width+pw
			continue
		}
		a, b := p.part((width-head.width)*1000/st.size, len(head.pieces) == 0)
		for _, part := range []struct {
			to *word
			p  piece
		}{{&head, a}, {&rest, b}} {
			if part.p.text != "" {
				part.to.pieces = append(part.to.pieces, part.p)
				part.to.width += part.p.width * st.size / 1000
			}
		}
		for _, p := range w.pieces[i+1:] {
			rest.pieces, rest.width = append(rest.pieces, p), rest.width+p.width*st.size/1000
		}
		break
	}
	return head, rest
}

// part cuts a piece at a width, in reading order; atLeastOne letter goes ahead if
// it must.
func (p piece) part(width float64, atLeastOne bool) (a, b piece) {
	a, b = p, p
	if p.clusters != nil {
		n := fitting(len(p.clusters), func(i int) float64 { return p.clusters[i].width }, width, atLeastOne)
		a.text, b.text = "", ""
		a.take(p.clusters[:n])
		b.take(p.clusters[n:])
		return a, b
	}
	text, actual := []rune(p.text), []rune(p.actual)
	n := fitting(len(text), func(i int) float64 { return p.face.width(string(text[i])) }, width, atLeastOne)
	a.text, b.text = string(text[:n]), string(text[n:])
	if p.actual != "" {
		a.actual, b.actual = string(actual[:n]), string(actual[n:])
	}
	a.width, b.width = p.face.width(a.text), p.face.width(b.text)
	return a, b
}

// fitting returns how many of n letters fit a width.
func fitting(n int, letter func(int) float64, width float64, atLeastOne bool) int {
	used := 0.0
	for i := range n {
		if used += letter(i); used > width && !(atLeastOne && i == 0) {
			return i
		}
	}
	return n
}

// take leaves the run some clusters to draw, unless there are none.
func (r *run) take(clusters []cluster) {
	if len(clusters) == 0 {
		return
	}
	r.clusters, r.actual, r.width = clusters, "", 0
	for _, c := range clusters {
		r.actual += c.actual
		r.width += c.width
	}
	r.text = r.actual
}

// face returns the main face of a weight.
func (fs *Fonts) face(bold bool) *face {
	if bold {
		return fs.main[1]
	}
	return fs.main[0]
}
