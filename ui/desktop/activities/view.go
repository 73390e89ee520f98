package activities

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page.
type Screen struct {
	n          Needs
	model      *model
	sentence   *parts.Prose
	year, span *parts.Choice
	bar        *parts.Bar
	left, copy *parts.Button
	grid       *parts.Grid
	lamps      *parts.LampList
	found      *fyne.Container
	form       *form
	sides      *sides
	both       *fyne.Container
	object     fyne.CanvasObject
}

// New makes the page. The argument is a school year such as 2026; "" is the one that the
// strategy is for.
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
	s.year = parts.NewChoice(s.model.yearOptions(), s.choose)
	s.span = parts.NewChoice(s.model.spanOptions(), s.cover)
	s.left = parts.NewButton("Add what is left", s.addLeft).WithKey("L")
	s.copy = parts.NewButton("Copy those of the year before", s.copyEarlier).WithKey("C")
	s.bar = parts.NewBar(s.model.strategy.Planned, s.model.strategy.Allocation, "")
	s.grid = parts.NewGrid(heads, s.model.rows, s.model.cell)
	s.grid.Empty = "No activity yet. Ctrl+N writes the first: what stands in the way of learning, what the school does about it, and what that costs."
	s.grid.OnRune, s.grid.OnMoveRow = s.Key, s.move
	s.grid.OnCurrent = s.show
	s.grid.OnOpen = func(int) { s.edit() }
	s.grid.OnKey = func(key fyne.KeyName) bool {
		if key != fyne.KeyDelete {
			return false
		}
		s.remove()
		return true
	}
	s.lamps = parts.NewLampList()
	s.form = newForm(s)
	head := parts.LiveHeading("Activities and costs", s.sentence, s.copy, s.left, parts.NewMainButton("Add an activity", s.New).WithKey("Ctrl+N"))
	choices := parts.Flow(parts.Between, parts.Wide(54, s.year), parts.Wide(62, s.span))
	top := parts.Margins(0, 0, 0, parts.Groups, parts.Column(parts.Between, head, choices, s.bar))
	s.found = parts.Margins(0, parts.Groups, 0, 0, parts.Scrolled(parts.Margins(0, 0, 3, 0, s.lamps)))
	list := container.New(&over{s.lamps}, s.grid, s.found)
	s.sides = &sides{}
	s.both = container.New(s.sides, list, s.form.object)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(top, s.both, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.sentence, choices} }))
	s.form.fill()
	s.list()
}

// list shows the activities, the sums and what was found as they are now.
func (s *Screen) list() {
	m := s.model
	s.sentence.SetText(m.sentence())
	s.year.SetChosen(strconv.Itoa(m.strategy.Year))
	s.span.SetOptions(m.spanOptions())
	s.span.SetChosen(strconv.Itoa(m.strategy.Last))
	s.bar.Set(m.strategy.Planned, m.strategy.Allocation, m.standing())
	parts.SetShown(s.left, m.canAddLeft())
	parts.SetShown(s.copy, m.earlier() != 0)
	s.lamps.SetLamps(m.look(s.goTo, s.form.nameRow, func() { s.n.Shell.Go(shell.To("budget", strconv.Itoa(m.strategy.Year))) }))
	parts.SetShown(s.found, len(s.lamps.Lamps()) > 0)
	s.grid.Totals = nil
	if len(m.strategy.Rows) > 0 {
		s.grid.Totals = m.total
	}
	s.grid.Reload()
	if at := m.currentRow(); s.grid.Current() != at && m.rows() > 0 {
		s.grid.SetCurrent(at)
	}
	s.object.Refresh()
}

// show puts the row that the keyboard came to into the form.
func (s *Screen) show(row int) {
	if s.model.choose(row) {
		s.form.fill()
	}
}

// goTo shows an activity and gives the keyboard to its form.
func (s *Screen) goTo(id string) {
	if s.model.choose(s.model.place(id)) {
		s.list()
		s.form.fill()
	}
	s.edit()
}

// edit gives the keyboard to the form.
func (s *Screen) edit() {
	if s.model.rows() == 0 {
		s.New()
		return
	}
	s.sides.form = true
	s.both.Refresh()
	s.form.sheet.Focus()
}

