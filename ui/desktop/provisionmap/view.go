package provisionmap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a paper is offered to be saved
}

// Screen is the provision map.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	filter   *filterLine
	other    *parts.Button // to the pictures, or back to the map
	sentence *parts.Prose
	pane     *pane
	panel    *panel // the form that is open, nil for none
	sides    *sides
	side     *fyne.Container // the pane, or the form that is open
	body     *fyne.Container // the map, or the pictures
	mapLine  *fyne.Container // what is offered for the map and not for the pictures
	pictures *pictures
	object   fyne.CanvasObject
	first    *parts.Button // of the empty page
}

// What the page shows.
const (
	tabMap = iota
	tabPictures
)

// argNew is the argument of the route that begins with a new intervention.
const argNew = "new"

// New makes the page. The argument is the intervention to go to, or "new" to begin
// with the form for one; "" goes to where the page was left.
func New(n Needs, arg string) (*Screen, error) {
	m, err := newModel(n.Desk, n.Shell.NamesHidden)
	if err != nil {
		return nil, &desk.Refusal{Field: "intervention", Words: desk.Words(err)}
	}
	s := &Screen{n: n, model: m}
	s.build()
	switch {
	case arg == argNew:
		s.New()
	case arg != "":
		s.goTo(arg)
	}
	return s, nil
}

func (s *Screen) build() {
	g := parts.NewGrid(s.model.gridColumns(), func() int { return len(s.model.lines) }, s.model.cell)
	s.grid = g
	g.Cells, g.Still = true, 1
	g.Empty = "No intervention answers this filter. Take a part of it out, or press A to see all."
	g.Heads = func(row int) bool { l := s.model.at(row); return l.group != nil && l.row == nil }
	g.Style, g.Totals = s.model.style, s.model.total
	g.OnOpen, g.OnRune, g.OnSorts = s.open, s.Key, s.sort
	g.OnCurrent = func(int) { s.moved() }
	g.OnKey = s.tableKey
	g.Values = func(col int) []parts.GridValue { return s.values(col) }
	g.OnFilter = func(col int, ids []string) { s.only(s.model.columns[col].field, ids) }
	s.filter = newFilterLine(s)
	s.filter.field.Results = g
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.pane = newPane(s)
	s.sides = &sides{wanted: !s.model.memory.NoPane}
	s.side = container.NewStack(s.pane.object)
	s.other = parts.NewButton("Pictures", s.toPictures).WithKey("C")
	s.pictures = newPictures(s)
	s.body = container.NewStack(container.New(s.sides, g, s.side), s.pictures.object)
	s.mapLine = parts.Row(parts.Between)
	s.object = s.page()
	s.grid.SetSorts(s.model.gridSorts())
	if s.model.memory.Current != "" && s.model.rowOf(s.model.memory.Current) >= 0 {
		g.SetCurrent(s.model.rowOf(s.model.memory.Current))
	} else {
		g.SetCurrent(s.model.firstRow())
	}
	s.showTab(s.model.memory.Tab)
	s.show()
	s.filter.hideNames(s.model.hidden())
}

// page lays the page out, or what to do first where there is nothing yet.
func (s *Screen) page() fyne.CanvasObject {
	add := parts.NewMainButton("New intervention", s.New).WithKey("Ctrl+N").When(s.mayProvide())
	if s.model.isEmpty() {
		return s.emptyPage()
	}
	head := parts.LiveHeading("Provision", s.sentence, s.other, parts.NewMenuButton("More", s.more), add)
	s.mapLine = parts.Row(parts.Between, parts.NewMenuButton("Group by", s.groupItems), parts.NewButton("Details", s.togglePane).WithKey("V"))
	line := parts.Sides(nil, s.filter.field, parts.Margins(parts.Between, 0, 0, 0, parts.Row(parts.Between, parts.NewMenuButton("Filter", s.filterItems), s.mapLine)))
	top := parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, line, s.filter.chips))
	return parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups, giveway.Frame(top, s.body, func() []fyne.CanvasObject {
		if s.panel != nil && s.sides.narrow { // the form has the whole page
			return []fyne.CanvasObject{s.sentence, line, s.filter.chips}
		}
		return []fyne.CanvasObject{s.sentence}
	}))
}

