package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// gridBody is what scrolls in a Grid: it is as tall as all rows, and draws the
// ones in view with a pool of texts.
type gridBody struct {
	widget.BaseWidget
	g *Grid
}

func newGridBody(g *Grid) *gridBody {
	b := &gridBody{g: g}
	b.ExtendBaseWidget(b)
	return b
}

// MouseDown makes the row under the mouse the current one; with Ctrl it ticks it,
// with Shift it ticks the range.
func (b *gridBody) MouseDown(e *desktop.MouseEvent) {
	focusOn(b.g)
	row := int(e.Position.Y / b.g.rowHeight())
	if row < 0 || row >= b.g.Rows() {
		return
	}
	inTicks := b.g.Ticks && e.Position.X < b.g.tickWidth()
	switch {
	case b.g.Ticks && e.Modifier&fyne.KeyModifierShift != 0:
		b.g.tickRange(row)
	case inTicks || (b.g.Ticks && e.Modifier&fyne.KeyModifierShortcutDefault != 0):
		b.g.moveTo(row)
		b.g.tick(row)
	default:
		b.g.anchor = row
		b.g.moveTo(row)
	}
}

// MouseUp does nothing; the row was chosen when the button went down.
func (b *gridBody) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped opens the row.
func (b *gridBody) DoubleTapped(e *fyne.PointEvent) {
	if row := int(e.Position.Y / b.g.rowHeight()); row >= 0 && row < b.g.Rows() {
		b.g.moveTo(row)
		b.g.open()
	}
}

// CreateRenderer draws the rows in view.
func (b *gridBody) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{b: b} }

// rowPicture is the pooled drawing of one row.
type rowPicture struct {
	ground, line, bar *canvas.Rectangle
	tick              *canvas.Text
	marks, cells      []*canvas.Text
}

type bodyRenderer struct {
	b     *gridBody
	pool  []*rowPicture
	shown []fyne.CanvasObject
}

func (r *bodyRenderer) Layout(fyne.Size) { r.draw() }

func (r *bodyRenderer) MinSize() fyne.Size {
	g := r.b.g
	return fyne.NewSize(g.total(), float32(g.Rows())*g.rowHeight())
}

func (r *bodyRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.b)
}

// draw puts words into as many rows as are in view.
func (r *bodyRenderer) draw() {
	g := r.b.g
	height := g.rowHeight()
	first := max(0, int(g.scroll.Offset.Y/height))
	last := min(g.Rows()-1, int((g.scroll.Offset.Y+g.scroll.Size().Height)/height))
	r.shown = r.shown[:0]
	if len(g.placed) != len(g.Columns) {
		return
	}
	for row := first; row <= last; row++ {
		if row-first == len(r.pool) {
			r.pool = append(r.pool, newRowPicture())
		}
		r.shown = r.pool[row-first].draw(g, row, height, r.shown)
	}
}

func newRowPicture() *rowPicture {
	return &rowPicture{
		ground: newBox(), line: newBox(), bar: newBox(),
		tick: canvas.NewText("", nil),
	}
}

// draw lays one row out and adds what is visible of it to shown.
func (p *rowPicture) draw(g *Grid, row int, height float32, shown []fyne.CanvasObject) []fyne.CanvasObject {
	y, width := float32(row)*height, max(g.total(), g.scroll.Size().Width)
	at := func(o fyne.CanvasObject, x, w float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, height))
		shown = append(shown, o)
	}
	isCurrent := row == g.current
	if isCurrent || g.ticked[row] {
		ground := theme.ColourMarked
		if isCurrent {
			ground = theme.ColourChosen
		}
		p.ground.FillColor = theme.Colour(ground)
		at(p.ground, 0, width)
	}
	p.line.FillColor = lineColour()
	p.line.Move(fyne.NewPos(0, y+height-1))
	p.line.Resize(fyne.NewSize(width, 1))
	shown = append(shown, p.line)
	if isCurrent {
		p.bar.FillColor = theme.Colour(theme.ColourAccent)
		at(p.bar, 0, 3)
	}
	if g.ticked[row] {
		TextStyle{Size: theme.SizeSmall, Bold: true, Colour: theme.ColourAccent, Align: fyne.TextAlignCenter}.dress(p.tick, "✓")
		at(p.tick, 3, g.tickWidth()-3)
	}
	x := g.tickWidth()
	for col := range g.Columns {
		if col == len(p.cells) {
			p.cells = append(p.cells, canvas.NewText("", nil))
			p.marks = append(p.marks, canvas.NewText("", nil))
		}
		shown = p.cell(g, row, col, x, y, height, shown)
		x += g.placed[col]
	}
	return shown
}

// cell lays one cell out: the shape of its state if it has one, then its words.
func (p *rowPicture) cell(g *Grid, row, col int, x, y, height float32, shown []fyne.CanvasObject) []fyne.CanvasObject {
	column, how := g.Columns[col], g.cellStyle(row, col)
	style := gridText
	if column.Strong {
		style = gridStrong
	}
	if how.Quiet {
		style.Colour = theme.ColourQuiet
	}
	if column.Number {
		style.Align = fyne.TextAlignTrailing
	}
	left, room := x+cellPad(), g.placed[col]-2*cellPad()
	if how.State != NoState {
		style.Colour = how.State.Colour()
		mark := p.marks[col]
		how.State.mark(gridText).dress(mark, how.State.Shape())
		mark.Move(fyne.NewPos(left, y))
		mark.Resize(fyne.NewSize(theme.Steps(4), height))
		shown = append(shown, mark)
		left += theme.Steps(4)
		room -= theme.Steps(4)
	}
	text := p.cells[col]
	style.dress(text, cutTo(g.Cell(row, col), style, room))
	text.Move(fyne.NewPos(left, y))
	text.Resize(fyne.NewSize(room, height))
	return append(shown, text)
}

func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *bodyRenderer) Destroy()                     {}
