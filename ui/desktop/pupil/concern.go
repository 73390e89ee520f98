package pupil

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/concerns"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// openConcern returns the concern that waits for a decision, an empty one for none.
func (m *model) openConcern() register.Concern {
	for _, c := range m.record.Concerns {
		if c.IsOpen() {
			return c
		}
	}
	return register.Concern{Pupil: m.id}
}

// concerns are the worries there have been, open ones first.
func (m *model) concerns() []row {
	var out []row
	for _, c := range m.record.Concerns {
		r := row{id: c.ID, title: m.written(c.Words), note: m.written(joined("Raised by "+c.RaisedBy+", "+c.On.Words(), c.RaisedBy, "Tried: "+c.Tried, c.Tried, c.Why, c.Why))}
		switch {
		case c.Outcome == register.ConcernSupport:
			r.word, r.state = "on the register", parts.Done
		case !c.IsOpen():
			r.word, r.state = "settled "+c.Closed.Words(), parts.Done
		default:
			words, state := wording.Due(m.desk.Today(), c.LookAgain)
			r.word, r.state = "look again "+words, state
		}
		if r.title == "" {
			r.title = "Concern"
		}
		out = append(out, r)
		if c.IsOpen() && c.ParentsTold.IsZero() {
			out = append(out, row{id: c.ID, title: "Tell the parents", note: "They have not been told of this concern yet.", word: "not yet", state: parts.Soon})
		}
	}
	return out
}

// concernCard is the card of concerns before the register.
func (s *Screen) concernCard() fyne.CanvasObject {
	rows := s.model.concerns()
	links := []fyne.CanvasObject{}
	if c := s.model.openConcern(); c.ID != "" {
		links = append(links, parts.NewLink("Put on the register", s.promote).WithKey("B").When(s.may(access.WriteRecord)), parts.NewLink("Settle", s.settle).WithKey("Q").When(s.may(access.WriteRecord)))
	} else if !s.model.record.OnRegister() {
		links = append(links, parts.NewLink("Add", s.openConcern).WithKey("C").When(s.may(access.LogDay)))
	}
	var body fyne.CanvasObject = parts.NewProse("A worry before SEN support: who raised it, what was tried, and whether the parents know.", parts.QuietText)
	if len(rows) > 0 {
		body = s.list(access.LogDay, rows, func(id string) {
			s.openConcernOf(byID(s.model.record.Concerns, id, func(c register.Concern) string { return c.ID }))
		})
	}
	return parts.Card("Concerns", body, links...)
}

// openConcern opens the concern that waits, or begins one.
func (s *Screen) openConcern() {
	c := s.model.openConcern()
	if c.ID == "" && s.model.record.OnRegister() {
		s.n.Shell.Say("This pupil is on the SEN register already: N writes a note, R reviews the plan.")
		return
	}
	s.openConcernOf(c)
}

// openConcernOf opens a concern; one that is closed is only shown.
func (s *Screen) openConcernOf(c register.Concern) {
	if c.ID != "" && !s.mayChange(access.LogDay) {
		return
	}
	if !c.IsOpen() {
		s.showFacts("Concern", []parts.Fact{
			{Label: "Raised", Value: c.On.Words() + ", by " + c.RaisedBy}, {Label: "Noticed", Value: c.Words}, {Label: "Tried", Value: c.Tried},
			{Label: "Parents told", Value: c.ParentsTold.Words()}, {Label: "Closed", Value: c.Closed.Words()}, {Label: "Why", Value: c.Why}})
		return
	}
	sh := concerns.Form(s.n.Desk, c)
	if c.ID != "" {
		sh.Foot(parts.NewLink("Put on the register", s.promote).When(s.may(access.WriteRecord)), parts.NewLink("Settle", s.settle).When(s.may(access.WriteRecord)), s.removing(access.Erase, s.n.Desk.RemoveConcern, c.ID))
	}
	s.openSheet(panelName("concern", c.ID), sh, "The concern is kept. It is asked about again in six weeks.")
}

func (s *Screen) promote() {
	s.decide(concerns.Promote, "promote", "The pupil is on the SEN register.")
}
func (s *Screen) settle() { s.decide(concerns.Settle, "settle", "The concern is settled.") }

// decide opens the form that closes the concern which waits.
func (s *Screen) decide(form func(*desk.Desk, register.Concern) *sheet.Sheet, name, done string) {
	c := s.model.openConcern()
	if c.ID == "" {
		s.n.Shell.Say("No concern is open. C writes one; E changes the SEN status without one.")
	} else if s.mayChange(access.WriteRecord) {
		s.openSheet(panelName(name, c.ID), form(s.n.Desk, c), done)
	}
}
