package pupil

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// matters is what matters to the pupil while it is being changed in its place. Each
// box keeps itself when it is left.
type matters struct {
	*sheet.Sheet
	strengths, helps, hinders *parts.Notes
}

func (s *Screen) mattersCard() fyne.CanvasObject {
	title := "What matters to " + s.model.firstName()
	if s.matters != nil {
		return parts.Card(title, s.matters.Form(), parts.NewLink("Done", func() { s.Back() }).WithKey("Esc"))
	}
	return parts.Card(title, parts.NewFactList(s.model.matters()...), parts.NewLink("Change", s.editMatters).When(s.may(access.WriteRecord)))
}

// editMatters puts boxes in place of the words.
func (s *Screen) editMatters() {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	p := s.model.record.Pupil
	m := &matters{Sheet: sheet.New("", "", nil)}
	for _, box := range []struct {
		notes       **parts.Notes
		name, label string
		words       string
	}{{&m.strengths, "strengths", "Good at, enjoys", p.Strengths}, {&m.helps, "helps", "What helps", p.Helps}, {&m.hinders, "hinders", "What does not", p.Hinders}} {
		n := parts.NewNotes("", 2)
		n.SetText(box.words)
		n.OnLeft = func() { s.saveMatters(box.name) }
		*box.notes = n
		m.Add(box.name, box.label, n, "")
	}
	s.matters = m
	s.show()
	s.n.Shell.Window().Canvas().Focus(m.strengths)
}

// saveMatters keeps the boxes, if one differs from what is kept.
func (s *Screen) saveMatters(box string) {
	m := s.matters
	p := s.model.record.Pupil
	if m == nil || p.Strengths == m.strengths.Text && p.Helps == m.helps.Text && p.Hinders == m.hinders.Text {
		return
	}
	p.Strengths, p.Helps, p.Hinders = m.strengths.Text, m.helps.Text, m.hinders.Text
	m.Keep(box, func() error { return s.n.Desk.SavePupil(context.Background(), p) })
	if err := s.model.load(); err == nil {
		s.n.Shell.Changed()
	}
}

// keepMatters keeps what is typed and shows it as words again.
func (s *Screen) keepMatters() {
	if s.matters == nil {
		return
	}
	s.saveMatters("")
	s.matters = nil
}
