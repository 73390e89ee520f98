package outline

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// CreateRenderer draws the lines with the ring.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	return &listRenderer{l, canvas.NewRectangle(color.Transparent)}
}

type listRenderer struct {
	l    *List
	ring *canvas.Rectangle
}

func (r *listRenderer) Layout(size fyne.Size) {
	first := r.l.scroll.Size().Height == 0
	r.l.scroll.Resize(size)
	if first { // it was told its current row before it had a size
		r.l.reveal()
	}
	r.ring.Move(fyne.NewPos(1, 1))
	r.ring.Resize(size.SubtractWidthHeight(2, 2))
}

func (r *listRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Steps(50), 3*height()) }

func (r *listRenderer) Refresh() {
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), 4
	r.ring.Hidden = !r.l.focused
	r.l.scroll.Refresh()
	r.l.body.Refresh()
	r.ring.Refresh()
}

func (r *listRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.l.scroll, r.ring}
}

func (r *listRenderer) Destroy() {}

// body is what scrolls: a line for each group and each row.
type body struct {
	widget.BaseWidget
	list *List
}

// lines gives the row of each line; -1 for the name of the group of the line below.
func (b *body) lines() []int {
	var lines []int
	group := ""
	for i, row := range b.list.rows {
		if row.Group != group {
			group = row.Group
			lines = append(lines, -1)
		}
		lines = append(lines, i)
	}
	return lines
}

// lineOf is the line that a row stands in.
func (b *body) lineOf(row int) int {
	for line, at := range b.lines() {
		if at == row {
			return line
		}
	}
	return 0
}

// Tapped chooses the row under the mouse.
func (b *body) Tapped(e *fyne.PointEvent) {
	fyne.CurrentApp().Driver().CanvasForObject(b.list).Focus(b.list)
	lines := b.lines()
	if i := int(e.Position.Y / height()); i >= 0 && i < len(lines) && lines[i] >= 0 {
		b.list.goTo(lines[i])
	}
}

// CreateRenderer draws the lines.
func (b *body) CreateRenderer() fyne.WidgetRenderer {
	r := &bodyRenderer{b: b, ground: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent)}
	r.Refresh()
	return r
}

// picture is the drawing of one row; pictures are used again for other rows.
type picture struct {
	mark, title, note *parts.Text
	ladder            *parts.Steps
}

type bodyRenderer struct {
	b           *body
	ground, bar *canvas.Rectangle
	pictures    []picture
	groups      []*parts.Text
	shown       []fyne.CanvasObject
}

// dress puts the words of the rows into the pictures.
func (r *bodyRenderer) dress() {
	group := 0
	for line, at := range r.b.lines() {
		if at < 0 {
			if group == len(r.groups) {
				r.groups = append(r.groups, parts.NewCutText("", parts.SmallStrong))
			}
			r.groups[group].SetText(r.b.list.rows[r.b.lines()[line+1]].Group)
			r.groups[group].Refresh()
			group++
			continue
		}
		row := r.b.list.rows[at]
		if at == len(r.pictures) {
			r.pictures = append(r.pictures, picture{mark: parts.NewText("", parts.Small), title: parts.NewCutText("", parts.Small),
				note: parts.NewText("", parts.Small), ladder: parts.NewSteps(row.Rungs, 0, "")})
		}
		p := r.pictures[at]
		p.mark.SetStyle(parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: row.State.Colour()})
		p.mark.SetText(row.State.Shape())
		p.title.SetText(row.Title)
		p.title.Refresh()
		p.note.SetStyle(row.NoteStyle)
		p.note.SetText(row.Note)
		p.ladder.Set(row.At, "")
	}
}

func (r *bodyRenderer) Layout(size fyne.Size) {
	tall, pad := height(), theme.Steps(parts.Between)
	notes, marks := float32(0), float32(0)
	for i, row := range r.b.list.rows {
		notes = max(notes, r.pictures[i].note.MinSize().Width)
		if row.State != parts.NoState {
			marks = theme.Steps(5)
		}
	}
	r.shown = []fyne.CanvasObject{r.ground, r.bar}
	put := func(thing fyne.CanvasObject, x, y, width float32) {
		thing.Move(fyne.NewPos(x, y))
		thing.Resize(fyne.NewSize(max(0, width), tall))
		r.shown = append(r.shown, thing)
	}
	group := 0
	for line, at := range r.b.lines() {
		y := float32(line) * tall
		if at < 0 {
			put(r.groups[group], pad, y, size.Width-2*pad)
			group++
			continue
		}
		if at == r.b.list.current {
			r.ground.Move(fyne.NewPos(0, y))
			r.ground.Resize(fyne.NewSize(size.Width, tall))
			r.bar.Move(fyne.NewPos(0, y))
			r.bar.Resize(fyne.NewSize(3, tall))
		}
		p, right := r.pictures[at], size.Width-pad-notes
		put(p.note, right, y, notes)
		if r.b.list.rows[at].Rungs > 0 {
			ladder := p.ladder.MinSize().Width
			if beside := right - ladder - theme.Steps(parts.Tight); beside >= theme.Steps(40) { // else the note alone says it
				right = beside
				put(p.ladder, right, y, ladder)
			}
		}
		left := 2*pad + marks
		put(p.mark, 2*pad, y, marks)
		put(p.title, left, y, right-left-pad)
	}
}

func (r *bodyRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Steps(50), float32(len(r.b.lines()))*height())
}

func (r *bodyRenderer) Refresh() {
	r.ground.FillColor, r.bar.FillColor = theme.Colour(theme.ColourChosen), theme.Colour(theme.ColourAccent)
	r.ground.Hidden, r.bar.Hidden = len(r.b.list.rows) == 0, len(r.b.list.rows) == 0
	r.dress()
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *bodyRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *bodyRenderer) Destroy()                     {}
