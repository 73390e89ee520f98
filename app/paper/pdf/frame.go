package pdf

import (
	"fmt"
	"math"
	"strconv"

	"needsbook/app/paper"
)

// opening places the title, what the document is, and the notice of its watermark.
func (l *layout) opening() {
	wide := l.width
	below := 0.0
	title := l.set.title
	if l.doc.Cover() > 0 {
		title = l.coverTop(title)
	} else if l.logo != nil {
		w, h := l.logo.fit(l.width/4, logoHigh)
		l.logo.draw(l, l.left+l.width-w, w, h)
		wide, below = wide-w-16, l.y+h
	}
	l.lines(l.wrap(paper.Text(l.doc.Title), title, wide), title, l.left, l.root.add("H1"))
	l.y += 4
	l.lines(l.wrap(paper.Text(l.doc.Byline()), l.set.byline, wide), l.set.byline, l.left, l.root.add("P"))
	if len(l.pages) == 1 && l.y < below { // the title is lower than the logo beside it
		l.y = below
	}
	if n := l.doc.Notice(); n != "" {
		st := l.set.byline
		st.colour, st.bold = l.set.warning, true
		l.y += 4
		l.lines(l.wrap(paper.Text(n), st, l.width), st, l.left, l.root.add("P"))
	}
	l.y += 10
	l.rule(l.left, l.y, l.left+36, l.y, 2, l.set.link)
	l.y += l.set.afterTitle
}

// logoHigh is the most that a logo takes, and it is never wider than a quarter of the text.
const logoHigh = 64.0

// coverTop begins a page that the title has for its own: some way down it, the logo
// large above the title. It returns how the title is set there. Where the letters are
// large the facts below need the room.
func (l *layout) coverTop(title style) style {
	high := 2 * logoHigh
	if l.set.large {
		high = 1.5 * logoHigh
	} else {
		l.y += l.set.textHeight() / 8
		title.size, title.lead = title.size*1.5, title.lead*1.5
	}
	if l.logo != nil {
		w, h := l.logo.fit(l.width/2, high)
		l.logo.draw(l, l.left, w, h)
		l.y += h + title.lead/2
	}
	return title
}

// contents places the table of contents: sections and subsections with their pages,
// which are known only when all is placed.
func (l *layout) contents(anchors map[int]string) {
	st := l.set.body
	h := l.set.headings[2]
	l.lines(l.wrap(paper.Text(paper.ContentsTitle), h.style, l.width), h.style, l.left, l.root.add("H2"))
	l.y += h.after
	toc := l.root.add("TOC")
	right := l.left + l.width
	for i, b := range l.doc.Blocks {
		hd, ok := b.(paper.Heading)
		if !ok || hd.Level > 3 {
			continue
		}
		indent := l.set.listIndent * float64(hd.Level-2)
		to := l.spots[anchors[i]]
		ref := toc.add("TOCI").add("Reference").add("Link")
		lines := l.wrap(paper.Text(hd.Text), st, l.width-indent-3.6*st.size)
		for n, ln := range lines {
			if st.lead > l.room() {
				l.newPage()
			}
			l.line(ln, st, l.left+indent, l.y+baseline(st), ref, false)
			if n == len(lines)-1 {
				l.leader(l.left+indent+ln.width+8, right-2.6*st.size, l.y+baseline(st))
				l.mark(ref)
				l.put(op{kind: opPageNum, x: right, y: l.y + baseline(st), face: l.fonts.main[0], size: st.size, colour: ink, spot: to})
			}
			l.addAnnot(annot{page: len(l.pages) - 1, x1: l.left + indent, x2: right, y1: l.y, y2: l.y + st.lead, to: to, words: clipped(hd.Text), owner: ref})
			l.y += st.lead
		}
	}
	l.close()
}

// leader draws the dots that lead to a page number.
func (l *layout) leader(from, to, y float64) {
	l.asArtifact("", func() {
		for x := math.Ceil(from/6) * 6; x < to; x += 6 {
			l.put(op{kind: opBox, x: x, y: y - 0.8, w: 0.8, h: 0.8, colour: quiet})
		}
	})
}

