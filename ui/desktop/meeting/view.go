package meeting

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/shell"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where the printed record is offered to be saved
}

// Screen is the record of one meeting.
type Screen struct {
	n     Needs
	model *model

	title    *parts.Text
	sentence *parts.Prose
	actions  *fyne.Container // what can be done, in the head
	agenda   *fyne.Container
	record   *fyne.Container
	side     *fyne.Container
	columns  *parts.Columns
	turnLink *parts.Button
	object   fyne.CanvasObject

	fields *fields // nil when the record is only read
}

// New opens the meeting that the argument names: its identifier, or "with/" and a
// pupil's for the one that is to be written now.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.open(arg); err != nil {
		return nil, &desk.Refusal{Field: "meeting", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	s.title = parts.NewText("", parts.PageTitle)
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.actions = parts.Row(parts.Between)
	s.agenda, s.record, s.side = parts.Column(parts.Groups), parts.Column(parts.Groups), parts.Column(parts.Groups)
	s.turnLink = parts.NewLink("Who came, day and place", s.turn)
	s.columns = &parts.Columns{Least: 60, Share: 0.27, Middle: 0.55, Narrow: func(narrow bool) { parts.SetShown(s.turnLink, narrow) }}
	head := parts.Column(parts.Tight, parts.Beside(s.title, s.actions), parts.Beside(s.sentence, s.turnLink))
	s.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups, parts.Frame(parts.Margins(0, 0, 0, parts.Groups, head),
		container.New(s.columns, parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, s.agenda)), parts.Scrolled(parts.Margins(0, 0, 3, 0, s.record)),
			parts.Scrolled(parts.Margins(0, 0, 3, 0, s.side))), nil))
	s.show()
}

// show draws the meeting anew: as fields, or to read where it is signed or names are
// hidden.
func (s *Screen) show() {
	s.fields = nil
	s.showHead()
	s.showAgenda()
	switch {
	case s.model.toRead():
		s.showRecord()
	default:
		s.fields = newFields(s)
		s.record.Objects = []fyne.CanvasObject{s.fields.record.Form()}
		s.showSide()
	}
	s.object.Refresh()
}

// showHead brings the head up to date.
func (s *Screen) showHead() {
	s.title.SetText(s.model.title())
	s.sentence.SetText(s.model.sentence())
	s.actions.Objects = []fyne.CanvasObject{parts.NewButton("Print", s.Print).WithKey("Ctrl+P")}
	sign := s.n.Desk.May(access.WritePlans)
	switch {
	case !sign:
	case s.model.held.IsSigned():
		s.actions.Objects = append([]fyne.CanvasObject{parts.NewButton("Correct", s.correct).WithKey("C")}, s.actions.Objects...)
	case !s.model.hidden():
		s.actions.Add(parts.NewMainButton("Sign off", s.Accept).WithKey("Ctrl+Enter"))
	}
	s.actions.Refresh()
}

// showAgenda sets the points of the agenda with their facts.
func (s *Screen) showAgenda() {
	head := parts.NewText("Agenda", parts.SectionTitle)
	if s.model.toRead() {
		s.agenda.Objects = []fyne.CanvasObject{head}
	} else {
		s.agenda.Objects = []fyne.CanvasObject{parts.Beside(head, parts.NewLink("Change", s.changeAgenda))}
	}
	for _, p := range s.model.points() {
		lines := parts.Column(parts.Tight, parts.NewProse(p.words, parts.Strong))
		for _, fact := range p.facts {
			lines.Add(parts.NewProse("· "+fact, parts.Small))
		}
		s.agenda.Add(lines)
	}
	s.agenda.Refresh()
}

// changeAgenda puts a box in place of the agenda.
func (s *Screen) changeAgenda() {
	box := parts.NewNotes("", 24)
	box.SetName("Agenda")
	box.SetText(s.model.agendaText())
	done := func() {
		if text := box.Text; text != s.model.agendaText() {
			s.model.setAgenda(text)
			s.keep()
		}
	}
	box.OnLeft, box.OnPause = done, done
	s.agenda.Objects = []fyne.CanvasObject{
		parts.Beside(parts.NewText("Agenda", parts.SectionTitle), parts.NewLink("Done", func() { done(); s.showAgenda() })),
		parts.NewProse("An empty line begins a new point; lines under it are its facts.", parts.Quiet), box}
	s.agenda.Refresh()
	s.n.Shell.Window().Canvas().Focus(box)
}

