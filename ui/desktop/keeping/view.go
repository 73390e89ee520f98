package keeping

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where a file is offered to be saved
}

// Screen is the list of what is due.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	sentence *parts.Prose
	later    *parts.Button
	object   fyne.CanvasObject
}

// New makes the list.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "keeping", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	heads := make([]parts.GridColumn, len(columns))
	for i, c := range columns {
		heads[i] = parts.GridColumn{Title: c.title, Strong: i == 0, Width: c.width, Grows: c.width > 0}
	}
	s.grid = parts.NewGrid(heads, func() int { return len(s.model.lines) }, func(row, col int) string { return columns[col].cell(s.model, s.model.lines[row]) })
	s.grid.Style = func(row, col int) parts.CellStyle {
		x := s.model.lines[row]
		style := parts.CellStyle{Quiet: x.Held() || !s.model.isDue(x)}
		if columns[col].title == "Due" {
			style.State = s.model.state(x)
		}
		return style
	}
	s.grid.Empty = "No record is past its time. A pupil who has left will stand here from the day that the school's schedule lets the record go. A shows those whose day is still to come."
	s.grid.OnOpen = func(int) { s.open() }
	s.grid.OnRune = s.Key
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.later = parts.NewLink("", s.toggleLater).WithKey("A")
	head := parts.LiveHeading("Keeping and erasing", s.sentence, parts.NewMainButton("Print the list", s.Print).WithKey("Ctrl+P"))
	offers := parts.Flow(parts.Between,
		parts.NewButton("Erase", s.erase).WithKey("E"), parts.NewButton("Erase another pupil", s.other).WithKey("O"),
		parts.NewButton("Legal hold", s.hold).WithKey("H"), parts.NewButton("Remove older backups", s.removeOlder).WithKey("B"), s.later)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		parts.Frame(parts.Margins(0, 0, 0, parts.Between, parts.Column(parts.Between, head, offers)), s.grid, nil))
	s.show()
}

// show brings all but the rows up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.later.SetText("Show what is due later")
	if s.model.later {
		s.later.SetText("Show what is due now only")
	}
	s.object.Refresh()
}

// Title is for the window.
func (s *Screen) Title() string { return "Keeping and erasing" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.grid) }

// Refresh reads the list again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.grid.Reload()
	s.show()
}

// Count says in the foot how many are shown.
func (s *Screen) Count() string { return wording.Count(len(s.model.lines), "record") + " shown" }

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 'e', Words: "Erase what the line says", Do: s.erase},
		{Rune: 'o', Words: "Erase another pupil, who asked for it", Do: s.other},
		{Rune: 'h', Words: "Legal hold, or end it", Do: s.hold},
		{Rune: 'b', Words: "Remove backups from before the last erasure", Do: s.removeOlder},
		{Rune: 'a', Words: "Show what is due later, or only what is due", Do: s.toggleLater},
	}
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	return append([]parts.Fact{{Label: "Enter", Value: "Open the pupil"}}, s.letters().Facts()...)
}

func (s *Screen) toggleLater() {
	s.model.later = !s.model.later
	s.Refresh()
	s.n.Shell.Changed()
}

func (s *Screen) current() (desk.Due, bool) {
	row := s.grid.Current()
	if row < 0 || row >= len(s.model.lines) {
		return desk.Due{}, false
	}
	return s.model.lines[row], true
}

func (s *Screen) open() {
	if x, ok := s.current(); ok {
		s.n.Shell.Go(shell.To("pupil", x.Pupil))
	}
}

// Print lays the sheet of Ctrl+P over the window.
func (s *Screen) Print() {
	printing.Show(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, printing.Job{Title: "Records whose time is over", FileName: "Records whose time is over " + s.n.Desk.Today().String(),
		Make: func(names desk.Names) (*paper.Doc, error) {
			return s.n.Desk.RetentionDocument(context.Background(), names)
		}})
}

