package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Event is one entry of a timeline.
type Event struct {
	When  string // "3 Sep 2026"
	Title string
	Body  string // "" for none
	State State  // draws its shape in place of the dot
}

// Timeline shows a story, newest first as it is given: dates at the left, a thin
// rail with a dot for each entry, and the words. With OnOpen, the arrows move
// through it and Enter or a click opens an entry; without, Tab passes it by.
type Timeline struct {
	widget.BaseWidget
	OnOpen func(entry int)
	Empty  string // what stands here when there is nothing yet

	events  []Event
	current int
	focused bool
	body    *timelineBody
	scroll  *container.Scroll
	ring    *canvas.Rectangle
}

// NewTimeline makes an empty timeline.
func NewTimeline(empty string, onOpen func(entry int)) *Timeline {
	t := &Timeline{OnOpen: onOpen, Empty: empty, ring: newRing()}
	t.body = &timelineBody{t: t}
	t.body.ExtendBaseWidget(t.body)
	t.scroll = container.NewVScroll(t.body)
	t.ExtendBaseWidget(t)
	return t
}

// SetEvents shows another story.
func (t *Timeline) SetEvents(events []Event) {
	t.events = events
	t.current = max(0, min(t.current, len(events)-1))
	t.body.build()
	t.scroll.Refresh()
	t.Refresh()
}

// Disabled keeps Tab away from a timeline in which nothing opens.
func (t *Timeline) Disabled() bool { return t.OnOpen == nil || len(t.events) == 0 }

// Enable and Disable are there for Fyne; OnOpen decides.
func (t *Timeline) Enable() {}

// Disable does nothing; OnOpen decides.
func (t *Timeline) Disable() {}

// TypedKey moves through the story and opens an entry.
func (t *Timeline) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyDown:
		t.goTo(t.current + 1)
	case fyne.KeyUp:
		t.goTo(t.current - 1)
	case fyne.KeyHome:
		t.goTo(0)
	case fyne.KeyEnd:
		t.goTo(len(t.events) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if !t.Disabled() {
			t.OnOpen(t.current)
		}
	default:
		passKey(t, key)
	}
}

// TypedRune hands a character on.
func (t *Timeline) TypedRune(r rune) {
	if r != ' ' {
		passRune(t, r)
	}
}

// FocusGained shows the ring.
func (t *Timeline) FocusGained() {
	t.focused = true
	t.Refresh()
	reveal(t)
}

// FocusLost hides the ring.
func (t *Timeline) FocusLost() { t.focused = false; t.Refresh() }

// AccessibilityLabel is what a screen reader says: the current entry.
func (t *Timeline) AccessibilityLabel() string {
	if t.current >= len(t.events) {
		return t.Empty
	}
	e := t.events[t.current]
	words := e.When + ", " + e.Title
	if e.State != NoState {
		words = e.State.Word() + ", " + words
	}
	return words + ". " + e.Body
}

// AccessibilityRole tells a screen reader that this holds things.
func (t *Timeline) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

func (t *Timeline) goTo(entry int) {
	t.current = max(0, min(entry, len(t.events)-1))
	t.body.Refresh()
	if t.current >= len(t.body.entries) {
		return
	}
	e := t.body.entries[t.current]
	offset := t.scroll.Offset
	if e.top < offset.Y {
		offset.Y = e.top
	} else if e.top+e.height > offset.Y+t.scroll.Size().Height {
		offset.Y = e.top + e.height - t.scroll.Size().Height
	}
	t.scroll.ScrollToOffset(offset)
}

// CreateRenderer draws the story with its ring.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer { return &timelineRenderer{t} }

type timelineRenderer struct{ t *Timeline }

func (r *timelineRenderer) Layout(size fyne.Size) {
	r.t.scroll.Resize(size)
	placeRing(r.t.ring, size)
}

func (r *timelineRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Steps(60), theme.Steps(30)) }

func (r *timelineRenderer) Refresh() {
	dressRing(r.t.ring)
	r.t.ring.Hidden = !r.t.focused
	r.t.body.Refresh()
	canvas.Refresh(r.t)
}

func (r *timelineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.t.scroll, r.t.ring}
}

func (r *timelineRenderer) Destroy() {}

// timelineBody is what scrolls in a timeline.
type timelineBody struct {
	widget.BaseWidget
	t       *Timeline
	entries []*timelineEntry
}

// timelineEntry is the drawing of one entry.
type timelineEntry struct {
	when, mark, title *Text
	body              *Prose
	dot               *canvas.Rectangle
	top, height       float32
}

func (b *timelineBody) build() {
	b.entries = nil
	for _, e := range b.t.events {
		b.entries = append(b.entries, &timelineEntry{
			when: NewText(e.When, Quiet), mark: NewText(e.State.Shape(), e.State.mark(Small)),
			title: NewCutText(e.Title, Plain), body: NewProse(e.Body, Quiet), dot: newBox(),
		})
	}
	b.Refresh()
}