// New begins an activity (Ctrl+N).
func (s *Screen) New() { s.begin(publish.Activity{Year: s.model.strategy.Year}) }

// addLeft begins an activity that costs what is left of the fund.
func (s *Screen) addLeft() {
	a, err := s.n.Desk.WhatIsLeft(context.Background(), s.model.strategy.Year)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.begin(a)
}

func (s *Screen) begin(a publish.Activity) {
	s.Leave()
	s.model.fresh = &a
	s.list()
	s.form.fill()
	s.edit()
}

// copyEarlier makes the activities of the year before again.
func (s *Screen) copyEarlier() {
	if from := s.model.earlier(); from != 0 {
		_, err := s.n.Desk.CopyActivities(context.Background(), from, s.model.strategy.Year)
		s.did(err)
	}
}

// move takes a row up or down (Alt+Up, Alt+Down).
func (s *Screen) move(row, by int) {
	if row < 0 || row >= len(s.model.strategy.Rows) {
		return
	}
	s.did(s.n.Desk.MoveActivity(context.Background(), s.model.strategy.Rows[row].ID, by))
}

// remove takes the activity that is shown away; one that is not kept yet only leaves.
func (s *Screen) remove() {
	if s.model.fresh != nil {
		s.model.fresh = nil
		s.did(nil)
		return
	}
	if r, ok := s.model.current(); ok {
		s.did(s.n.Desk.RemoveActivity(context.Background(), r.ID))
	}
}

// did says what was refused, or shows the page as it is now with the keyboard in the list.
func (s *Screen) did(err error) {
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.sides.form = false
	s.Refresh()
	s.Focus()
	s.n.Shell.Changed()
}

// choose shows another school year.
func (s *Screen) choose(year string) {
	n, err := strconv.Atoi(year)
	if err != nil || n == s.model.strategy.Year {
		return
	}
	s.model.year, s.model.fresh, s.model.at = n, nil, ""
	s.Refresh()
	s.n.Shell.Changed()
}

// cover keeps until which school year the strategy runs.
func (s *Screen) cover(last string) {
	n, err := strconv.Atoi(last)
	if err != nil || n == s.model.strategy.Last {
		return
	}
	s.did(s.n.Desk.SetStrategyYears(context.Background(), desk.StrategyYears{First: s.model.strategy.First, Last: n}))
}

// Title is for the window.
func (s *Screen) Title() string { return "Activities and costs" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if at := s.n.Shell.Window().Canvas(); at.Overlays().Top() == nil {
		at.Focus(s.grid)
	}
}

// Refresh reads the strategy again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.list()
	s.form.fill()
}

// Leave keeps what is still being typed.
func (s *Screen) Leave() {
	for _, t := range s.form.texts {
		s.form.keepText(t.name, t.field, t.of)
	}
}

// Back goes from the form to the list, or leaves an activity that is not kept yet.
func (s *Screen) Back() bool {
	if s.n.Shell.Window().Canvas().Focused() == s.grid && s.model.fresh == nil && !s.sides.form {
		return false
	}
	if s.model.fresh != nil {
		s.Leave()
	}
	s.model.fresh, s.sides.form = nil, false
	s.Refresh()
	s.Focus()
	return true
}

// Count says in the foot how much is shown.
func (s *Screen) Count() string {
	n := len(s.model.strategy.Rows)
	if n == 1 {
		return "1 activity shown"
	}
	return strconv.Itoa(n) + " activities shown"
}

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'l', Words: "Add what is left of the fund as an activity", Do: s.addLeft},
		{Rune: 'c', Words: "Copy the activities of the year before", Do: s.copyEarlier},
		{Rune: 'y', Words: "Choose the school year", Do: func() { s.n.Shell.Window().Canvas().Focus(s.year) }},
		{Rune: 'v', Words: "Choose the years that the strategy covers", Do: func() { s.n.Shell.Window().Canvas().Focus(s.span) }},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Go to the form of the activity"}, {Label: "Alt+Up, Alt+Down", Value: "Move the activity up or down"}, {Label: "Delete", Value: "Remove the activity"}}, s.letters().Facts()...)
}
