package pdf

import (
	"fmt"

	"needsbook/app/paper"
)

// tablePart is a table, measured: where its columns stand and how its cells break.
type tablePart struct {
	style
	set              *setting
	pad              float64 // between the words of a cell and its sides
	caption          []line
	cols             []paper.Col
	x                []float64 // left edges of the columns, and the right edge of the last
	head, body, foot []tableRow
	boxes            bool // the body's cells are to write in
}

type tableRow struct {
	cells  []tableCell
	height float64
}

type tableCell struct {
	paper.Cell
	col    int
	lines  []line
	header string // the TH scope, or "" for TD
	bold   bool
}

// many is from how many columns on a table is set smaller.
const many = 8

// boxHeight is how high a box to write in is, in points: 9 mm.
const boxHeight = 25.5

// tableParts returns a table, or lists of its facts where its columns would be too narrow
// to read.
func (l *layout) tableParts(t paper.Table) []part {
	n := float64(len(t.Cols))
	if l.width/n >= 2*smallPadSide+1.5*l.set.small.size {
		if p := l.tablePart(t); !p.narrow(l) {
			return []part{p}
		}
	}
	var parts []part
	for _, b := range t.Facts() {
		if kv, ok := b.(paper.KeyValues); ok {
			parts = append(parts, l.tablePart(kv.Table()))
			continue
		}
		parts = append(parts, l.measure(0, b, nil)...)
	}
	return parts
}

// mostCellLines is how many lines a cell may break into in large letters.
const mostCellLines = 6

// narrow reports whether a table of more than two columns is hard to read in large
// letters: a word breaks, or a cell is a column of short lines.
func (p *tablePart) narrow(l *layout) bool {
	if !l.set.large || len(p.cols) <= 2 {
		return false
	}
	for _, rows := range [][]tableRow{p.head, p.body, p.foot} {
		for _, r := range rows {
			for _, c := range r.cells {
				if len(c.lines) > mostCellLines*c.Span() {
					return true
				}
				for _, ln := range c.lines {
					if ln.cut {
						return true
					}
				}
			}
		}
	}
	return false
}

func (l *layout) tablePart(t paper.Table) *tablePart {
	p := &tablePart{style: l.set.table, set: l.set, pad: cellPadSide, cols: t.Cols, boxes: t.Boxes}
	if len(t.Cols) >= many {
		p.style, p.pad = l.set.small, smallPadSide
	}
	p.caption = l.wrap(paper.Text(t.Caption), l.set.caption, l.width)
	p.x = l.columns(t, p.style, p.pad)
	p.head = l.tableRows(p, t.Head, "Column", true)
	p.body = l.tableRows(p, t.Body, "Row", false)
	for i := range p.body {
		if p.boxes {
			p.body[i].height = max(p.body[i].height, boxHeight)
		}
	}
	p.foot = l.tableRows(p, t.Foot, "Row", true)
	return p
}

// columns shares the width by weight, then gives each column room for its longest
// word, up to a third of the width, from the columns that have more than they need.
func (l *layout) columns(t paper.Table, st style, pad float64) []float64 {
	n := len(t.Cols)
	width, need := make([]float64, n), make([]float64, n)
	wide, total := l.width+2*pad, 0.0
	for _, c := range t.Cols {
		total += weight(c)
	}
	limit := wide / float64(min(n, 3))
	for i, c := range t.Cols {
		width[i], need[i] = wide*weight(c)/total, 2*pad
	}
	for part, rows := range [][]paper.Row{t.Head, t.Body, t.Foot} {
		for _, row := range rows {
			col := 0
			for _, c := range row {
				st.bold = c.Header || part != 1
				if c.Span() == 1 {
					for _, w := range l.words(c.Text, st) {
						need[col] = max(need[col], min(w.width+2*pad+0.5, limit))
					}
				}
				col += c.Span()
			}
		}
	}
	missing, spare := 0.0, 0.0
	for i := range width {
		missing += max(0, need[i]-width[i])
		spare += max(0, width[i]-need[i])
	}
	given := 1.0 // the share of the spare width that is taken, and of the missing that is given
	if missing > spare {
		given = spare / missing
	}
	x := make([]float64, n+1)
	x[0] = l.left - pad // the words stand in line with the text around
	for i := range width {
		if need[i] > width[i] {
			width[i] += (need[i] - width[i]) * given
		} else if spare > 0 {
			width[i] -= (width[i] - need[i]) * min(1, missing/spare)
		}
		x[i+1] = x[i] + width[i]
	}
	return x
}

func weight(c paper.Col) float64 {
	if c.Weight == 0 {
		return 1
	}
	return c.Weight
}

// tableRows measures rows. Scope is that of their heading cells; strong rows are set
// bold throughout.
func (l *layout) tableRows(p *tablePart, rows []paper.Row, scope string, strong bool) (measured []tableRow) {
	for _, row := range rows {
		r, col := tableRow{}, 0
		for _, c := range row {
			cell := tableCell{Cell: c, col: col}
			if c.Header || scope == "Column" {
				cell.header = scope
			}
			st := p.style
			cell.bold = strong || cell.header != ""
			st.bold = cell.bold
			cell.lines = l.wrap(c.Text, st, max(p.x[col+c.Span()]-p.x[col]-2*p.pad, st.size))
			r.height = max(r.height, st.lead*float64(max(len(cell.lines), 1))+2*l.set.cellPadAbove)
			r.cells = append(r.cells, cell)
			col += c.Span()
		}
		measured = append(measured, r)
	}
	return measured
}

