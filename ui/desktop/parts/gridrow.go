package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"needsbook/ui/desktop/theme"
)

// rowView is what of every row is in view.
type rowView struct {
	moving, still []span
	edge          float32 // the width of what stands still
	x             float32 // how far is scrolled sideways
	width, height float32
}

// rowPicture is the pooled drawing of one row.
type rowPicture struct {
	ground, still, line, bar *canvas.Rectangle
	tick, mark               *canvas.Text
	states, cells            []*canvas.Text
	shades                   []*canvas.Rectangle // under cells that are shaded
}

func newRowPicture() *rowPicture {
	return &rowPicture{
		ground: newBox(), still: newBox(), line: newBox(), bar: newBox(),
		tick: canvas.NewText("", nil), mark: canvas.NewText("", nil),
	}
}

// draw lays one row out and adds what is visible of it to shown: the cells that
// move, and over them what stands still.
func (p *rowPicture) draw(g *Grid, row int, v rowView, shown []fyne.CanvasObject) []fyne.CanvasObject {
	for len(p.cells) < len(g.Columns) {
		p.cells = append(p.cells, canvas.NewText("", nil))
		p.states = append(p.states, canvas.NewText("", nil))
		p.shades = append(p.shades, newBox())
	}
	y := float32(row) * v.height
	put := func(o fyne.CanvasObject, x, width, height float32) {
		o.Move(fyne.NewPos(v.x+x, y))
		o.Resize(fyne.NewSize(width, height))
		shown = append(shown, o)
	}
	mark := g.mark(row)
	ground, plain := rowGround(g, row, mark)
	if !plain {
		p.ground.FillColor = ground
		put(p.ground, 0, v.width, v.height)
	}
	for _, s := range v.moving {
		shown = p.cell(g, row, s, v, y, shown)
	}
	if v.x > 0 {
		p.still.FillColor = ground
		put(p.still, 0, v.edge, v.height)
	}
	for _, s := range v.still {
		shown = p.cell(g, row, s, v, y, shown)
	}
	if row == g.current {
		p.bar.FillColor = theme.Colour(theme.ColourAccent)
		put(p.bar, 0, 3, v.height)
	}
	if g.ticked[row] {
		TextStyle{Size: theme.SizeSmall, Bold: true, Colour: theme.ColourAccent, Align: fyne.TextAlignCenter}.dress(p.tick, "✓")
		put(p.tick, 3, g.tickWidth()-3, v.height)
	}
	if mark.Look != NoLook {
		TextStyle{Size: theme.SizeSmall, Bold: true, Colour: mark.Look.colour(), Align: fyne.TextAlignCenter}.dress(p.mark, mark.Look.Shape())
		put(p.mark, g.tickWidth(), g.gutter()-g.tickWidth(), v.height)
	}
	p.line.FillColor = lineColour()
	p.line.Move(fyne.NewPos(v.x, y+v.height-1))
	p.line.Resize(fyne.NewSize(v.width, 1))
	return append(shown, p.line)
}

// rowGround is what a row is drawn on, and whether that is the plain paper.
func rowGround(g *Grid, row int, mark RowMark) (ground color.Color, plain bool) {
	switch {
	case row == g.current:
		return theme.Colour(theme.ColourChosen), false
	case g.ticked[row]:
		return theme.Colour(theme.ColourMarked), false
	case mark.Look != NoLook:
		return mark.Look.tint(), false
	case g.headsGroup(row):
		return theme.Colour(theme.ColourDesk), false
	}
	return theme.Colour(theme.ColourPaper), true
}

// cell lays one cell out: the shape of its state if it has one, then its words.
func (p *rowPicture) cell(g *Grid, row int, s span, v rowView, y float32, shown []fyne.CanvasObject) []fyne.CanvasObject {
	column, how := g.Columns[s.col], g.cellStyle(row, s.col)
	style := gridText
	if column.Strong || g.headsGroup(row) {
		style = gridStrong
	}
	if how.Quiet {
		style.Colour = theme.ColourQuiet
	}
	if column.Number {
		style.Align = fyne.TextAlignTrailing
	}
	if how.Shaded && row != g.current {
		shade := p.shades[s.col]
		shade.FillColor = theme.Colour(theme.ColourDesk)
		shade.Move(fyne.NewPos(v.x+s.left+1, y+1))
		shade.Resize(fyne.NewSize(s.width-2, v.height-3))
		shown = append(shown, shade)
	}
	left, room := v.x+s.left+cellPad(), s.width-2*cellPad()
	if s.col == 0 && g.headsGroup(row) {
		room += g.emptyAfter(row)
	}
	if how.State != NoState {
		style.Colour = how.State.Colour()
		shape := p.states[s.col]
		how.State.mark(gridText).dress(shape, how.State.Shape())
		shape.Move(fyne.NewPos(left, y))
		shape.Resize(fyne.NewSize(theme.Steps(4), v.height))
		shown = append(shown, shape)
		left += theme.Steps(4)
		room -= theme.Steps(4)
	}
	text := p.cells[s.col]
	style.dress(text, cutTo(g.Cell(row, s.col), style, room))
	text.Move(fyne.NewPos(left, y))
	text.Resize(fyne.NewSize(room, v.height))
	return append(shown, text)
}

// headsGroup reports whether a row heads a group: it is set strong on the desk's ground,
// and its first words may run on over cells without any.
func (g *Grid) headsGroup(row int) bool { return g.Heads != nil && g.Heads(row) }

// emptyAfter is the width of the cells without words that follow the first of a row.
func (g *Grid) emptyAfter(row int) float32 {
	width := float32(0)
	for col := 1; col < len(g.placed) && g.Cell(row, col) == ""; col++ {
		width += g.placed[col]
	}
	return width
}
