package ticksheet

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
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

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	sentence *parts.Prose
	choice   *parts.Choice
	why      *parts.Field
	whyRow   *fyne.Container
	went     bool // the last mark has gone to the next cell already
	object   fyne.CanvasObject
}

// New makes the page. The argument names an intervention, or "staff:" and a member of
// staff, and after a stroke a day of the week; "" is the first that runs this week.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.begin(arg); err != nil {
		return nil, &desk.Refusal{Field: "intervention", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.grid = parts.NewGrid(s.model.heads(), func() int { return len(s.model.sheet.Rows) }, s.model.cell)
	s.grid.Style = s.model.style
	s.grid.Cells, s.grid.Still = true, 2
	s.grid.OnOpen = func(int) { s.enter() }
	s.grid.OnRune = s.Key
	s.grid.OnKey = s.delete
	s.grid.OnUndo = s.undo
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.choice = parts.NewChoice(nil, s.choose)
	s.why = parts.NewField("such as: staff training, school trip")
	s.why.OnLeft = s.readWhy
	s.why.OnSubmitted = func(string) { s.Focus() }
	s.whyRow = parts.Row(parts.Between, parts.NewText("Not held because", parts.QuietText), parts.Wide(90, s.why))
	head := parts.LiveHeading("Sessions held", s.sentence, parts.Wide(96, s.choice), parts.NewMainButton("All there", s.allThere).WithKey("A"))
	offers := parts.Flow(parts.Between,
		parts.NewButton("Week before", s.before).WithKey("["), parts.NewButton("This week", s.thisWeek).WithKey("T"), parts.NewButton("Week after", s.after).WithKey("]"),
		parts.NewButton("Not held", s.notHeld).WithKey("N"), parts.NewButton("Print", s.Print).WithKey("Ctrl+P"), parts.NewLink("Staff by hours", s.toStaff).WithKey("H"))
	keys := parts.NewWideProse("/ or 1 there · o or 2 absent · x or 3 not held · 0 clears · Enter goes to the next without a mark", parts.Quiet)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, offers)), s.grid,
			parts.Margins(0, parts.Between, 0, 0, parts.Column(parts.Between, s.whyRow, keys))))
	s.show()
	s.toFirst()
}

// show brings all but the rows up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.choice.SetOptions(s.model.options())
	s.choice.SetChosen(s.model.id)
	if words := wording.Written(s.model.sheet.Why, s.model.hidden()); s.why.Text != words {
		s.why.SetText(words)
	}
	s.whyRow.Hidden = !s.model.notHeld()
	s.grid.Empty = s.model.sheet.Off
	if s.model.id == "" {
		s.grid.Empty = "Nothing runs in this week. What stands on the provision map with its sessions a week can be marked here. [ and ] go to other weeks."
	}
	s.object.Refresh()
}

// toFirst goes to the first session without a mark, or to the first session.
func (s *Screen) toFirst() {
	row, session, found := s.model.next(0, -1, true)
	if !found {
		row, session, _ = s.model.next(0, -1, false)
	}
	s.grid.SetCurrentCell(row, firstSession+max(0, session))
	s.went = true
}

// Title is for the window.
func (s *Screen) Title() string { return "Sessions held" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the marks.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.grid) }

// Refresh reads the sheet again. What was marked and is not kept yet stays.
func (s *Screen) Refresh() {
	row, col := s.grid.Current(), s.grid.CurrentColumn()
	s.load()
	s.grid.SetCurrentCell(max(0, row), col)
}

// load reads the sheet and shows it.
func (s *Screen) load() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.grid.SetColumns(s.model.heads())
	s.grid.Reload()
	s.show()
}