func heights(rows []tableRow) (h float64) {
	for _, r := range rows {
		h += r.height
	}
	return h
}

// first keeps caption, headings and the first row together, and all of a small table.
func (p *tablePart) first() float64 {
	above := p.set.caption.lead*float64(len(p.caption)) + 4 + heights(p.head)
	small := p.set.textHeight() / 3
	if p.set.large { // where little goes on a page
		small *= 2
	}
	if whole := above + heights(p.body) + heights(p.foot); whole < small {
		return whole
	}
	return above + min(p.body[0].height, p.set.textHeight()/3)
}

func (p *tablePart) place(l *layout) {
	l.gap(4)
	table := l.root.add("Table")
	l.lines(p.caption, l.set.caption, l.left, table.add("Caption"))
	l.y += 4
	for _, part := range []struct {
		tag  string
		rows []tableRow
	}{{"THead", p.head}, {"TBody", p.body}, {"TFoot", p.foot}} {
		if len(part.rows) == 0 {
			continue
		}
		group := table.add(part.tag)
		if part.tag == "TBody" && len(p.head) == 0 {
			p.line(l, 0.5, l.set.line)
		}
		for i, r := range part.rows {
			if part.tag == "TBody" && i == len(part.rows)-1 {
				p.keepFoot(l, r, group)
			}
			p.row(l, r, group)
		}
		if part.tag == "THead" {
			p.line(l, 0.9, quiet)
		}
	}
	l.close()
	l.y += l.set.afterBlock
}

// line draws a line over the whole width at the present height.
func (p *tablePart) line(l *layout, weight float64, c colour) {
	l.rule(l.left, l.y, l.left+l.width, l.y, weight, c)
}

// keepFoot goes on to the next page before the last row where the totals would stand
// alone there.
func (p *tablePart) keepFoot(l *layout, last tableRow, group *elem) {
	need := last.height + heights(p.foot)
	if need > l.room() && need < l.set.textHeight()/3 && last.height <= l.room() {
		p.turn(l, group)
	}
}

// row places a row, on the next page if it does not fit here; one that fits on no
// page is parted between lines.
func (p *tablePart) row(l *layout, r tableRow, group *elem) {
	again := heights(p.head)
	if r.height > l.room() && !l.atTop() && r.height <= l.set.textHeight()-again {
		p.turn(l, group)
	}
	tr := group.add("TR")
	cells := make([]*elem, len(r.cells))
	for i, c := range r.cells {
		cells[i] = tr.add("TD")
		if c.header != "" {
			cells[i].tag = "TH"
			cells[i].attrs = "<</O/Table/Scope/" + c.header + ">>"
		}
		if c.Span() > 1 {
			scope := ""
			if c.header != "" {
				scope = "/Scope/" + c.header
			}
			cells[i].attrs = fmt.Sprintf("<</O/Table%s/ColSpan %d>>", scope, c.Span())
		}
	}
	for done := 0; ; {
		left := 0
		for _, c := range r.cells {
			left = max(left, len(c.lines)-done)
		}
		fit := max(int((l.room()-2*l.set.cellPadAbove)/p.lead), 1)
		n := min(left, fit)
		p.draw(l, r, cells, done, n)
		height := p.lead*float64(max(n, 1)) + 2*l.set.cellPadAbove
		if p.boxes && group.tag == "TBody" {
			height = max(height, boxHeight)
			for _, x := range p.x[1:] {
				l.rule(min(x, l.left+l.width), l.y, min(x, l.left+l.width), l.y+height, 0.6, quiet)
			}
		}
		l.y += height
		if done += n; n == left {
			break
		}
		p.turn(l, group)
	}
	if p.boxes {
		p.line(l, 0.6, quiet)
		return
	}
	p.line(l, 0.5, l.set.line)
}

// turn goes on to the next page and repeats the headings there, as an artifact:
// whoever listens has heard them already.
func (p *tablePart) turn(l *layout, group *elem) {
	l.newPage()
	if group.tag == "THead" || heights(p.head) > l.set.textHeight()/2 {
		return
	}
	l.asArtifact("/Type/Pagination", func() {
		for _, r := range p.head {
			p.draw(l, r, make([]*elem, len(r.cells)), 0, allLines)
			l.y += r.height
			p.line(l, 0.9, quiet)
		}
	})
}

const allLines = 1 << 30

// draw draws n lines of each cell, from line from on.
func (p *tablePart) draw(l *layout, r tableRow, cells []*elem, from, n int) {
	for i, c := range r.cells {
		st := p.style
		st.bold = c.bold
		left, right := p.x[c.col]+p.pad, p.x[c.col+c.Span()]-p.pad
		y := l.y + l.set.cellPadAbove
		for j := from; j < min(len(c.lines), from+n); j++ {
			x := left
			if p.cols[c.col].Right {
				x = right - c.lines[j].width
			}
			l.line(c.lines[j], st, x, y+baseline(st), cells[i], j == len(c.lines)-1)
			y += p.lead
		}
	}
}
