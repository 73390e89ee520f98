package pupil

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// openNote begins a note.
func (s *Screen) openNote() { s.beginNote(register.NotePlain, "") }

// openCall begins a call, meeting, letter or e-mail, with the first contact.
func (s *Screen) openCall() {
	with := ""
	if list := s.model.record.Contacts; len(list) > 0 && !s.model.hidden() {
		with = list[0].Name
	}
	s.beginNote(register.NoteCall, with)
}

// openTold begins a note of what the family should not have to tell again.
func (s *Screen) openTold() {
	s.openNoteOf(register.Note{Pupil: s.model.id, Type: register.NoteParentView, On: s.n.Desk.Today()}, "told")
}

func (s *Screen) beginNote(kind, with string) {
	s.openNoteOf(register.Note{Pupil: s.model.id, Type: kind, On: s.n.Desk.Today(), With: with}, kind)
}

// noteTitles are the titles of forms for something new, by the name of their draft.
var noteTitles = map[string]string{register.NotePlain: "New note", register.NoteCall: "New contact", "told": "Already told us"}

// openNoteOf opens a note that is there, or a new one whose draft has a name.
func (s *Screen) openNoteOf(n register.Note, draft string) {
	if n.ID != "" && !s.mayChange(access.LogDay) || !s.n.Shell.Allows(access.LogDay) {
		return
	}
	title, titled := noteTitles[draft]
	if !titled {
		title = register.NoteName(n.Type)
	}
	if n.ID != "" {
		title, draft = register.NoteName(n.Type), panelName("note", n.ID)
	}
	words, kind, on := parts.NewNotes("What happened, in a line or two", 5), parts.NewChoice(options(register.NoteNames), nil), parts.NewDateField(s.n.Desk.Today)
	with, told, how := line(n.With), parts.NewChoice(options(register.ToldTopics), nil), parts.NewChoice(options(register.ViewWays), nil)
	told.PlaceHolder, how.PlaceHolder = "No topic", "For a view"
	words.SetText(n.Words)
	kind.SetChosen(n.Type)
	on.SetValue(n.On)
	told.SetChosen(n.Told)
	how.SetChosen(n.How)
	sh := sheet.New(title, "Keep note", func() (err error) {
		if draft == "told" && told.Chosen() == "" {
			return &desk.Refusal{Field: "told", Words: "Choose the topic first: three letters find it."}
		}
		if n.On, err = sheet.Day("on", on); err != nil {
			return err
		}
		n.Words, n.Type, n.How, n.With, n.Told = words.Text, kind.Chosen(), how.Chosen(), with.Text, told.Chosen()
		_, err = s.n.Desk.SaveNote(context.Background(), n)
		return err
	})
	addTold := func() {
		sh.Add("told", "What the family told us about", told, "Marked with a topic, it stands under “Already told us”, so that nobody asks again.")
	}
	if draft == "told" {
		addTold()
	}
	sh.Add("words", "Words", words, "")
	sh.Pair(sheet.Half{Name: "type", Label: "Kind", Field: kind}, sheet.Half{Name: "on", Label: "Day", Field: on}, "")
	sh.Add("with", "With", with, wording.Reach(s.model.record.Contacts, s.model.hidden()))
	if draft != "told" {
		addTold()
	}
	sh.Add("how", "How the view was heard", how, "")
	if n.ID != "" {
		sh.Foot(s.removing(access.Erase, s.n.Desk.RemoveNote, n.ID))
	}
	s.openSheet(draft, sh, "The note is kept.")
}

// options makes a list of the register into what a field offers.
func options(list []register.Item) []parts.Option {
	out := make([]parts.Option, len(list))
	for i, item := range list {
		out[i] = parts.Option{Value: item.ID, Words: item.Name}
	}
	return out
}

// entryNeeds is what a role must include to open the form behind an entry of the story;
// what has no line is a note. Whoever may not change it reads it.
var entryNeeds = map[string]access.Action{
	"status": access.Read, "need": access.Read, "meeting_record": access.Read, "review": access.Read, "correction": access.Read, "ehc_plan": access.Read,
	"level": access.Level, "request": access.SeeMoney, "invitee": access.HoldReviews,
	"advice": access.WriteRecord, "consent": access.WriteRecord, "referral": access.WriteRecord, "amendment": access.WriteRecord,
}

// openEntry opens what stands behind an entry of the story.
func (s *Screen) openEntry(entry int) {
	item, r := s.model.record.Story[entry], &s.model.record
	needs, has := entryNeeds[item.Kind]
	if !has {
		needs = access.LogDay
	}
	if !s.may(needs) {
		s.readEntry(item)
		return
	}
	switch item.Kind {
	case "status", "need":
		s.n.Shell.Go(shell.To("history", s.model.id))
	case "level":
		s.n.Shell.Go(shell.To("levels", s.model.id))
	case "meeting_record":
		s.n.Shell.Go(shell.To("meeting", item.ID))
	case "review":
		s.openReviewed(byID(r.Cycles, item.ID, func(c provision.Cycle) string { return c.ID }))
	case "correction":
		k := byID(r.Corrections, item.ID, func(k provision.Correction) string { return k.ID })
		if c := byID(r.Cycles, k.Record, func(c provision.Cycle) string { return c.ID }); c.ID != "" {
			s.openReviewed(c)
		} else {
			s.n.Shell.Go(shell.To("meeting", k.Record))
		}
	case "advice":
		s.openAdvice(byID(r.Advice, item.ID, func(a provision.Advice) string { return a.ID }))
	case "consent":
		s.openConsent(byID(r.Consents, item.ID, func(c register.Consent) string { return c.ID }))
	case "concern":
		s.openConcernOf(byID(r.Concerns, item.ID, func(c register.Concern) string { return c.ID }))
	case "referral":
		s.openReferral(byID(r.Referrals, item.ID, func(q provision.Referral) string { return q.ID }))
	case "ehc_plan":
		s.readEHCPlan(byID(r.EHCPlans, item.ID, func(p register.EHCPlan) string { return p.ID }))
	case "amendment":
		s.openAmendment(byID(r.Amendments, item.ID, func(a register.Amendment) string { return a.ID }))
	case "invitee":
		s.openInvitee(byID(r.Invitees, item.ID, func(v register.Invitee) string { return v.ID }))
	case "attachment":
		s.openAttachment(byID(r.Attachments, item.ID, func(a register.Attachment) string { return a.ID }))
	case "request":
		q := byID(r.Requests, item.ID, func(q desk.Request) string { return q.ID })
		s.n.Shell.Go(shell.To("requests", strconv.Itoa(q.Number)))
	default:
		s.openNoteOf(byID(r.Notes, item.ID, func(n register.Note) string { return n.ID }), "")
	}
}

// readEntry shows an entry of the story to whoever may not change it.
func (s *Screen) readEntry(item desk.StoryItem) {
	var links []fyne.CanvasObject
	if item.Kind == "attachment" {
		a := byID(s.model.record.Attachments, item.ID, func(a register.Attachment) string { return a.ID })
		links = append(links, parts.NewLink("Open", func() { s.saveCopy(a) }))
	}
	s.showRead(s.model.storyTitle(item), parts.NewFactList(parts.Fact{Label: "Day", Value: item.On.Words()}, parts.Fact{Label: "Words", Value: s.model.written(item.Words)}), links...)
}
