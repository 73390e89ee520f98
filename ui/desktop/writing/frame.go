package writing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/surface"
)

// frame is the sheet with the line of a field round it, and the ring while it has the
// keyboard.
type frame struct {
	widget.BaseWidget
	sheet *surface.Surface
}

func newFrame(sheet *surface.Surface) *frame {
	f := &frame{sheet: sheet}
	f.ExtendBaseWidget(f)
	return f
}

// Held is what stands in the frame.
func (f *frame) Held() []fyne.CanvasObject { return []fyne.CanvasObject{f.sheet.Scroll} }

// CreateRenderer draws the frame.
func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	r := &frameRenderer{f: f, ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
	r.dress()
	return r
}

type frameRenderer struct {
	f            *frame
	ground, ring *canvas.Rectangle
}

func (r *frameRenderer) dress() {
	radius := theme.Size(fynetheme.SizeNameInputRadius)
	r.ground.FillColor, r.ground.StrokeColor = theme.Colour(theme.ColourPaper), theme.Colour(theme.ColourFieldLine)
	r.ground.StrokeWidth, r.ground.CornerRadius = theme.Size(theme.SizeHair), radius
	r.ring.FillColor, r.ring.StrokeColor = theme.Colour(""), theme.Colour(theme.ColourAccent)
	r.ring.StrokeWidth, r.ring.CornerRadius = theme.Size(theme.SizeRing), radius
	r.ring.Hidden = !r.f.sheet.Focused()
}

func (r *frameRenderer) Layout(size fyne.Size) {
	line := theme.Size(theme.SizeRing)
	r.ground.Move(fyne.NewPos(0.5, 0.5))
	r.ground.Resize(size.SubtractWidthHeight(1, 1))
	r.ring.Move(fyne.NewPos(line/2, line/2))
	r.ring.Resize(size.SubtractWidthHeight(line, line))
	r.f.sheet.Scroll.Move(fyne.NewPos(line, line))
	r.f.sheet.Scroll.Resize(size.SubtractWidthHeight(2*line, 2*line))
}

func (r *frameRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Steps(40), theme.Steps(24)) }

func (r *frameRenderer) Refresh() {
	r.dress()
	r.f.sheet.Refresh()
	canvas.Refresh(r.f)
}

func (r *frameRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.f.sheet.Scroll, r.ring}
}

func (r *frameRenderer) Destroy() {}
