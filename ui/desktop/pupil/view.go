package pupil

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/giveway"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/printing"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk  *desk.Desk
	Shell *shell.Shell

	Folder string // where a paper or a copy is offered to be saved
}

// Screen is the page of one pupil.
type Screen struct {
	n     Needs
	model *model

	name     *parts.Text
	sentence *parts.Prose
	badges   *fyne.Container
	actions  []*parts.Button
	buttons  *fyne.Container // of the actions
	cards    *fyne.Container
	story    *parts.Timeline
	side     *fyne.Container // the story, or the form that is open
	sides    *sides
	body     *fyne.Container
	object   fyne.CanvasObject

	panel   *panel   // nil when no form is open
	matters *matters // nil while what matters is only shown

	outcomes *outcomeRows // nil while the outcomes are only shown
}

// New makes the page of the pupil with an identifier. The argument may name the form
// to begin with: "id/review".
func New(n Needs, arg string) (*Screen, error) {
	id, form, _ := strings.Cut(arg, "/")
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden, id: id}}
	if err := s.model.load(); err != nil {
		return nil, &desk.Refusal{Field: "pupil", Words: desk.Words(err)}
	}
	s.build()
	if do, ok := s.asked(form); ok {
		do()
	} else if a, ok := s.actionOf(form, -1); ok {
		a.do()
	}
	return s, nil
}

func (s *Screen) build() {
	s.name = parts.NewText("", parts.PageTitle)
	s.sentence = parts.NewWideProse("", parts.QuietText)
	s.badges = parts.Flow(parts.Between)
	s.buttons = parts.Flow(parts.Between)
	for _, a := range s.table() {
		b := parts.NewButton(a.words, a.do)
		if a.name == "note" {
			b = parts.NewMainButton(a.words, a.do)
		}
		s.actions = append(s.actions, b.WithKey(strings.ToUpper(string(a.key))))
		s.buttons.Add(b)
	}
	s.cards = parts.Column(parts.Groups)
	s.story = parts.NewTimeline(s.n.Shell.How(access.LogDay, "Notes, calls, reviews and decisions will stand here, newest first.", "N writes the first."), s.openEntry)
	s.side = container.NewStack()
	s.sides = &sides{}
	s.body = container.New(s.sides, parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, s.cards)), s.side)
	head := parts.Column(parts.Between, parts.Column(parts.Tight, s.name, s.sentence), s.badges, s.buttons)
	s.object = parts.Margins(parts.Pages, parts.Groups, parts.Pages, parts.Groups, giveway.Frame(parts.Margins(0, 0, 0, 3, head), s.body, func() []fyne.CanvasObject {
		if s.panel != nil && s.sides.narrow {
			return []fyne.CanvasObject{s.sentence, s.buttons, s.badges}
		}
		return []fyne.CanvasObject{s.sentence}
	}))
	s.showSide()
	s.show()
}

// show draws the record again; a form that is open stays as it is.
func (s *Screen) show() {
	s.name.SetText(s.model.name())
	s.sentence.SetText(s.model.sentence())
	s.badges.Objects = nil
	for _, b := range s.model.badges() {
		s.badges.Add(parts.NewBadge(b.words, b.state))
	}
	s.cards.Objects = s.allCards()
	s.story.SetEvents(s.model.story())
	s.object.Refresh()
}

// showSide puts the form that is open at the side, or else the story.
func (s *Screen) showSide() {
	s.sides.open = s.panel != nil
	s.side.Objects = []fyne.CanvasObject{parts.Card("Story", s.story)}
	if s.panel != nil {
		s.side.Objects[0] = s.panel.object
	}
	if s.object != nil {
		s.object.Refresh()
	}
}

// changed reads the record again after a change made here, and shows it.
func (s *Screen) changed() {
	if err := s.model.load(); err != nil {
		s.n.Shell.Alert(desk.Words(err))
		return
	}
	s.show()
	s.n.Shell.Changed()
}

// Title is for the window and the history, and never a pupil's name.
func (s *Screen) Title() string { return "Pupil" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the form that is open, or to the first action.
func (s *Screen) Focus() {
	if s.panel != nil && s.panel.focus != nil {
		s.panel.focus()
		return
	}
	s.n.Shell.Window().Canvas().Focus(s.actions[0])
}

// Refresh shows the record again after undo, redo, or F8. While names are hidden no
// form stays open, since it may hold one; what was typed is kept.
func (s *Screen) Refresh() {
	if err := s.model.load(); err != nil { // the undo of "Add pupil" takes the pupil away
		s.panel, s.matters, s.outcomes = nil, nil, nil
		s.n.Shell.Go(shell.To("register"))
		s.n.Shell.Say(desk.Words(err))
		return
	}
	if s.model.hidden() {
		s.keepMatters()
		s.keepOutcomes()
		s.closePanel()
	}
	if s.outcomes != nil {
		s.outcomes.again()
	}
	if s.panel != nil && s.panel.again != nil {
		s.panel.again()
	}
	s.show()
}

// Leave keeps what is still being typed. It may be called twice, the second time
// with the file closed: the lock leaves the page and then shows its own.
func (s *Screen) Leave() {
	s.keepMatters()
	s.keepOutcomes()
	s.keepDraft()
	s.panel = nil
}

// Back closes the form that is open, if one is.
func (s *Screen) Back() bool {
	if s.matters != nil {
		s.keepMatters()
		s.show()
		s.Focus()
		return true
	}
	if s.panel == nil && s.outcomes != nil {
		if s.outcomes.close() {
			s.Focus()
		}
		return true
	}
	if s.panel == nil {
		return false
	}
	s.closePanel()
	s.Focus()
	return true
}

// Accept takes the form that is open (Ctrl+Enter).
func (s *Screen) Accept() {
	switch {
	case s.matters != nil, s.panel == nil && s.outcomes != nil:
		s.Back()
	case s.panel != nil && s.panel.sheet != nil && s.panel.sheet.Accept != "":
		s.panel.sheet.Try()
	}
}

// Key does the action of a letter.
func (s *Screen) Key(r rune) bool {
	a, ok := s.actionOf("-", r)
	if ok {
		a.do()
	}
	return ok
}

// Print shows the one-page profile as it will be printed.
func (s *Screen) Print() {
	printing.ShowPupil(printing.Needs{Desk: s.n.Desk, Shell: s.n.Shell, Folder: s.n.Folder}, s.model.id)
}

// Count says in the foot how long the story is.
func (s *Screen) Count() string {
	if n := len(s.model.record.Story); n != 1 {
		return wording.Count(n, "thing") + " in the story"
	}
	return "1 thing in the story"
}

// openStory brings the keyboard to the story, and the story into view where the
// window is too narrow to show it beside the rest.
func (s *Screen) openStory() {
	s.closePanel()
	if s.sides.narrow {
		s.openPanel(&panel{name: "story", object: parts.Card("Story", s.story, parts.NewLink("Close", func() { s.Back() }).WithKey("Esc"))})
	}
	s.n.Shell.Window().Canvas().Focus(s.story)
}
