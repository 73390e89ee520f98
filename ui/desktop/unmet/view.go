package unmet

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a file is offered to be saved
}

// Screen is the page.
type Screen struct {
	n               Needs
	model           *model
	period          *parts.Choice
	tabs            *parts.Tabs
	sentence, whole *parts.Prose
	grid            *parts.Grid
	body            *fyne.Container
	object          fyne.CanvasObject
}

// New makes the page. The argument names a period, such as "2026/autumn"; "" is this
// school year.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(arg); err != nil {
		return nil, &desk.Refusal{Field: "period", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.whole = parts.NewWideProse("", parts.QuietText)
	s.period = parts.NewChoice(s.model.options(), s.choose)
	s.period.SetChosen(s.model.period.ID)
	s.tabs = parts.NewTabs(s.turn)
	s.body = container.NewStack()
	head := parts.LiveHeading("Unmet need", s.sentence, parts.Wide(62, s.period), parts.NewButton("Save as a file", s.save).WithKey("S"), parts.NewMainButton("Print", s.Print).WithKey("Ctrl+P"))
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, s.tabs))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))
	s.draw()
}

// draw shows the part of the page that is chosen.
func (s *Screen) draw() {
	s.sentence.SetText(s.model.sentence())
	s.tabs.Set(s.model.tabs(), s.model.tab)
	switch s.model.tab {
	case tabTable:
		s.table()
	case tabTime:
		s.time()
	case tabRows:
		s.rows()
	}
	s.object.Refresh()
}

// table counts by what was wanted; Enter on a count opens its rows.
func (s *Screen) table() {
	m := s.model
	heads := make([]parts.GridColumn, len(desk.UnmetHeads))
	for i, title := range desk.UnmetHeads {
		heads[i] = parts.GridColumn{Title: title, Strong: i == 0, Grows: i == 0, Number: i >= 2}
	}
	s.grid = parts.NewGrid(heads, func() int { return len(m.lines) }, m.cell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{Quiet: m.cell(row, col) == "0" || m.cell(row, col) == provision.TooFewWaits}
	}
	s.grid.Totals = m.foot
	s.grid.Cells = true
	s.grid.Still = 1
	s.grid.Empty = "Nothing was wanted, asked, waiting or refused in this time. Referrals, places waited for, advice not in place and funding requests stand here by themselves."
	s.grid.OnOpen = func(row int) {
		m.open(row, s.grid.CurrentColumn())
		s.after()
	}
	s.list(desk.UnmetHow + " Enter on a count opens its rows.")
}

// rows lists what is behind a count; Enter opens the pupil's page.
func (s *Screen) rows() {
	m := s.model
	heads := make([]parts.GridColumn, len(desk.UnmetRowHeads))
	for i, title := range desk.UnmetRowHeads {
		heads[i] = parts.GridColumn{Title: title, Strong: i == 0}
	}
	for _, written := range []int{5, 6} {
		heads[written].Grows, heads[written].Width = true, 110
	}
	s.grid = parts.NewGrid(heads, func() int { return len(m.rows) }, m.rowCell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		style := parts.CellStyle{}
		if col == 2 {
			style.State = states[m.rows[row].State]
		}
		return style
	}
	s.grid.Still = 1
	s.grid.Empty = "No row here."
	s.grid.OnOpen = func(row int) { s.n.Shell.Go(m.to(row)) }
	s.grid.OnCurrent = func(row int) { s.tell(m.rowDetail(row)) }
	s.list(m.rowDetail(s.grid.Current()))
}

// states are how the states of a need stand out.
var states = map[string]parts.State{
	provision.NeedWanted: parts.Soon, provision.NeedAsked: parts.Soon, provision.NeedWaiting: parts.Soon, provision.NeedRefused: parts.Overdue, provision.NeedSeen: parts.Done,
}

// list puts the grid on the page with words under it.
func (s *Screen) list(words string) {
	s.grid.OnRune = s.Key
	s.body.Objects = []fyne.CanvasObject{parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, s.whole))}
	s.tell(words)
}

func (s *Screen) tell(words string) {
	s.whole.SetText(words)
	s.whole.Hidden = words == ""
	s.body.Refresh()
}

