package pupil

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/wording"
)

// ehcPlan is the extract of the plan that stands, or of the one that stood last.
func (m *model) ehcPlan() (register.EHCPlan, bool) {
	if len(m.record.EHCPlans) == 0 {
		return register.EHCPlan{}, false
	}
	return m.record.EHCPlans[0], true
}

// ehcFacts are the plan and the dates of its review.
func (m *model) ehcFacts(p register.EHCPlan) []parts.Fact {
	out := []parts.Fact{{Label: "Issued", Value: p.Issued.Words() + " by " + m.written(p.Authority)}, {Label: "Names", Value: m.written(p.Setting)}}
	for _, s := range m.desk.EHC().Stages {
		on := p.Stages.Of(s.ID)
		if on.IsZero() {
			continue
		}
		f := parts.Fact{Label: s.Name, Value: on.Words()}
		if on.After(m.desk.Today()) {
			if words, state := wording.Due(m.desk.Today(), on); words != on.Words() {
				f.Value, f.State = on.Words()+", "+words, state
			}
		}
		out = append(out, f)
	}
	if m.record.Status != "E" {
		out = append(out, parts.Fact{Label: "Check", Value: "the SEN status is still " + wording.Status(m.record.Status) + ". E changes it.", State: parts.Soon})
	}
	return out
}

// amendments are what the school suggests for the plan that stands.
func (m *model) amendments() []row {
	var out []row
	for _, a := range m.record.Amendments {
		r := row{id: a.ID, title: "Section " + a.Section + ": " + m.written(a.Suggestion), note: m.written(a.Why), word: "suggested " + a.On.Words(), state: parts.Soon}
		if a.Outcome != "" {
			r.word, r.state = m.written(a.Outcome), parts.Done
		}
		if m.hidden() {
			r.title = "Section " + a.Section
			r.note = m.written(a.Suggestion)
		}
		out = append(out, r)
	}
	return out
}

// invitees are those who are asked to the review meeting that comes, or was last.
func (m *model) invitees() []row {
	var out []row
	for _, v := range m.record.Invitees {
		if v.Meeting != m.record.Invitees[0].Meeting {
			continue
		}
		title := v.Role
		if v.Name != "" && !m.hidden() {
			title = strings.TrimPrefix(v.Role+": "+v.Name, ": ")
		}
		if title == "" {
			title = m.written(v.Name)
		}
		r := row{id: v.ID, title: title, word: "not invited yet", state: parts.Soon}
		if !v.Invited.IsZero() {
			r.word, r.state = "invited "+v.Invited.Words(), parts.NoState
		}
		if !v.Advice.IsZero() {
			r.note, r.state = "advice came "+v.Advice.Words(), parts.Done
		}
		switch v.Came {
		case "yes":
			r.word, r.state = "came", parts.Done
		case "no":
			r.word = "did not come"
		}
		out = append(out, r)
	}
	return out
}

// ehcCard is the card of the council's plan and its annual review.
func (s *Screen) ehcCard() fyne.CanvasObject {
	p, has := s.model.ehcPlan()
	if !has {
		return parts.Card("EHC plan", parts.NewProse("An extract of the plan that the council issued will stand here, to read, with the dates of its annual review. Only the council may amend a plan.", parts.QuietText),
			parts.NewLink("Copy the plan", s.openEHC).WithKey("H").When(s.may(access.WriteRecord)))
	}
	body := parts.Column(parts.Groups, parts.NewFactList(s.model.ehcFacts(p)...))
	if rows := s.model.amendments(); len(rows) > 0 {
		body.Add(parts.Column(parts.Between, parts.NewText("Suggested for the review", parts.Strong), s.list(access.WriteRecord, rows, func(id string) {
			s.openAmendment(byID(s.model.record.Amendments, id, func(a register.Amendment) string { return a.ID }))
		})))
	}
	if rows := s.model.invitees(); len(rows) > 0 {
		body.Add(parts.Column(parts.Between, parts.NewText("Asked to the meeting of "+s.model.record.Invitees[0].Meeting.Words(), parts.Strong), s.list(access.HoldReviews, rows, func(id string) {
			s.openInvitee(byID(s.model.record.Invitees, id, func(v register.Invitee) string { return v.ID }))
		})))
	}
	return parts.Card("EHC plan", body, parts.NewLink("Read", s.openEHC).WithKey("H"), parts.NewLink("Dates", s.openStages).WithKey("D").When(s.may(access.WriteRecord)),
		parts.NewLink("Suggest", s.openSuggestion).WithKey("U").When(s.may(access.WriteRecord)), parts.NewLink("Invite", s.invite).WithKey("I").When(s.may(access.HoldReviews)))
}

// openEHC reads the plan, or copies one in where there is none.
func (s *Screen) openEHC() {
	if p, has := s.model.ehcPlan(); has {
		s.readEHCPlan(p)
		return
	}
	s.copyEHCPlan()
}

// readEHCPlan shows the words of a plan. They are only shown: a council alone may
// amend them.
func (s *Screen) readEHCPlan(p register.EHCPlan) {
	if !s.mayChange(access.Read) {
		return
	}
	body := parts.Column(parts.Groups, parts.NewFactList(s.model.ehcFacts(p)...))
	for _, letter := range s.n.Desk.EHC().Letters() {
		if words := p.Sections[letter]; words != "" {
			body.Add(parts.Column(parts.Tight, parts.NewProse(s.n.Desk.EHC().Heading(letter), parts.Strong), parts.NewProse(words, parts.Plain)))
		}
	}
	s.showRead("EHC plan", body, parts.NewLink("Suggest an amendment", s.openSuggestion).WithKey("U").When(s.may(access.WriteRecord)),
		parts.NewLink("Copy a newer plan", s.copyEHCPlan).When(s.may(access.WriteRecord)), s.removing(access.WriteRecord, s.n.Desk.RemoveEHCPlan, p.ID))
}

