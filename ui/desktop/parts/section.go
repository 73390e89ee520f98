package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// Page sets a page: its title with its actions at the right, one sentence that
// says what is here and how it stands, and the content below.
func Page(title, sentence string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *fyne.Container {
	return Inset(Pages, Frame(Margins(0, 0, 0, Groups, Heading(title, sentence, actions...)), content, nil))
}

// Heading is the head of a page, for pages that set the rest themselves.
func Heading(title, sentence string, actions ...fyne.CanvasObject) *fyne.Container {
	if sentence == "" {
		return Beside(NewText(title, PageTitle), Row(Between, actions...))
	}
	return LiveHeading(title, NewWideProse(sentence, QuietText), actions...)
}

// LiveHeading is the head of a page whose sentence changes with what the page shows.
func LiveHeading(title string, sentence *Prose, actions ...fyne.CanvasObject) *fyne.Container {
	return Column(Tight, Beside(NewText(title, PageTitle), Row(Between, actions...)), sentence)
}

// Section sets a heading over a thing, with what can be done there at the right.
func Section(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *fyne.Container {
	return Frame(Margins(0, 0, 0, Tight, headLine(NewText(title, SectionTitle), actions)), content, nil)
}

// Card is a section on a sheet of its own: paper with a thin line round it.
func Card(title string, content fyne.CanvasObject, actions ...fyne.CanvasObject) *Panel {
	if title == "" {
		return NewPanel(theme.ColourPaper, Groups, content)
	}
	name := NewText(title, Strong)
	name.heads = true
	head := Margins(0, 0, 0, Tight, headLine(name, actions))
	return NewPanel(theme.ColourPaper, 3, Inset(Tight, Frame(head, content, nil)))
}

// headLine sets a heading with its actions at the right, as high with them as without.
func headLine(title fyne.CanvasObject, actions []fyne.CanvasObject) *fyne.Container {
	return Beside(title, Flow(Between, append([]fyne.CanvasObject{newStrut()}, actions...)...))
}

// strut is nothing to see, as high as a link.
type strut struct{ widget.BaseWidget }

func newStrut() *strut {
	s := &strut{}
	s.ExtendBaseWidget(s)
	return s
}

func (s *strut) MinSize() fyne.Size { return fyne.NewSize(0, linkHeight()) }

func (s *strut) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(newBox()) }

// Panel is a ground of one colour with a thin line round it.
type Panel struct {
	widget.BaseWidget
	ground  fyne.ThemeColorName
	line    fyne.ThemeColorName // "" for none
	content fyne.CanvasObject
}

// NewPanel sets a thing on a ground, with so many steps of room round it.
func NewPanel(ground fyne.ThemeColorName, steps float32, content fyne.CanvasObject) *Panel {
	p := &Panel{ground: ground, line: theme.ColourLine, content: Inset(steps, content)}
	p.ExtendBaseWidget(p)
	return p
}

// NewGround sets a thing on a ground without a line or room round it.
func NewGround(ground fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{ground: ground, content: content}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws the ground under the content.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{p, newBox()}
	r.dress()
	return r
}

type panelRenderer struct {
	p      *Panel
	ground *canvas.Rectangle
}

func (r *panelRenderer) dress() {
	r.ground.FillColor = theme.Colour(r.p.ground)
	r.ground.StrokeWidth = 0
	if r.p.line != "" {
		r.ground.StrokeColor = theme.Colour(r.p.line)
		r.ground.StrokeWidth = theme.Size(theme.SizeHair)
		r.ground.CornerRadius = theme.Size(fynetheme.SizeNameCardRadius)
	}
}

func (r *panelRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.p.content.Resize(size)
}

func (r *panelRenderer) MinSize() fyne.Size { return r.p.content.MinSize() }

func (r *panelRenderer) Refresh() {
	r.dress()
	r.ground.Refresh()
	r.p.content.Refresh()
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.p.content}
}

func (r *panelRenderer) Destroy() {}

// Line is a thin line across, or down when it is taller than wide.
type Line struct{ widget.BaseWidget }

// NewLine makes a thin line.
func NewLine() *Line {
	l := &Line{}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer draws the line.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	return &lineRenderer{canvas.NewRectangle(theme.Colour(theme.ColourLine))}
}

type lineRenderer struct{ line *canvas.Rectangle }

func (r *lineRenderer) Layout(size fyne.Size) { r.line.Resize(size) }
func (r *lineRenderer) MinSize() fyne.Size    { return fyne.NewSquareSize(theme.Size(theme.SizeHair)) }

func (r *lineRenderer) Refresh() {
	r.line.FillColor = theme.Colour(theme.ColourLine)
	r.line.Refresh()
}

func (r *lineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *lineRenderer) Destroy()                     {}

// holder draws one thing at the size of the widget that holds it, and passes a
// change of the look on to it.
type holder struct{ thing fyne.CanvasObject }

func (h *holder) Layout(size fyne.Size)        { h.thing.Resize(size) }
func (h *holder) MinSize() fyne.Size           { return h.thing.MinSize() }
func (h *holder) Refresh()                     { h.thing.Refresh() }
func (h *holder) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{h.thing} }
func (h *holder) Destroy()                     {}
