package governors

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/reading"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a file is offered to be saved
}

// Screen is the page.
type Screen struct {
	n      Needs
	page   *fyne.Container
	scroll *container.Scroll
	print  *parts.Button
	object fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, page: container.NewStack()}
	s.print = parts.NewMainButton("Print", s.Print).WithKey("Ctrl+P")
	head := parts.LiveHeading("Governors’ page", parts.NewWideProse("One side for the governing body, from the facts as they stand today. It names no pupil, and no count on it tells of one.", parts.QuietText), s.print)
	s.scroll = parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, s.page))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, parts.Frame(parts.Margins(0, 0, 0, parts.Groups, head), s.scroll, nil))
	if err := s.load(); err != nil {
		return nil, err
	}
	return s, nil
}

// load makes the page anew.
func (s *Screen) load() error {
	doc, err := s.n.Desk.GovernorsDocument(context.Background())
	if err != nil {
		return &desk.Refusal{Field: "governors", Words: desk.Words(err)}
	}
	s.page.Objects = []fyne.CanvasObject{reading.View(doc)}
	s.page.Refresh()
	return nil
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	d := s.n.Desk
	printing.Show(printing.Needs{Desk: d, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: "Governors’ page", FileName: "Governors’ page " + d.Today().String(),
		Make: func(desk.Names) (*paper.Doc, error) { return d.GovernorsDocument(context.Background()) }})
}

// Title is for the window.
func (s *Screen) Title() string { return "Governors’ page" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to what prints the page.
func (s *Screen) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(s.print)
	}
}

// Refresh makes the page anew.
func (s *Screen) Refresh() {
	if err := s.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}
