package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Check is a box that is ticked or not, with its words beside it. Space and Enter tick it.
type Check struct {
	widget.DisableableWidget
	Ticked   bool
	OnTicked func(ticked bool)

	words   string
	focused bool
	prose   *Prose // the words where they may run over several lines
}

// NewCheck makes a box.
func NewCheck(words string, ticked bool, onTicked func(bool)) *Check {
	c := &Check{words: words, Ticked: ticked, OnTicked: onTicked}
	c.ExtendBaseWidget(c)
	return c
}

// NewLongCheck makes a box whose words run over several lines where they have no room
// beside it, for the name of a paper or of whatever else somebody typed.
func NewLongCheck(words string, ticked bool, onTicked func(bool)) *Check {
	c := NewCheck(words, ticked, onTicked)
	c.prose = NewProse(words, Plain)
	return c
}

// SetTicked shows the box as ticked or not, without calling OnTicked.
func (c *Check) SetTicked(ticked bool) {
	c.Ticked = ticked
	c.Refresh()
}

// Tapped turns the tick over.
func (c *Check) Tapped(*fyne.PointEvent) {
	if c.Disabled() {
		return
	}
	c.Ticked = !c.Ticked
	c.Refresh()
	if c.OnTicked != nil {
		c.OnTicked(c.Ticked)
	}
}

// TypedKey ticks on Space and Enter and hands other keys on.
func (c *Check) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.Tapped(nil)
	default:
		passKey(c, key)
	}
}

// TypedRune hands a character on; the space has already ticked.
func (c *Check) TypedRune(r rune) {
	if r != ' ' {
		passRune(c, r)
	}
}

// FocusGained shows the ring.
func (c *Check) FocusGained() {
	c.focused = true
	c.Refresh()
	reveal(c)
}

// FocusLost hides the ring.
func (c *Check) FocusLost() { c.focused = false; c.Refresh() }

// AccessibilityLabel is what a screen reader says.
func (c *Check) AccessibilityLabel() string {
	if c.Ticked {
		return c.words + ", ticked"
	}
	return c.words + ", not ticked"
}

// AccessibilityRole tells a screen reader that this can be pressed.
func (c *Check) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws the box.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	r := &checkRenderer{
		c: c, box: newBox(), ring: newRing(),
		tick: canvas.NewText("", nil), words: canvas.NewText("", nil),
	}
	r.Refresh()
	return r
}

type checkRenderer struct {
	c           *Check
	box, ring   *canvas.Rectangle
	tick, words *canvas.Text
}

func (r *checkRenderer) style() TextStyle {
	if r.c.Disabled() {
		return QuietText
	}
	return Plain
}

// side is the side of the box.
func (r *checkRenderer) side() float32 { return theme.Steps(4.5) }

func (r *checkRenderer) Layout(size fyne.Size) {
	x := theme.Steps(Tight)
	r.box.Move(fyne.NewPos(x, (size.Height-r.side())/2))
	r.box.Resize(fyne.NewSquareSize(r.side()))
	r.tick.Move(r.box.Position())
	r.tick.Resize(r.box.Size())
	x += r.side() + theme.Steps(Between)
	r.words.Move(fyne.NewPos(x, 0))
	r.words.Resize(fyne.NewSize(size.Width-x, size.Height))
	if prose := r.c.prose; prose != nil {
		high := prose.heightAt(size.Width - x)
		prose.Move(fyne.NewPos(x, (size.Height-high)/2))
		prose.Resize(fyne.NewSize(size.Width-x, high))
	}
	placeRing(r.ring, size)
}

func (r *checkRenderer) MinSize() fyne.Size {
	if prose := r.c.prose; prose != nil {
		beside := r.side() + theme.Steps(Tight+Between)
		high := fieldHeight()
		if room := r.c.Size().Width - beside; room > 0 {
			high = max(high, prose.heightAt(room)+theme.Steps(Between))
		}
		return fyne.NewSize(beside+prose.MinSize().Width, high)
	}
	return fyne.NewSize(r.side()+theme.Steps(2+2*Tight)+r.style().measure(r.c.words).Width, fieldHeight())
}

func (r *checkRenderer) Refresh() {
	fill, line := theme.ColourPaper, theme.ColourFieldLine
	if r.c.Ticked && !r.c.Disabled() {
		fill, line = theme.ColourAccent, theme.ColourAccent
	}
	r.box.FillColor, r.box.StrokeColor = theme.Colour(fill), theme.Colour(line)
	r.box.StrokeWidth, r.box.CornerRadius = 1.5, 3
	mark := TextStyle{Bold: true, Align: fyne.TextAlignCenter, Colour: theme.ColourOnAccent}
	if r.c.Disabled() {
		mark.Colour = theme.ColourQuiet
	}
	mark.dress(r.tick, "✓")
	r.tick.Hidden = !r.c.Ticked
	r.style().dress(r.words, r.c.words)
	if r.c.prose != nil {
		r.c.prose.SetStyle(r.style())
	}
	dressRing(r.ring)
	r.ring.Hidden = !r.c.focused
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}

func (r *checkRenderer) Objects() []fyne.CanvasObject {
	if r.c.prose != nil {
		return []fyne.CanvasObject{r.box, r.tick, r.c.prose, r.ring}
	}
	return []fyne.CanvasObject{r.box, r.tick, r.words, r.ring}
}

func (r *checkRenderer) Destroy() {}