// running returns what stands on every page: the watermark behind the text, whose
// document it is above, its reference and the page below. All of it is artifact.
func (l *layout) running(page int) []op {
	keep := l.pages
	l.pages = []*sheet{{}}
	st := l.set.running
	if l.doc.Watermark != "" && !l.set.grounds {
		l.asArtifact(fmt.Sprintf("/Type/Background/BBox[0 0 %.2f %.2f]", l.set.width, l.set.height), l.watermark)
	}
	l.asArtifact("/Type/Pagination/Subtype/Header", func() {
		foot, right := 44.0, l.left+l.width
		if w := l.doc.Watermark; w != "" {
			mark := style{size: st.size, bold: true, colour: l.set.warning}
			right -= l.oneLine(w, mark, right, foot, true, l.width) + 12
		}
		words := l.doc.Org
		if page > 0 && words != "" {
			words += " · "
		}
		if page > 0 {
			words += l.doc.Title
		}
		l.oneLine(words, st, l.left, foot, false, right-l.left)
		l.rule(l.left, foot+8, l.left+l.width, foot+8, 0.5, l.set.line)
	})
	l.asArtifact("/Type/Pagination/Subtype/Footer", func() {
		foot := l.set.height - 40
		n := fmt.Sprintf("page %d of %d", page+1, len(keep))
		used := l.oneLine(n, st, l.left+l.width, foot, true, l.width)
		words := l.doc.Date.Words()
		if l.doc.Ref != "" {
			words = "Reference " + l.doc.Ref + " · " + words
		}
		l.oneLine(words, st, l.left, foot, false, l.width-used-12)
	})
	ops := l.pages[0].ops
	l.pages = keep
	return ops
}

// oneLine draws text in one line of at most the width, cut with an ellipsis if it
// must, and returns its width. With ending it ends at x instead of beginning there.
func (l *layout) oneLine(text string, st style, x, y float64, ending bool, width float64) float64 {
	text = clipped(text)
	lines := l.wrap(paper.Text(text), st, width)
	if len(lines) > 1 {
		lines = l.wrap(paper.Text(text), st, width-l.fonts.face(st.bold).width("…")*st.size/1000)
		last := &lines[0].words[len(lines[0].words)-1]
		dots := run{face: l.fonts.face(st.bold), text: "…", width: l.fonts.face(st.bold).width("…")}
		last.pieces = append(last.pieces, piece{dots, &paper.Span{}})
	}
	if len(lines) == 0 {
		return 0
	}
	if ending {
		x -= lines[0].width
	}
	l.line(lines[0], st, x, y, nil, true)
	return lines[0].width
}

// mostClipped is how many characters stand where a long text is named, not read: in the
// outline, over a page, in what a link says of itself.
const mostClipped = 300

// clipped returns the beginning of a long text.
func clipped(text string) string {
	n := 0
	for i := range text {
		if n++; n > mostClipped {
			return text[:i] + "…"
		}
	}
	return text
}

// watermark writes the mark across the page, from foot to head.
func (l *layout) watermark() {
	const diagonal = 720.0
	f := l.fonts.main[1]
	size := min(150, diagonal/(f.width(l.doc.Watermark)/1000))
	sin, cos := math.Sincos(math.Atan2(l.set.height, l.set.width))
	l.put(op{kind: opRaw, text: fmt.Sprintf("q %.4f %.4f %.4f %.4f %.2f %.2f cm", cos, sin, -sin, cos, l.set.width/2, l.set.height/2)})
	wide := f.width(l.doc.Watermark) * size / 1000
	l.put(op{kind: opText, x: -wide / 2, y: l.set.height + size*0.35, text: l.doc.Watermark, face: f, size: size, colour: faint})
	l.put(op{kind: opRaw, text: "Q"})
}

// number is the text of a page number.
func (s *spot) number() string { return strconv.Itoa(s.page + 1) }
