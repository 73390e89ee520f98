package budget

import (
	"bytes"
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/paper"
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
	year, starts    *parts.Choice
	tabs            *parts.Tabs
	sentence, whole *parts.Prose
	grid            *parts.Grid
	expects         *parts.Button
	body            *fyne.Container
	object          fyne.CanvasObject
}

// New makes the page. The argument is a school year such as 2026; "" is this one.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	s.model.year, _ = strconv.Atoi(arg)
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "year", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.whole = parts.NewWideProse("", parts.QuietText)
	s.year = parts.NewChoice(s.model.years(), s.choose)
	s.starts = parts.NewChoice(starts(), s.begin)
	s.tabs = parts.NewTabs(s.turn)
	s.body = container.NewStack()
	head := parts.LiveHeading("Budget", s.sentence, parts.NewButton("Spreadsheet", s.save).WithKey("S"), parts.NewButton("Print", s.Print).WithKey("Ctrl+P"), parts.NewMainButton("Add money", s.New).WithKey("Ctrl+N"))
	s.expects = parts.NewButton("Expect the same for the months to come", s.expect).WithKey("E")
	choices := parts.Flow(parts.Between, parts.Wide(54, s.year), parts.Wide(66, s.starts), s.expects)
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, choices, s.tabs))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.body, s.spare))
	s.draw()
}

// spare are the parts of the head that give way to large text; the key E stays.
func (s *Screen) spare() []fyne.CanvasObject {
	if len(s.model.budget.Awaited) > 0 {
		return []fyne.CanvasObject{s.sentence, s.expects}
	}
	return []fyne.CanvasObject{s.sentence}
}

// draw shows the part of the page that is chosen.
func (s *Screen) draw() {
	m := s.model
	s.year.SetChosen(strconv.Itoa(m.budget.Year))
	s.starts.SetChosen(strconv.Itoa(m.budget.Starts))
	s.sentence.SetText(m.sentence())
	s.tabs.Set(m.tabs(), m.tab)
	switch m.tab {
	case tabSources:
		s.sources()
	case tabIn:
		s.list(inHeads, func() int { return len(m.in) }, m.inCell, m.inTotal, m.inDetail, s.openIn)
		s.grid.Empty = "No money is entered for this school year. Ctrl+N enters what the school was told; money that was agreed for a request comes by itself."
		s.grid.OnKey = s.removes
	case tabHelp:
		s.list(helpHeads, func() int { return len(m.help) }, m.helpCell, m.helpTotal, m.helpDetail, func(row int) { s.n.Shell.Go(shell.To("provision", m.help[row].ID)) })
		s.grid.Empty = "No help is paid from here. The Provision page says what is put on and which money pays for it."
	case tabPupils:
		s.pupils()
	case tabPicture:
		s.picture()
	}
	s.expects.Hidden = len(m.budget.Awaited) == 0
	s.object.Refresh()
}

// sources is the table of sources, with the picture beside it where there is money.
func (s *Screen) sources() {
	m := s.model
	s.list(sourceHeads, func() int { return len(m.sources) }, m.sourceCell, m.sourceTotal, m.sourceDetail, func(row int) { s.openSource(row) })
	s.grid.Empty = "Here stands the money for SEN beside what help costs. Ctrl+N enters the first: what the school was told for the year. Help comes from the Provision page."
	s.grid.Cells = true
	s.grid.Style = func(row, col int) parts.CellStyle {
		if col == 6 && m.sources[row].Left.IsNegative() {
			return parts.CellStyle{State: parts.Overdue}
		}
		return parts.CellStyle{}
	}
}

// picture is what is in beside what is forecast, source by source, with the notes.
func (s *Screen) picture() {
	m := s.model
	s.list(sourceHeads, func() int { return len(m.sources) }, m.sourceCell, m.sourceTotal, m.sourceDetail, func(row int) { s.openSource(row) })
	if m.isEmpty() {
		s.grid.Empty = "Once money or help is entered, its picture stands here."
		return
	}
	c, sentence, note := m.picture()
	s.body.Objects = []fyne.CanvasObject{parts.Halves(11, 9, parts.Margins(0, 0, parts.Groups, 0, parts.Scrolled(parts.NewChart(c, sentence, note))),
		parts.Scrolled(parts.Margins(0, 0, 3, 0, parts.Column(parts.Groups, parts.Column(parts.Between, parts.NewText("What it pays for", parts.SectionTitle), parts.NewFactList(m.staff()...)), parts.NewProse(m.notes(), parts.QuietText)))))}
}

// openSource opens a figure of a source: what is in to its lines, the rest to the help
// that is paid from it.
func (s *Screen) openSource(row int) {
	m := s.model
	m.tab = tabHelp
	if s.grid.CurrentColumn() == 1 || len(m.sources[row].Spent) == 0 {
		m.tab = tabIn
	}
	m.narrow(m.sources[row].Source)
	s.after()
}

// pupils are the help of each pupil against what the school pays first.
func (s *Screen) pupils() {
	m := s.model
	s.list(m.pupilHeads(), func() int { return len(m.budget.Pupils) }, m.pupilCell, nil, m.pupilDetail, func(row int) { s.n.Shell.Go(shell.To("pupil", m.budget.Pupils[row].Pupil)) })
	s.grid.Empty = "No pupil has help on the provision map in this school year."
	s.grid.Style = func(row, col int) parts.CellStyle {
		if col != 3 {
			return parts.CellStyle{}
		}
		_, state := m.standing(m.budget.Pupils[row])
		return parts.CellStyle{State: state}
	}
	if len(m.budget.Pupils) == 0 {
		return
	}
	c, sentence, note := m.bars()
	s.body.Objects = []fyne.CanvasObject{parts.Halves(5, 3, parts.Margins(0, 0, parts.Groups, 0, s.grid), parts.Frame(parts.Margins(0, 0, 0, parts.Groups, parts.Tall(44, parts.Scrolled(s.whole))), parts.Scrolled(parts.NewChart(c, sentence, note)), nil))}
}

