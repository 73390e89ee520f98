package pupils

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
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
	n       Needs
	model   *model
	grid    *parts.Grid
	filter  *filter
	tabs    *parts.Tabs
	strip   *countstrip.Strip
	preview *preview

	sentence   *parts.Prose
	lost       *parts.Prose    // what the view names and is no more
	legend     *fyne.Container // what the marks of rows mean
	legendLine *fyne.Container
	unkept     *fyne.Container // what can be done with a view that was changed
	ticked     *fyne.Container // what can be done with the ticked rows
	tickedN    *parts.Text
	object     fyne.CanvasObject
	first      *parts.Button // of the empty page
}

// New makes the register. The argument is a search to show, or "new" to begin with
// the form for a new pupil; "" shows what was shown last.
func New(n Needs, arg string) (*Screen, error) {
	if n.Memory == nil {
		n.Memory = &Memory{}
	}
	s := &Screen{n: n}
	s.model = newModel(n.Desk, n.Shell.NamesHidden, n.Memory)
	if arg != "" && arg != argNew {
		s.model.open(0) // a search that came from elsewhere changes no view of a person's own
		s.model.search(arg)
	}
	s.build()
	if arg == argNew {
		s.New()
	}
	return s, nil
}

// argNew is the argument of the route that begins with a new pupil.
const argNew = "new"

func (s *Screen) build() {
	g := parts.NewGrid(s.model.gridColumns(), s.model.rows, s.model.cell)
	s.grid = g
	g.Ticks, g.Cells, g.Still = true, true, 1
	g.Empty = "No pupil answers this search. Take a term out, or press Escape in the search to see everyone."
	g.Style, g.Totals, g.Values = s.model.style, s.model.total, s.model.values
	g.OnOpen, g.OnTicks, g.OnRune = s.open, s.showTicks, s.Key
	if s.n.Desk.May(access.Import) {
		g.OnPaste = s.paste
	}
	g.OnCurrent = func(row int) {
		s.n.Memory.Pupil = s.model.id(row)
		s.preview.show()
	}
	g.OnSorts = s.sort
	g.OnWidth = func(col int, width float32) {
		s.model.setWidth(col, width)
		s.showUnkept()
	}
	g.OnMove = func(from, to int) {
		s.model.move(from, to)
		s.showView()
	}
	g.OnFilter = func(col int, terms []string) { s.filter.write(s.model.filtered(col, terms)) }

	s.filter = newFilter(s.model.view.Query, s.search, s.filterItems)
	s.filter.field.Results = g
	s.tabs = parts.NewTabs(func(tab int) { s.openView(tab) })
	s.tabs.OnMove = s.moveView
	s.strip = countstrip.New(func(query string) { s.filter.write(query) })
	s.preview = newPreview(s)
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.lost = parts.NewWideProse("", parts.Quiet)
	s.legend = parts.Flow(parts.Groups)
	s.legendLine = parts.Margins(0, parts.Between, 0, 0, s.legend)
	s.unkept = parts.Row(parts.Between, parts.NewBadge("Changed", parts.Soon), parts.NewLink("Keep", s.keepView).When(s.n.Desk.May(access.KeepViews)), parts.NewLink("Go back", s.goBack))
	s.tickedN = parts.NewText("", parts.Strong)
	s.ticked = parts.Row(parts.Between, s.tickedN, parts.NewButton("Change them", s.edit).WithKey("E").When(s.n.Desk.May(access.WriteRecord)), parts.NewLink("Untick all", s.untick))
	s.ticked.Hide()
	s.object = s.page()
	if row := s.model.rowOf(s.n.Memory.Pupil); row > 0 {
		g.SetCurrent(row)
	}
	s.showView()
}

