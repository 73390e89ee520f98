package pupils

import (
	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/countstrip"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the register is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Memory *Memory // kept by the owner from one visit to the next
	Folder string  // where a file is offered to be saved
}

// Screen is the register.
type Screen struct {
	n      Needs
	model  *model
	grid   *parts.Grid
	filter *filter
	strip  *countstrip.Strip

	sentence *parts.Prose
	ticked   *fyne.Container // what can be done with the ticked rows
	tickedN  *parts.Text
	object   fyne.CanvasObject
	first    *parts.Button // of the empty page
}

// New makes the register. The argument is a search to show, or "new" to begin with
// the form for a new pupil; "" shows what was shown last.
func New(n Needs, arg string) (*Screen, error) {
	if n.Memory == nil {
		n.Memory = &Memory{}
	}
	if arg != "" && arg != argNew {
		n.Memory.Visited, n.Memory.Query = true, arg
	}
	s := &Screen{n: n}
	s.model = newModel(n.Desk, n.Shell.NamesHidden, n.Memory)
	s.build()
	if arg == argNew {
		s.New()
	}
	return s, nil
}

// argNew is the argument of the route that begins with a new pupil.
const argNew = "new"

func (s *Screen) build() {
	s.grid = parts.NewGrid(gridColumns(), s.model.rows, s.model.cell)
	s.grid.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{State: s.model.state(row, col), Quiet: columns[col].title == "Since"}
	}
	s.grid.Ticks = true
	s.grid.Empty = "No pupil answers this search. Take a term out, or press Escape in the search to see everyone."
	s.grid.OnOpen = s.open
	s.grid.OnSort = s.sort
	s.grid.OnTicks = s.showTicks
	s.grid.OnCurrent = func(row int) { s.n.Memory.Pupil = s.model.id(row) }
	s.grid.OnRune = s.Key
	s.grid.SetSorted(s.n.Memory.Column, s.n.Memory.Descending)
	s.filter = newFilter(s.n.Desk, s.n.Memory.Query, s.search)
	s.filter.field.Results = s.grid
	s.strip = countstrip.New(func(query string) { s.filter.write(query) })
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.tickedN = parts.NewText("", parts.Strong)
	s.ticked = parts.Row(parts.Between, s.tickedN, parts.NewButton("Change them", s.editTicked).WithKey("E"), parts.NewLink("Untick all", s.untick))
	s.ticked.Hide()
	s.object = s.page()
	if row := s.model.rowOf(s.n.Memory.Pupil); row > 0 {
		s.grid.SetCurrent(row)
	}
	s.show()
}

// gridColumns are the columns as the grid wants them.
func gridColumns() []parts.GridColumn {
	out := make([]parts.GridColumn, len(columns))
	for i, c := range columns {
		out[i] = parts.GridColumn{Title: c.title, Sorts: true, Strong: i == 0, Grows: i == 0 || c.title == "Other needs" || c.title == "Flags"}
	}
	return out
}

// page is the register, or what to do first where there is none.
func (s *Screen) page() fyne.CanvasObject {
	add := parts.NewMainButton("New pupil", s.New).WithKey("Ctrl+N")
	if s.model.isEmpty() {
		s.first = parts.NewMainButton("Bring in a list", func() { s.n.Shell.Go(shell.To("import")) }).WithIcon("import")
		return parts.Page("Register", "The school's pupils will stand here, with their SEN status, needs, levels and reviews.",
			parts.Column(parts.Groups,
				parts.NewProse("The quickest start is the export of the school's own system: a CSV, Excel or CTF file. You see what would be added before anything is kept, and one undo takes it back.", parts.Plain),
				parts.Row(parts.Between, s.first, parts.NewButton("Add one pupil", s.New).WithKey("Ctrl+N"))))
	}
	head := parts.Column(parts.Tight,
		parts.Row(parts.Between, parts.NewText("Register", parts.PageTitle), parts.Spring(),
			parts.NewButton("Bring in a list", func() { s.n.Shell.Go(shell.To("import")) }).WithIcon("import"),
			parts.NewButton("Save as a file", s.Print).WithKey("Ctrl+P"), add),
		s.sentence)
	top := parts.Column(parts.Between, head, s.strip.Object(), s.filter.object, s.ticked)
	top = parts.Margins(0, 0, 0, parts.Between, top)
	return parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, giveway.Frame(top, s.grid, func() []fyne.CanvasObject {
		return []fyne.CanvasObject{s.sentence, s.strip.Object()}
	}))
}

// show brings all but the rows themselves up to date.
func (s *Screen) show() {
	s.strip.Set(s.n.Desk.Counts())
	s.sentence.SetText(s.model.sentence())
	s.filter.show(s.n.Memory.Query, s.model.problem)
	s.object.Refresh()
}

// Title is for the window.
func (s *Screen) Title() string { return "Register" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.n.Shell.Window().Canvas().Overlays().Top() != nil {
		return // the form for a new pupil has it
	}
	if s.first != nil {
		s.n.Shell.Window().Canvas().Focus(s.first)
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.grid)
}

// Refresh shows the records again.
func (s *Screen) Refresh() {
	if s.first != nil != s.model.isEmpty() {
		s.n.Shell.Go(shell.To("register")) // the page has another shape now
		return
	}
	current := s.model.id(s.grid.Current())
	s.model.find()
	s.grid.Reload()
	s.showTicks(nil)
	if row := s.model.rowOf(current); row >= 0 {
		s.grid.SetCurrent(row)
	}
	s.show()
}

// Find puts the keyboard into the search and marks what stands there.
func (s *Screen) Find() {
	s.n.Shell.Window().Canvas().Focus(s.filter.field)
	s.filter.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Count says in the foot how many pupils are shown.
func (s *Screen) Count() string { return s.model.shown() }

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool {
	switch r {
	case 'e', 'E':
		s.editTicked()
	case '/':
		s.Find()
	default:
		return false
	}
	return true
}

// Back unticks what is ticked, if anything is.
func (s *Screen) Back() bool {
	if len(s.grid.Ticked()) == 0 {
		return false
	}
	s.untick()
	return true
}

func (s *Screen) search(query string) {
	s.model.search(query)
	s.grid.SetTicked(nil)
	s.showTicks(nil)
	s.grid.Refresh()
	s.show()
	s.n.Shell.Changed()
}

func (s *Screen) sort(col int, descending bool) {
	current := s.model.id(s.grid.Current())
	s.grid.SetTicked(nil) // ticks are by row, and the rows have moved
	s.showTicks(nil)
	s.model.sort(col, descending)
	if row := s.model.rowOf(current); row >= 0 {
		s.grid.SetCurrent(row)
	}
}

func (s *Screen) open(row int) {
	s.n.Memory.Pupil = s.model.id(row)
	s.n.Shell.Go(shell.To("pupil", s.n.Memory.Pupil))
}

func (s *Screen) untick() {
	s.grid.SetTicked(nil)
	s.showTicks(nil)
	s.n.Shell.Window().Canvas().Focus(s.grid)
}

// showTicks shows what can be done with the ticked rows while there are any.
func (s *Screen) showTicks(rows []int) {
	s.tickedN.SetText(tickedWords(len(rows)))
	if hidden := len(rows) == 0; hidden != s.ticked.Hidden {
		s.ticked.Hidden = hidden
		s.filter.links.Hidden = !hidden // one line of offers at a time
		s.object.Refresh()
	}
}
