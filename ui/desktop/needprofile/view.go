package needprofile

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/sharedneeds"
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
	tabs     *parts.Tabs
	sentence *parts.Prose
	grid     *parts.Grid
	detail   *fyne.Container
	body     *fyne.Container
	object   fyne.CanvasObject
}

// New makes the page. The argument "alike" opens the like needs.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}, detail: parts.Column(parts.Between), body: container.NewStack()}
	if arg == "alike" {
		s.model.tab = tabAlike
	}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "levels", Words: desk.Words(err)}
	}
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.tabs = parts.NewTabs(s.turn)
	head := parts.LiveHeading("Need profile", s.sentence, parts.NewMainButton("Print", s.Print).WithKey("Ctrl+P").When(n.Desk.May(access.Export)))
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, s.tabs))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))
	s.draw()
	return s, nil
}

// draw shows the part of the page that is chosen.
func (s *Screen) draw() {
	s.sentence.SetText(s.model.profile.Words())
	s.tabs.Set(s.model.tabs(), s.model.tab)
	switch s.model.tab {
	case tabNow:
		s.now()
	case tabTime:
		s.time()
	case tabAlike:
		s.alike()
	}
	s.grid.OnRune = s.Key
	s.object.Refresh()
}

// now is the table of areas by level, with what the levels are called under it.
func (s *Screen) now() {
	m := s.model
	var heads []parts.GridColumn
	for i, title := range m.heads() {
		heads = append(heads, parts.GridColumn{Title: m.desk.Terms().Say(title), Strong: i == 0, Grows: i == 0, Number: i > 0})
	}
	s.grid = parts.NewGrid(heads, func() int { return len(m.profile.Rows) }, m.cell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{Quiet: col > 0 && m.cell(row, col) == "0"}
	}
	s.body.Objects = []fyne.CanvasObject{parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, parts.NewWideProse(m.levels(), parts.QuietText)))}
}

// time is the chart of the highest levels, and every level in words beside it.
func (s *Screen) time() {
	rows := s.model.profile.TrendRows()
	s.grid = parts.NewGrid([]parts.GridColumn{{Title: "When", Strong: true}, {Title: s.model.desk.Terms().Say("Pupils at each {level}"), Grows: true}, {Title: "By", Grows: true, Width: 90}},
		func() int { return len(rows) }, func(row, col int) string { return []string{rows[row][0], rows[row][2], rows[row][1]}[col] })
	s.grid.Empty = s.model.desk.Terms().Say("No {level} has been confirmed yet. At the end of each term a line is added here by itself.")
	c := s.model.profile.Chart()
	drawn := parts.NewChart(c, s.model.desk.Terms().Say("Pupils at the highest {level+} at the end of each term."), "A line breaks where the scale changed: what stands before it is of another scale.")
	s.body.Objects = []fyne.CanvasObject{parts.Halves(1, 1, parts.Margins(0, 0, parts.Groups, 0, parts.Scrolled(parts.Margins(0, 0, 3, 0, drawn))), s.grid)}
}

// alike lists like needs, and who and what stands behind the current one.
func (s *Screen) alike() {
	m := s.model
	heads := make([]parts.GridColumn, len(alikeHeads))
	for i, title := range alikeHeads {
		heads[i] = parts.GridColumn{Title: m.desk.Terms().Say(title), Strong: i == 0, Number: i == 1 || i >= 4}
	}
	heads[0].Width = 150 // the whole name stands beside the list
	s.grid = parts.NewGrid(heads, func() int { return len(m.alike) }, m.alikeCell)
	s.grid.Still = 1
	s.grid.Empty = m.desk.Terms().Say("No two pupils near in age have one need at like {level+}, from ") + m.desk.LevelName(m.least) + " on."
	s.grid.OnCurrent = s.tell
	if s.n.Desk.May(access.Fund) {
		s.grid.OnOpen = func(int) { s.start() }
	}
	options := make([]parts.Option, len(m.profile.Levels))
	for i, id := range m.profile.Levels {
		options[i] = parts.Option{Value: id, Words: "From " + m.desk.LevelName(id)}
	}
	least := parts.NewChoice(options, func(id string) {
		if id != m.least {
			m.least = id
			s.Refresh()
		}
	})
	least.SetChosen(m.least)
	left := parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Wide(90, least)), s.grid, nil)
	s.body.Objects = []fyne.CanvasObject{parts.Halves(62, 38, parts.Margins(0, 0, parts.Groups, 0, left), parts.Scrolled(parts.Margins(0, 0, 3, 0, s.detail)))}
	s.tell(s.grid.Current())
}

