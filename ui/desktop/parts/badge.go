package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Badge is a word or two in a thin outline: a status, a code, DEMO.
type Badge struct {
	widget.BaseWidget
	words string
	state State
}

// NewBadge makes a badge; a state puts its shape before the words.
func NewBadge(words string, state State) *Badge {
	b := &Badge{words: words, state: state}
	b.ExtendBaseWidget(b)
	return b
}

// Set changes the words and the state.
func (b *Badge) Set(words string, state State) {
	b.words, b.state = words, state
	b.Refresh()
}

// AccessibilityLabel is what a screen reader says.
func (b *Badge) AccessibilityLabel() string { return b.words }

// AccessibilityRole tells a screen reader that this is text.
func (b *Badge) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the badge.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{b, newBox(), canvas.NewText("", nil), canvas.NewText("", nil)}
	r.Refresh()
	return r
}

type badgeRenderer struct {
	b           *Badge
	ground      *canvas.Rectangle
	mark, words *canvas.Text
}

func (r *badgeRenderer) style() TextStyle {
	return TextStyle{Size: theme.SizeSmall, Colour: r.b.state.Colour()}
}

// lead is the room for the shape.
func (r *badgeRenderer) lead() float32 {
	if r.b.state == NoState {
		return 0
	}
	return r.b.state.mark(r.style()).measure(r.b.state.Shape()).Width + theme.Steps(1)
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	x := theme.Steps(Between)
	r.mark.Move(fyne.NewPos(x, 0))
	r.mark.Resize(fyne.NewSize(r.lead(), size.Height))
	r.words.Move(fyne.NewPos(x+r.lead(), 0))
	r.words.Resize(fyne.NewSize(size.Width-x-r.lead(), size.Height))
}

func (r *badgeRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.lead()+r.style().measure(r.b.words).Width+theme.Steps(2*Between), theme.Steps(6))
}

func (r *badgeRenderer) Refresh() {
	r.ground.FillColor = theme.Colour(theme.ColourDesk)
	r.ground.StrokeColor = theme.Colour(theme.ColourLine)
	r.ground.StrokeWidth = theme.Size(theme.SizeHair)
	r.ground.CornerRadius = theme.Steps(3)
	r.b.state.mark(r.style()).dress(r.mark, r.b.state.Shape())
	r.style().dress(r.words, r.b.words)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *badgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.mark, r.words}
}

func (r *badgeRenderer) Destroy() {}
