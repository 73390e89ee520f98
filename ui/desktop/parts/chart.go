package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/chart"
	"needsbook/ui/desktop/theme"
)

// Chart draws a chart, with the sentence that a head would say over it, and the
// number and date under it.
type Chart struct {
	widget.BaseWidget
	chart    chart.Chart
	sentence *Prose
	note     *Prose
}

// NewChart makes a chart; one that cannot be drawn truthfully says so in its place.
func NewChart(c chart.Chart, sentence, note string) *Chart {
	d := &Chart{chart: c, sentence: NewProse(sentence, Plain), note: NewProse(note, Quiet)}
	d.ExtendBaseWidget(d)
	return d
}

// Set shows another chart.
func (d *Chart) Set(c chart.Chart, sentence, note string) {
	d.chart = c
	d.sentence.SetText(sentence)
	d.note.SetText(note)
	d.Refresh()
}

// AccessibilityLabel is what a screen reader says.
func (d *Chart) AccessibilityLabel() string { return d.sentence.String() + " " + d.note.String() }

// AccessibilityRole tells a screen reader that this is text.
func (d *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the chart.
func (d *Chart) CreateRenderer() fyne.WidgetRenderer { return &chartRenderer{d: d} }

type chartRenderer struct {
	d     *Chart
	drawn []fyne.CanvasObject
	width float32
	tall  float32
}

// shades gives the theme's colour for each shade of a picture.
var shades = map[chart.Shade]fyne.ThemeColorName{
	chart.Grid: theme.ColourLine, chart.Axis: theme.ColourQuiet, chart.Words: theme.ColourInk, chart.Paper: theme.ColourPaper,
	chart.First: theme.ColourArea1, chart.First + 1: theme.ColourArea2, chart.First + 2: theme.ColourArea3, chart.First + 3: theme.ColourArea4,
}

// draw lays the chart out for a width, unless it was drawn for it before.
func (r *chartRenderer) draw(width float32) {
	if width <= 0 || width == r.width {
		return
	}
	r.width, r.drawn = width, nil
	top := under(r.d.sentence, width, 0)
	if err := r.d.chart.Check(); err != nil {
		r.words("This chart cannot be shown: "+err.Error()+".", Quiet, 0, top+theme.Steps(Groups), chart.Left)
		r.tall = top + theme.Steps(12)
		return
	}
	p := r.d.chart.Place(float64(width), float64(theme.Size(theme.SizeSmall)), func(words string) float64 {
		return float64(Small.measure(words).Width)
	})
	top += theme.Steps(Between)
	r.lines(p.Grid, top)
	for _, b := range p.Boxes {
		box := canvas.NewRectangle(theme.Colour(shades[b.Shade]))
		box.Move(fyne.NewPos(float32(b.X), float32(b.Y)+top))
		box.Resize(fyne.NewSize(float32(b.W), float32(b.H)))
		r.drawn = append(r.drawn, box)
	}
	r.lines(p.Lines, top)
	for _, t := range p.Texts {
		r.words(t.Words, Small, float32(t.X), float32(t.Y)+top, t.Align)
	}
	r.tall = under(r.d.note, width, top+float32(p.H)+theme.Steps(Between))
}

// under places running text at a height and returns where it ends.
func under(p *Prose, width, y float32) float32 {
	height := p.heightAt(width)
	p.Move(fyne.NewPos(0, y))
	p.Resize(fyne.NewSize(width, height))
	if p.String() == "" {
		return y
	}
	return y + height
}

func (r *chartRenderer) lines(lines []chart.Line, top float32) {
	for _, l := range lines {
		line := canvas.NewLine(theme.Colour(shades[l.Shade]))
		line.StrokeWidth = max(1, float32(l.Weight))
		line.Position1 = fyne.NewPos(float32(l.X1), float32(l.Y1)+top)
		line.Position2 = fyne.NewPos(float32(l.X2), float32(l.Y2)+top)
		r.drawn = append(r.drawn, line)
	}
}

// words draws a text whose foot is at y.
func (r *chartRenderer) words(words string, style TextStyle, x, y float32, align chart.Align) {
	t := canvas.NewText("", nil)
	style.dress(t, words)
	size := style.measure(words)
	switch align {
	case chart.Middle:
		x -= size.Width / 2
	case chart.Right:
		x -= size.Width
	}
	t.Move(fyne.NewPos(x, y-size.Height*0.8))
	t.Resize(size)
	r.drawn = append(r.drawn, t)
}

func (r *chartRenderer) Layout(size fyne.Size) { r.draw(size.Width) }

func (r *chartRenderer) MinSize() fyne.Size {
	width := r.d.Size().Width
	if width == 0 {
		width = theme.Steps(120)
	}
	r.draw(width)
	return fyne.NewSize(theme.Steps(60), r.tall)
}

func (r *chartRenderer) Refresh() {
	r.width = 0
	r.d.sentence.Refresh()
	r.d.note.Refresh()
	r.draw(r.d.Size().Width)
	canvas.Refresh(r.d)
}

func (r *chartRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.d.sentence, r.d.note}, r.drawn...)
}

func (r *chartRenderer) Destroy() {}
