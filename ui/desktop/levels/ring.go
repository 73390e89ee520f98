package levels

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"needsbook/ui/desktop/theme"
)

// newRing makes the ring that shows where the keyboard is.
func newRing() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

// ringed draws a thing with the ring over it while it has the keyboard.
type ringed struct {
	thing   fyne.CanvasObject
	ring    *canvas.Rectangle
	focused func() bool
}

func (r *ringed) Layout(size fyne.Size) {
	r.thing.Resize(size)
	r.ring.Move(fyne.NewPos(1, 1))
	r.ring.Resize(size.SubtractWidthHeight(2, 2))
}

func (r *ringed) MinSize() fyne.Size { return r.thing.MinSize() }

func (r *ringed) Refresh() {
	r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeRing), 4
	r.ring.Hidden = !r.focused()
	r.thing.Refresh()
	r.ring.Refresh()
}

func (r *ringed) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.thing, r.ring} }
func (r *ringed) Destroy()                     {}