// page lays the register out, or what to do first where there is none.
func (s *Screen) page() fyne.CanvasObject {
	add := parts.NewMainButton("New pupil", s.New).WithKey("Ctrl+N").When(s.n.Desk.May(access.WriteRecord))
	if s.model.isEmpty() && !s.n.Desk.May(access.WriteRecord) {
		s.first = parts.NewButton("To Today", func() { s.n.Shell.Go(shell.To("today")) })
		return parts.Page("Register", "There are no pupils yet. The SENCO brings in the list.", parts.Row(parts.None, s.first))
	}
	if s.model.isEmpty() {
		s.first = parts.NewMainButton("Bring in a list", func() { s.n.Shell.Go(shell.To("import")) }).WithIcon("import")
		return parts.Page("Register", s.model.desk.Terms().Say("The school's pupils will stand here, with their SEN status, needs, {level+} and reviews."),
			parts.Column(parts.Groups,
				parts.NewProse("The quickest start is the export of the school's own system: a CSV, Excel or CTF file. You see what would be added before anything is kept, and one undo takes it back.", parts.Plain),
				parts.Row(parts.Between, s.first, parts.NewButton("Add one pupil", s.New).WithKey("Ctrl+N"))))
	}
	head := parts.LiveHeading("Register", s.sentence, parts.NewMenuButton("More", s.more), add)
	views := parts.Sides(nil, s.tabs, parts.Row(parts.Between, s.unkept, parts.NewMenuButton("View", s.viewItems)))
	line := parts.Sides(nil, s.filter.field, parts.Margins(parts.Between, 0, 0, 0, parts.Row(parts.Between,
		s.filter.button, parts.NewButton("Columns", s.chooseColumns).WithKey("C"), parts.NewButton("Preview", s.togglePreview).WithKey("V"))))
	counts := parts.Column(parts.None, s.strip.Object())
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, counts, views, line, s.filter.problem, s.lost, s.ticked))
	body := parts.Frame(nil, beside(s.grid, s.preview.object), s.legendLine)
	return parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, giveway.Frame(top, body, func() []fyne.CanvasObject {
		return []fyne.CanvasObject{s.sentence, counts}
	}))
}

// showView shows the open view: its columns and marks, and all that stands round it.
func (s *Screen) showView() {
	s.grid.Mark = nil
	if len(s.model.view.Marks) > 0 {
		s.grid.Mark = s.model.mark
	}
	s.grid.SetSorts(s.model.gridSorts())
	s.grid.SetColumns(s.model.gridColumns())
	s.tabs.Set(s.model.tabs(), max(0, s.model.at()))
	s.filter.set(s.model.view.Query, s.n.Shell.NamesHidden())
	s.show()
	s.Leave()
}

// show brings all but the rows themselves up to date.
func (s *Screen) show() {
	s.strip.Set(s.n.Desk.Counts())
	s.sentence.SetText(s.model.sentence())
	s.filter.say(s.model.problem)
	s.lost.SetText("! " + s.model.lost())
	s.lost.Hidden = s.model.lost() == ""
	s.unkept.Hidden = !s.model.isChanged()
	s.showLegend()
	s.preview.show()
	s.object.Refresh()
}

// showUnkept shows whether the view is another one than was saved.
func (s *Screen) showUnkept() {
	if hidden := !s.model.isChanged(); hidden != s.unkept.Hidden {
		s.unkept.Hidden = hidden
		s.object.Refresh()
	}
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

// Leave remembers the views as they are now.
func (s *Screen) Leave() {
	if err := s.n.Memory.save(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

// Refresh shows the records and the views again.
func (s *Screen) Refresh() {
	if s.first != nil != s.model.isEmpty() {
		s.n.Shell.Go(shell.To("register")) // the page has another shape now
		return
	}
	current := s.model.id(s.grid.Current())
	s.model.reload()
	s.showRows(current)
}

// showRows shows other rows, with a pupil as the current one where they are among them.
func (s *Screen) showRows(current string) {
	s.showView()
	s.grid.Reload()
	s.showTicks(nil)
	if row := s.model.rowOf(current); row >= 0 {
		s.grid.SetCurrent(row)
	}
}

// Find puts the keyboard into the search and marks what stands there.
func (s *Screen) Find() {
	s.n.Shell.Window().Canvas().Focus(s.filter.field)
	s.filter.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Count says in the foot how many pupils are shown.
func (s *Screen) Count() string { return s.model.shown() }

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
	s.markFilters()
	s.grid.Refresh()
	s.show()
	s.n.Shell.Recount()
}

// markFilters shows in the headings what filters now; under a search as it is typed
// the columns stand still.
func (s *Screen) markFilters() {
	for i, c := range s.model.gridColumns() {
		s.grid.Columns[i].Filtered = c.Filtered
	}
}

func (s *Screen) sort(sorts []parts.GridSort) {
	current := s.model.id(s.grid.Current())
	s.grid.SetTicked(nil) // ticks are by row, and the rows have moved
	s.showTicks(nil)
	s.model.sort(sorts)
	s.grid.SetSorts(s.model.gridSorts())
	if row := s.model.rowOf(current); row >= 0 {
		s.grid.SetCurrent(row)
	}
	s.show()
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
		s.object.Refresh()
	}
}
