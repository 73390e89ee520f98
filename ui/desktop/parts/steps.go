package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Steps is a short ladder: so many rungs, filled up to where a pupil stands, and
// the words after it. The rungs rise, so that the picture reads without colour.
type Steps struct {
	widget.BaseWidget
	rungs, at int
	words     string
}

// NewSteps makes a ladder of so many rungs, filled up to at; 0 fills none.
func NewSteps(rungs, at int, words string) *Steps {
	s := &Steps{rungs: rungs, at: at, words: words}
	s.ExtendBaseWidget(s)
	return s
}

// Set fills the ladder up to another rung.
func (s *Steps) Set(at int, words string) {
	s.at, s.words = at, words
	s.Refresh()
}

// AccessibilityLabel is what a screen reader says.
func (s *Steps) AccessibilityLabel() string { return s.words }

// AccessibilityRole tells a screen reader that this is text.
func (s *Steps) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the ladder.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer {
	r := &stepsRenderer{s: s, words: NewText("", Plain)}
	r.Refresh()
	return r
}

type stepsRenderer struct {
	s     *Steps
	words *Text
	rungs []*canvas.Rectangle
}

func (r *stepsRenderer) Layout(size fyne.Size) {
	width, gap, full := theme.Steps(2), theme.Steps(0.75), theme.Steps(4.5)
	foot, x := (size.Height+full)/2, float32(0)
	for i, rung := range r.rungs {
		height := full * float32(i+2) / float32(len(r.rungs)+1)
		rung.Move(fyne.NewPos(x, foot-height))
		rung.Resize(fyne.NewSize(width, height))
		x += width + gap
	}
	if x += theme.Steps(Tight); len(r.rungs) == 0 {
		x = 0
	}
	r.words.Move(fyne.NewPos(x, 0))
	r.words.Resize(fyne.NewSize(size.Width-x, size.Height))
}

func (r *stepsRenderer) MinSize() fyne.Size {
	ladder := float32(len(r.rungs))*theme.Steps(2.75) + theme.Steps(Tight)
	words := r.words.MinSize()
	return fyne.NewSize(ladder+words.Width, max(words.Height, theme.Steps(5)))
}

func (r *stepsRenderer) Refresh() {
	for len(r.rungs) < r.s.rungs {
		r.rungs = append(r.rungs, newBox())
	}
	for i, rung := range r.rungs {
		fill := theme.ColourPaper
		line := theme.ColourFieldLine
		if i < r.s.at {
			fill, line = theme.ColourAccent, theme.ColourAccent
		}
		rung.FillColor, rung.StrokeColor = theme.Colour(fill), theme.Colour(line)
		rung.StrokeWidth, rung.CornerRadius = theme.Size(theme.SizeHair), 1
	}
	r.words.SetText(r.s.words)
	r.words.Refresh()
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

func (r *stepsRenderer) Objects() []fyne.CanvasObject {
	things := []fyne.CanvasObject{r.words}
	for _, rung := range r.rungs {
		things = append(things, rung)
	}
	return things
}

func (r *stepsRenderer) Destroy() {}
