package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Weight says how loudly a button asks.
type Weight int

// Weights of buttons. A page has one Main button at most.
const (
	Usual Weight = iota // outlined
	Main                // filled with the accent
	Faint               // accent words alone, like a link
)

// Button does one thing when it is clicked, or when Enter or Space is pressed on it.
type Button struct {
	widget.DisableableWidget
	Do func()

	words  string
	key    string // shown after the words, quiet
	icon   string
	weight Weight
	left   bool // words begin at the left

	focused, over bool
}

// NewButton makes an outlined button.
func NewButton(words string, do func()) *Button { return newButton(words, Usual, do) }

// NewMainButton makes the one filled button of a page or dialog.
func NewMainButton(words string, do func()) *Button { return newButton(words, Main, do) }

// NewLink makes a button of words alone.
func NewLink(words string, do func()) *Button { return newButton(words, Faint, do) }

func newButton(words string, weight Weight, do func()) *Button {
	b := &Button{Do: do, words: words, weight: weight}
	b.ExtendBaseWidget(b)
	return b
}

// WithKey shows the key that does the same, such as "N" or "Ctrl+P". The key
// itself is bound by the screen or the shell.
func (b *Button) WithKey(key string) *Button {
	b.key = key
	return b
}

// WithIcon puts one of the program's drawings before the words.
func (b *Button) WithIcon(name string) *Button {
	b.icon = name
	return b
}

// FromLeft sets the words from the left, for a button as wide as a field.
func (b *Button) FromLeft() *Button {
	b.left = true
	return b
}

// When leaves the button out where it is not to stand, as where a role does not include
// what it does.
func (b *Button) When(stands bool) *Button {
	b.Hidden = !stands
	return b
}

// SetIcon changes the drawing before the words.
func (b *Button) SetIcon(name string) {
	b.icon = name
	b.Refresh()
}

// SetText changes the words.
func (b *Button) SetText(words string) {
	b.words = words
	b.Refresh()
}

// Text returns the words.
func (b *Button) Text() string { return b.words }

// Main reports whether it is the filled button of its page.
func (b *Button) Main() bool { return b.weight == Main }

// Tapped does what the button is for.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.Do != nil {
		b.Do()
	}
}

// TypedKey presses the button on Enter and Space and hands other keys on.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		b.Tapped(nil)
	default:
		passKey(b, key)
	}
}

// TypedRune hands a character on; the space has already pressed the button.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		passRune(b, r)
	}
}

// FocusGained shows the ring.
func (b *Button) FocusGained() {
	b.focused = true
	b.Refresh()
	reveal(b)
}

// FocusLost hides the ring.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// MouseIn marks the button under the mouse.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.over = true; b.Refresh() }

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut clears the mark.
func (b *Button) MouseOut() { b.over = false; b.Refresh() }

// AccessibilityLabel is what a screen reader says.
func (b *Button) AccessibilityLabel() string { return b.words }

// AccessibilityRole tells a screen reader that this is a button.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		b: b, ground: newBox(), over: newBox(), ring: newRing(),
		words: canvas.NewText("", nil), key: canvas.NewText("", nil), icon: canvas.NewImageFromResource(nil),
	}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	b                  *Button
	ground, over, ring *canvas.Rectangle
	words, key         *canvas.Text
	icon               *canvas.Image
}

func (r *buttonRenderer) style() TextStyle {
	style := TextStyle{Bold: r.b.weight == Main}
	switch {
	case r.b.Disabled():
		style.Colour = theme.ColourQuiet
	case r.b.weight == Main:
		style.Colour = theme.ColourOnAccent
	case r.b.weight == Faint:
		style.Colour = theme.ColourAccent
	}
	return style
}

func (r *buttonRenderer) keyStyle() TextStyle {
	style := Quiet
	if r.b.weight == Main && !r.b.Disabled() {
		style.Colour = theme.ColourOnAccent
	}
	return style
}

