package whereabouts

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
	print  *parts.Button
	object fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, page: container.NewStack()}
	s.print = parts.NewMainButton("Print", s.Print).WithKey("Ctrl+P")
	head := parts.LiveHeading("Where our data is", parts.NewWideProse("Every place where records of the school lie, as it stands now, and what never leaves.", parts.QuietText), s.print)
	offers := parts.Flow(parts.Between, parts.NewButton("Privacy notice", s.notice), parts.NewButton("Impact assessment", s.assessment), parts.NewLink("Keeping and erasing", func() { s.n.Shell.Go(shell.To("keeping")) }).When(n.Shell.Opens("keeping")))
	scroll := parts.Scrolled(parts.Margins(0, 0, parts.Groups, 0, s.page))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Between, head, offers)), scroll, nil))
	if err := s.load(); err != nil {
		return nil, err
	}
	return s, nil
}

// load makes the page anew.
func (s *Screen) load() error {
	doc, err := s.n.Desk.WhereaboutsDocument(context.Background())
	if err != nil {
		return &desk.Refusal{Field: "whereabouts", Words: desk.Words(err)}
	}
	s.page.Objects = []fyne.CanvasObject{reading.View(doc)}
	s.page.Refresh()
	return nil
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	s.paper("Where our data is", func() (*paper.Doc, error) { return s.n.Desk.WhereaboutsDocument(context.Background()) })
}

func (s *Screen) notice() {
	s.paper("Privacy notice", func() (*paper.Doc, error) { return s.n.Desk.PrivacyNotice(), nil })
}

func (s *Screen) assessment() {
	s.paper("Impact assessment", func() (*paper.Doc, error) { return s.n.Desk.ImpactAssessment(), nil })
}

func (s *Screen) paper(title string, make func() (*paper.Doc, error)) {
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: title, FileName: title + " " + s.n.Desk.Today().String(),
		Make: func(desk.Names) (*paper.Doc, error) { return make() }})
}

// Title is for the window.
func (s *Screen) Title() string { return "Where our data is" }

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
