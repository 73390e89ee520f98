package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/money"
	"needsbook/ui/desktop/theme"
)

// Bar shows an amount against a threshold, with both in words over it. Where the
// amount is beyond the threshold, a mark shows where the threshold lies.
type Bar struct {
	widget.BaseWidget
	amount, threshold money.Amount
	words             string
}

// NewBar makes a bar. The words say what it is: "£3,412 of £6,000 is evidenced".
func NewBar(amount, threshold money.Amount, words string) *Bar {
	b := &Bar{amount: amount, threshold: threshold, words: words}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows another amount.
func (b *Bar) Set(amount, threshold money.Amount, words string) {
	b.amount, b.threshold, b.words = amount, threshold, words
	b.Refresh()
}

// AccessibilityLabel is what a screen reader says.
func (b *Bar) AccessibilityLabel() string { return b.words }

// AccessibilityRole tells a screen reader that this is text.
func (b *Bar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// shares returns how far along the amount and the threshold lie, from 0 to 1.
func (b *Bar) shares() (amount, threshold float32) {
	pence, limit := max(0, b.amount.InPence()), max(0, b.threshold.InPence())
	whole := max(pence, limit)
	if whole == 0 {
		return 0, 1
	}
	return float32(pence) / float32(whole), float32(limit) / float32(whole)
}

// CreateRenderer draws the bar.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	r := &barRenderer{b, NewProse("", Plain), newBox(), newBox(), newBox(), newBox()}
	r.Refresh()
	return r
}

type barRenderer struct {
	b            *Bar
	words        *Prose
	ground, fill *canvas.Rectangle
	gap, mark    *canvas.Rectangle // the mark stands in a gap, so that it shows on the fill
}

func (r *barRenderer) Layout(size fyne.Size) {
	r.words.Resize(fyne.NewSize(size.Width, r.words.MinSize().Height))
	line := r.words.MinSize().Height // running text has found its lines
	y, height := line+theme.Steps(Tight), theme.Steps(3)
	amount, threshold := r.b.shares()
	r.ground.Move(fyne.NewPos(0, y))
	r.ground.Resize(fyne.NewSize(size.Width, height))
	r.fill.Move(fyne.NewPos(0, y))
	r.fill.Resize(fyne.NewSize(size.Width*amount, height))
	x := min(size.Width*threshold, size.Width-2)
	r.gap.Move(fyne.NewPos(x-2, y-2))
	r.gap.Resize(fyne.NewSize(6, height+4))
	r.mark.Move(fyne.NewPos(x, y-2))
	r.mark.Resize(fyne.NewSize(2, height+4))
}

func (r *barRenderer) MinSize() fyne.Size {
	words := r.words.MinSize()
	return fyne.NewSize(theme.Steps(40), words.Height+theme.Steps(Tight+3)+2)
}

func (r *barRenderer) Refresh() {
	r.words.SetText(r.b.words)
	r.words.Refresh()
	r.ground.FillColor, r.ground.StrokeColor = theme.Colour(theme.ColourDesk), theme.Colour(theme.ColourFieldLine)
	r.ground.StrokeWidth, r.ground.CornerRadius = theme.Size(theme.SizeHair), 3
	r.fill.FillColor, r.fill.CornerRadius = theme.Colour(theme.ColourAccent), 3
	r.gap.FillColor, r.mark.FillColor = theme.Colour(theme.ColourPaper), theme.Colour(theme.ColourInk)
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

func (r *barRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.words, r.ground, r.fill, r.gap, r.mark}
}

func (r *barRenderer) Destroy() {}
