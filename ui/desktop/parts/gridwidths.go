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

// tickWidth is the room before the first column for the ticks and the bar of the current row.
func (g *Grid) tickWidth() float32 {
	if g.Ticks {
		return theme.Steps(6)
	}
	return theme.Steps(Tight)
}

// measured is what column widths were found for; they are found anew when it changes.
type measured struct {
	text    float32 // the size of the text
	columns int
	rows    bool // there was a row to look at
}

// measure finds how wide each column wants to be: its heading and 200 of its
// rows, within bounds, or the width that it was given.
func (g *Grid) measure() {
	all := g.Rows()
	rows := min(measuredRows, all)
	g.widths = make([]float32, len(g.Columns))
	for col, c := range g.Columns {
		if c.Width > 0 {
			g.widths[col] = c.Width * theme.Size(theme.SizeStep) / 4
			continue
		}
		style := gridText
		if c.Strong {
			style = gridStrong
		}
		width := SmallStrong.measure(c.Title).Width
		if c.Sorts {
			width += theme.Steps(4)
		}
		for i := range rows {
			row := i * all / rows
			if i == rows-1 {
				row = all - 1
			}
			words := style.measure(g.Cell(row, col)).Width
			if g.cellStyle(row, col).State != NoState {
				words += theme.Steps(4)
			}
			width = max(width, words)
		}
		g.widths[col] = min(width, theme.Steps(80)) + 2*cellPad()
	}
}

// place shares the width out: columns that grow take what is left.
func (g *Grid) place(width float32) {
	now := measured{gridText.size(), len(g.Columns), g.Rows() > 0}
	if now != g.sized && (now.rows || len(g.widths) != len(g.Columns) || now.text != g.sized.text) {
		g.measure()
		g.sized = now
	}
	total, growing := g.tickWidth()+theme.Steps(Tight), 0
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
	total := g.tickWidth()
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
