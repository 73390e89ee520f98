package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Fact is a label with what is known.
type Fact struct {
	Label string
	Value string // "" shows a quiet "not recorded"
	State State
}

// FactList sets facts under each other: quiet labels at the left, values at the right.
type FactList struct {
	widget.BaseWidget
	labels []*Text
	marks  []*Text
	values []*Prose
}

// NewFactList makes a list of facts.
func NewFactList(facts ...Fact) *FactList {
	l := &FactList{}
	l.ExtendBaseWidget(l)
	l.SetFacts(facts)
	return l
}

// SetFacts shows other facts.
func (l *FactList) SetFacts(facts []Fact) {
	l.labels, l.marks, l.values = nil, nil, nil
	for _, f := range facts {
		style := TextStyle{Colour: f.State.Colour()}
		if f.Value == "" {
			f.Value, style = "not recorded", QuietText
		}
		l.labels = append(l.labels, NewText(f.Label, QuietText))
		l.marks = append(l.marks, NewText(f.State.Shape(), f.State.mark(Plain)))
		l.values = append(l.values, NewProse(f.Value, style))
	}
	l.Refresh()
}

// CreateRenderer lays the facts out.
func (l *FactList) CreateRenderer() fyne.WidgetRenderer { return &factsRenderer{l} }

type factsRenderer struct{ l *FactList }

func (r *factsRenderer) Layout(size fyne.Size) { r.lay(size.Width) }

func (r *factsRenderer) lay(width float32) float32 {
	left, y := float32(0), float32(0)
	for _, label := range r.l.labels {
		left = max(left, label.MinSize().Width)
	}
	left += theme.Steps(Groups)
	for i, label := range r.l.labels {
		if i > 0 {
			y += theme.Steps(Between)
		}
		label.Move(fyne.NewPos(0, y))
		label.Resize(fyne.NewSize(label.MinSize().Width, Plain.leading()))
		x := left
		if mark := r.l.marks[i]; mark.String() != "" {
			mark.Move(fyne.NewPos(x, y))
			mark.Resize(fyne.NewSize(mark.MinSize().Width, Plain.leading()))
			x += theme.Steps(5)
		}
		value := r.l.values[i]
		value.Move(fyne.NewPos(x, y))
		value.Resize(fyne.NewSize(max(theme.Steps(20), width-x), 0))
		height := value.MinSize().Height
		value.Resize(fyne.NewSize(max(theme.Steps(20), width-x), height))
		y += max(height, label.MinSize().Height)
	}
	return y
}

func (r *factsRenderer) MinSize() fyne.Size {
	width := r.l.Size().Width
	if width == 0 {
		width = theme.Steps(100)
	}
	return fyne.NewSize(theme.Steps(60), r.lay(width))
}

func (r *factsRenderer) Refresh() {
	for _, o := range r.Objects() {
		o.Refresh()
	}
	r.lay(r.l.Size().Width)
}

func (r *factsRenderer) Objects() []fyne.CanvasObject {
	var things []fyne.CanvasObject
	for i := range r.l.labels {
		things = append(things, r.l.labels[i], r.l.marks[i], r.l.values[i])
	}
	return things
}

func (r *factsRenderer) Destroy() {}
