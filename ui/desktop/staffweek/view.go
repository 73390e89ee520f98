package staffweek

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a paper is offered to be saved
}

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	sentence *parts.Prose
	whole    *parts.Prose // the current cell in full
	lacking  *lacking
	tabs     *parts.Tabs
	body     *fyne.Container // the table, or what lacks something
	object   fyne.CanvasObject
}

// New makes the page. The argument is a day of the week to show, such as 2026-11-23;
// "" is this week.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden, monday: provision.MondayOf(n.Desk.Today())}}
	if arg != "" {
		var on day.Date
		if on.UnmarshalText([]byte(arg)) != nil {
			return nil, &desk.Refusal{Field: "day", Words: "“" + arg + "” is not a day such as 2026-11-23."}
		}
		s.model.monday = provision.MondayOf(on)
	}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "staff", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.grid = parts.NewGrid(s.model.heads(), func() int { return len(s.model.lines) }, func(row, col int) string { return s.model.lines[row].cells[col].words })
	s.grid.Style = func(row, col int) parts.CellStyle {
		c := s.model.lines[row].cells[col]
		return parts.CellStyle{State: c.state, Quiet: c.quiet}
	}
	s.grid.Heads = func(row int) bool { return s.model.lines[row].head }
	s.grid.Totals = s.model.total
	s.grid.Cells, s.grid.Still = true, 1
	s.grid.Empty = s.n.Shell.How(access.Provide, "Nobody is entered yet. The staff who give provision will stand here with the hours that they have for it, and what of those is free.", "Ctrl+N adds the first.")
	s.grid.OnOpen = func(int) { s.open() }
	s.grid.OnCurrent = func(int) { s.tell() }
	s.grid.OnRune = s.Key
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.whole = parts.NewWideProse("", parts.QuietText)
	s.lacking = newLacking(s)
	s.tabs = parts.NewTabs(func(int) { s.turnTab() })
	s.body = container.NewStack()
	weeks := parts.Row(parts.Between, parts.NewButton("Week before", s.before).WithKey("["), parts.NewButton("This week", s.thisWeek).WithKey("T"), parts.NewButton("Week after", s.after).WithKey("]"),
		parts.NewLink("Print", s.Print).WithKey("Ctrl+P").When(s.n.Desk.May(access.PrintClass)))
	head := parts.LiveHeading("Staff by hours", s.sentence, parts.NewMainButton("New member of staff", s.New).WithKey("Ctrl+N").When(s.mayChange()))
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, weeks, s.tabs)), s.body, nil))
	s.tabs.Set(s.tabNames(), 0)
	s.turnTab()
	s.show()
}

// show brings all but the rows up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.lacking.show()
	s.tabs.Set(s.tabNames(), s.tabs.Current())
	s.tell()
	s.object.Refresh()
}

// The tabs of the page.
const (
	tabWeek = iota
	tabLacking
)

func (s *Screen) tabNames() []string {
	name := "Not placed yet"
	if n := len(s.model.week.Unplaced); n > 0 {
		name += fmt.Sprintf(" (%d)", n)
	}
	return []string{"Week", name}
}

// turnTab shows what the chosen tab stands for.
func (s *Screen) turnTab() {
	thing := parts.Frame(nil, s.grid, parts.Margins(0, parts.Between, 0, 0, s.whole))
	if s.tabs.Current() == tabLacking {
		thing = parts.Frame(nil, parts.Scrolled(parts.Margins(0, parts.Between, parts.Between, 0, s.lacking.object)), nil)
	}
	s.body.Objects = []fyne.CanvasObject{thing}
	s.object.Refresh()
}

// toLacking goes to what has no time or nobody to give it, or back to the week.
func (s *Screen) toLacking() {
	to := tabLacking
	if s.tabs.Current() == tabLacking {
		to = tabWeek
	}
	s.tabs.Set(s.tabNames(), to)
	s.turnTab()
	if to == tabWeek {
		s.Focus()
		return
	}
	s.lacking.focus()
}

// Back goes from what lacks something to the week.
func (s *Screen) Back() bool {
	if s.tabs.Current() == tabWeek {
		return false
	}
	s.toLacking()
	return true
}

// tell says the current cell in full, and what Enter does there.
func (s *Screen) tell() {
	words := ""
	if row := s.grid.Current(); row >= 0 {
		c := s.model.lines[row].cells[s.grid.CurrentColumn()]
		if words = c.whole; words == "" {
			words = c.words
		}
		switch {
		case c.session != nil && !s.n.Shell.Shuts("ticksheet"):
			words += " · Enter opens its tick-sheet"
		case c.session == nil && s.mayChange():
			words = joined(words, "Enter changes "+s.who()+" and the hours")
		}
	}
	s.whole.SetText(words)
	s.whole.Hidden = words == ""
}

