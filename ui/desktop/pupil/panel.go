package pupil

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// panel is a form at the side of the page.
type panel struct {
	name   string // of its draft: "note", or "note/id" for a note that is changed
	sheet  *sheet.Sheet
	object fyne.CanvasObject
	focus  func()
	again  func() // shows the records again in a form that keeps itself
	next   func() // keeps the form and begins another of its kind; nil where there is none
}

// drafts are what was typed in forms of this pupil and not accepted yet.
func (s *Screen) drafts() sheet.Drafts {
	return sheet.Drafts{Desk: s.n.Desk, Place: s.model.id, Alert: s.n.Shell.Alert}
}

// keepDraft keeps what has been typed in the open form.
func (s *Screen) keepDraft() bool {
	return s.panel != nil && s.panel.sheet != nil && s.panel.sheet.Accept != "" && s.drafts().Keep(s.panel.name, s.panel.sheet)
}

// openPanel shows a form in place of the story.
func (s *Screen) openPanel(p *panel) {
	s.closePanel()
	s.panel = p
	s.showSide()
}

// closePanel takes the form away; what was typed is kept as a draft.
func (s *Screen) closePanel() {
	if s.panel == nil {
		return
	}
	if s.keepDraft() {
		s.n.Shell.Say("What you typed is kept. The same key takes it up again.")
	}
	s.panel = nil
	s.showSide()
}

// openSheet shows a sheet at the side, with what was typed in it before. Its words
// are said in the foot once it was accepted.
func (s *Screen) openSheet(name string, sh *sheet.Sheet, done string) {
	p := &panel{name: name, sheet: sh, focus: sh.Focus}
	sh.Close = func() { s.Back() }
	sh.Done = func() {
		s.drafts().Drop(name)
		s.panel = nil
		s.showSide()
		s.changed()
		s.Focus()
		s.n.Shell.Say(done)
	}
	sh.Begin()
	if !s.model.hidden() && s.drafts().Restore(name, sh) {
		s.n.Shell.Say("What you had typed before is here again.")
	}
	if sh.Accept != "" { // the fields of other sheets keep themselves
		sh.OnLeft(func() { s.keepDraft() })
	}
	p.object = sh.Panel()
	s.openPanel(p)
	sh.Focus()
}

// showFacts shows facts that are only read at the side of the page.
func (s *Screen) showFacts(title string, facts []parts.Fact) {
	s.showRead(title, parts.NewFactList(facts...))
}

// showRead shows what is only read at the side of the page, with links under it.
func (s *Screen) showRead(title string, body fyne.CanvasObject, links ...fyne.CanvasObject) {
	back := parts.NewLink("Close", func() { s.Back() }).WithKey("Esc")
	at := s.n.Shell.Window().Canvas()
	var foot fyne.CanvasObject
	if len(links) > 0 {
		foot = parts.Margins(0, 3, 0, 0, parts.Flow(parts.Groups, links...))
	}
	s.openPanel(&panel{name: "read", object: parts.Card(title, parts.Frame(nil, parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, body)), foot), back), focus: func() { at.Focus(back) }})
	at.Focus(back)
}

// removing is the link that takes a record away, for whoever may; undo brings it back.
func (s *Screen) removing(needs access.Action, remove func(ctx context.Context, pupil, id string) error, id string) fyne.CanvasObject {
	return parts.NewLink("Remove", func() {
		if err := remove(context.Background(), s.model.id, id); err != nil {
			s.n.Shell.Alert(desk.Words(err))
			return
		}
		s.panel = nil
		s.showSide()
		s.changed()
		s.Focus()
		s.n.Shell.Say("Removed. Ctrl+Z brings it back.")
	}).When(s.may(needs))
}

// mayChange reports whether what is kept may be shown in a form: where the role includes
// the change, and not while names are hidden.
func (s *Screen) mayChange(needs access.Action) bool {
	if !s.n.Shell.Allows(needs) {
		return false
	}
	if s.model.hidden() {
		s.n.Shell.Say("Names are hidden. Show them with F8 to change what is kept.")
		return false
	}
	return true
}

// panelName names the draft of a form for a record, or for a new one.
func panelName(kind, id string) string {
	if id == "" {
		return kind
	}
	return kind + "/" + id
}