// emptyPage offers the first step, with the form beside it once that was taken.
func (s *Screen) emptyPage() fyne.CanvasObject {
	if !s.mayProvide() {
		s.first = parts.NewButton("To Today", func() { s.n.Shell.Go(shell.To("today")) })
		return parts.Page("Provision", "There is no provision yet. It will stand here once the SENCO has entered it.", parts.Row(parts.None, s.first))
	}
	s.first = parts.NewMainButton("Start one from the library", s.New).WithKey("Ctrl+N")
	steps := parts.Row(parts.Between, s.first)
	if s.n.Shell.Opens("import") {
		steps.Add(parts.NewButton("Bring in a map from Excel", func() { s.n.Shell.Go(shell.To("import")) }).WithIcon("import"))
	}
	words := parts.NewProse("The quickest start is the library: three letters find a common intervention with its usual staff, minutes and weeks, and you change what differs. Then P puts pupils in it, and the cost of each stands beside it.", parts.Plain)
	s.sides.wanted = false
	return parts.Page("Provision", s.model.sentence(), container.New(s.sides, parts.Column(parts.Groups, words, steps), s.side))
}

// show brings all but the rows themselves up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.filter.show()
	s.pane.show()
	s.pictures.show()
	s.object.Refresh()
}

// moved follows the current row.
func (s *Screen) moved() {
	if r := s.current(); r != nil {
		s.model.memory.Current = r.ID
	}
	s.pane.show()
}

// current is the intervention of the current row, nil on a heading.
func (s *Screen) current() *desk.MapRow { return s.model.at(s.grid.Current()).row }

// goTo makes an intervention the current row, whatever filters now.
func (s *Screen) goTo(id string) {
	s.model.unfold(id)
	if _, there := s.model.sheet.Row(id); there && s.model.rowOf(id) < 0 {
		s.model.showAll()
		s.model.unfold(id)
	}
	s.grid.SetColumns(s.model.gridColumns())
	if row := s.model.rowOf(id); row >= 0 {
		s.grid.SetCurrent(row)
		s.model.memory.Current = id
	}
	s.show()
}

// Title is for the window.
func (s *Screen) Title() string { return "Provision" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the form that is open, or to the rows.
func (s *Screen) Focus() {
	at := s.n.Shell.Window().Canvas()
	switch {
	case at.Overlays().Top() != nil:
	case s.panel != nil:
		s.panel.sheet.Focus()
	case s.first != nil:
		at.Focus(s.first)
	case s.model.memory.Tab == tabPictures:
		at.Focus(s.pictures.by)
	default:
		at.Focus(s.grid)
	}
}

// Leave keeps what is being typed and remembers how the map was looked at.
func (s *Screen) Leave() {
	s.keepDraft()
	s.panel = nil
	if err := s.model.save(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

// Refresh shows the records again. While names are hidden no form stays open, since it
// may hold one; what was typed is kept.
func (s *Screen) Refresh() {
	if s.model.hidden() {
		s.closePanel()
	}
	s.changed()
}

// changed reads the map again after a change and shows it.
func (s *Screen) changed() {
	current := s.model.memory.Current
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	if s.first != nil != s.model.isEmpty() {
		s.n.Shell.Go(shell.To("provision", current)) // the page has another shape now
		return
	}
	s.reload(current)
	s.filter.hideNames(s.model.hidden())
}

// reload shows other rows, with an intervention as the current one where it is among
// them.
func (s *Screen) reload(current string) {
	s.grid.SetColumns(s.model.gridColumns())
	s.grid.SetSorts(s.model.gridSorts())
	s.grid.Reload()
	if row := s.model.rowOf(current); row >= 0 {
		s.grid.SetCurrent(row)
		s.model.memory.Current = current
	}
	s.show()
}

// Find puts the keyboard into the filter and marks what stands there.
func (s *Screen) Find() {
	if s.first != nil {
		return
	}
	s.showTab(tabMap)
	s.n.Shell.Window().Canvas().Focus(s.filter.field)
	s.filter.field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Count says in the foot how many are shown.
func (s *Screen) Count() string {
	words := wording.Count(s.model.whole.Interventions, "intervention") + " shown"
	if n := s.model.sheet.Len(); n != s.model.whole.Interventions {
		words += " of " + wording.Count(n, "intervention")
	}
	return words
}