// erase asks about the line and erases what it says.
func (s *Screen) erase() {
	x, ok := s.current()
	switch {
	case !ok:
		s.n.Shell.Say("Nothing is due. O erases another pupil.")
		return
	case x.Held():
		s.n.Shell.Say("A legal hold keeps this record. H ends it when its reason is over.")
		return
	}
	whose := "The whole record of this pupil goes."
	w := desk.Erasing{Pupils: []string{x.Pupil}}
	if x.What != desk.DueFile {
		whose, w.Kinds, w.Due = x.Words()+" of this pupil go.", x.Kinds, x.What == desk.DueRecords
	}
	s.ask(w, whose, x.Pupil)
}

// other erases a pupil who is not due: a family has asked (Article 17), or the record was
// made by mistake.
func (s *Screen) other() {
	options, err := wording.PupilOptions(s.n.Desk, s.n.Shell.NamesHidden(), func(*register.Entry) bool { return false })
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	var card *parts.Dialog
	pupil := wording.NewPupilChoice(options, nil)
	sh := sheet.New("Erase another pupil", "Go on", func() error {
		if pupil.Chosen() == "" {
			return wording.AskForPupil()
		}
		return nil
	})
	sh.Add("pupil", "Whose record", pupil, "A family that asks for erasing has no right to it while the school must keep the record by law. Ask the data protection officer.")
	sh.Done = func() {
		card.Hide()
		s.ask(desk.Erasing{Pupils: []string{pupil.Chosen()}}, "The whole record of this pupil goes.", pupil.Chosen())
	}
	pupil.OnChosen = func(string) { sh.Try() }
	sh.Begin()
	card = &parts.Dialog{Title: sh.Title, Accept: sh.Accept, Body: sh.Form(), Width: 130, Focus: pupil, OnAccept: func() bool { sh.Try(); return false }}
	card.Show(s.n.Shell.Window().Canvas())
}

func (s *Screen) ask(w desk.Erasing, whose, pupil string) {
	var out desk.Erased
	s.lay(eraseForm(s.n.Desk, w, whose, &out), pupil, func() { s.told(out) })
}

// told shows what an erasure came to, until it is read.
func (s *Screen) told(out desk.Erased) {
	body := parts.Column(parts.Between)
	for _, words := range outcome(out, s.n.Shell.NamesHidden()) {
		body.Add(parts.NewProse(words, parts.Plain))
	}
	(&parts.Dialog{Title: "Erased", Accept: "Done", Cancel: "-", Body: body, Width: 150, OnAccept: func() bool { return true }}).Show(s.n.Shell.Window().Canvas())
}

func (s *Screen) hold() {
	if x, ok := s.current(); ok {
		s.lay(holdForm(s.n.Desk, x), x.Pupil, func() {})
	}
}

// lay shows a form about one pupil over the list; then follows once it is done.
func (s *Screen) lay(sh *sheet.Sheet, pupil string, then func()) {
	e, err := s.n.Desk.Entry(pupil)
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	sheet.Drafts{Desk: s.n.Desk, Place: pupil, Alert: s.n.Shell.Alert}.Follow("keeping/"+sh.Title, sh, s.n.Shell.NamesHidden())
	card := &parts.Dialog{Title: sh.Title + ": " + wording.Name(e, s.n.Shell.NamesHidden()), Accept: sh.Accept, Body: sh.Form(), Width: 150, OnAccept: sh.Try}
	sh.Done = func() {
		card.Hide()
		s.Refresh()
		s.n.Shell.Changed()
		then()
	}
	card.Show(s.n.Shell.Window().Canvas())
	sh.Focus()
}

func (s *Screen) removeOlder() {
	if len(s.model.older) == 0 {
		s.n.Shell.Say("No backup is from before an erasure.")
		return
	}
	n, err := s.n.Desk.RemoveOlderCopies(context.Background())
	s.Refresh()
	if err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.n.Shell.Say(wording.Count(n, "older backup") + " removed. A newer one was read whole first.")
}
