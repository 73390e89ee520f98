package writing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/surface"
)

// frame is the sheet with the line of a field round it, and the ring while it has the
// keyboard. What the tools have no room to say stands at its edge, away from the caret,
// so that the words do not jump when something is said.
type frame struct {
	widget.BaseWidget
	sheet *surface.Surface
	said  *parts.Prose
}

func newFrame(sheet *surface.Surface) *frame {
	f := &frame{sheet: sheet, said: parts.NewProse("", parts.TextStyle{Size: theme.SizeSmall})}
	f.ExtendBaseWidget(f)
	return f
}

// say shows words at the edge of the sheet, "" for none.
func (f *frame) say(words string) {
	if words == f.said.String() {
		return
	}
	f.said.SetText(words)
	f.Refresh()
}

// Held is what stands in the frame.
func (f *frame) Held() []fyne.CanvasObject { return []fyne.CanvasObject{f.sheet.Scroll} }

// CreateRenderer draws the frame.
func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	r := &frameRenderer{f: f, ground: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil), tip: canvas.NewRectangle(nil)}
	r.dress()
	return r
}

type frameRenderer struct {
	f                 *frame
	ground, ring, tip *canvas.Rectangle // the last is behind what is said
}

func (r *frameRenderer) dress() {
	radius := theme.Size(fynetheme.SizeNameInputRadius)
	r.ground.FillColor, r.ground.StrokeColor = theme.Colour(theme.ColourPaper), theme.Colour(theme.ColourFieldLine)
	r.ground.StrokeWidth, r.ground.CornerRadius = theme.Size(theme.SizeHair), radius
	r.ring.FillColor, r.ring.StrokeColor = theme.Colour(""), theme.Colour(theme.ColourAccent)
	r.ring.StrokeWidth, r.ring.CornerRadius = theme.Size(theme.SizeRing), radius
	r.ring.Hidden = !r.f.sheet.Focused()
	r.tip.FillColor, r.tip.StrokeColor = theme.Colour(theme.ColourDesk), theme.Colour(theme.ColourFieldLine)
	r.tip.StrokeWidth, r.tip.CornerRadius = theme.Size(theme.SizeHair), radius
	parts.SetShown(r.f.said, r.f.said.String() != "")
	r.tip.Hidden = !r.f.said.Visible()
}

func (r *frameRenderer) Layout(size fyne.Size) {
	line := theme.Size(theme.SizeRing)
	r.ground.Move(fyne.NewPos(0.5, 0.5))
	r.ground.Resize(size.SubtractWidthHeight(1, 1))
	r.ring.Move(fyne.NewPos(line/2, line/2))
	r.ring.Resize(size.SubtractWidthHeight(line, line))
	r.f.sheet.Scroll.Move(fyne.NewPos(line, line))
	r.f.sheet.Scroll.Resize(size.SubtractWidthHeight(2*line, 2*line))
	r.layOutSaid(size)
}

// layOutSaid sets what is said at the foot of the sheet, or at its head while the caret
// is in the lower half.
func (r *frameRenderer) layOutSaid(size fyne.Size) {
	line, pad := theme.Size(theme.SizeRing), theme.Steps(1)
	r.f.said.Resize(fyne.NewSize(max(0, size.Width-2*line-4*pad), 0))
	words := fyne.NewSize(r.f.said.Size().Width, r.f.said.MinSize().Height)
	at := fyne.NewPos(line+2*pad, size.Height-line-pad-words.Height)
	if r.f.sheet.CaretLow() {
		at.Y = line + pad
	}
	r.f.said.Move(at)
	r.f.said.Resize(words)
	r.tip.Move(at.SubtractXY(2*pad, pad))
	r.tip.Resize(words.AddWidthHeight(4*pad, 2*pad))
}

func (r *frameRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Steps(40), theme.Steps(24)) }

func (r *frameRenderer) Refresh() {
	r.dress()
	r.layOutSaid(r.f.Size())
	r.f.sheet.Refresh()
	canvas.Refresh(r.f)
}

func (r *frameRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.f.sheet.Scroll, r.ring, r.tip, r.f.said}
}

func (r *frameRenderer) Destroy() {}
