package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// gridFoot is the row of totals: it stands still at the foot and moves sideways
// with the rows over it. The total of the current column is whole, over its
// neighbours where it needs their room; a total takes no part in how wide a column is.
type gridFoot struct {
	widget.BaseWidget
	g *Grid
}

func newGridFoot(g *Grid) *gridFoot {
	f := &gridFoot{g: g}
	f.ExtendBaseWidget(f)
	return f
}

// footHeight is the height of the row of totals, 0 where there is none.
func (g *Grid) footHeight() float32 {
	if g.Totals == nil {
		return 0
	}
	return g.rowHeight()
}

// CreateRenderer draws the totals in view.
func (f *gridFoot) CreateRenderer() fyne.WidgetRenderer {
	return &footRenderer{f: f, ground: newBox(), still: newBox(), over: newBox(), whole: canvas.NewText("", nil)}
}

type footRenderer struct {
	f             *gridFoot
	ground, still *canvas.Rectangle
	texts         []*canvas.Text
	over          *canvas.Rectangle // under the total of the current column
	whole         *canvas.Text
	shown         []fyne.CanvasObject
}

func (r *footRenderer) MinSize() fyne.Size { return fyne.NewSize(0, r.f.g.footHeight()) }

func (r *footRenderer) Layout(size fyne.Size) {
	g := r.f.g
	r.shown = r.shown[:0]
	if g.Totals == nil || len(g.placed) != len(g.Columns) {
		return
	}
	for len(r.texts) < len(g.Columns) {
		r.texts = append(r.texts, canvas.NewText("", nil))
	}
	moving, still, edge := g.spans()
	r.sheet(r.ground, size.Width, size.Height)
	r.totals(moving, size.Height)
	r.sheet(r.still, edge, size.Height)
	r.totals(still, size.Height)
	r.current(size)
}

// current shows the total of the current column whole.
func (r *footRenderer) current(size fyne.Size) {
	g := r.f.g
	col := g.CurrentColumn()
	if !g.Cells || len(g.Columns) == 0 {
		return
	}
	words, left := g.Totals(col), g.leftOf(col)
	width := gridStrong.measure(words).Width + 2*cellPad() + 1
	if words == "" || width <= g.placed[col] {
		return
	}
	left = max(0, min(left, size.Width-width))
	r.over.FillColor = theme.Colour(theme.ColourChosen)
	putThere(r.over, left, 1, width, size.Height-1)
	gridStrong.dress(r.whole, words)
	putThere(r.whole, left+cellPad(), 0, width-2*cellPad(), size.Height)
	r.shown = append(r.shown, r.over, r.whole)
}

func (r *footRenderer) sheet(box *canvas.Rectangle, width, height float32) {
	box.FillColor = theme.Colour(theme.ColourDesk)
	box.Resize(fyne.NewSize(width, height))
	r.shown = append(r.shown, box)
}

func (r *footRenderer) totals(spans []span, height float32) {
	g := r.f.g
	for _, s := range spans {
		style := gridStrong
		if g.Columns[s.col].Number {
			style.Align = fyne.TextAlignTrailing
		}
		text, room := r.texts[s.col], s.width-2*cellPad()
		style.dress(text, cutTo(g.Totals(s.col), style, room))
		text.Move(fyne.NewPos(s.left+cellPad(), 0))
		text.Resize(fyne.NewSize(room, height))
		r.shown = append(r.shown, text)
	}
}

func (r *footRenderer) Refresh() {
	r.Layout(r.f.Size())
	canvas.Refresh(r.f)
}

func (r *footRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *footRenderer) Destroy()                     {}
