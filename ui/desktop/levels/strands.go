package levels

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// strandList shows the strands by area, each with its rating as a short ladder, or
// with last time's in grey. Arrows move, the digits rate, Right goes to the statements.
type strandList struct {
	widget.BaseWidget
	m     *model
	moved func() // another strand is the one being rated
	into  func() // Right or Enter
	key   func(*fyne.KeyEvent)
	rune  func(rune)

	focused bool
	scroll  *container.Scroll
	body    *strandBody
}

func newStrandList(m *model) *strandList {
	l := &strandList{m: m}
	l.body = &strandBody{list: l}
	l.body.ExtendBaseWidget(l.body)
	l.scroll = container.NewVScroll(l.body)
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves among the strands; what it does not use goes to the page.
func (l *strandList) TypedKey(key *fyne.KeyEvent) {
	by := 0
	switch key.Name {
	case fyne.KeyDown:
		by = 1
	case fyne.KeyUp:
		by = -1
	case fyne.KeyHome, fyne.KeyPageUp:
		by = -len(l.m.strands)
	case fyne.KeyEnd, fyne.KeyPageDown:
		by = len(l.m.strands)
	case fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter:
		l.into()
		return
	default:
		l.key(key)
		return
	}
	l.m.move(by)
	l.moved()
}

// TypedRune hands a character to the page.
func (l *strandList) TypedRune(r rune) { l.rune(r) }

// FocusGained shows the ring.
func (l *strandList) FocusGained() { l.focused = true; l.Refresh() }

// FocusLost hides the ring.
func (l *strandList) FocusLost() { l.focused = false; l.Refresh() }

// AccessibilityLabel is what a screen reader says: the strand being rated.
func (l *strandList) AccessibilityLabel() string {
	s := l.m.strand()
	return s.Area + ", " + s.Name + ", " + l.m.standing(s.ID)
}

// AccessibilityRole tells a screen reader that this holds things.
func (l *strandList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// show draws the list again and keeps the strand being rated in view.
func (l *strandList) show() {
	l.Refresh()
	row := float32(l.body.place(l.m.at)) * l.body.row()
	offset := l.scroll.Offset
	if row-l.body.row() < offset.Y {
		offset.Y = max(0, row-l.body.row()) // with the area's name where it is the line above
	} else if foot := row + l.body.row(); foot > offset.Y+l.scroll.Size().Height {
		offset.Y = foot - l.scroll.Size().Height
	}
	if offset != l.scroll.Offset {
		l.scroll.ScrollToOffset(offset)
	}
}

// CreateRenderer draws the lines with the ring.
func (l *strandList) CreateRenderer() fyne.WidgetRenderer {
	return &ringed{thing: l.scroll, ring: newRing(), focused: func() bool { return l.focused }}
}

// strandBody is what scrolls: a line for each area and for each strand shown.
type strandBody struct {
	widget.BaseWidget
	list *strandList
}

func (b *strandBody) row() float32 { return theme.Size(theme.SizeRow) }

// line is one line of the list: an area's name (place -1) or a strand.
type line struct {
	place int
	area  string
}

func (b *strandBody) lines() []line {
	var lines []line
	area := ""
	for _, place := range b.list.m.shown {
		if s := b.list.m.strands[place]; s.Area != area {
			area = s.Area
			lines = append(lines, line{-1, area})
		}
		lines = append(lines, line{place, ""})
	}
	return lines
}

// place is the line that a strand stands in.
func (b *strandBody) place(strand int) int {
	return max(0, slices.IndexFunc(b.lines(), func(l line) bool { return l.place == strand }))
}

// Tapped makes the strand under the mouse the one being rated.
func (b *strandBody) Tapped(e *fyne.PointEvent) {
	lines := b.lines()
	if i := int(e.Position.Y / b.row()); i >= 0 && i < len(lines) && lines[i].place >= 0 {
		b.list.m.at = lines[i].place
		b.list.moved()
	}
	fyne.CurrentApp().Driver().CanvasForObject(b.list).Focus(b.list)
}

// CreateRenderer draws the lines.
func (b *strandBody) CreateRenderer() fyne.WidgetRenderer {
	r := &strandRenderer{b: b, ground: newRing(), bar: newRing()}
	for _, s := range b.list.m.strands {
		r.names = append(r.names, parts.NewCutText(s.Name, parts.Small))
		r.ladders = append(r.ladders, parts.NewSteps(b.list.m.top(), 0, ""))
		r.words = append(r.words, parts.NewText("", parts.Small))
	}
	r.Refresh()
	return r
}

type strandRenderer struct {
	b           *strandBody
	ground, bar *canvas.Rectangle
	names       []*parts.Text // by strand
	ladders     []*parts.Steps
	words       []*parts.Text
	areas       []*parts.Text // pooled, by turn
	shown       []fyne.CanvasObject
}

func (r *strandRenderer) Layout(size fyne.Size) {
	row, pad := r.b.row(), theme.Steps(parts.Between)
	ladder := r.ladders[0].MinSize().Width
	words := parts.NewText("was L5", parts.Quiet).MinSize().Width
	r.shown = []fyne.CanvasObject{r.ground, r.bar}
	put := func(thing fyne.CanvasObject, x, y, width float32) {
		thing.Move(fyne.NewPos(x, y))
		thing.Resize(fyne.NewSize(width, row))
		r.shown = append(r.shown, thing)
	}
	area := 0
	for i, l := range r.b.lines() {
		y := float32(i) * row
		if l.place < 0 {
			if area == len(r.areas) {
				r.areas = append(r.areas, parts.NewCutText("", parts.SmallStrong))
			}
			r.areas[area].SetText(l.area)
			put(r.areas[area], pad, y, size.Width-2*pad)
			area++
			continue
		}
		if l.place == r.b.list.m.at {
			for _, box := range []*canvas.Rectangle{r.ground, r.bar} {
				box.Move(fyne.NewPos(0, y))
				box.Resize(fyne.NewSize(size.Width, row))
			}
			r.bar.Resize(fyne.NewSize(3, row))
		}
		right := size.Width - pad - words
		put(r.words[l.place], right, y, words)
		if beside := right - ladder - theme.Steps(parts.Tight); beside >= theme.Steps(40) { // else the words alone say it
			right = beside
			put(r.ladders[l.place], right, y, ladder)
		}
		put(r.names[l.place], 2*pad, y, right-3*pad)
	}
}

func (r *strandRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Steps(50), float32(len(r.b.lines()))*r.b.row())
}

func (r *strandRenderer) Refresh() {
	m := r.b.list.m
	r.ground.FillColor, r.bar.FillColor = theme.Colour(theme.ColourChosen), theme.Colour(theme.ColourAccent)
	r.ground.Hidden, r.bar.Hidden = len(m.shown) == 0, len(m.shown) == 0
	for i, s := range m.strands {
		level := m.ratings[s.ID]
		words, style := level, parts.SmallStrong
		if level == "" {
			style = parts.Quiet
			if was := m.before(s.ID); was != "" {
				words = "was " + was
			}
		}
		r.words[i].SetStyle(style)
		r.words[i].SetText(words)
		r.ladders[i].Set(m.rank(level), "")
		r.names[i].Refresh()
	}
	for _, area := range r.areas {
		area.Refresh()
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *strandRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *strandRenderer) Destroy()                     {}