// tell shows the pupils of a like need and what they could share.
func (s *Screen) tell(row int) {
	s.detail.Objects = nil
	if row >= 0 && row < len(s.model.alike) {
		n := s.model.alike[row]
		s.detail.Add(parts.NewProse(n.Name, parts.SectionTitle))
		list := parts.Column(parts.Tight)
		for _, words := range s.model.pupils(n) {
			list.Add(parts.NewProse(words, parts.Plain))
		}
		s.detail.Add(list)
		s.detail.Add(parts.Row(parts.Between, parts.NewMainButton("Start a group request", s.start).WithKey("Enter").When(s.n.Desk.May(access.Fund)), parts.NewButton("Ask whether others share this need", s.ask).WithKey("W").When(s.n.Desk.May(access.Send))))
		if options := s.model.options(n); len(options) > 0 {
			s.detail.Add(parts.NewProse("What they could share", parts.SmallStrong))
			for _, words := range options {
				s.detail.Add(parts.NewProse(words, parts.Plain))
			}
			s.detail.Add(parts.NewProse("From the library, by its usual pattern, for a full school year at today’s rates. Being alike on paper is a reason to talk: you know who would do well together.", parts.QuietText))
		}
	}
	s.detail.Refresh()
}

// start begins a group request for the current like need and opens it.
func (s *Screen) start() {
	row := s.grid.Current()
	if s.model.tab != tabAlike || row < 0 || row >= len(s.model.alike) {
		return
	}
	r, err := s.n.Desk.RequestForLikeNeed(context.Background(), s.model.alike[row])
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.n.Shell.Changed()
	s.n.Shell.Go(shell.To("requests", strconv.Itoa(r.Number)))
}

// ask opens the question to other schools, filled in from the current like need.
func (s *Screen) ask() {
	if row := s.grid.Current(); s.model.tab == tabAlike && row >= 0 && row < len(s.model.alike) {
		s.n.Shell.Go(shell.To("sharedneeds", "ask", sharedneeds.LikeName(s.model.alike[row])))
	}
}

func (s *Screen) turn(tab int) {
	s.model.tab = tab
	s.draw()
	s.n.Shell.Changed()
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	if !s.n.Shell.Allows(access.Export) {
		return
	}
	d := s.n.Desk
	job := func(title, file string, forOthers bool) printing.Job {
		return printing.Job{Title: title, FileName: file + " " + d.Today().String(), Make: func(desk.Names) (*paper.Doc, error) {
			return d.NeedProfileDocument(context.Background(), forOthers)
		}}
	}
	printing.ShowAny(printing.Needs{Desk: d, Shell: s.n.Shell, Folder: s.n.Folder}, []printing.Job{
		job("The profile, for the school", "Need profile", false), job("Counts to the nearest five, for governors or others", "Need profile, counts", true)})
}

func (s *Screen) letters() shell.Letters {
	turn := func(tab int) func() { return func() { s.turn(tab); s.Focus() } }
	return shell.Letters{
		{Rune: 'n', Words: "How it stands now", Do: turn(tabNow)},
		{Rune: 'o', Words: "Over time", Do: turn(tabTime)},
		{Rune: 'a', Words: "Alike: pupils with like needs", Do: turn(tabAlike)},
		{Rune: 'w', Words: "Ask whether other schools share the current need", Do: s.ask, Needs: access.Send},
	}.For(s.n.Desk.May)
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	if !s.n.Desk.May(access.Fund) {
		return s.letters().Facts()
	}
	return append([]parts.Fact{{Label: "Enter", Value: "Start a group request from a like need"}}, s.letters().Facts()...)
}

// Title is for the window.
func (s *Screen) Title() string { return "Need profile" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh counts again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row, focused := s.grid.Current(), s.n.Shell.Window().Canvas().Focused() == s.grid
	s.draw()
	s.grid.SetCurrent(row)
	if focused {
		s.Focus()
	}
}