// keep keeps what has been typed, and says under its field what was refused.
func (s *Screen) keep() {
	if s.fields == nil || !s.fields.read() {
		return
	}
	kept, err := s.model.keep()
	if err != nil {
		s.fields.say(err)
		return
	}
	if kept {
		s.fields.say(nil)
		s.showHead()
		s.n.Shell.Changed()
	}
}

// Accept signs the record off (Ctrl+Enter).
func (s *Screen) Accept() {
	switch {
	case s.model.held.IsSigned():
		s.n.Shell.Say("The record is signed off. Ctrl+P prints it.")
		return
	case !s.n.Desk.May(access.WritePlans):
		s.n.Shell.Say("The SENCO signs the record off.")
		return
	case s.fields == nil:
		s.n.Shell.Say("Names are hidden. F8 shows them, to read the record before it is signed.")
		return
	case !s.fields.read():
		return
	}
	if err := s.model.sign(); err != nil {
		s.keep() // nothing typed is lost by a refusal
		s.fields.say(err)
		s.fields.focus()
		return
	}
	s.show()
	s.n.Shell.Changed()
	s.n.Shell.Say("Signed off. Ctrl+P prints it.")
}

// Print shows the record as it will be printed.
func (s *Screen) Print() {
	s.keep()
	id := s.model.held.ID
	if id == "" {
		s.n.Shell.Say("Write something first: nothing is kept of this meeting yet.")
		return
	}
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{
		Title: "Record of a meeting", FileName: "Meeting record " + s.model.held.On.String(),
		Who: func(names desk.Names) string { return desk.FileNameOf(s.model.pupil, names) },
		Make: func(names desk.Names) (*paper.Doc, error) {
			return s.n.Desk.MeetingRecord(context.Background(), id, names)
		},
	})
}

// turn shows the right part in the place of the record where only one has room, or
// the record again.
func (s *Screen) turn() {
	s.keep()
	s.columns.Last = !s.columns.Last
	s.turnLink.SetText("Who came, day and place")
	if s.columns.Last {
		s.turnLink.SetText("Back to the record")
	}
	s.object.Refresh()
}

// Title is for the window and the history, and never a pupil's name.
func (s *Screen) Title() string { return "Meeting" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to what was said, or to the first action of a record that
// is only read.
func (s *Screen) Focus() {
	if s.fields != nil {
		s.fields.record.FocusOn(fieldWords)
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.actions.Objects[0].(fyne.Focusable))
}

// Refresh shows the meeting again after undo, redo or F8.
func (s *Screen) Refresh() {
	if s.model.hidden() {
		s.keep()
	}
	if err := s.model.again(); err != nil { // the undo of "Add pupil" takes the pupil away
		s.fields = nil
		s.n.Shell.Go(shell.To("reviews"))
		s.n.Shell.Say(desk.Words(err))
		return
	}
	s.show()
}

// Leave keeps what is still being typed.
func (s *Screen) Leave() {
	s.keep()
	s.fields = nil
}

// Key uses the letters of a record that is only read.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	keys := []parts.Fact{{Label: "Ctrl+P", Value: "Print the record"}}
	if s.n.Desk.May(access.WritePlans) {
		keys = append([]parts.Fact{{Label: "Ctrl+Enter", Value: "Sign the record off"}}, keys...)
	}
	return append(keys, s.letters().Facts()...)
}

func (s *Screen) letters() shell.Letters {
	letters := shell.Letters{{Rune: 'u', Words: "Go to the pupil's page", Do: func() { s.n.Shell.Go(shell.To("pupil", s.model.pupil.ID)) }}}
	if s.n.Desk.May(access.WritePlans) {
		letters = append(shell.Letters{{Rune: 'c', Words: "Correct a signed record", Do: s.correct}}, letters...)
	}
	return letters
}
