package levels

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// CreateRenderer draws the levels and their statements.
func (s *statements) CreateRenderer() fyne.WidgetRenderer {
	r := &statementsRenderer{s, newBox()}
	r.Refresh()
	return r
}

type statementsRenderer struct {
	s    *statements
	ring *canvas.Rectangle
}

// Measures of a line, in steps: the side of the box, and the room that the box, the
// words "last time" and the margins take beside a statement.
const (
	boxSide  = 4
	besideIt = 34
)

// lay works out where everything stands at a width, hands it to put, and returns the
// height used.
func (r *statementsRenderer) lay(width float32, put func(thing fyne.CanvasObject, x, y, width, height float32)) float32 {
	pad, y := theme.Steps(parts.Between), float32(0)
	tight, box := theme.Steps(parts.Tight), theme.Steps(boxSide)
	left := 2 * pad
	at := 0
	for i, h := range r.s.heads {
		top := y
		y += pad
		name, mark := max(theme.LeastTarget, h.name.MinSize().Height), h.mark.MinSize().Width
		put(h.name, left, y, max(0, width-left-mark-2*pad), name)
		put(h.mark, width-mark-pad, y, mark, name)
		y += name
		for ; at < len(r.s.rows) && r.s.rows[at].level == i; at++ {
			y = r.layRow(r.s.rows[at], left, y, width, box, tight, put)
		}
		y += tight
		put(h.bar, 0, top, 3, y-top)
		put(h.line, 0, y-1, width, 1)
	}
	return y
}

func (r *statementsRenderer) layRow(w *row, left, y, width, box, tight float32, put func(thing fyne.CanvasObject, x, y, width, height float32)) float32 {
	pad := theme.Steps(parts.Between)
	words := w.words.MinSize().Height
	high := max(theme.LeastTarget, max(words, box)+2*tight)
	put(w.ground, 4, y, width-4, high)
	line := theme.Size(theme.SizeText) * 1.35
	put(w.box, left, y+tight+(line-box)/2, box, box)
	sign := w.sign.MinSize()
	put(w.sign, left+(box-sign.Width)/2, y+tight+(line-sign.Height)/2, sign.Width, sign.Height)
	put(w.words, left+box+pad, y+tight, r.room(width), words)
	last := w.last.MinSize()
	put(w.last, width-last.Width-pad, y+tight+(line-last.Height)/2, last.Width, last.Height)
	return y + high
}

// room is the width of a statement's words in a width.
func (r *statementsRenderer) room(width float32) float32 {
	return max(theme.Steps(20), width-theme.Steps(besideIt))
}

func place(thing fyne.CanvasObject, x, y, width, height float32) {
	thing.Move(fyne.NewPos(x, y))
	thing.Resize(fyne.NewSize(width, height))
}

func (r *statementsRenderer) Layout(size fyne.Size) {
	for _, w := range r.s.rows { // running text needs its width to know its height
		w.words.Resize(fyne.NewSize(r.room(size.Width), w.words.Size().Height))
	}
	r.lay(size.Width, place)
	place(r.ring, 1, 1, size.Width-2, size.Height-2)
}

func (r *statementsRenderer) MinSize() fyne.Size {
	width := r.s.Size().Width
	if width == 0 {
		width = theme.Steps(120)
	}
	for _, w := range r.s.rows {
		if w.words.Size().Width != r.room(width) {
			w.words.Resize(fyne.NewSize(r.room(width), w.words.Size().Height))
		}
	}
	return fyne.NewSize(theme.Steps(60), r.lay(width, func(fyne.CanvasObject, float32, float32, float32, float32) {}))
}

func (r *statementsRenderer) Refresh() {
	m := r.s.m
	for i, l := range m.pack.Levels {
		h := r.s.heads[i]
		h.bar.FillColor, h.line.FillColor = theme.Colour(theme.ColourAccent), theme.Colour(theme.ColourLine)
		words, rated := r.s.markOf(l)
		style := parts.Quiet
		if rated {
			style = parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: theme.ColourAccent}
		}
		h.bar.Hidden = !rated
		h.mark.SetStyle(style)
		h.mark.SetText(words)
		h.name.Refresh()
	}
	for i, w := range r.s.rows {
		r.dress(w, r.s.focused && i == r.s.at)
	}
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), 4
	r.ring.Hidden = !r.s.focused
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

// dress colours a line: a box with ✓ where it is ticked, a grey ✓ where it was last
// time, and no box where there is nothing to tick.
func (r *statementsRenderer) dress(w *row, current bool) {
	m := r.s.m
	ticked, last := slices.Contains(m.ticks, w.statement.ID), slices.Contains(m.last.ticks, w.statement.ID)
	ground := theme.ColourPaper
	if current {
		ground = theme.ColourChosen
	}
	w.ground.FillColor = theme.Colour(ground)
	w.box.Hidden, w.sign.Hidden, w.last.Hidden = w.statement.ID == "", !ticked && !last, !last
	w.box.StrokeWidth, w.box.CornerRadius = 1, 3
	w.box.StrokeColor, w.box.FillColor = theme.Colour(theme.ColourQuiet), theme.Colour(theme.ColourPaper)
	sign := parts.Quiet
	if ticked {
		w.box.StrokeColor, w.box.FillColor = theme.Colour(theme.ColourAccent), theme.Colour(theme.ColourAccent)
		sign = parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: theme.ColourOnAccent}
	}
	w.sign.SetStyle(sign)
	w.sign.Refresh()
	w.last.Refresh()
	w.words.Refresh()
}

func (r *statementsRenderer) Objects() []fyne.CanvasObject {
	var things []fyne.CanvasObject
	for _, w := range r.s.rows {
		things = append(things, w.ground, w.box, w.sign, w.words, w.last)
	}
	for _, h := range r.s.heads {
		things = append(things, h.line, h.bar, h.name, h.mark)
	}
	return append(things, r.ring)
}

func (r *statementsRenderer) Destroy() {}
