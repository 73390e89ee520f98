package concerns

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the list is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the list of concerns.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	sentence *parts.Prose
	closed   *parts.Button
	object   fyne.CanvasObject
}

// New makes the list.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "concern", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	heads := make([]parts.GridColumn, len(columns))
	for i, c := range columns {
		heads[i] = parts.GridColumn{Title: c.title, Strong: i == 0, Width: c.width, Grows: c.width > 0}
	}
	s.grid = parts.NewGrid(heads, func() int { return len(s.model.concerns) }, func(row, col int) string { return columns[col].cell(s.model, row) })
	s.grid.Style = func(row, col int) parts.CellStyle {
		style := parts.CellStyle{Quiet: !s.model.concerns[row].IsOpen()}
		if state := columns[col].state; state != nil {
			style.State = state(s.model, row)
		}
		return style
	}
	log, decide := s.n.Desk.May(access.LogDay), s.n.Desk.May(access.WriteRecord)
	s.grid.Empty = s.n.Shell.How(access.LogDay, "No concern is open. A worry about a pupil who is not on the SEN register will stand here until it is settled or leads to support.", "N writes the first.")
	s.grid.OnOpen = func(int) { s.open() }
	s.grid.OnRune = s.Key
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.closed = parts.NewLink("", s.toggleClosed).WithKey("A")
	add := parts.NewMainButton("New concern", s.New).WithKey("N").When(log)
	head := parts.LiveHeading("Concerns", s.sentence, add)
	offers := parts.Row(parts.Between,
		parts.NewButton("Put on the register", s.promote).WithKey("P").When(decide), parts.NewButton("Settle", s.settle).WithKey("S").When(decide), s.closed)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, offers)), s.grid, nil))
	s.show()
}

// show brings all but the rows up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.closed.SetText("Show closed ones too")
	if s.model.closed {
		s.closed.SetText("Show open ones only")
	}
	s.object.Refresh()
}

// Title is for the window.
func (s *Screen) Title() string { return "Concerns" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.grid) }

// Refresh reads the list again and keeps the current row on its concern.
func (s *Screen) Refresh() {
	at, has := s.current()
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.grid.Reload()
	for row, c := range s.model.concerns {
		if has && c.ID == at.ID {
			s.grid.SetCurrent(row)
		}
	}
	s.show()
}

// Count says in the foot how many are shown.
func (s *Screen) Count() string {
	return wording.Count(len(s.model.concerns), "concern") + " shown"
}

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'n', Words: "New concern", Do: s.New, Needs: access.LogDay},
		{Rune: 'p', Words: "Put on the register", Do: s.promote, Needs: access.WriteRecord},
		{Rune: 's', Words: "Settle", Do: s.settle, Needs: access.WriteRecord},
		{Rune: 'a', Words: "Show those that are closed, or only the open ones", Do: s.toggleClosed},
	}.For(s.n.Desk.May)
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Open the concern"}}, s.letters().Facts()...)
}

func (s *Screen) toggleClosed() {
	s.model.closed = !s.model.closed
	s.Refresh()
	s.n.Shell.Changed()
}

// current is the concern of the current row.
func (s *Screen) current() (register.Concern, bool) {
	row := s.grid.Current()
	if row < 0 || row >= len(s.model.concerns) {
		return register.Concern{}, false
	}
	return s.model.concerns[row], true
}

// open goes to the pupil's page, with the concern where it is open.
func (s *Screen) open() {
	c, ok := s.current()
	switch {
	case !ok:
	case c.IsOpen():
		s.n.Shell.Go(shell.To("pupil", c.Pupil, "concern"))
	default:
		s.n.Shell.Go(shell.To("pupil", c.Pupil))
	}
}

// New begins a concern; the pupil is chosen in the form.
func (s *Screen) New() {
	if !s.n.Shell.Allows(access.LogDay) {
		return
	}
	options, err := wording.PupilOptions(s.n.Desk, s.n.Shell.NamesHidden(), (*register.Entry).OnRegister)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	var card *parts.Dialog
	pupil := wording.NewPupilChoice(options, nil)
	sh := sheet.New("New concern", "Go on", func() error {
		if pupil.Chosen() == "" {
			return wording.AskForPupil()
		}
		return nil
	})
	sh.Add("pupil", "About", pupil, "Pupils who are not on the SEN register.")
	sh.Done = func() {
		card.Hide()
		c := register.Concern{Pupil: pupil.Chosen()}
		s.lay(Form(s.n.Desk, c), c, "concern", "The concern is kept.")
	}
	pupil.OnChosen = func(string) { sh.Try() }
	sh.Begin()
	card = &parts.Dialog{Title: sh.Title, Accept: sh.Accept, Body: sh.Form(), Width: 130, Focus: pupil, OnAccept: func() bool { sh.Try(); return false }}
	card.Show(s.n.Shell.Window().Canvas())
}

func (s *Screen) promote() { s.decide(Promote, "promote", "The pupil is on the SEN register.") }
func (s *Screen) settle()  { s.decide(Settle, "settle", "The concern is settled.") }

// decide shows the form that closes the current concern.
func (s *Screen) decide(form func(*desk.Desk, register.Concern) *sheet.Sheet, name, done string) {
	c, ok := s.current()
	switch {
	case !ok:
	case !c.IsOpen():
		s.n.Shell.Say("This concern is closed already.")
	default:
		s.lay(form(s.n.Desk, c), c, name+"/"+c.ID, done)
	}
}

// lay shows a form about one pupil over the list. What is typed is kept as a draft
// under the name that it has on the pupil's page.
func (s *Screen) lay(sh *sheet.Sheet, c register.Concern, name, done string) {
	e, err := s.n.Desk.Entry(c.Pupil)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	drafts := sheet.Drafts{Desk: s.n.Desk, Place: c.Pupil, Alert: s.n.Shell.Alert}
	sh.Begin()
	if !s.n.Shell.NamesHidden() && drafts.Restore(name, sh) {
		s.n.Shell.Say("What you had typed before is here again.")
	}
	sh.OnLeft(func() { drafts.Keep(name, sh) })
	card := &parts.Dialog{Title: sh.Title + ": " + wording.Name(e, s.n.Shell.NamesHidden()), Accept: sh.Accept, Body: sh.Form(), Width: 150,
		OnAccept: sh.Try, OnCancel: func() {
			if drafts.Keep(name, sh) {
				s.n.Shell.Say("What you typed is kept. The same key takes it up again.")
			}
		}}
	sh.Done = func() {
		drafts.Drop(name)
		card.Hide()
		s.Refresh()
		s.n.Shell.Changed()
		s.n.Shell.Say(done)
	}
	card.Show(s.n.Shell.Window().Canvas())
	sh.Focus()
}
