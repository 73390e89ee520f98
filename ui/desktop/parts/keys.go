package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/ui/desktop/theme"
)

// passKey hands a key that a part does not use on to the window, which knows
// Escape, F1 and F8 wherever the focus is.
func passKey(from fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := canvasOf(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}

// passRune hands a typed character on to the window: ? for the keys, and the one
// letter keys of a screen.
func passRune(from fyne.CanvasObject, r rune) {
	if c := canvasOf(from); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// shiftKey is whether Shift is held, which TypedKey does not tell.
type shiftKey bool

func (s *shiftKey) note(key *fyne.KeyEvent, down bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		*s = shiftKey(down)
	}
}

func canvasOf(thing fyne.CanvasObject) fyne.Canvas { return CanvasOf(thing) }

// CanvasOf is where a thing is drawn, nil where there is no window. The driver knows only
// what it has painted already: a thing that was made just now, as the form that a key
// opens, stands in the one window that there is.
func CanvasOf(thing fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if at := driver.CanvasForObject(thing); at != nil {
		return at
	}
	for _, window := range driver.AllWindows() {
		return window.Canvas()
	}
	return nil
}

// focusOn gives a part the keyboard.
func focusOn(part fyne.Focusable) {
	if c := canvasOf(part.(fyne.CanvasObject)); c != nil {
		c.Focus(part)
	}
}

// newBox makes a rectangle that shows nothing until it is dressed.
func newBox() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

// newRing makes the focus ring: 2 pixels of accent, hidden until shown.
func newRing() *canvas.Rectangle {
	ring := newBox()
	dressRing(ring)
	ring.Hide()
	return ring
}

func dressRing(ring *canvas.Rectangle) {
	ring.StrokeColor = theme.Colour(theme.ColourAccent)
	ring.StrokeWidth = theme.Size(theme.SizeRing)
	ring.CornerRadius = 4
}

// placeRing lays the ring just inside a size, so that nothing clips it.
func placeRing(ring *canvas.Rectangle, size fyne.Size) {
	half := theme.Size(theme.SizeRing) / 2
	ring.Move(fyne.NewPos(half, half))
	ring.Resize(size.SubtractWidthHeight(2*half, 2*half))
}
