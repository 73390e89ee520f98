package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
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

// MouseDown makes the cell under the mouse the current one; with Ctrl it ticks the
// row, with Shift it ticks the range.
func (b *gridBody) MouseDown(e *desktop.MouseEvent) {
	g := b.g
	focusOn(g)
	row := int(e.Position.Y / g.rowHeight())
	if row < 0 || row >= g.Rows() {
		return
	}
	x := e.Position.X - g.scroll.Offset.X
	if col := g.columnAt(x); col >= 0 && col != g.column {
		g.column = col
		g.foot.Refresh()
		if g.Cells && row == g.current && g.OnCurrent != nil {
			g.OnCurrent(row) // as Left and Right do
		}
	}
	inTicks := g.Ticks && x < g.tickWidth()
	switch {
	case g.Ticks && e.Modifier&fyne.KeyModifierShift != 0:
		g.tickRange(row)
	case inTicks || (g.Ticks && e.Modifier&fyne.KeyModifierShortcutDefault != 0):
		g.moveTo(row)
		g.tick(row)
	default:
		g.anchor = row
		g.moveTo(row)
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
func (b *gridBody) CreateRenderer() fyne.WidgetRenderer {
	return &bodyRenderer{b: b, edge: newBox(), cell: newRing()}
}

type bodyRenderer struct {
	b     *gridBody
	pool  []*rowPicture
	edge  *canvas.Rectangle // of what stands still, while something lies under it
	cell  *canvas.Rectangle // round the current cell
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

// draw puts words into as many rows and columns as are in view.
func (r *bodyRenderer) draw() {
	g := r.b.g
	height := g.rowHeight()
	first := max(0, int(g.scroll.Offset.Y/height))
	last := min(g.Rows()-1, int((g.scroll.Offset.Y+g.scroll.Size().Height)/height))
	r.shown = r.shown[:0]
	if len(g.placed) != len(g.Columns) {
		return
	}
	var view rowView
	view.moving, view.still, view.edge = g.spans()
	view.x, view.height = g.scroll.Offset.X, height
	view.width = max(g.total()-view.x, g.scroll.Size().Width)
	for row := first; row <= last; row++ {
		if row-first == len(r.pool) {
			r.pool = append(r.pool, newRowPicture())
		}
		r.shown = r.pool[row-first].draw(g, row, view, r.shown)
	}
	if view.x > 0 && last >= first {
		r.edge.FillColor = lineColour()
		r.edge.Move(fyne.NewPos(view.x+view.edge-1, float32(first)*height))
		r.edge.Resize(fyne.NewSize(1, float32(last-first+1)*height))
		r.shown = append(r.shown, r.edge)
	}
	r.ringCell(view)
}

// ringCell draws a ring round the current cell while the rows have the keyboard.
func (r *bodyRenderer) ringCell(view rowView) {
	g := r.b.g
	dressRing(r.cell)
	r.cell.Hidden = !g.Cells || !g.focused || g.heading >= 0 || g.Current() < 0 || g.headsGroup(g.current) // its words run on over cells
	for _, s := range append(view.still, view.moving...) {
		if s.col == g.column && !r.cell.Hidden {
			left := s.left
			if s.col >= g.stillColumns() {
				left = max(left, view.edge)
			}
			r.cell.Move(fyne.NewPos(view.x+left+1, float32(g.current)*view.height+1))
			r.cell.Resize(fyne.NewSize(s.left+s.width-left-2, view.height-3))
			r.shown = append(r.shown, r.cell)
		}
	}
}

func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *bodyRenderer) Destroy()                     {}