// list puts a grid on the page, with all of its current row in words under it.
func (s *Screen) list(heads []parts.GridColumn, rows func() int, cell func(row, col int) string, totals func(int) string, detail func(int) string, open func(int)) {
	s.grid = parts.NewGrid(heads, rows, cell)
	if rows() > 0 {
		s.grid.Totals = totals
	}
	s.grid.OnRune = s.Key
	s.grid.OnOpen = open
	tell := func(row int) {
		s.whole.SetText(detail(row))
		s.whole.Hidden = detail(row) == ""
		s.body.Refresh()
	}
	s.grid.OnCurrent = tell
	s.grid.Still = 1
	s.body.Objects = []fyne.CanvasObject{parts.CappedFoot(0.4, s.grid, parts.Margins(0, parts.Between, 0, 0, s.whole))}
	tell(s.grid.Current())
}

// turn shows another part of the page.
func (s *Screen) turn(tab int) {
	s.model.tab = tab
	if tab == tabSources {
		s.model.narrow("")
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

// choose shows another school year.
func (s *Screen) choose(year string) {
	n, err := strconv.Atoi(year)
	if err != nil || n == s.model.budget.Year {
		return
	}
	s.model.year = n
	s.Refresh()
	s.n.Shell.Changed()
}

// begin keeps the month in which the financial year starts.
func (s *Screen) begin(month string) {
	n, err := strconv.Atoi(month)
	if err != nil || n == s.model.budget.Starts {
		return
	}
	s.did(s.n.Desk.SetBudgetStarts(context.Background(), n))
}

// expect enters the months that nobody told the school of yet.
func (s *Screen) expect() {
	_, err := s.n.Desk.ExpectSame(context.Background(), s.model.year)
	s.did(err)
}

// did says what was refused, or shows the page as it is now.
func (s *Screen) did(err error) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.Refresh()
	s.n.Shell.Changed()
	s.Focus()
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	d, year := s.n.Desk, s.model.budget.Year
	name := desk.BudgetFileName(year)
	printing.ShowAny(printing.Needs{Desk: d, Shell: s.n.Shell, Folder: s.n.Folder}, []printing.Job{
		{Title: "One side for the head and governors", FileName: name, Make: func(desk.Names) (*paper.Doc, error) {
			return d.BudgetPaper(context.Background(), year, desk.NamesOff)
		}},
		{Title: "With the help of each pupil, for the school", FileName: name + ", pupils", Make: func(n desk.Names) (*paper.Doc, error) {
			return d.BudgetPaper(context.Background(), year, n)
		}},
	})
}

// save writes the workbook whose totals are formulas.
func (s *Screen) save() {
	d, year := s.n.Desk, s.model.budget.Year
	card := &saving.Card{Title: "Save the budget as a spreadsheet", Hint: "An Excel workbook with live formulas: change a rate, a number of weeks or an amount, and the totals follow.",
		Path: filepath.Join(s.n.Folder, desk.BudgetFileName(year)+".xlsx"), Names: true, Hidden: s.n.Shell.NamesHidden(),
		Make: func(names desk.Names) ([]byte, error) {
			var file bytes.Buffer
			err := d.BudgetWorkbook(context.Background(), &file, year, names)
			return file.Bytes(), err
		},
		Saved: func(path string) { s.n.Shell.Say("The budget is saved in " + path + ".") }}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}

// Title is for the window.
func (s *Screen) Title() string { return "Budget" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	switch at := s.n.Shell.Window().Canvas(); {
	case at.Overlays().Top() != nil:
	case s.model.tab == tabPicture:
		at.Focus(s.tabs)
	default:
		at.Focus(s.grid)
	}
}

// Refresh reads the budget again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
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
	switch m := s.model; m.tab {
	case tabIn:
		return wording.Count(len(m.in), "line") + " shown"
	case tabHelp:
		return wording.Count(len(m.help), "intervention") + " shown"
	case tabPupils:
		return wording.Count(len(m.budget.Pupils), "pupil") + " shown"
	}
	return wording.Count(len(s.model.sources), "source") + " shown"
}

func (s *Screen) letters() shell.Letters {
	part := func(tab int) func() { return func() { s.turn(tab); s.Focus() } }
	return shell.Letters{
		{Rune: 'b', Words: "By source", Do: part(tabSources)},
		{Rune: 'i', Words: "Money in", Do: part(tabIn)},
		{Rune: 'h', Words: "Help and its cost", Do: part(tabHelp)},
		{Rune: 'p', Words: "Pupils", Do: part(tabPupils)},
		{Rune: 'o', Words: "Picture", Do: part(tabPicture)},
		{Rune: 'a', Words: "Lines of all sources", Do: func() { s.model.narrow(""); s.after() }},
		{Rune: 'e', Words: "Expect the same money for the months to come", Do: s.expect},
		{Rune: 'y', Words: "Choose the school year", Do: func() { s.n.Shell.Window().Canvas().Focus(s.year) }},
		{Rune: 's', Words: "Save as a spreadsheet", Do: s.save},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Open a total to its lines, or a line to where it comes from"}, {Label: "Delete", Value: "Remove a line of money"}}, s.letters().Facts()...)
}
