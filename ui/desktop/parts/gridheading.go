package parts

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"needsbook/ui/desktop/theme"
)

// headPicture is the drawing of one heading: its words, its place among the columns
// sorted by, and the three bars of its filter.
type headPicture struct {
	title, arrow *canvas.Text
	bars         [3]*canvas.Rectangle
	under        *canvas.Rectangle
}

func newHeadPicture() *headPicture {
	return &headPicture{canvas.NewText("", nil), canvas.NewText("", nil), [3]*canvas.Rectangle{newBox(), newBox(), newBox()}, newBox()}
}

type headsRenderer struct {
	h             *gridHeads
	ground, still *canvas.Rectangle
	ring, drop    *canvas.Rectangle
	heads         []*headPicture
	shown         []fyne.CanvasObject
}

func newHeadsRenderer(h *gridHeads) *headsRenderer {
	return &headsRenderer{h: h, ground: newBox(), still: newBox(), ring: newRing(), drop: newBox()}
}

func (r *headsRenderer) MinSize() fyne.Size { return fyne.NewSize(0, r.h.g.rowHeight()) }

func (r *headsRenderer) Layout(size fyne.Size) {
	g := r.h.g
	r.shown = r.shown[:0]
	r.sheet(r.ground, size)
	if len(g.placed) != len(g.Columns) {
		return
	}
	for len(r.heads) < len(g.Columns) {
		r.heads = append(r.heads, newHeadPicture())
	}
	moving, still, edge := g.spans()
	for _, s := range moving {
		r.head(s, size.Height)
	}
	r.sheet(r.still, fyne.NewSize(edge, size.Height))
	for _, s := range still {
		r.head(s, size.Height)
	}
	r.showDrop(size.Height)
	dressRing(r.ring)
	r.ring.Hidden = g.heading < 0 || !g.focused
	if g.heading >= 0 && g.heading < len(g.placed) {
		r.ring.Move(fyne.NewPos(g.leftOf(g.heading)+2, 3))
		r.ring.Resize(fyne.NewSize(g.placed[g.heading]-4, size.Height-6))
	}
	r.shown = append(r.shown, r.ring)
}

func (r *headsRenderer) sheet(box *canvas.Rectangle, size fyne.Size) {
	box.FillColor = theme.Colour(theme.ColourPaper)
	box.Resize(size)
	r.shown = append(r.shown, box)
}

// showDrop draws the line where a dragged heading would go.
func (r *headsRenderer) showDrop(height float32) {
	g, d := r.h.g, r.h.drag
	if d.col < 0 || d.sizes || d.by == 0 {
		return
	}
	to := r.h.drop(d)
	x := g.leftOf(to)
	if to > d.col {
		x += g.placed[to]
	}
	r.drop.FillColor = theme.Colour(theme.ColourAccent)
	r.drop.Move(fyne.NewPos(x-1, 0))
	r.drop.Resize(fyne.NewSize(3, height))
	r.shown = append(r.shown, r.drop)
}

// sortSign is where a column stands among those sorted by, and which way: "▲", or
// "2▼" where there are several; "" for none.
func (g *Grid) sortSign(col int) string {
	at := slices.IndexFunc(g.sorts, func(s GridSort) bool { return s.Col == col })
	if at < 0 {
		return ""
	}
	sign := "▲"
	if g.sorts[at].Descending {
		sign = "▼"
	}
	if len(g.sorts) > 1 {
		sign = strconv.Itoa(at+1) + sign
	}
	return sign
}

// head lays one heading out.
func (r *headsRenderer) head(s span, height float32) {
	g, picture := r.h.g, r.heads[s.col]
	column := g.Columns[s.col]
	style := TextStyle{Size: theme.SizeSmall, Colour: theme.ColourQuiet}
	left, room := s.left+cellPad(), s.width-2*cellPad()
	put := func(thing fyne.CanvasObject, x, y, width, height float32) {
		thing.Move(fyne.NewPos(x, y))
		thing.Resize(fyne.NewSize(width, height))
		r.shown = append(r.shown, thing)
	}
	if column.Filtered {
		style.Colour, style.Bold = theme.ColourInk, true
		picture.under.FillColor = theme.Colour(theme.ColourAccent)
		put(picture.under, s.left+cellPad(), height-3, s.width-2*cellPad(), 3)
	}
	sign, signWidth := g.sortSign(s.col), float32(0)
	if sign != "" {
		style.Colour, style.Bold = theme.ColourInk, true
		signWidth = theme.Steps(2)*float32(len([]rune(sign))) + theme.Steps(Tight)
	}
	offered := g.filters(s.col) && (r.h.over == s.col || (g.focused && g.heading == s.col))
	fits := room-signWidth-theme.Steps(4) >= style.measure(column.Title).Width
	if offered || (column.Filtered && fits) { // without room the line under it says that it filters
		r.bars(picture, column.Filtered, left+room, height)
		room -= theme.Steps(4)
	}
	if sign != "" {
		arrow := style
		arrow.dress(picture.arrow, sign)
		picture.arrow.TextSize *= 0.75
		room -= signWidth
		at := left + min(room, style.measure(column.Title).Width) + theme.Steps(Tight)
		if column.Number {
			at = left
			left += signWidth
		}
		put(picture.arrow, at, 0, signWidth, height)
	}
	if column.Number {
		style.Align = fyne.TextAlignTrailing
	}
	style.dress(picture.title, cutTo(column.Title, style, room))
	put(picture.title, left, 0, room, height)
}

// bars draws the three bars of a filter before the right edge of a heading.
func (r *headsRenderer) bars(picture *headPicture, filtered bool, right, height float32) {
	colour := theme.ColourQuiet
	if filtered {
		colour = theme.ColourAccent
	}
	side := theme.Steps(3)
	for i, bar := range picture.bars {
		width := side * float32(3-i) / 3
		bar.FillColor = theme.Colour(colour)
		putThere(bar, right-side+(side-width)/2, height/2+float32(i-1)*theme.Steps(1)-1, width, 2)
		r.shown = append(r.shown, bar)
	}
}

func (r *headsRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}

func (r *headsRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *headsRenderer) Destroy()                     {}