// copyEHCPlan copies in a plan that the council has issued.
func (s *Screen) copyEHCPlan() {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	authority, setting, issued := parts.NewField(""), parts.NewField(""), parts.NewDateField(s.n.Desk.Today)
	if p, has := s.model.ehcPlan(); has {
		authority.SetText(p.Authority)
		setting.SetText(p.Setting)
	}
	sections := map[string]*parts.Notes{}
	sh := sheet.New("Copy an EHC plan", "Keep plan", func() (err error) {
		p := register.EHCPlan{Pupil: s.model.id, Authority: authority.Text, Setting: setting.Text, Sections: map[string]string{}}
		for letter, words := range sections {
			p.Sections[letter] = words.Text
		}
		if p.Issued, err = sheet.Day("issued", issued); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveEHCPlan(context.Background(), p)
		return err
	})
	sh.Add("authority", "Council", authority, "Only an officer of the council may amend a plan. What you copy here is to read.")
	sh.Add("issued", "Issued on", issued, "")
	sh.Add("setting", "School named in section I", setting, "Parents and young people ask for a school as their preference; the council consults schools and names one.")
	for _, section := range s.n.Desk.EHC().Sections {
		words := parts.NewNotes("", 3)
		sections[section.Letter] = words
		sh.Add("section "+section.Letter, "Section "+section.Letter, words, section.Title)
	}
	sh.Add("sections", "", parts.Gap(0), "Copy what is needed day to day. The paper itself can be attached with A.")
	s.openSheet("ehc_plan", sh, "The EHC plan is kept.")
}

// openStages opens the dates of the annual review.
func (s *Screen) openStages() {
	p, has := s.model.ehcPlan()
	if !has || !s.mayChange(access.WriteRecord) {
		s.n.Shell.Say("There is no EHC plan here yet. H copies one in.")
		return
	}
	var fields []*parts.DateField
	stages := s.n.Desk.EHC().Stages
	sh := sheet.New("Annual review", "Keep dates", func() error {
		dates := p.Stages
		for i, stage := range stages {
			on, err := sheet.Day("stages."+stage.ID, fields[i])
			if err != nil {
				return err
			}
			*dates.Stage(stage.ID) = on
		}
		return s.n.Desk.SavePlanStages(context.Background(), s.model.id, p.ID, dates)
	})
	for _, stage := range stages {
		field := parts.NewDateField(s.n.Desk.Today)
		field.SetValue(p.Stages.Of(stage.ID))
		fields = append(fields, field)
		sh.Add("stages."+stage.ID, stage.Name, field, strings.ToUpper(stage.Owner[:1])+stage.Owner[1:]+"; "+stage.Ref+".")
	}
	s.openSheet("stages", sh, "The dates are kept.")
}

// openSuggestion begins a suggested amendment of the plan that stands.
func (s *Screen) openSuggestion() { s.openAmendment(register.Amendment{}) }

// openAmendment opens a suggested amendment, or a new one.
func (s *Screen) openAmendment(a register.Amendment) {
	p, has := s.model.ehcPlan()
	if !has || !s.mayChange(access.WriteRecord) {
		s.n.Shell.Say("There is no EHC plan here yet. H copies one in.")
		return
	}
	if a.ID == "" {
		a = register.Amendment{Pupil: s.model.id, Plan: p.ID, On: s.n.Desk.Today()}
	}
	var letters []parts.Option
	for _, section := range s.n.Desk.EHC().Sections {
		letters = append(letters, parts.Option{Value: section.Letter, Words: section.Letter, Note: section.Title})
	}
	now, suggestion, why, outcome := parts.NewNotes("", 3), parts.NewNotes("", 4), parts.NewNotes("", 2), parts.NewNotes("", 2)
	section := parts.NewChoice(letters, func(letter string) { now.SetText(p.Sections[letter]) })
	on := parts.NewDateField(s.n.Desk.Today)
	section.SetChosen(a.Section)
	now.SetText(a.NowSays)
	suggestion.SetText(a.Suggestion)
	why.SetText(a.Why)
	outcome.SetText(a.Outcome)
	on.SetValue(a.On)
	sh := sheet.New("Suggested amendment", "Keep suggestion", func() (err error) {
		a.Section, a.NowSays, a.Suggestion, a.Why, a.Outcome = section.Chosen(), now.Text, suggestion.Text, why.Text, outcome.Text
		if a.On, err = sheet.Day("on_day", on); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveAmendment(context.Background(), a)
		return err
	})
	sh.Add("section", "Section", section, "")
	sh.Add("now_says", "It says now", now, "")
	sh.Add("suggestion", "It should say", suggestion, "A suggestion for the review. Only the council may amend the plan.")
	sh.Add("why", "Why", why, "")
	sh.Add("on_day", "Suggested on", on, "")
	sh.Add("outcome", "What the council did", outcome, "Empty until it has decided.")
	if a.ID != "" {
		sh.Foot(s.removing(access.WriteRecord, s.n.Desk.RemoveAmendment, a.ID))
	}
	s.openSheet(panelName("amendment", a.ID), sh, "The suggestion is kept.")
}
