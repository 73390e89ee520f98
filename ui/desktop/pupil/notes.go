package pupil

import (
	"context"
	"strconv"

	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
)

// openNote begins a note, call, meeting or view.
func (s *Screen) openNote() { s.openNoteOf(register.Note{}) }

// openNoteOf opens a note that is there, or a new one.
func (s *Screen) openNoteOf(n register.Note) {
	if n.ID != "" && !s.mayChange() {
		return
	}
	title := "Note"
	if n.ID == "" {
		n = register.Note{Pupil: s.model.id, Type: register.NotePlain, On: s.n.Desk.Today()}
		title = "New note"
	}
	words, kind, on, how := parts.NewNotes("What happened, in a line or two", 6), parts.NewChoice(noteTypes(), nil), parts.NewDateField(s.n.Desk.Today), parts.NewField("")
	words.SetText(n.Words)
	kind.SetChosen(n.Type)
	on.SetValue(n.On)
	how.SetText(n.How)
	sh := sheet.New(title, "Keep note", func() (err error) {
		if n.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		n.Words, n.Type, n.How = words.Text, kind.Chosen(), how.Text
		_, err = s.n.Desk.SaveNote(context.Background(), n)
		return err
	})
	sh.Add("words", "Words", words, "")
	sh.Add("type", "Kind", kind, "A call, a meeting, the pupil's own view …")
	sh.Add("on", "Day", on, "")
	sh.Add("how", "How it was heard", how, "For a view: talk, drawing, symbols, observation.")
	if n.ID != "" {
		sh.Foot(s.removing(s.n.Desk.RemoveNote, n.ID))
	}
	s.openSheet(panelName("note", n.ID), sh, "The note is kept.")
}

func noteTypes() []parts.Option {
	var out []parts.Option
	for _, n := range register.NoteNames {
		out = append(out, parts.Option{Value: n.ID, Words: n.Name})
	}
	return out
}

// openEntry opens what stands behind an entry of the story.
func (s *Screen) openEntry(entry int) {
	item, r := s.model.record.Story[entry], &s.model.record
	switch item.Kind {
	case "status", "need":
		s.openDetails()
	case "level":
		s.n.Shell.Go(shell.To("levels", s.model.id))
	case "review":
		s.openReviewed(byID(r.Cycles, item.ID, func(c provision.Cycle) string { return c.ID }))
	case "advice":
		s.openAdvice(byID(r.Advice, item.ID, func(a provision.Advice) string { return a.ID }))
	case "consent":
		s.openConsent(byID(r.Consents, item.ID, func(c register.Consent) string { return c.ID }))
	case "request":
		q := byID(r.Requests, item.ID, func(q desk.Request) string { return q.ID })
		s.n.Shell.Go(shell.To("requests", strconv.Itoa(q.Number)))
	default:
		s.openNoteOf(byID(r.Notes, item.ID, func(n register.Note) string { return n.ID }))
	}
}