// MouseDown makes the entry under the mouse the current one.
func (b *timelineBody) MouseDown(e *desktop.MouseEvent) {
	if b.t.Disabled() {
		return
	}
	focusOn(b.t)
	for i, entry := range b.entries {
		if e.Position.Y >= entry.top && e.Position.Y < entry.top+entry.height {
			b.t.goTo(i)
		}
	}
}

// MouseUp does nothing.
func (b *timelineBody) MouseUp(*desktop.MouseEvent) {}

// Tapped opens the entry under the mouse.
func (b *timelineBody) Tapped(e *fyne.PointEvent) {
	for i, entry := range b.entries {
		if !b.t.Disabled() && e.Position.Y >= entry.top && e.Position.Y < entry.top+entry.height {
			b.t.OnOpen(i)
		}
	}
}

func (b *timelineBody) CreateRenderer() fyne.WidgetRenderer {
	r := &storyRenderer{b, newBox(), newBox(), NewProse("", QuietText)}
	r.Refresh()
	return r
}

type storyRenderer struct {
	b            *timelineBody
	rail, ground *canvas.Rectangle
	empty        *Prose
}

// lay works out where the entries stand at a width, hands it to put, and returns
// the height used.
func (r *storyRenderer) lay(width float32, put putting) float32 {
	pad, dates := theme.Steps(Between), float32(0)
	for _, e := range r.b.entries {
		dates = max(dates, e.when.MinSize().Width)
	}
	rail := pad + dates + theme.Steps(4)
	left := rail + theme.Steps(4)
	line := Plain.lineHeight()
	room, dot := width-left-pad, theme.Steps(2)
	y := float32(0)
	for _, e := range r.b.entries {
		e.top = y
		y += theme.Steps(1.5)
		when, mark := e.when.MinSize().Width, e.mark.MinSize().Width
		put(e.when, pad+dates-when, y, when, line)
		put(e.dot, rail-dot/2, y+(line-dot)/2, dot, dot)
		put(e.mark, rail-mark/2, y, mark, line)
		put(e.title, left, y, room, line)
		y += line
		if e.body.String() != "" {
			height := e.body.heightAt(room)
			put(e.body, left, y+2, room, height)
			y += height + 2
		}
		y += theme.Steps(1.5)
		e.height = y - e.top
	}
	put(r.rail, rail-0.5, 0, 1, y)
	return y
}

func (r *storyRenderer) Layout(size fyne.Size) {
	r.lay(size.Width, putThere)
	r.ground.Hidden = !r.b.t.focused || len(r.b.entries) == 0
	if !r.ground.Hidden {
		e := r.b.entries[r.b.t.current]
		r.ground.Move(fyne.NewPos(0, e.top))
		r.ground.Resize(fyne.NewSize(size.Width, e.height))
	}
	r.empty.Move(fyne.NewPos(theme.Steps(Between), theme.Steps(Between)))
	r.empty.Resize(size.SubtractWidthHeight(theme.Steps(2*Between), 0))
}

func (r *storyRenderer) MinSize() fyne.Size {
	if len(r.b.entries) == 0 {
		return r.empty.MinSize().AddWidthHeight(0, theme.Steps(2*Between))
	}
	return fyne.NewSize(theme.Steps(50), r.lay(max(r.b.Size().Width, theme.Steps(50)), nowhere))
}

func (r *storyRenderer) Refresh() {
	r.rail.FillColor = theme.Colour(theme.ColourLine)
	r.ground.FillColor = theme.Colour(theme.ColourChosen)
	r.empty.SetText(r.b.t.Empty)
	r.empty.Hidden = len(r.b.entries) > 0
	for i, e := range r.b.entries {
		e.dot.FillColor = theme.Colour(theme.ColourPaper)
		e.dot.StrokeColor = theme.Colour(theme.ColourQuiet)
		e.dot.StrokeWidth, e.dot.CornerRadius = 1.5, theme.Steps(1)
		if r.b.t.events[i].State != NoState {
			e.dot.StrokeWidth = 0
			e.dot.FillColor = theme.Colour(theme.ColourPaper)
		}
		for _, o := range []fyne.CanvasObject{e.when, e.mark, e.title, e.body} {
			o.Refresh()
		}
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *storyRenderer) Objects() []fyne.CanvasObject {
	things := []fyne.CanvasObject{r.ground, r.rail, r.empty}
	for _, e := range r.b.entries {
		things = append(things, e.dot, e.mark, e.when, e.title, e.body)
	}
	return things
}

func (r *storyRenderer) Destroy() {}
