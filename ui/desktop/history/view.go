package history

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell
}

// Screen is the page.
type Screen struct {
	n        Needs
	model    *model
	grid     *parts.Grid
	picture  *picture
	sentence *parts.Prose
	odd      *fyne.Container
	above    *fyne.Container // the actions and the picture, which make room for a form
	body     *fyne.Container // the table, with the form beside it when one is open
	object   fyne.CanvasObject
	form     *form  // nil while none is open
	keep     func() // keeps what is typed in it
}

// New makes the page of the pupil with an identifier.
func New(n Needs, arg string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden, id: arg}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
	}
	s.build()
	return s, nil
}

func (s *Screen) build() {
	heads := make([]parts.GridColumn, len(columns))
	for i, title := range columns {
		heads[i] = parts.GridColumn{Title: title, Strong: title == "Was", Grows: title == "Was" || title == "Note"}
	}
	s.grid = parts.NewGrid(heads, s.model.rows, s.model.cell)
	s.grid.Style = s.model.style
	s.grid.Empty = s.n.Shell.How(access.WriteRecord, "No status and no need has been recorded yet.", "S adds a status that was missed, N a need. What holds from now on is set on the pupil's page.")
	if s.mayCorrect() {
		s.grid.OnOpen = func(int) { s.correct() }
	}
	s.grid.OnRune = s.Key
	s.picture = newPicture(s.model)
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.odd = parts.Column(parts.Tight)
	s.body = container.NewStack(s.grid)
	actions := parts.Flow(parts.Between,
		parts.NewMainButton("Correct", s.correct).WithKey("Enter").When(s.mayCorrect()), parts.NewButton("Missed status", s.addStatus).WithKey("S").When(s.mayCorrect()),
		parts.NewButton("Missed need", s.addNeed).WithKey("N").When(s.mayCorrect()), parts.NewButton("Close a gap", s.closeGap).WithKey("G").When(s.mayCorrect()),
		parts.NewLink("To the pupil", s.toPupil).WithKey("P"))
	s.above = parts.Column(parts.Between, actions, s.picture)
	head := parts.Column(parts.Between, parts.LiveHeading("Status and needs over time", s.sentence), s.odd, s.above)
	s.object = parts.Margins(parts.Pages, parts.Pages, parts.Pages, parts.Groups,
		giveway.Frame(parts.Margins(0, 0, 0, parts.Between, head), s.body, func() []fyne.CanvasObject { return []fyne.CanvasObject{s.picture} }))
	s.show()
}

// show brings all but the rows up to date.
func (s *Screen) show() {
	s.sentence.SetText(s.model.sentence())
	s.odd.Objects = nil
	for _, words := range s.model.history.Odd {
		s.odd.Add(parts.NewWideProse(parts.Soon.Shape()+" "+words, parts.TextStyle{Colour: parts.Soon.Colour()}))
	}
	s.picture.Refresh()
	s.object.Refresh()
}

// Title is for the window.
func (s *Screen) Title() string { return "Status and needs over time" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the rows.
func (s *Screen) Focus() {
	if s.form == nil {
		s.n.Shell.Window().Canvas().Focus(s.grid)
	}
}

// Refresh reads the history again.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	row := s.grid.Current()
	s.grid.Reload()
	s.grid.SetCurrent(max(0, min(row, s.model.rows()-1)))
	s.show()
}

// Leave keeps what is being typed.
func (s *Screen) Leave() {
	if s.keep != nil {
		s.keep()
	}
}

// Accept keeps what the form says.
func (s *Screen) Accept() {
	if s.form != nil {
		s.form.Try()
	}
}

// Back closes the form, if one is open.
func (s *Screen) Back() bool {
	if s.form == nil {
		return false
	}
	s.closeForm()
	s.Focus()
	return true
}

// Count says in the foot how many rows there are.
func (s *Screen) Count() string { return wording.Count(s.model.rows(), "row") }

func (s *Screen) letters() shell.Letters {
	return shell.Letters{
		{Rune: 's', Words: "Add a status that was missed", Do: s.addStatus, Needs: access.WriteRecord},
		{Rune: 'n', Words: "Add a need that was missed", Do: s.addNeed, Needs: access.WriteRecord},
		{Rune: 'g', Words: "Close the gap before the row", Do: s.closeGap, Needs: access.WriteRecord},
		{Rune: 'p', Words: "Go to the pupil", Do: s.toPupil},
	}.For(s.n.Desk.May)
}

// Key uses the letters of the page.
func (s *Screen) Key(r rune) bool { return s.letters().Key(r) }

// Keys lists the keys of the page.
func (s *Screen) Keys() []parts.Fact {
	if !s.mayCorrect() {
		return s.letters().Facts()
	}
	return append([]parts.Fact{{Label: "Enter", Value: "Correct the row"}}, s.letters().Facts()...)
}

// mayCorrect reports whether the role corrects what is recorded.
func (s *Screen) mayCorrect() bool { return s.n.Desk.May(access.WriteRecord) }

func (s *Screen) addStatus() { s.openForm(line{rank: 1}) }
func (s *Screen) addNeed()   { s.openForm(line{need: true, rank: 1}) }
func (s *Screen) toPupil()   { s.n.Shell.Go(shell.To("pupil", s.model.id)) }

func (s *Screen) correct() {
	if row := s.grid.Current(); row >= 0 {
		s.openForm(s.model.lines[row])
	}
}

// closeGap offers to let the row before a gap run on to where the current one begins.
func (s *Screen) closeGap() {
	row := s.grid.Current()
	if row < 0 || !s.model.lines[row].gap {
		s.n.Shell.Say("There is no gap before this row. Rows with one say so under Note.")
		return
	}
	now := s.model.lines[row]
	f := s.openForm(s.model.lines[now.before])
	f.until.SetValue(now.from.AddDays(-1))
	f.FocusOn("why")
	s.n.Shell.Say("The row before would run on to " + now.from.AddDays(-1).Words() + ". Say why, then Ctrl+Enter.")
}
