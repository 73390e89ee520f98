package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Overlay is a card that lies over the window: a dialog, the palette, the list of
// a choice. The shell sends Escape and Ctrl+Enter to the topmost one.
type Overlay struct {
	widget.BaseWidget
	card   fyne.CanvasObject
	canvas fyne.Canvas
	dim    bool // the window behind is dimmed
	place  func(window, least fyne.Size) (fyne.Position, fyne.Size)
	escape func() // Escape, or a click beside the card
	accept func() // Ctrl+Enter, or Enter in a line
	passes bool
}

// Escape goes back, as the Escape key does.
func (o *Overlay) Escape() {
	if o.escape != nil {
		o.escape()
	}
}

// Accept takes what stands on the card, as Ctrl+Enter does.
func (o *Overlay) Accept() {
	if o.accept != nil {
		o.accept()
	}
}

// Passes reports whether Ctrl+Enter, once it has taken what stands on the card, goes
// on to what lies under it: so it is with the list of a choice in a form.
func (o *Overlay) Passes() bool { return o.passes }

// show lays the card over the window.
func (o *Overlay) show() {
	o.ExtendBaseWidget(o)
	o.canvas.Overlays().Add(o)
}

// hide takes the card away.
func (o *Overlay) hide() { o.canvas.Overlays().Remove(o) }

// Tapped goes back when the click was beside the card.
func (o *Overlay) Tapped(*fyne.PointEvent) { o.Escape() }

// CreateRenderer draws the card with a thin line round it.
func (o *Overlay) CreateRenderer() fyne.WidgetRenderer {
	return &overlayRenderer{
		o: o, shade: newBox(), ground: newBox(), catch: newCatch(),
	}
}

type overlayRenderer struct {
	o             *Overlay
	shade, ground *canvas.Rectangle
	catch         *catch
}

func (r *overlayRenderer) Layout(size fyne.Size) {
	r.shade.FillColor = color.Transparent
	if r.o.dim {
		r.shade.FillColor = color.NRGBA{A: 0x59}
	}
	r.shade.Resize(size)
	r.ground.FillColor = theme.Colour(theme.ColourPaper)
	r.ground.StrokeColor = theme.Colour(theme.ColourFieldLine)
	r.ground.StrokeWidth = theme.Size(theme.SizeHair)
	r.ground.CornerRadius = theme.Size(fynetheme.SizeNamePopupRadius)
	at, room := r.o.place(size, r.o.card.MinSize())
	r.o.card.Resize(room)
	if grown := r.o.card.MinSize(); grown.Height > room.Height { // running text has found its lines
		at, room = r.o.place(size, grown)
		r.o.card.Resize(room)
	}
	for _, part := range []fyne.CanvasObject{r.ground, r.catch, r.o.card} {
		part.Move(at)
		part.Resize(room)
	}
}

func (r *overlayRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *overlayRenderer) Refresh() {
	r.Layout(r.o.Size())
	canvas.Refresh(r.o)
}

func (r *overlayRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.shade, r.ground, r.catch, r.o.card}
}

func (r *overlayRenderer) Destroy() {}

// catch takes the clicks on a card that hit nothing, so that they do not close it.
type catch struct{ widget.BaseWidget }

func newCatch() *catch {
	c := &catch{}
	c.ExtendBaseWidget(c)
	return c
}

func (c *catch) Tapped(*fyne.PointEvent) {}

func (c *catch) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