// Leave keeps the week.
func (s *Screen) Leave() {
	s.readWhy()
	if err := s.model.keep(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

// Accept keeps the week and stays.
func (s *Screen) Accept() {
	s.readWhy()
	if !s.model.changed() {
		s.n.Shell.Say("Every mark is kept already.")
		return
	}
	if err := s.model.keep(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.Refresh()
	s.n.Shell.Changed()
	s.n.Shell.Say("The week is kept. Ctrl+Z takes it back.")
}

// Count says in the foot how many pupils there are.
func (s *Screen) Count() string { return wording.Count(len(s.model.sheet.Rows), "pupil") }

func (s *Screen) letters() shell.Letters {
	mark := func(mark byte) func() { return func() { s.mark(mark) } }
	return shell.Letters{
		{Rune: '/', Words: "There (1 as well)", Do: mark(provision.MarkThere)}, {Rune: '1', Words: "There", Do: mark(provision.MarkThere)},
		{Rune: 'o', Words: "Absent (2 as well)", Do: mark(provision.MarkAbsent)}, {Rune: '2', Words: "Absent", Do: mark(provision.MarkAbsent)},
		{Rune: 'x', Words: "Not held (3 as well)", Do: mark(provision.MarkNotHeld)}, {Rune: '3', Words: "Not held", Do: mark(provision.MarkNotHeld)},
		{Rune: '0', Words: "No mark", Do: mark(provision.MarkNone)},
		{Rune: 'a', Words: "Everybody was there who has no mark", Do: s.allThere},
		{Rune: 'n', Words: "The session was not held for anybody; then why", Do: s.notHeld},
		{Rune: '[', Words: "The week before", Do: s.before}, {Rune: ']', Words: "The week after", Do: s.after}, {Rune: 't', Words: "This week", Do: s.thisWeek},
		{Rune: ',', Words: "The sheet before", Do: func() { s.step(-1) }}, {Rune: '.', Words: "The next sheet", Do: func() { s.step(1) }},
		{Rune: 'h', Words: "Staff by hours", Do: s.toStaff},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Go to the next session without a mark"}, {Label: "Ctrl+Enter", Value: "Keep the week now; it is kept by itself when you leave it"}},
		s.letters().Facts()...)
}

// mark marks the current cell and goes to the next.
func (s *Screen) mark(mark byte) {
	row, session := s.grid.Current(), s.grid.CurrentColumn()-firstSession
	if why := s.model.mark(row, session, mark); why != "" {
		s.n.Shell.Say(why)
		return
	}
	s.marked()
	row, session, s.went = s.model.next(row, session, false)
	s.grid.SetCurrentCell(row, firstSession+session)
}

// marked shows the marks, and keeps them safe until the week is kept.
func (s *Screen) marked() {
	if err := s.model.remember(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
	s.grid.Refresh()
	s.show()
}

// enter goes to the next session without a mark. A mark goes on by itself, so that
// Enter right after one stays.
func (s *Screen) enter() {
	row, session := s.grid.Current(), s.grid.CurrentColumn()-firstSession
	if s.went && session >= 0 && session < len(s.model.sheet.Sessions) && s.model.sheet.Rows[row].Mark(session) == provision.MarkNone {
		s.went = false
		return
	}
	s.went = false
	row, session, found := s.model.next(row, max(-1, session), true)
	if !found {
		s.n.Shell.Say("No session after this one is without a mark.")
		return
	}
	s.grid.SetCurrentCell(row, firstSession+session)
}

func (s *Screen) delete(key fyne.KeyName) bool {
	if key != fyne.KeyDelete && key != fyne.KeyBackspace {
		return false
	}
	s.mark(provision.MarkNone)
	return true
}

func (s *Screen) undo(redo bool) bool {
	if !s.model.undo(redo) {
		return false
	}
	s.marked()
	return true
}

// allThere marks everybody as there who has no mark.
func (s *Screen) allThere() {
	s.model.did()
	n := s.model.sheet.AllThere()
	if n == 0 {
		s.model.typed = s.model.typed[:len(s.model.typed)-1]
		s.n.Shell.Say("Every session so far has a mark.")
		return
	}
	s.marked()
	s.n.Shell.Say(wording.Count(n, "mark") + " set. Ctrl+Z takes them back.")
	s.Focus()
}

// notHeld marks the current session as not held for everybody, and asks why.
func (s *Screen) notHeld() {
	session := s.grid.CurrentColumn() - firstSession
	s.model.did()
	if session < 0 || session >= len(s.model.sheet.Sessions) || s.model.sheet.NotHeld(session) == 0 {
		s.model.typed = s.model.typed[:len(s.model.typed)-1]
		s.n.Shell.Say("Choose the session first: the arrow keys go to it.")
		return
	}
	s.marked()
	s.n.Shell.Window().Canvas().Focus(s.why)
}

// readWhy takes the reason in that was typed; words that stand for a hidden one are none.
func (s *Screen) readWhy() {
	if s.why.Text == s.model.sheet.Why || strings.Contains(s.why.Text, wording.Withheld) {
		return
	}
	s.model.did()
	s.model.sheet.Why = s.why.Text
	if err := s.model.remember(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
	}
}

func (s *Screen) before()   { s.turn(s.model.id, s.model.monday.AddDays(-7)) }
func (s *Screen) after()    { s.turn(s.model.id, s.model.monday.AddDays(7)) }
func (s *Screen) thisWeek() { s.turn(s.model.id, provision.MondayOf(s.n.Desk.Today())) }

// choose opens another sheet of the week.
func (s *Screen) choose(id string) {
	if id != s.model.id && id != "" {
		s.turn(id, s.model.monday)
		s.Focus()
	}
}

// step opens the sheet before or after this one in the list.
func (s *Screen) step(by int) {
	if len(s.model.sheets) == 0 {
		return
	}
	at := slices.IndexFunc(s.model.sheets, func(t desk.TickSheet) bool { return t.ID == s.model.id })
	to := (at + by + len(s.model.sheets)) % len(s.model.sheets)
	s.turn(s.model.sheets[to].ID, s.model.monday)
}

// turn keeps this week and shows another, or another sheet.
func (s *Screen) turn(id string, monday day.Date) {
	s.readWhy()
	changed := s.model.changed()
	if err := s.model.keep(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.model.id, s.model.monday = id, monday
	s.load()
	s.toFirst()
	s.n.Shell.Changed()
	if changed {
		s.n.Shell.Say("The week before is kept.")
	}
}

func (s *Screen) toStaff() { s.n.Shell.Go(shell.To("staffweek", s.model.monday.String())) }

// half are the Mondays of the half term of the week.
func (s *Screen) half() []day.Date {
	c, err := s.n.Desk.SchoolCalendar(context.Background())
	if err != nil {
		return []day.Date{s.model.monday}
	}
	return provision.HalfTerm(c, s.model.monday)
}