func joined(words, more string) string {
	if words == "" {
		return more
	}
	return words + " · " + more
}

// who names the member of staff of the current row.
func (s *Screen) who() string { return s.model.staffName(s.model.lines[s.grid.Current()].staff) }

// Title is for the window.
func (s *Screen) Title() string { return "Staff by hours" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the week, or to what lacks something.
func (s *Screen) Focus() {
	if s.tabs.Current() == tabLacking && s.lacking.first != nil {
		s.lacking.focus()
		return
	}
	if s.tabs.Current() == tabWeek {
		s.n.Shell.Window().Canvas().Focus(s.grid)
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.tabs)
}

// Refresh reads the week again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row := s.grid.Current()
	s.grid.SetColumns(s.model.heads())
	s.grid.Reload()
	s.grid.SetCurrent(max(0, min(row, len(s.model.lines)-1)))
	s.show()
}

// Count says in the foot how many there are.
func (s *Screen) Count() string { return wording.Count(len(s.model.week.Rows), "member") + " of staff" }

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: '[', Words: "The week before", Do: s.before}, {Rune: ']', Words: "The week after", Do: s.after},
		{Rune: 't', Words: "This week", Do: s.thisWeek},
		{Rune: 'e', Words: "Change the member of staff and the hours", Do: s.edit, Needs: access.Provide},
		{Rune: 's', Words: "The tick-sheets of the member of staff", Do: s.sheets, Needs: access.LogDay},
		{Rune: 'b', Words: "What has no time or nobody to give it, or back to the week", Do: s.toLacking},
	}.For(s.n.Desk.May)
}

// mayChange reports whether the role changes who gives provision and when.
func (s *Screen) mayChange() bool { return s.n.Desk.May(access.Provide) }

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	if s.n.Shell.Shuts("ticksheet") {
		return s.letters().Facts()
	}
	words := "Open the session's tick-sheet"
	if s.mayChange() {
		words += ", or change the member of staff"
	}
	return append([]parts.Fact{{Label: "Enter", Value: words}}, s.letters().Facts()...)
}

func (s *Screen) before()   { s.turn(s.model.monday.AddDays(-7)) }
func (s *Screen) after()    { s.turn(s.model.monday.AddDays(7)) }
func (s *Screen) thisWeek() { s.turn(provision.MondayOf(s.n.Desk.Today())) }

// turn shows another week.
func (s *Screen) turn(monday day.Date) {
	s.model.monday = monday
	s.Refresh()
	s.n.Shell.Recount()
}

// current is the member of staff of the current row.
func (s *Screen) current() (provision.Staff, bool) {
	row := s.grid.Current()
	if row < 0 {
		return provision.Staff{}, false
	}
	return s.model.week.Rows[s.model.lines[row].staff].Staff, true
}

// open goes to the tick-sheet of the session in the current cell, or changes the member
// of staff.
func (s *Screen) open() {
	c := s.model.lines[s.grid.Current()].cells[s.grid.CurrentColumn()]
	switch {
	case c.session != nil && !s.n.Shell.Shuts("ticksheet"):
		s.n.Shell.Go(shell.To("ticksheet", c.session.Intervention, s.model.monday.String()))
	case c.session == nil && s.mayChange():
		s.edit()
	}
}

func (s *Screen) edit() {
	if staff, ok := s.current(); ok {
		s.editStaff(staff)
	}
}

func (s *Screen) sheets() {
	if staff, ok := s.current(); ok {
		s.n.Shell.Go(shell.To("ticksheet", "staff:"+staff.ID, s.model.monday.String()))
	}
}

// New adds a member of staff.
func (s *Screen) New() {
	if s.n.Shell.Allows(access.Provide) {
		s.editStaff(provision.Staff{})
	}
}

// Print prints the week.
func (s *Screen) Print() {
	if !s.n.Shell.Allows(access.PrintClass) {
		return
	}
	monday := s.model.monday
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{
		Title: "Staff by hours", FileName: "Staff by hours " + monday.String(),
		Make: func(names desk.Names) (*paper.Doc, error) {
			return s.n.Desk.StaffWeekSheet(context.Background(), monday, names)
		},
	})
}

// did shows what came of a change.
func (s *Screen) did(err error, words string) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Say(words)
}
