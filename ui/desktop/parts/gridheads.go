package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// gridHeads is the row of headings; it moves sideways with the rows under it.
type gridHeads struct {
	widget.BaseWidget
	g *Grid
}

func newGridHeads(g *Grid) *gridHeads {
	h := &gridHeads{g: g}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped sorts by the heading under the mouse.
func (h *gridHeads) Tapped(e *fyne.PointEvent) {
	focusOn(h.g)
	x := h.g.tickWidth() - h.g.scroll.Offset.X
	for col, width := range h.g.placed {
		if e.Position.X >= x && e.Position.X < x+width {
			h.g.sortBy(col)
			return
		}
		x += width
	}
}

// CreateRenderer draws the headings.
func (h *gridHeads) CreateRenderer() fyne.WidgetRenderer {
	return &headsRenderer{h: h, ground: newBox(), ring: newRing()}
}

type headsRenderer struct {
	h            *gridHeads
	ground, ring *canvas.Rectangle
	titles       []*canvas.Text
	arrows       []*canvas.Text
	shown        []fyne.CanvasObject
}

func (r *headsRenderer) MinSize() fyne.Size { return fyne.NewSize(0, r.h.g.rowHeight()) }

func (r *headsRenderer) Layout(size fyne.Size) {
	g := r.h.g
	r.ground.FillColor = theme.Colour(theme.ColourPaper)
	r.ground.Resize(size)
	r.shown = append(r.shown[:0], r.ground)
	if len(g.placed) != len(g.Columns) {
		return
	}
	x := g.tickWidth() - g.scroll.Offset.X
	for col, column := range g.Columns {
		if col == len(r.titles) {
			r.titles = append(r.titles, canvas.NewText("", nil))
			r.arrows = append(r.arrows, canvas.NewText("", nil))
		}
		r.title(col, column, x, size.Height)
		x += g.placed[col]
	}
	dressRing(r.ring)
	r.ring.Hidden = g.heading < 0 || !g.focused
	if g.heading >= 0 && g.heading < len(g.placed) {
		x := g.tickWidth() - g.scroll.Offset.X
		for _, w := range g.placed[:g.heading] {
			x += w
		}
		r.ring.Move(fyne.NewPos(x+2, 3))
		r.ring.Resize(fyne.NewSize(g.placed[g.heading]-4, size.Height-6))
	}
	r.shown = append(r.shown, r.ring)
}

// title lays one heading out with its arrow when the rows are sorted by it.
func (r *headsRenderer) title(col int, column GridColumn, x, height float32) {
	g := r.h.g
	style := TextStyle{Size: theme.SizeSmall, Colour: theme.ColourQuiet}
	left, room := x+cellPad(), g.placed[col]-2*cellPad()
	if g.sorted == col {
		style.Colour, style.Bold = theme.ColourInk, true
		arrow := style
		direction := "▲"
		if g.descending {
			direction = "▼"
		}
		width := theme.Steps(4)
		ax := left + min(room-width, style.measure(column.Title).Width+theme.Steps(Tight))
		if column.Number {
			ax = left
			left += width
		}
		room -= width
		arrow.Size = theme.SizeSmall
		arrow.dress(r.arrows[col], direction)
		r.arrows[col].TextSize *= 0.7
		r.arrows[col].Move(fyne.NewPos(ax, 0))
		r.arrows[col].Resize(fyne.NewSize(width, height))
		r.shown = append(r.shown, r.arrows[col])
	}
	if column.Number {
		style.Align = fyne.TextAlignTrailing
	}
	style.dress(r.titles[col], cutTo(column.Title, style, room))
	r.titles[col].Move(fyne.NewPos(left, 0))
	r.titles[col].Resize(fyne.NewSize(room, height))
	r.shown = append(r.shown, r.titles[col])
}

func (r *headsRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

func (r *headsRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *headsRenderer) Destroy()                     {}
