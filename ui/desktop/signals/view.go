package signals

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	sentence *parts.Prose
	detail   *parts.Prose
	grid     *parts.Grid   // nil where there is nothing to compare with
	first    *parts.Button // the first link
	object   *fyne.Container
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk}, object: container.NewStack()}
	if err := s.model.load(); err != nil {
		return nil, err
	}
	s.sentence, s.detail = parts.NewWideProse("", parts.QuietText), parts.NewWideProse("", parts.Plain)
	s.draw()
	return s, nil
}

// draw shows the page as things stand.
func (s *Screen) draw() {
	m := s.model
	s.sentence.SetText(m.sentence())
	s.grid = nil
	s.first = parts.NewLink(s.n.Desk.Terms().Say("{Level+} of the {cluster}"), func() { s.n.Shell.Go(shell.To("clusterview", "levels")) })
	links := []fyne.CanvasObject{s.first,
		parts.NewLink("Vignettes", func() { s.n.Shell.Go(shell.To("vignettes")) }),
		parts.NewLink(s.n.Desk.Terms().Say("{Moderation}"), func() { s.n.Shell.Go(shell.To("moderation")) }),
	}
	top := parts.LiveHeading("Signals", s.sentence, links...)
	notes := parts.Column(parts.Tight)
	for i, note := range s.n.Desk.SignalNotes() {
		style := parts.QuietText
		if i == 0 {
			style = parts.Plain
		}
		notes.Add(parts.NewWideProse(note, style))
	}
	var body fyne.CanvasObject
	if m.none() {
		body = parts.Scrolled(parts.Column(parts.Groups, parts.NewProse(m.signals.Why, parts.Plain), notes))
	} else {
		s.grid = parts.NewGrid(m.heads(), func() int { return len(m.signals.Lines) }, m.cell)
		s.grid.Still = 1
		s.grid.Style = func(row, col int) parts.CellStyle {
			return parts.CellStyle{State: m.state(row, col), Quiet: m.cell(row, col) == "–"}
		}
		s.grid.OnCurrent = func(row int) { s.detail.SetText(m.detail(row)); s.object.Refresh() }
		s.detail.SetText(m.detail(s.grid.Current()))
		body = parts.CappedFoot(0.5, s.grid, parts.Margins(0, parts.Between, 3, 0, parts.Column(parts.Between, s.detail, notes)))
	}
	s.object.Objects = []fyne.CanvasObject{parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Groups, top), body, nil))}
	s.object.Refresh()
}

// Title is for the window.
func (s *Screen) Title() string { return "Signals" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the lines, or to the first link where there are none.
func (s *Screen) Focus() {
	if s.grid == nil {
		s.n.Shell.Window().Canvas().Focus(s.first)
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.grid)
}

// Refresh works the comparison out again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.draw()
	s.Focus()
}
