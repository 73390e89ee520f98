package effect

import (
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
	n                     Needs
	model                 *model
	year, way, area, need *parts.Choice
	tabs                  *parts.Tabs
	sentence, whole       *parts.Prose
	grid                  *parts.Grid
	filters               *fyne.Container
	body                  *fyne.Container
	object                fyne.CanvasObject
}

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: newModel(n.Desk, n.Shell.NamesHidden)}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "outcomes", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	m := s.model
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.whole = parts.NewWideProse("", parts.QuietText)
	changed := func(set func(string)) func(string) {
		return func(value string) {
			set(value)
			s.draw()
			s.n.Shell.Changed()
		}
	}
	s.year = parts.NewChoice(m.years(), changed(m.setYear))
	s.way = parts.NewChoice(m.ways(), changed(func(value string) { m.narrow(&m.view.By, value) }))
	s.area = parts.NewChoice(m.areas(), changed(func(value string) { m.narrow(&m.view.Area, value) }))
	s.need = parts.NewChoice(m.needs(), changed(func(value string) { m.narrow(&m.view.Need, value) }))
	s.year.SetChosen(strconv.Itoa(m.view.Year))
	s.way.SetChosen(m.view.By)
	s.area.SetChosen(every)
	s.need.SetChosen(every)
	s.tabs = parts.NewTabs(s.turn)
	s.body = container.NewStack()
	s.filters = parts.Flow(parts.Between, parts.Wide(32, s.year), parts.Wide(56, s.way), parts.Wide(66, s.area), parts.Wide(66, s.need))
	head := parts.LiveHeading("What worked", s.sentence, parts.NewButton("Save as a file", s.save).WithKey("S"), parts.NewMainButton("Print", s.Print).WithKey("Ctrl+P"))
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, s.filters, s.tabs))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))
	s.draw()
}

// draw shows the part of the page that is chosen.
func (s *Screen) draw() {
	m := s.model
	s.sentence.SetText(m.sentence())
	s.tabs.Set(m.tabs(), m.tab)
	switch m.tab {
	case tabOutcomes:
		s.outcomes()
	case tabPicture:
		s.picture()
	case tabWords:
		s.words()
	}
	s.object.Refresh()
}

// outcomes is the table, and all of its current line under it.
func (s *Screen) outcomes() {
	m := s.model
	heads := make([]parts.GridColumn, len(m.columns))
	for i, c := range m.columns {
		heads[i] = parts.GridColumn{Title: c.Title, Number: c.Number, Sorts: true, Strong: i == 0}
	}
	heads[0].Width = 170 // the whole name stands under the table, and the costs are in view without a scroll
	s.grid = parts.NewGrid(heads, func() int { return len(m.lines) }, func(row, col int) string { return m.columns[col].Words(m.lines[row]) })
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{Quiet: m.columns[col].ID == "share" && m.lines[row].PupilsSeen < 5}
	}
	s.grid.Still = 1
	s.grid.Empty = "No pupil was in any provision here. What is put on the provision map, and reviewed, stands here with what came of it."
	s.grid.OnSort = func(col int, down bool) {
		m.sortBy(col, down)
		s.grid.SetSorted(col, down)
		s.grid.Refresh()
		s.tell(s.grid.Current())
	}
	s.grid.SetSorted(m.sortedColumn(), m.down)
	s.list(s.tell)
}

// words lists what reviews said, and the whole of the current one under it.
func (s *Screen) words() {
	m := s.model
	s.grid = parts.NewGrid(wordHeads, func() int { return len(m.worked) }, m.wordCell)
	s.grid.Empty = "No review here says anything yet. What a review says under “What worked” stands here for colleagues, without names."
	s.list(s.tell)
}

// list puts the grid on the page with its current row in full under it.
func (s *Screen) list(tell func(row int)) {
	s.grid.OnRune = s.Key
	s.grid.OnCurrent = tell
	s.body.Objects = []fyne.CanvasObject{parts.CappedFoot(0.4, s.grid, parts.Margins(0, parts.Between, 0, 0, s.whole))}
	tell(s.grid.Current())
}

// tell says in full what the current row cuts.
func (s *Screen) tell(row int) {
	words := s.model.detail(row)
	if s.model.tab == tabWords {
		words = s.model.wordDetail(row)
	}
	s.whole.SetText(words)
	s.whole.Hidden = words == ""
	s.body.Refresh()
}

