package levels

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/continuum"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// profile is the picture of the areas of need: a bar of so many fields for each,
// filled up to its level, with the level in words after it.
type profile struct {
	widget.BaseWidget
	rows []profileRow
	top  int
}

type profileRow struct {
	name, words *parts.Text
	rank        int
	fields      []*canvas.Rectangle
}

// newBox makes a rectangle that shows nothing until it is dressed.
func newBox() *canvas.Rectangle { return canvas.NewRectangle(color.Transparent) }

// hues are the colours of the areas of need, in the order of the code of practice.
var hues = []fyne.ThemeColorName{theme.ColourArea1, theme.ColourArea2, theme.ColourArea3, theme.ColourArea4}

func newProfile(m *model, s *continuum.Suggestion) *profile {
	p := &profile{top: m.top()}
	for _, a := range m.pack.Areas {
		level := s.Areas[a.ID]
		row := profileRow{name: parts.NewCutText(a.Name, parts.Plain), words: parts.NewText("Not rated", parts.Quiet), rank: m.rank(level)}
		if level != "" {
			row.words = parts.NewCutText(m.desk.LevelName(level), parts.Small)
		}
		for range p.top {
			row.fields = append(row.fields, newBox())
		}
		p.rows = append(p.rows, row)
	}
	p.ExtendBaseWidget(p)
	return p
}

// AccessibilityLabel is what a screen reader says.
func (p *profile) AccessibilityLabel() string {
	words := ""
	for _, row := range p.rows {
		words += row.name.String() + ": " + row.words.String() + ". "
	}
	return words
}

// AccessibilityRole tells a screen reader that this is text.
func (p *profile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the rows.
func (p *profile) CreateRenderer() fyne.WidgetRenderer {
	r := &profileRenderer{p}
	r.Refresh()
	return r
}

type profileRenderer struct{ p *profile }

// lines says how many lines an area takes: where room is short its name stands
// over its bar.
func (r *profileRenderer) lines(width float32) int {
	if width > 0 && width < theme.Steps(150) {
		return 2
	}
	return 1
}

func (r *profileRenderer) Layout(size fyne.Size) {
	line, lines := theme.Steps(7), r.lines(size.Width)
	field, gap := theme.Steps(7), theme.Steps(0.75)
	for i, row := range r.p.rows {
		x, y := float32(0), float32(i*lines)*line
		names := size.Width
		if lines == 1 {
			x = min(size.Width*0.4, theme.Steps(72))
			names = x - theme.Steps(parts.Between)
		}
		place(row.name, 0, y, names, line)
		y += float32(lines-1) * line
		for _, f := range row.fields {
			place(f, x, y+theme.Steps(1.5), field, line-theme.Steps(3))
			x += field + gap
		}
		x += theme.Steps(parts.Between)
		place(row.words, x, y, max(0, size.Width-x), line)
	}
}

func (r *profileRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Steps(80), float32(len(r.p.rows)*r.lines(r.p.Size().Width))*theme.Steps(7))
}

func (r *profileRenderer) Refresh() {
	for i, row := range r.p.rows {
		hue := theme.Colour(hues[i%len(hues)])
		for n, f := range row.fields {
			f.StrokeColor, f.StrokeWidth, f.CornerRadius = hue, theme.Size(theme.SizeHair), 2
			f.FillColor = theme.Colour(theme.ColourPaper)
			if n < row.rank {
				f.FillColor = hue
			}
		}
		row.name.Refresh()
		row.words.Refresh()
	}
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}

func (r *profileRenderer) Objects() []fyne.CanvasObject {
	var things []fyne.CanvasObject
	for _, row := range r.p.rows {
		things = append(things, row.name, row.words)
		for _, f := range row.fields {
			things = append(things, f)
		}
	}
	return things
}

func (r *profileRenderer) Destroy() {}
