package today

import (
	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/countstrip"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page, and the quick note, are made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is Today.
type Screen struct {
	n        Needs
	model    *model
	list     *parts.Grid
	strip    *countstrip.Strip
	sentence *parts.Prose
	object   fyne.CanvasObject
	first    fyne.Focusable
}

// New makes the page; it takes no argument.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	s.build()
	s.read()
	return s, nil
}

func (s *Screen) build() {
	if s.model.isEmpty() {
		s.welcome()
		return
	}
	s.list = parts.NewGrid([]parts.GridColumn{
		{Title: "", Strong: true}, {Title: "When"}, {Title: "Pupil"}, {Title: "Class"}, {Title: "What", Grows: true},
	}, func() int { return len(s.model.tasks) }, s.model.cell)
	s.list.Style = func(row, col int) parts.CellStyle {
		return parts.CellStyle{State: s.model.state(row, col), Quiet: col == columnClass}
	}
	s.list.OnOpen = func(row int) { s.n.Shell.Go(s.model.where(row)) }
	s.list.Empty = "Nothing waits. Reviews, levels to check and records that are not whole will stand here."
	s.strip = countstrip.New(func(query string) { s.n.Shell.Go(shell.To("register", query)) })
	s.sentence = parts.NewWideProse("", parts.QuietText)
	head := parts.Column(parts.Between, parts.Column(parts.Tight,
		parts.Row(parts.Between, parts.NewText("Today", parts.PageTitle), parts.Spring(),
			parts.NewMainButton("Log a call or worry", func() { Log(s.n) }).WithKey("Ctrl+L").WithIcon("note")),
		s.sentence), s.strip.Object())
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, 3, head), s.list, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.strip.Object()} }))
	s.first = s.list
}

// welcome is the page of a school without pupils: what to do first.
func (s *Screen) welcome() {
	bring := parts.NewMainButton("Bring in a list", func() { s.n.Shell.Go(shell.To("import")) }).WithIcon("import")
	s.first = bring
	s.object = parts.Page("Today", "What is overdue, due this week and soon will stand here, once there are pupils.",
		parts.Column(parts.Groups,
			parts.NewProse("Begin with the export of the school's own system: a CSV, Excel or CTF file. You see what would be added before anything is kept, and one undo takes it back.", parts.Plain),
			parts.Row(parts.Between, bring, parts.NewButton("Add one pupil", func() { s.n.Shell.Go(shell.To("register", "new")) }))))
}

// read reads what waits, beside the window: the plans of all pupils are looked through.
func (s *Screen) read() {
	if s.list == nil {
		return
	}
	s.n.Shell.Runner().Go(s.model.load, func(err error) {
		if err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.show()
	})
}

func (s *Screen) show() {
	s.strip.Set(s.n.Desk.Counts())
	s.sentence.SetText(s.model.sentence())
	s.list.Reload()
	s.object.Refresh()
	s.n.Shell.Changed()
}

// Title is for the window.
func (s *Screen) Title() string { return "Today" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the list.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.first) }

// Refresh reads again what waits.
func (s *Screen) Refresh() {
	if (s.list == nil) != s.model.isEmpty() {
		s.n.Shell.Go(shell.To("today")) // the page has another shape now
		return
	}
	s.read()
}

// New begins a new pupil (Ctrl+N).
func (s *Screen) New() { s.n.Shell.Go(shell.To("register", "new")) }

// Count says in the foot how much waits.
func (s *Screen) Count() string {
	if n := len(s.model.tasks); n > 0 {
		return wording.Count(n, "thing") + " waiting"
	}
	return ""
}
