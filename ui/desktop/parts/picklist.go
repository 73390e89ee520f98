package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// pickRow is one line of a pickList: words, a quiet note after them, and a key at
// the right.
type pickRow struct {
	words, note, key string
	ticked           bool
}

// pickList is a short list under a field: the field keeps the keyboard and moves
// the list's current row. It shows so many rows and scrolls by itself.
type pickList struct {
	widget.BaseWidget
	rows    []pickRow
	current int
	most    int  // rows shown at once
	ticks   bool // there is room for ticks at the left
	keyed   bool // the keyboard is in the list itself, so that its row has the ring
	first   int  // the first row shown
	picked  func(row int)
}

func newPickList(most int, picked func(row int)) *pickList {
	l := &pickList{most: most, picked: picked}
	l.ExtendBaseWidget(l)
	return l
}

// set shows other rows and goes to one of them.
func (l *pickList) set(rows []pickRow, current int) {
	l.rows, l.first = rows, 0
	l.goTo(current)
}

// goTo makes a row the current one, within the rows.
func (l *pickList) goTo(row int) {
	l.current = max(0, min(row, len(l.rows)-1))
	l.first = max(min(l.first, l.current), l.current-l.most+1)
	l.Refresh()
}

// focus shows whether the keyboard is in the list.
func (l *pickList) focus(has bool) {
	l.keyed = has
	l.Refresh()
}

// key moves the current row; it reports whether the key was one of its own.
func (l *pickList) key(key *fyne.KeyEvent) bool {
	switch key.Name {
	case fyne.KeyDown:
		l.goTo(l.current + 1)
	case fyne.KeyUp:
		l.goTo(l.current - 1)
	case fyne.KeyPageDown:
		l.goTo(l.current + l.most)
	case fyne.KeyPageUp:
		l.goTo(l.current - l.most)
	default:
		return false
	}
	return true
}

// MouseDown makes the row under the mouse the current one.
func (l *pickList) MouseDown(e *desktop.MouseEvent) { l.goTo(l.at(e.Position)) }

// MouseUp does nothing.
func (l *pickList) MouseUp(*desktop.MouseEvent) {}

// Tapped picks the row under the mouse.
func (l *pickList) Tapped(e *fyne.PointEvent) {
	if row := l.at(e.Position); row < len(l.rows) {
		l.goTo(row)
		l.picked(row)
	}
}

// Scrolled moves through the list with the wheel.
func (l *pickList) Scrolled(e *fyne.ScrollEvent) {
	if e.Scrolled.DY < 0 {
		l.goTo(l.current + 1)
	} else {
		l.goTo(l.current - 1)
	}
}

func (l *pickList) at(p fyne.Position) int { return l.first + int(p.Y/theme.Size(theme.SizeRow)) }

// CreateRenderer draws the rows in view.
func (l *pickList) CreateRenderer() fyne.WidgetRenderer {
	return &pickRenderer{l: l, ground: newBox(), bar: newBox(), ring: newRing()}
}

type pickRenderer struct {
	l           *pickList
	ground, bar *canvas.Rectangle
	ring        *canvas.Rectangle
	texts       []*canvas.Text
	shown       []fyne.CanvasObject
}

func (r *pickRenderer) MinSize() fyne.Size {
	rows := max(1, min(len(r.l.rows), r.l.most))
	return fyne.NewSize(theme.Steps(40), float32(rows)*theme.Size(theme.SizeRow))
}

func (r *pickRenderer) Layout(size fyne.Size) {
	l, height := r.l, theme.Size(theme.SizeRow)
	r.shown = r.shown[:0]
	used := 0
	put := func(words string, style TextStyle, x, y, width float32) {
		if used == len(r.texts) {
			r.texts = append(r.texts, canvas.NewText("", nil))
		}
		t := r.texts[used]
		used++
		style.dress(t, cutTo(words, style, width))
		t.Move(fyne.NewPos(x, y))
		t.Resize(fyne.NewSize(width, height))
		r.shown = append(r.shown, t)
	}
	pad := theme.Steps(3)
	for i := l.first; i < min(l.first+l.most, len(l.rows)); i++ {
		y := float32(i-l.first) * height
		if i == l.current {
			r.ground.FillColor = theme.Colour(theme.ColourChosen)
			r.ground.Move(fyne.NewPos(0, y))
			r.ground.Resize(fyne.NewSize(size.Width, height))
			r.bar.FillColor = theme.Colour(theme.ColourAccent)
			r.bar.Move(fyne.NewPos(0, y))
			r.bar.Resize(fyne.NewSize(3, height))
			dressRing(r.ring)
			r.ring.Move(fyne.NewPos(1, y+1))
			r.ring.Resize(fyne.NewSize(size.Width-2, height-2))
			r.ring.Hidden = !l.keyed
			r.shown = append(r.shown, r.ground, r.bar, r.ring)
		}
		row, room, left := l.rows[i], size.Width-2*pad, pad
		if l.ticks {
			left += theme.Steps(5)
			room -= theme.Steps(5)
		}
		if row.ticked {
			put("✓", TextStyle{Bold: true, Colour: theme.ColourAccent}, pad, y, theme.Steps(5))
		}
		if row.key != "" {
			width := Quiet.measure(row.key).Width
			put(row.key, Quiet, size.Width-pad-width, y, width)
			room -= width + pad
		}
		width := min(room, Plain.measure(row.words).Width+1)
		put(row.words, Plain, left, y, width)
		if room -= width + pad; row.note != "" && room > pad {
			put(row.note, Quiet, left+width+pad, y, room)
		}
	}
}

func (r *pickRenderer) Refresh() {
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func (r *pickRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *pickRenderer) Destroy()                     {}
