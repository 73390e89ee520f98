package casesample

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
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
	n        Needs
	model    *model
	search   *parts.SearchField
	grid     *parts.Grid
	sentence *parts.Prose
	gaps     *fyne.Container
	beside   *container.Scroll
	object   fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}, gaps: parts.Column(parts.Between)}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "pupils", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: heads[0], Strong: true, Width: 150}, {Title: heads[1], Width: 190}, {Title: heads[2], Width: 80}, {Title: heads[3], Width: 60}, {Title: heads[4], Grows: true, Width: 100}},
		func() int { return len(s.model.rows) }, s.model.cell)
	s.grid.Ticks, s.grid.Still = true, 1
	s.grid.Empty = "No pupil with SEN answers this search. Try a name, a class or need:SLCN."
	s.grid.OnTicks = s.ticks
	s.grid.OnOpen = func(row int) { s.n.Shell.Go(shell.To("pupil", s.model.rows[row].ID)) }
	s.grid.OnRune = s.Key
	s.search = parts.NewSearchField("Find pupils: a name, a class, need:SLCN", s.find)
	s.search.Results = s.grid
	s.sentence = parts.NewWideProse("", parts.QuietText)
	head := parts.LiveHeading("Case sample", s.sentence, parts.NewButton("Take the suggestion", s.suggest).WithKey("S"), parts.NewMainButton("Make the pack", s.Print).WithKey("Ctrl+P"))
	list := parts.Frame(parts.Margins(0, 0, 0, parts.Between, s.search), s.grid, nil)
	s.beside = parts.Scrolled(parts.Margins(0, 0, 3, 0, s.gaps))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, parts.Frame(parts.Margins(0, 0, 0, parts.Between, head),
		parts.Halves(70, 30, parts.Margins(0, 0, parts.Groups, 0, list), s.beside), nil))
	s.show()
}

// show sets everything but the search again.
func (s *Screen) show() {
	s.grid.Reload()
	s.grid.SetTicked(s.model.ticked())
	s.tell()
}

// tell says who is chosen and what is missing in their records.
func (s *Screen) tell() {
	s.sentence.SetText(s.model.sentence())
	s.gaps.Objects = nil
	found, err := s.model.gaps()
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.gaps.Add(parts.NewProse("Missing in the records", parts.SectionTitle))
	if len(found) == 0 {
		s.gaps.Add(parts.NewProse("Choose pupils, and what is missing in their records stands here before anyone asks.", parts.QuietText))
	}
	for _, g := range found {
		lines := parts.Column(parts.Tight, parts.NewProse(g.name, parts.Strong))
		if g.why != "" {
			lines.Add(parts.NewProse(g.why, parts.Quiet))
		}
		for _, words := range g.lines {
			lines.Add(parts.NewProse(words, parts.Small))
		}
		if len(g.lines) == 0 {
			lines.Add(parts.NewProse("Nothing is missing.", parts.Quiet))
		}
		s.gaps.Add(lines)
	}
	s.gaps.Refresh()
	s.beside.Refresh()
	s.object.Refresh()
}

// ticks takes a choice.
func (s *Screen) ticks(rows []int) {
	if err := s.model.tick(rows); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.tell()
}

func (s *Screen) find(query string) {
	if err := s.model.find(query); err != nil {
		s.sentence.SetText(desk.Words(err)) // an unfinished search: the rows stay
		return
	}
	s.show()
}

func (s *Screen) suggest() {
	if err := s.model.suggest(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.search.SetText("")
	s.show()
	s.Focus()
}

// Print lays the sheet of Ctrl+P over the window: the pack, and the SENCO's own sheet of
// what is missing.
func (s *Screen) Print() {
	d, chosen := s.n.Desk, slices.Clone(s.model.chosen)
	if len(chosen) == 0 || len(chosen) > desk.MostCases {
		s.n.Shell.Alert(s.model.sentence())
		return
	}
	if err := s.model.remember(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	printing.ShowAny(printing.Needs{Desk: d, Shell: s.n.Shell, Folder: s.n.Folder}, []printing.Job{
		{Title: "Case-sample pack", FileName: "Case sample " + d.Today().String(), Make: func(n desk.Names) (*paper.Doc, error) {
			return d.CaseSample(context.Background(), chosen, n)
		}},
		{Title: d.Terms().Say("What is missing, for the {senco} alone"), FileName: "Case sample gaps " + d.Today().String(), Make: func(n desk.Names) (*paper.Doc, error) {
			return d.CaseGapsPaper(context.Background(), chosen, n)
		}},
	})
}

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 's', Words: "Take the suggestion", Do: s.suggest},
		{Rune: '/', Words: "Find pupils", Do: func() { s.n.Shell.Window().Canvas().Focus(s.search) }},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Space", Value: "Choose the pupil, or leave the pupil out"}, {Label: "Enter", Value: "Open the pupil's page"}}, s.letters().Facts()...)
}

// Count says in the foot how many are chosen.
func (s *Screen) Count() string { return s.model.count() }

// Title is for the window.
func (s *Screen) Title() string { return "Case sample" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh reads again.
func (s *Screen) Refresh() {
	row := s.grid.Current()
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.show()
	s.grid.SetCurrent(row)
}