// sidePad is the room at each side of the words.
func (r *buttonRenderer) sidePad() float32 {
	if r.b.weight == Faint {
		return theme.Steps(Tight)
	}
	return theme.Steps(3)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	half := theme.Size(theme.SizeHair) / 2 // as Fyne draws the line round a field
	for _, sheet := range []*canvas.Rectangle{r.ground, r.over} {
		sheet.Move(fyne.NewPos(half, half))
		sheet.Resize(size.SubtractWidthHeight(3*half, 3*half))
	}
	placeRing(r.ring, size)
	if r.b.weight == Main { // wholly on the accent, which goes on round it
		in := theme.Size(theme.SizeRing) + 2
		r.ring.Move(fyne.NewSquareOffsetPos(in))
		r.ring.Resize(size.SubtractWidthHeight(2*in, 2*in))
	}
	words := r.wordsWidth(size.Width)
	x := (size.Width - r.inner()) / 2
	if r.b.weight == Faint || r.b.left {
		x = r.sidePad() // links under each other begin in one line
	}
	if r.b.icon != "" {
		side := theme.Size(fynetheme.SizeNameInlineIcon)
		r.icon.Resize(fyne.NewSquareSize(side))
		r.icon.Move(fyne.NewPos(x, (size.Height-side)/2))
		x += side + theme.Steps(Tight)
	}
	r.style().dress(r.words, cutTo(r.b.words, r.style(), words))
	r.words.Move(fyne.NewPos(x, 0))
	r.words.Resize(fyne.NewSize(words, size.Height))
	key := r.keyStyle().measure(r.b.key).Width
	x += words + theme.Steps(Between)
	if r.b.left {
		x = size.Width - r.sidePad() - key
	}
	r.key.Move(fyne.NewPos(x, 0))
	r.key.Resize(fyne.NewSize(key, size.Height))
}

// wordsWidth is the room for the words: a button set from the left may cut them.
func (r *buttonRenderer) wordsWidth(width float32) float32 {
	words := r.style().measure(r.b.words).Width
	if !r.b.left {
		return words
	}
	return max(0, min(words, words+width-r.inner()-2*r.sidePad()))
}

// inner is the width of icon, words and key together.
func (r *buttonRenderer) inner() float32 {
	width := r.style().measure(r.b.words).Width
	if r.b.icon != "" {
		width += theme.Size(fynetheme.SizeNameInlineIcon) + theme.Steps(Tight)
	}
	if r.b.key != "" {
		width += theme.Steps(Between) + r.keyStyle().measure(r.b.key).Width
	}
	return width
}

func (r *buttonRenderer) MinSize() fyne.Size {
	height := fieldHeight()
	if r.b.weight == Faint {
		height = linkHeight()
	}
	width := r.inner() + 2*r.sidePad()
	if r.b.left {
		width = min(width, theme.Steps(50)+r.keyStyle().measure(r.b.key).Width)
	}
	return fyne.NewSize(width, height)
}

func (r *buttonRenderer) Refresh() {
	radius := theme.Size(fynetheme.SizeNameButtonRadius)
	r.ground.CornerRadius, r.over.CornerRadius = radius, radius
	r.ground.StrokeWidth = theme.Size(theme.SizeHair)
	r.ground.FillColor, r.ground.StrokeColor = color.Transparent, color.Transparent
	if r.b.weight == Usual {
		r.ground.FillColor = theme.Colour(theme.ColourPaper)
		r.ground.StrokeColor = theme.Colour(theme.ColourFieldLine)
	}
	if r.b.weight == Main {
		fill := theme.ColourAccent
		if r.b.Disabled() {
			fill = theme.ColourDesk
		}
		r.ground.FillColor = theme.Colour(fill)
	}
	if r.b.Disabled() && r.b.weight != Faint {
		r.ground.StrokeColor = theme.Colour(theme.ColourLine)
	}
	r.over.FillColor = theme.Colour(fynetheme.ColorNameHover)
	r.over.Hidden = !r.b.over || r.b.Disabled()
	dressRing(r.ring)
	if r.b.weight == Main {
		r.ring.StrokeColor = theme.Colour(theme.ColourOnAccent) // the accent would not show on itself
	}
	r.ring.Hidden = !r.b.focused
	r.keyStyle().dress(r.key, r.b.key)
	r.icon.Hidden = r.b.icon == ""
	if r.b.icon != "" {
		r.icon.Resource = theme.IconIn(r.b.icon, r.style().colour())
		r.icon.FillMode = canvas.ImageFillContain
		r.icon.Refresh()
	}
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.over, r.icon, r.words, r.key, r.ring}
}

func (r *buttonRenderer) Destroy() {}

// fieldHeight is the height of every one-line field and button.
func fieldHeight() float32 {
	return Plain.lineHeight() + 2*theme.Size(fynetheme.SizeNameInnerPadding) + 2*theme.Size(fynetheme.SizeNameInputBorder)
}

// linkHeight is the height of a button of words alone.
func linkHeight() float32 {
	return max(theme.LeastTarget, Plain.lineHeight()+theme.Steps(2*Tight))
}