// picture is the chart with the numbers beside it.
func (s *Screen) picture() {
	m := s.model
	c, note := m.picture()
	if len(c.Labels) == 0 {
		s.grid = nil
		s.body.Objects = []fyne.CanvasObject{parts.NewProse("Nothing here has been reviewed yet. After the first review the outcomes are drawn here.", parts.QuietText)}
		return
	}
	heads := []parts.GridColumn{{Title: c.By, Strong: true, Grows: true, Width: 90}}
	for _, title := range []string{"Met", "Partly", "Not"} {
		heads = append(heads, parts.GridColumn{Title: title, Number: true})
	}
	s.grid = parts.NewGrid(heads, func() int { return len(c.Labels) }, func(row, col int) string {
		if col == 0 {
			return c.Labels[row]
		}
		return c.Series[col-1].Values[row].String()
	})
	s.grid.OnRune = s.Key
	drawn := parts.NewChart(c, m.sentence(), note)
	s.body.Objects = []fyne.CanvasObject{parts.Halves(3, 2, parts.Margins(0, 0, parts.Groups, 0, parts.Scrolled(drawn)), s.grid)}
}

// turn shows another part of the page.
func (s *Screen) turn(tab int) {
	s.model.tab = tab
	s.draw()
	s.n.Shell.Changed()
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	v, column, down := s.model.view, s.model.sorted, s.model.down
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: "What worked", FileName: "What worked " + s.n.Desk.Today().String(),
		Make: func(desk.Names) (*paper.Doc, error) { // nobody is named on it, however names are asked for
			return s.n.Desk.EffectsPaper(context.Background(), v, column, down)
		}})
}

// save writes the part that is shown as a file for a spreadsheet.
func (s *Screen) save() {
	m := s.model
	name, file := "Outcomes", func(desk.Names) ([]byte, error) { return m.desk.EffectsCSV(m.lines) }
	if m.tab == tabWords {
		name, file = "What worked", func(desk.Names) ([]byte, error) { return m.desk.WorkedCSV(m.worked) }
	}
	card := &saving.Card{Title: "Save as a file", Hint: "A CSV file: it opens in Excel with every accent right. It names no pupil whom the register knows.",
		Path: filepath.Join(s.n.Folder, name+" "+s.n.Desk.Today().String()+".csv"), Make: file,
		Saved: func(path string) { s.n.Shell.Say("Saved in " + path + ".") }}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}

// Title is for the window.
func (s *Screen) Title() string { return "What worked" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	at := s.n.Shell.Window().Canvas()
	switch {
	case at.Overlays().Top() != nil:
	case s.grid != nil:
		at.Focus(s.grid)
	default:
		at.Focus(s.tabs)
	}
}

// Refresh reads the records again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row, focused := 0, false
	if s.grid != nil {
		row, focused = s.grid.Current(), s.n.Shell.Window().Canvas().Focused() == s.grid
	}
	s.draw()
	if s.grid != nil && row > 0 {
		s.grid.SetCurrent(min(row, s.grid.Rows()-1))
	}
	if focused {
		s.Focus()
	}
}

// Count says in the foot how much is shown.
func (s *Screen) Count() string {
	if s.model.tab == tabWords {
		return wording.Count(len(s.model.worked), "review") + " shown"
	}
	return wording.Count(len(s.model.lines), "line") + " shown"
}

func (s *Screen) letters() shell.Letters {
	turn := func(tab int) func() {
		return func() {
			s.turn(tab)
			s.Focus()
		}
	}
	return shell.Letters{
		{Rune: 'o', Words: "Outcomes", Do: turn(tabOutcomes)}, {Rune: 'p', Words: "Picture", Do: turn(tabPicture)}, {Rune: 'w', Words: "What worked, in words", Do: turn(tabWords)},
		{Rune: 'y', Words: "Choose the year", Do: s.focusOn(s.year)}, {Rune: 'b', Words: "Choose what it is put together by", Do: s.focusOn(s.way)},
		{Rune: 'a', Words: "Choose an area of need", Do: s.focusOn(s.area)}, {Rune: 'n', Words: "Choose a type of need", Do: s.focusOn(s.need)},
		{Rune: 's', Words: "Save as a file for a spreadsheet", Do: s.save},
	}
}

func (s *Screen) focusOn(field fyne.Focusable) func() {
	return func() { s.n.Shell.Window().Canvas().Focus(field) }
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact { return s.letters().Facts() }
