package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Tabs is a row of names of which one is shown. Left and Right choose, Shift with
// them moves the current tab. Where they do not all fit the row moves along.
type Tabs struct {
	widget.BaseWidget
	OnChosen func(tab int)
	OnMove   func(tab, by int) // may be nil

	names   []string
	current int
	first   int // the first tab in view
	focused bool
	shift   shiftKey
}

// NewTabs makes a row without tabs.
func NewTabs(onChosen func(tab int)) *Tabs {
	t := &Tabs{OnChosen: onChosen}
	t.ExtendBaseWidget(t)
	return t
}

// Set shows other tabs and which one is current, without calling OnChosen.
func (t *Tabs) Set(names []string, current int) {
	t.names, t.current = names, current
	t.Refresh()
}

// Current returns the tab that is shown.
func (t *Tabs) Current() int { return t.current }

func (t *Tabs) choose(tab int) {
	if tab < 0 || tab >= len(t.names) || tab == t.current {
		return
	}
	t.current = tab
	t.Refresh()
	t.OnChosen(tab)
}

// TypedKey chooses and moves.
func (t *Tabs) TypedKey(key *fyne.KeyEvent) {
	by := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[key.Name]
	switch {
	case by == 0:
		passKey(t, key)
	case bool(t.shift) && t.OnMove != nil:
		t.OnMove(t.current, by)
	default:
		t.choose(t.current + by)
	}
}

// TypedRune hands a character on.
func (t *Tabs) TypedRune(r rune) { passRune(t, r) }

// KeyDown notes Shift, which TypedKey does not tell.
func (t *Tabs) KeyDown(key *fyne.KeyEvent) { t.shift.note(key, true) }

// KeyUp notes that Shift was let go.
func (t *Tabs) KeyUp(key *fyne.KeyEvent) { t.shift.note(key, false) }

// FocusGained shows the ring.
func (t *Tabs) FocusGained() {
	t.focused = true
	t.Refresh()
	reveal(t)
}

// FocusLost hides the ring.
func (t *Tabs) FocusLost() {
	t.focused, t.shift = false, false
	t.Refresh()
}

// Tapped chooses the tab under the mouse.
func (t *Tabs) Tapped(e *fyne.PointEvent) {
	focusOn(t)
	for tab := t.first; tab < len(t.names); tab++ {
		if x := t.left(tab); e.Position.X >= x && e.Position.X < x+t.width(tab) {
			t.choose(tab)
			return
		}
	}
}

// AccessibilityLabel is what a screen reader says: the current tab.
func (t *Tabs) AccessibilityLabel() string {
	if t.current >= len(t.names) {
		return ""
	}
	return t.names[t.current] + ", tab"
}

// AccessibilityRole tells a screen reader that this holds things.
func (t *Tabs) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// widestTab is how wide a tab can be, in steps, before its name is cut.
const widestTab = 50

func (t *Tabs) width(tab int) float32 {
	return min(Strong.measure(t.names[tab]).Width, theme.Steps(widestTab)) + theme.Steps(6)
}

// left is where a tab begins, when those before first are out of view.
func (t *Tabs) left(tab int) float32 {
	x := float32(0)
	if t.first > 0 {
		x = theme.Steps(4) // the sign that there are more
	}
	for i := t.first; i < tab; i++ {
		x += t.width(i)
	}
	return x
}

// settle moves the row along until the current tab is in view.
func (t *Tabs) settle(width float32) {
	t.first = 0
	for t.first < t.current && t.left(t.current)+t.width(t.current) > width-theme.Steps(4) {
		t.first++
	}
}

// CreateRenderer draws the tabs.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	return &tabsRenderer{t: t, line: newBox(), under: newBox(), ring: newRing(), before: canvas.NewText("", nil), after: canvas.NewText("", nil)}
}

type tabsRenderer struct {
	t             *Tabs
	line, under   *canvas.Rectangle
	ring          *canvas.Rectangle
	before, after *canvas.Text
	texts         []*canvas.Text
	shown         []fyne.CanvasObject
}

func (r *tabsRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Steps(40), fieldHeight()) }

func (r *tabsRenderer) Layout(size fyne.Size) {
	t := r.t
	t.settle(size.Width)
	put := func(thing fyne.CanvasObject, x, y, width, height float32) {
		putThere(thing, x, y, width, height)
		r.shown = append(r.shown, thing)
	}
	r.shown = r.shown[:0]
	r.line.FillColor = lineColour()
	put(r.line, 0, size.Height-1, size.Width, 1)
	if t.first > 0 {
		Quiet.dress(r.before, "‹")
		put(r.before, theme.Steps(1), 0, theme.Steps(3), size.Height)
	}
	for tab := t.first; tab < len(t.names); tab++ {
		for len(r.texts) <= tab {
			r.texts = append(r.texts, canvas.NewText("", nil))
		}
		x, width, style := t.left(tab), t.width(tab), QuietText
		if x+width > size.Width-theme.Steps(4) && tab != t.current {
			Quiet.dress(r.after, "›")
			put(r.after, size.Width-theme.Steps(3), 0, theme.Steps(3), size.Height)
			break
		}
		if tab == t.current {
			style = Strong
			r.under.FillColor = theme.Colour(theme.ColourAccent)
			put(r.under, x, size.Height-3, width, 3)
			r.ring.Move(fyne.NewPos(x+1, 1))
			r.ring.Resize(fyne.NewSize(width-2, size.Height-5))
		}
		room := width - theme.Steps(6)
		style.dress(r.texts[tab], cutTo(t.names[tab], style, room))
		put(r.texts[tab], x+theme.Steps(3), 0, room, size.Height)
	}
	dressRing(r.ring)
	r.ring.Hidden = !t.focused
	r.shown = append(r.shown, r.ring)
}

func (r *tabsRenderer) Refresh() {
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *tabsRenderer) Objects() []fyne.CanvasObject { return r.shown }
func (r *tabsRenderer) Destroy()                     {}
