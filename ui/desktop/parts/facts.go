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
	labels []*Prose
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
		l.labels = append(l.labels, NewProse(f.Label, QuietText))
		l.marks = append(l.marks, NewText(f.State.Shape(), f.State.mark(Plain)))
		l.values = append(l.values, NewProse(f.Value, style))
	}
	l.Refresh()
}

// CreateRenderer lays the facts out.
func (l *FactList) CreateRenderer() fyne.WidgetRenderer { return &factsRenderer{l} }

type factsRenderer struct{ l *FactList }

func (r *factsRenderer) Layout(size fyne.Size) {
	r.lay(size.Width, putThere)
}

// lay works out where everything stands at a width, hands it to put, and returns
// the height used.
func (r *factsRenderer) lay(width float32, put putting) float32 {
	left, y, line := float32(0), float32(0), Plain.leading()
	for _, label := range r.l.labels {
		left = max(left, QuietText.measure(label.String()).Width)
	}
	labels := left
	left += theme.Steps(Groups)
	if stacked := width < left+theme.Steps(30); stacked { // as in large text
		for i, label := range r.l.labels {
			if i > 0 {
				y += theme.Steps(Between)
			}
			height := max(heightAt(label, width), line)
			put(label, 0, y, width, height)
			y += height
			x := float32(0)
			if mark := r.l.marks[i]; mark.String() != "" {
				put(mark, x, y, theme.Steps(5), line)
				x = theme.Steps(5)
			}
			height = heightAt(r.l.values[i], max(1, width-x))
			put(r.l.values[i], x, y, width-x, height)
			y += max(height, line)
		}
		return y
	}
	for i, label := range r.l.labels {
		if i > 0 {
			y += theme.Steps(Between)
		}
		put(label, 0, y, labels, line)
		x := left
		if mark := r.l.marks[i]; mark.String() != "" {
			put(mark, x, y, theme.Steps(5), line)
			x += theme.Steps(5)
		}
		room := max(theme.Steps(20), width-x)
		height := heightAt(r.l.values[i], room)
		put(r.l.values[i], x, y, room, height)
		y += max(height, line)
	}
	return y
}

func (r *factsRenderer) MinSize() fyne.Size {
	width := r.l.Size().Width
	if width == 0 {
		width = theme.Steps(100)
	}
	return fyne.NewSize(theme.Steps(60), r.lay(width, nowhere))
}

func (r *factsRenderer) Refresh() {
	for _, o := range r.Objects() {
		o.Refresh()
	}
	r.Layout(r.l.Size())
}

func (r *factsRenderer) Objects() []fyne.CanvasObject {
	var things []fyne.CanvasObject
	for i := range r.l.labels {
		things = append(things, r.l.labels[i], r.l.marks[i], r.l.values[i])
	}
	return things
}

func (r *factsRenderer) Destroy() {}
