package reports

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// hintLine is one suggestion as the list shows it.
type hintLine struct {
	title string // “use” for “utilise”
	why   string
	takes bool // there are other words to take; else one goes to the words and writes
}

// hintList is the list of suggestions. Up and Down move, Enter takes the current one, N,
// Delete and Backspace refuse it; every other key goes on to the page.
type hintList struct {
	widget.BaseWidget
	OnCurrent func(at int)
	OnTake    func(at int)
	OnRefuse  func(at int)
	OnKey     func(*fyne.KeyEvent)
	OnRune    func(rune)

	lines   []hintLine
	current int
	focused bool
	column  *fyne.Container
	rows    []fyne.CanvasObject // by the place of their line
}

func newHintList() *hintList {
	l := &hintList{column: parts.Column(0)}
	l.ExtendBaseWidget(l)
	return l
}

// set shows other suggestions; the place stays, within them.
func (l *hintList) set(lines []hintLine, current int) {
	l.lines = lines
	l.current = max(0, min(current, len(lines)-1))
	l.draw()
}

// draw makes the lines anew, the current one with its keys as links for the mouse.
func (l *hintList) draw() {
	l.column.Objects, l.rows = nil, nil
	for i, line := range l.lines {
		words := parts.Column(0, parts.NewProse(line.title, parts.Small), parts.NewProse(line.why, parts.Quiet))
		if i == l.current {
			take := "Take it"
			if !line.takes {
				take = "Go there"
			}
			words.Add(parts.Flow(parts.Between, parts.NewLink(take, func() { l.OnTake(i) }).WithKey("Enter"), parts.NewLink("Not here", func() { l.OnRefuse(i) }).WithKey("N")))
		}
		row := newHintRow(parts.Margins(parts.Between, parts.Tight, parts.Between, parts.Tight, words), i == l.current, func() { l.tapped(i) })
		l.rows = append(l.rows, row)
		l.column.Add(row)
	}
	l.Refresh()
}

// tapped goes to the line under the mouse, with the keyboard.
func (l *hintList) tapped(at int) {
	l.current = at
	if canvas := parts.CanvasOf(l); canvas != nil && !l.focused {
		canvas.Focus(l)
		return
	}
	l.goTo(at)
}

func (l *hintList) goTo(at int) {
	if len(l.lines) == 0 {
		return
	}
	l.current = max(0, min(at, len(l.lines)-1))
	l.draw()
	if l.OnCurrent != nil {
		l.OnCurrent(l.current)
	}
}

// TypedKey moves, takes and refuses.
func (l *hintList) TypedKey(key *fyne.KeyEvent) {
	if len(l.lines) == 0 {
		l.OnKey(key)
		return
	}
	switch key.Name {
	case fyne.KeyDown:
		l.goTo(l.current + 1)
	case fyne.KeyUp:
		l.goTo(l.current - 1)
	case fyne.KeyHome:
		l.goTo(0)
	case fyne.KeyEnd:
		l.goTo(len(l.lines) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.OnTake(l.current)
	case fyne.KeyDelete, fyne.KeyBackspace:
		l.OnRefuse(l.current)
	default:
		l.OnKey(key)
	}
}

// TypedRune refuses on N, and moves with J and K as well.
func (l *hintList) TypedRune(r rune) {
	if len(l.lines) == 0 {
		l.OnRune(r)
		return
	}
	switch r {
	case 'n', 'N':
		l.OnRefuse(l.current)
	case 'j', 'J':
		l.goTo(l.current + 1)
	case 'k', 'K':
		l.goTo(l.current - 1)
	default:
		l.OnRune(r)
	}
}

// FocusGained shows the ring, and the current suggestion in the words.
func (l *hintList) FocusGained() {
	l.focused = true
	l.goTo(l.current)
}

// FocusLost hides the ring.
func (l *hintList) FocusLost() { l.focused = false; l.Refresh() }

// AccessibilityLabel is what a screen reader says: the current suggestion.
func (l *hintList) AccessibilityLabel() string {
	if len(l.lines) == 0 {
		return "No suggestions"
	}
	return l.lines[l.current].title + ". " + l.lines[l.current].why
}

// AccessibilityRole tells a screen reader that this holds things.
func (l *hintList) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// Held says what stands in the list, so that its links are scrolled into view.
func (l *hintList) Held() []fyne.CanvasObject { return []fyne.CanvasObject{l.column} }

// CreateRenderer draws the lines with the ring.
func (l *hintList) CreateRenderer() fyne.WidgetRenderer {
	return &hintListRenderer{l, canvas.NewRectangle(color.Transparent)}
}

type hintListRenderer struct {
	l    *hintList
	ring *canvas.Rectangle
}

func (r *hintListRenderer) Layout(size fyne.Size) {
	r.l.column.Resize(size)
	r.ring.Move(fyne.NewPos(1, 1))
	r.ring.Resize(size.SubtractWidthHeight(2, 2))
}

func (r *hintListRenderer) MinSize() fyne.Size { return r.l.column.MinSize() }

func (r *hintListRenderer) Refresh() {
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), 4
	r.ring.Hidden = !r.l.focused
	r.l.column.Refresh()
	r.ring.Refresh()
}

func (r *hintListRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.l.column, r.ring}
}

func (r *hintListRenderer) Destroy() {}

// hintRow is one line that a click goes to.
type hintRow struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tapped  func()
}

func newHintRow(content fyne.CanvasObject, current bool, tapped func()) *hintRow {
	r := &hintRow{content: content, tapped: tapped}
	if current {
		r.content = parts.NewGround(theme.ColourChosen, content)
	}
	r.ExtendBaseWidget(r)
	return r
}

// Tapped goes to the line.
func (r *hintRow) Tapped(*fyne.PointEvent) { r.tapped() }

// Held says what stands in the line.
func (r *hintRow) Held() []fyne.CanvasObject { return []fyne.CanvasObject{r.content} }

// CreateRenderer draws the line.
func (r *hintRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.content) }
