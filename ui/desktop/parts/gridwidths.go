package parts

import (
	"image/color"

	"needsbook/ui/desktop/theme"
)

// measuredRows is how many rows, spread over all, are looked at to find how wide a
// column is.
const measuredRows = 200

// gridText and gridStrong are the styles of cells; tables are set small.
var (
	gridText   = Small
	gridStrong = SmallStrong
)

func cellPad() float32 { return theme.Steps(Between) }

func lineColour() color.Color { return theme.Colour(theme.ColourLine) }

func (g *Grid) rowHeight() float32 { return theme.Size(theme.SizeRow) }

// tickWidth is the room before the first column for the bar of the current row and
// the ticks.
func (g *Grid) tickWidth() float32 {
	if g.Ticks {
		return theme.Steps(6)
	}
	return theme.Steps(Tight)
}

// gutter is the room before the first column: the ticks, and the marks of rules.
func (g *Grid) gutter() float32 {
	if g.Mark != nil {
		return g.tickWidth() + theme.Steps(4)
	}
	return g.tickWidth()
}

// stillColumns is how many columns stand still now: none where they would leave too
// little room for the others, as at 200 per cent text.
func (g *Grid) stillColumns() int {
	width := g.gutter()
	for col := range min(g.Still, len(g.placed)) {
		width += g.placed[col]
	}
	if width > g.scroll.Size().Width*0.6 {
		return 0
	}
	return min(g.Still, len(g.placed))
}

// span is one column in view: where it begins and how wide it is, seen from the
// left edge of the grid.
type span struct {
	col         int
	left, width float32
}

// spans lists the columns in view: first those that move, then those that stand
// still and lie over them. It returns the width of what stands still as well.
func (g *Grid) spans() (moving, still []span, edge float32) {
	edge = g.gutter()
	view, fixed := g.scroll.Size().Width, g.stillColumns()
	x := edge
	for col, width := range g.placed {
		switch left := x - g.scroll.Offset.X; {
		case col < fixed:
			still = append(still, span{col, x, width})
			edge += width
		case left+width > edge && left < view:
			moving = append(moving, span{col, left, width})
		}
		x += width
	}
	return moving, still, edge
}

// columnAt is the column at a place seen from the left edge of the grid, -1 for none.
func (g *Grid) columnAt(x float32) int {
	moving, still, _ := g.spans()
	for _, s := range append(still, moving...) {
		if x >= s.left && x < s.left+s.width {
			return s.col
		}
	}
	return -1
}

// leftOf is where a column begins, seen from the left edge of the grid.
func (g *Grid) leftOf(col int) float32 {
	x := g.gutter()
	for _, width := range g.placed[:col] {
		x += width
	}
	if col >= g.stillColumns() {
		x -= g.scroll.Offset.X
	}
	return x
}

// revealColumn scrolls sideways until a column is in view.
func (g *Grid) revealColumn(col int) {
	if col < g.stillColumns() || col >= len(g.placed) {
		return
	}
	_, _, edge := g.spans()
	offset, left := g.scroll.Offset, g.leftOf(col)
	if right := left + g.placed[col]; right > g.scroll.Size().Width {
		offset.X += right - g.scroll.Size().Width
		left -= right - g.scroll.Size().Width
	}
	if left < edge {
		offset.X -= edge - left
	}
	g.scrollTo(offset)
}

// measured is what column widths were found for; they are found anew when it changes.
type measured struct {
	text    float32 // the size of the text
	columns int
	rows    bool // there was a row to look at
}

// Columns are sized within these bounds, in steps.
const narrowest, widest = 8, 200

// scale is how much larger than at 100 % text everything is drawn.
func scale() float32 { return theme.Size(theme.SizeStep) / 4 }

// measure finds how wide each column wants to be.
func (g *Grid) measure() {
	g.widths = make([]float32, len(g.Columns))
	for col := range g.Columns {
		g.widths[col] = g.wanted(col)
	}
}

// wanted is the width that a column was given, or the width of its heading and 200
// of its rows, within bounds.
func (g *Grid) wanted(col int) float32 {
	c := g.Columns[col]
	if c.Width > 0 {
		return c.Width * scale()
	}
	style := gridText
	if c.Strong {
		style = gridStrong
	}
	width := SmallStrong.measure(c.Title).Width
	if c.Sorts || c.Filters {
		width += theme.Steps(5)
	}
	all := g.Rows()
	rows := min(measuredRows, all)
	for i := range rows {
		row := i * all / rows
		if i == rows-1 {
			row = all - 1
		}
		words := style.measure(g.Cell(row, col)).Width
		if col == 0 && g.headsGroup(row) {
			continue // it may run on over the cells after it
		}
		if g.cellStyle(row, col).State != NoState {
			words += theme.Steps(4)
		}
		width = max(width, words)
	}
	if g.Totals != nil {
		if total := SmallStrong.measure(g.Totals(col)).Width; total <= theme.Steps(shortTotal) {
			width = max(width, total)
		}
	}
	return min(width, theme.Steps(80)) + 2*cellPad()
}

// shortTotal is how wide a total may be to widen its column, in steps; a longer one
// is cut where there is no room.
const shortTotal = 28

// sizeTo gives a column a width as drawn, or for 0 the width of its words. The other
// columns keep the widths that they have now, so that an edge stays under the mouse.
func (g *Grid) sizeTo(col int, width float32) {
	for i := range g.Columns {
		if c := &g.Columns[i]; c.Grows {
			c.Grows = false
			if i != col {
				g.setWidth(i, g.placed[i])
			}
		}
	}
	g.setWidth(col, width)
	g.Refresh()
}

func (g *Grid) setWidth(col int, width float32) {
	if width > 0 {
		width = max(theme.Steps(narrowest), min(width, theme.Steps(widest)))
	}
	g.Columns[col].Width = width / scale()
	g.widths[col] = g.wanted(col)
	if g.OnWidth != nil {
		g.OnWidth(col, g.Columns[col].Width)
	}
}

// place shares the width out: columns that grow take what is left.
func (g *Grid) place(width float32) {
	now := measured{gridText.size(), len(g.Columns), g.Rows() > 0}
	if now != g.sized && (now.rows || len(g.widths) != len(g.Columns) || now.text != g.sized.text) {
		g.measure()
		g.sized = now
	}
	total, growing := g.gutter()+theme.Steps(Tight), 0
	for col, w := range g.widths {
		total += w
		if g.Columns[col].Grows {
			growing++
		}
	}
	g.placed = append(g.placed[:0], g.widths...)
	if left := width - total; left > 0 && growing > 0 {
		for col := range g.placed {
			if g.Columns[col].Grows {
				g.placed[col] += left / float32(growing)
			}
		}
	}
}

// total is the width of all columns as drawn.
func (g *Grid) total() float32 {
	total := g.gutter()
	for _, w := range g.placed {
		total += w
	}
	return total
}

func (g *Grid) cellStyle(row, col int) CellStyle {
	if g.Style == nil {
		return CellStyle{}
	}
	return g.Style(row, col)
}

// DrawnWidth is how wide a column is drawn now, in pixels at 100 % text.
func (g *Grid) DrawnWidth(col int) float32 {
	if col >= len(g.placed) {
		return 0
	}
	return g.placed[col] / scale()
}
