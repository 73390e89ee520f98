package surface

import (
	"strings"
	"unicode/utf8"

	"needsbook/app/publish/markup"
	"needsbook/ui/desktop/writing/text"
)

// piece is words in one style that stand together on a line.
type piece struct {
	lo, hi   int // bytes of the paragraph's words
	x, width float32
	shown    string // as drawn: of a mark, its name
	face     face
	link     bool
	mark     bool
}

// row is one line. Its last space hangs over the edge.
type row struct {
	lo, hi int
	y      float32 // from the top of the paragraph
	pieces []piece
}

// laid is a paragraph as it stands in lines.
type laid struct {
	para         *text.Para
	rows         []row
	height, line float32 // of all lines and of one
	indent       float32
	itemSign     string // the bullet or the number before it
}

// wrapper breaks paragraphs into lines. It remembers how wide words are.
type wrapper struct {
	look   look
	names  func(mark string) string
	widths map[widthOf]float32
}

type widthOf struct {
	words string
	face  face
}

// mostWidths is how many words are remembered.
const mostWidths = 20000

func (w *wrapper) width(words string, f face) float32 {
	key := widthOf{words, f}
	if width, ok := w.widths[key]; ok {
		return width
	}
	if len(w.widths) > mostWidths || w.widths == nil {
		w.widths = map[widthOf]float32{}
	}
	width := f.measure(words).Width
	w.widths[key] = width
	return width
}

// chipPad is the room at each side of the name in a mark, in steps.
const chipPad = 1

// lay breaks a paragraph into lines.
func (w *wrapper) lay(p *text.Para) *laid {
	size, bold := w.look.sizeOf(p.Kind)
	l := &laid{para: p, indent: w.look.indent(p.Para)}
	l.line = faceFor("", size, bold).measure("Åg").Height + w.look.gap
	room := max(w.look.width-l.indent, 10*w.look.step)
	current := row{}
	x := float32(0)
	end := func(at int) {
		current.hi = at
		l.rows = append(l.rows, current)
		current = row{lo: at, y: float32(len(l.rows)) * l.line}
		x = 0
	}
	for _, word := range w.words(p, size, bold, room) {
		if x > 0 && x+word.width > room {
			end(word.lo)
		}
		for _, part := range word.pieces {
			if x > 0 && word.width > room && x+part.width > room && part.shown != " " {
				end(part.lo) // a word wider than a line breaks where its style does
			}
			part.x = l.indent + x
			x += part.width
			current.add(part)
		}
	}
	end(len(p.Words()))
	l.height = float32(len(l.rows)) * l.line
	return l
}

// add joins a piece to the one before it where both are alike.
func (r *row) add(p piece) {
	if n := len(r.pieces); n > 0 {
		last := &r.pieces[n-1]
		if last.face == p.face && last.link == p.link && !last.mark && !p.mark && last.hi == p.lo {
			last.hi, last.shown, last.width = p.hi, last.shown+p.shown, last.width+p.width
			return
		}
	}
	r.pieces = append(r.pieces, p)
}

// word is what a line does not break: pieces up to a space, which is the last of them
// and may hang over the edge.
type word struct {
	lo     int
	pieces []piece
	width  float32 // without the space
}

func (w *wrapper) words(p *text.Para, size float32, bold bool, room float32) []word {
	var out []word
	open := word{}
	flush := func(at int) {
		if len(open.pieces) > 0 {
			out = append(out, open)
		}
		open = word{lo: at}
	}
	words, marks, at := p.Words(), p.Marks(), 0
	for _, run := range p.Runs {
		end := at + len(run.Text)
		for at < end {
			if len(marks) > 0 && marks[0][0] == at && marks[0][1] <= end {
				open.append(w.mark(words, marks[0], size, run))
				at, marks = marks[0][1], marks[1:]
				continue
			}
			if words[at] == ' ' {
				part := piece{lo: at, hi: at + 1, shown: " ", face: faceFor("", size, bold || run.Bold), link: run.Href != ""}
				if n := len(open.pieces); n > 0 && open.pieces[n-1].face.bold == part.face.bold {
					part.face = open.pieces[n-1].face
				}
				part.width = w.width(" ", part.face)
				open.pieces = append(open.pieces, part)
				at++
				flush(at)
				continue
			}
			to := end
			if space := strings.IndexByte(words[at:end], ' '); space >= 0 {
				to = at + space
			}
			if len(marks) > 0 {
				to = min(to, marks[0][0])
			}
			w.split(&open, words[at:to], at, size, bold || run.Bold, run.Href != "", room, flush)
			at = to
		}
	}
	flush(at)
	return out
}

func (w *word) append(p piece) {
	w.pieces = append(w.pieces, p)
	w.width += p.width
}

// mark returns the piece of a mark.
func (w *wrapper) mark(words string, at []int, size float32, run markup.Run) piece {
	name := markup.Mark.FindStringSubmatch(words[at[0]:at[1]])[1]
	if w.names != nil {
		name = w.names(name)
	}
	f := faceFor(name, size, run.Bold)
	return piece{lo: at[0], hi: at[1], shown: name, face: f, mark: true, width: w.width(name, f) + 2*chipPad*w.look.step}
}

// split adds words without a space; where they alone are wider than a line they are cut.
func (w *wrapper) split(open *word, words string, at int, size float32, bold, link bool, room float32, flush func(int)) {
	f := faceFor(words, size, bold)
	for {
		part := piece{lo: at, hi: at + len(words), shown: words, face: f, link: link}
		part.width = w.width(words, f)
		if part.width <= room {
			open.append(part)
			return
		}
		cut := fitting(words, f, room)
		part.hi, part.shown = at+cut, words[:cut]
		part.width = f.measure(part.shown).Width
		open.append(part)
		at, words = at+cut, words[cut:]
		if words == "" {
			return
		}
		flush(at)
	}
}

// fitting returns how many bytes of words have room, one character at least.
func fitting(words string, f face, room float32) int {
	var ends []int
	for i := range words {
		if i > 0 {
			ends = append(ends, i)
		}
	}
	lo, hi := 0, len(ends)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if f.measure(words[:ends[mid-1]]).Width <= room {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		_, size := utf8.DecodeRuneInString(words)
		return size
	}
	return ends[lo-1]
}
