package history

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/day"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// picture shows the history as bands over the years, a band for the status and one
// for each rank of need. The table under it says the same in words.
type picture struct {
	widget.BaseWidget
	m *model
}

func newPicture(m *model) *picture {
	p := &picture{m: m}
	p.ExtendBaseWidget(p)
	return p
}

// lanes is how many bands there are: the status, then each rank of need.
func (p *picture) lanes() int {
	most := 0
	for _, l := range p.m.lines {
		most = max(most, l.lane()+1)
	}
	return most
}

func (l line) lane() int {
	if l.need {
		return l.rank
	}
	return 0
}

// first is the day at which the picture begins.
func (p *picture) first() day.Date {
	first := p.m.desk.Today()
	for _, l := range p.m.lines {
		if l.from.Before(first) {
			first = l.from
		}
	}
	return first
}

// AccessibilityLabel is what a screen reader says.
func (p *picture) AccessibilityLabel() string {
	return "The table below as a picture"
}

// CreateRenderer draws the bands.
func (p *picture) CreateRenderer() fyne.WidgetRenderer { return &pictureRenderer{p: p} }

type pictureRenderer struct {
	p       *picture
	objects []fyne.CanvasObject
}

// laneHeight is the height of a band in steps, its gap included.
const laneHeight = 6

func (r *pictureRenderer) MinSize() fyne.Size {
	lanes := r.p.lanes()
	if lanes == 0 {
		return fyne.NewSize(0, 0)
	}
	return fyne.NewSize(theme.Steps(60), theme.Steps(float32(lanes)*laneHeight)+parts.NewText("0", parts.Quiet).MinSize().Height)
}

// Layout draws anew for a width: a day's place depends on it.
func (r *pictureRenderer) Layout(size fyne.Size) {
	r.objects = nil
	lanes := r.p.lanes()
	if lanes == 0 || size.Width < 1 {
		return
	}
	first, today := r.p.first(), r.p.m.desk.Today()
	days := float32(max(1, first.DaysUntil(today)+1))
	x := func(d day.Date) float32 { return size.Width * float32(first.DaysUntil(d)) / days }
	height := theme.Steps(laneHeight - 1)
	for _, l := range r.p.m.lines {
		until := l.until
		if until.IsZero() {
			until = today.AddDays(1)
		}
		left, width := x(l.from), max(2, x(until)-x(l.from)-1)
		r.band(l, left, theme.Steps(float32(l.lane())*laneHeight), width, height)
	}
	foot := theme.Steps(float32(lanes) * laneHeight)
	free := float32(0) // where the last year's words end
	for year := first.Year() + 1; year <= today.Year(); year++ {
		at := x(day.Of(year, 1, 1))
		tick := canvas.NewRectangle(theme.Colour(theme.ColourLine))
		tick.Move(fyne.NewPos(at, 0))
		tick.Resize(fyne.NewSize(theme.Size(theme.SizeHair), foot))
		r.objects = append(r.objects, tick)
		words := parts.NewText(day.Of(year, 1, 1).String()[:4], parts.Quiet)
		if least := words.MinSize(); at > free && at+least.Width <= size.Width {
			words.Move(fyne.NewPos(at, foot))
			words.Resize(least)
			r.objects = append(r.objects, words)
			free = at + least.Width + theme.Steps(parts.Between)
		}
	}
}

// band draws one row, with its code in it where there is room.
func (r *pictureRenderer) band(l line, x, y, width, height float32) {
	box := canvas.NewRectangle(theme.Colour(theme.ColourChosen))
	box.StrokeColor, box.StrokeWidth = theme.Colour(theme.ColourAccent), theme.Size(theme.SizeHair)
	if !l.until.IsZero() {
		box.FillColor, box.StrokeColor = theme.Colour(theme.ColourDesk), theme.Colour(theme.ColourLine)
	}
	box.CornerRadius = 2
	box.Move(fyne.NewPos(x, y))
	box.Resize(fyne.NewSize(width, height))
	r.objects = append(r.objects, box)
	words := parts.NewText(l.code, parts.TextStyle{Size: theme.SizeSmall})
	if least := words.MinSize(); least.Width+theme.Steps(2*parts.Tight) <= width {
		words.Move(fyne.NewPos(x+theme.Steps(parts.Tight), y+(height-least.Height)/2))
		words.Resize(least)
		r.objects = append(r.objects, words)
	}
}

func (r *pictureRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *pictureRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *pictureRenderer) Destroy()                     {}
