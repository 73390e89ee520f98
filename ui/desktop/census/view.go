package census

import (
	"bytes"
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
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
	n         Needs
	model     *model
	grid      *parts.Grid
	tabs      *parts.Tabs
	census    *parts.Choice
	published *parts.Check
	sentence  *parts.Prose
	under     *fyne.Container // the setting of the table of needs
	whole     *parts.Prose    // what the current row says, where a column had to cut it
	body      *fyne.Container
	object    fyne.CanvasObject
}

// New makes the page. The argument names a census, such as "2026/spring" for the
// spring of 2026-27; "" is the next one.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.begin(arg); err != nil {
		return nil, &desk.Refusal{Field: "year", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.census = parts.NewChoice(s.model.options(), s.show)
	s.census.SetChosen(s.model.here())
	s.tabs = parts.NewTabs(s.turn)
	s.published = parts.NewCheck("Count as DfE's published tables do: Down syndrome under other difficulties", false, s.setPublished)
	s.under = parts.Column(0, s.published)
	s.whole = parts.NewWideProse("", parts.QuietText)
	s.body = container.NewStack()
	head := parts.LiveHeading("School census", s.sentence, parts.Wide(50, s.census), parts.NewMainButton("Save as a file", s.Print).WithKey("Ctrl+P"))
	dates := parts.NewLink("Census days", func() { s.n.Shell.Go(shell.To("settings", "dates")) })
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, parts.Beside(s.tabs, dates), s.under))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence} }))
	s.draw()
}

// draw shows the table of the current tab.
func (s *Screen) draw() {
	t := s.model.table()
	s.sentence.SetText(s.model.sentence())
	s.tabs.Set(s.model.names(), s.model.tab)
	s.published.SetTicked(s.model.view.AsPublished)
	s.under.Hidden = s.model.tab != len(s.model.tables)-1
	s.grid = parts.NewGrid(t.heads, func() int { return len(t.cells) }, func(row, col int) string { return t.cells[row][col] })
	s.grid.Style = func(row, col int) parts.CellStyle {
		if col == len(t.heads)-1 && t.odd != nil && t.odd[row] {
			return parts.CellStyle{State: parts.Soon}
		}
		return parts.CellStyle{}
	}
	s.grid.Still = 1
	s.grid.Empty = t.empty
	s.grid.OnRune = s.Key
	s.grid.OnOpen = func(row int) {
		if t.opens != nil {
			s.n.Shell.Go(t.opens[row])
		}
	}
	s.grid.OnCurrent = s.tell
	s.body.Objects = []fyne.CanvasObject{parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, s.whole))}
	s.tell(s.grid.Current())
	s.object.Refresh()
}

// tell says in full what is missing in the current row.
func (s *Screen) tell(row int) {
	words := ""
	if t := s.model.table(); s.model.tab == 0 && row >= 0 && row < len(t.cells) {
		words = t.cells[row][len(t.heads)-1]
	}
	s.whole.SetText(words)
	s.whole.Hidden = words == ""
}

// turn shows another table.
func (s *Screen) turn(tab int) {
	s.model.tab = tab
	s.draw()
	s.n.Shell.Changed()
}

// show goes to another census.
func (s *Screen) show(value string) {
	if value != s.model.here() {
		s.n.Shell.Go(shell.To("census", value))
	}
}

func (s *Screen) setPublished(on bool) {
	if err := s.n.Desk.SetNeedsAsPublished(context.Background(), on); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.Refresh()
	s.n.Shell.Changed()
}

// Print saves the census as a file for a spreadsheet.
func (s *Screen) Print() {
	v := s.model.view
	card := &saving.Card{
		Title: "Save the census of " + wording.Count(v.Roll, "pupil") + " as a file",
		Hint:  "A CSV file: it opens in Excel with every accent right. Full names make it a file to keep as safe as this one.",
		Path:  filepath.Join(s.n.Folder, "Census "+v.Term+" "+v.On.String()+".csv"),
		Names: true, Hidden: s.n.Shell.NamesHidden(),
		Make: func(names desk.Names) ([]byte, error) {
			var b bytes.Buffer
			_, err := s.n.Desk.CensusCSV(context.Background(), &b, v.Year, v.Term, names)
			return b.Bytes(), err
		},
		Saved: func(path string) { s.n.Shell.Say("The census is saved in " + path + ".") },
	}
	card.Show(s.n.Shell.Window().Canvas(), s.n.Shell.Runner())
}

// Title is for the window.
func (s *Screen) Title() string { return "School census" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() == nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh reads the census again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row, focused := s.grid.Current(), s.n.Shell.Window().Canvas().Focused() == s.grid
	s.draw()
	s.grid.SetCurrent(max(0, min(row, len(s.model.table().cells)-1)))
	if focused {
		s.Focus()
	}
}

// Count says in the foot how many rows are shown.
func (s *Screen) Count() string { return wording.Count(len(s.model.table().cells), "row") + " shown" }

func (s *Screen) letters() shell.Letters {
	turn := func(tab int) func() {
		return func() {
			s.turn(tab)
			s.Focus()
		}
	}
	return shell.Letters{{Rune: 'm', Words: "What is missing or odd", Do: turn(0)}, {Rune: 'e', Words: "Every pupil", Do: turn(1)}, {Rune: 'n', Words: "Pupils by need", Do: turn(2)}}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact { return s.letters().Facts() }