// time is the chart with the numbers beside it.
func (s *Screen) time() {
	c, sentence, note := s.model.picture()
	heads := []parts.GridColumn{{Title: c.By, Strong: true, Grows: true}}
	for _, one := range c.Series {
		heads = append(heads, parts.GridColumn{Title: one.Name, Number: true})
	}
	s.grid = parts.NewGrid(heads, func() int { return len(c.Labels) }, func(row, col int) string {
		if col == 0 {
			return c.Labels[row]
		}
		return c.Series[col-1].Values[row].String()
	})
	s.grid.OnRune = s.Key
	s.grid.Empty = "Nothing of this school year has come yet."
	s.body.Objects = []fyne.CanvasObject{parts.Halves(1, 1, parts.Margins(0, 0, parts.Groups, 0, parts.Scrolled(parts.NewChart(c, sentence, note))), s.grid)}
}

// turn shows another part of the page; the rows come whole, unless a count opened them.
func (s *Screen) turn(tab int) {
	s.model.tab = tab
	if tab == tabTable {
		s.model.all()
		s.model.tab = tab
	}
	s.draw()
	s.n.Shell.Changed()
}

// after brings the page up to date after its own keys.
func (s *Screen) after() {
	s.draw()
	s.Focus()
	s.n.Shell.Changed()
}

// choose shows another period.
func (s *Screen) choose(period string) {
	if period == s.model.period.ID {
		return
	}
	if err := s.model.load(period); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.draw()
	s.n.Shell.Changed()
}

// Print lays the sheet of Ctrl+P over the window: the school's own paper, or the side for
// others.
func (s *Screen) Print() {
	d, p := s.n.Desk, s.model.period
	printing.ShowAny(printing.Needs{Desk: d, Shell: s.n.Shell, Folder: s.n.Folder}, []printing.Job{
		{Title: "The ledger, for the school", FileName: "Unmet need " + d.Today().String(), Make: func(n desk.Names) (*paper.Doc, error) {
			return d.UnmetPaper(context.Background(), p, n, false)
		}},
		{Title: d.Terms().Say("Counts alone, for governors or the {cluster}"), FileName: "Unmet need, counts " + d.Today().String(), Make: func(n desk.Names) (*paper.Doc, error) {
			return d.UnmetPaper(context.Background(), p, n, true)
		}},
	})
}

// save writes the rows of the period as a file for a spreadsheet.
func (s *Screen) save() {
	d, m := s.n.Desk, s.model
	u, p := m.unmet, m.period
	card := &saving.Card{Title: "Save the ledger as a file", Hint: "A CSV file: it opens in Excel with every accent right. Without full names, those in what was written are taken out too.",
		Path:  filepath.Join(s.n.Folder, "Unmet need "+d.Today().String()+".csv"),
		Names: true, Hidden: s.n.Shell.NamesHidden(),
		Make:  func(names desk.Names) ([]byte, error) { return d.UnmetCSV(context.Background(), u, p, names, false) },
		Saved: func(path string) { s.n.Shell.Say("The ledger is saved in " + path + ".") }}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}

// Title is for the window.
func (s *Screen) Title() string { return "Unmet need" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh reads the ledger again.
func (s *Screen) Refresh() {
	if err := s.model.load(""); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row, focused := s.grid.Current(), s.n.Shell.Window().Canvas().Focused() == s.grid
	s.draw()
	if row > 0 && s.grid.Rows() > 0 {
		s.grid.SetCurrent(min(row, s.grid.Rows()-1))
	}
	if focused {
		s.Focus()
	}
}

// Count says in the foot how much is shown.
func (s *Screen) Count() string {
	if s.model.tab == tabRows {
		return wording.Count(len(s.model.rows), "row") + " shown"
	}
	return wording.Count(len(s.model.lines), "line") + " shown"
}

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 't', Words: "Table by service", Do: func() { s.turn(tabTable); s.Focus() }},
		{Rune: 'o', Words: "Over time", Do: func() { s.turn(tabTime); s.Focus() }},
		{Rune: 'a', Words: "All rows", Do: func() { s.model.all(); s.after() }},
		{Rune: 'y', Words: "Choose the year or term", Do: func() { s.n.Shell.Window().Canvas().Focus(s.period) }},
		{Rune: 's', Words: "Save as a file for a spreadsheet", Do: s.save},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Open the rows behind a count, or the pupil's page"}}, s.letters().Facts()...)
}
