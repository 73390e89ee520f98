package pupil

import (
	"context"
	"strconv"

	"needsbook/app/access"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// openContact opens an adult to speak to, or a new one.
func (s *Screen) openContact(c register.Contact) {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	c.Pupil = s.model.id
	name, relationship := line(c.Name), line(c.Relationship)
	phone, email, prefers, language := line(c.Phone), line(c.Email), line(c.Prefers), line(c.Language)
	sh := sheet.New("Contact", "Keep contact", func() error {
		c.Name, c.Relationship, c.Phone, c.Email, c.Prefers, c.Language = name.Text, relationship.Text, phone.Text, email.Text, prefers.Text, language.Text
		_, err := s.n.Desk.SaveContact(context.Background(), c)
		return err
	})
	sh.Add("name", "Name", name, "")
	sh.Add("relationship", "Relationship", relationship, "Mother, father, carer, social worker …")
	sh.Add("phone", "Telephone", phone, "")
	sh.Add("email", "E-mail", email, "")
	sh.Add("prefers", "Prefers", prefers, "Phone, e-mail, a letter, in person.")
	sh.Add("language", "Language", language, "The language they would like to be spoken to in.")
	if c.ID != "" {
		sh.Foot(s.removing(access.WriteRecord, s.n.Desk.RemoveContact, c.ID))
	}
	s.openSheet(panelName("contact", c.ID), sh, "The contact is kept.")
}

// openConsent opens a consent, or a new one.
func (s *Screen) openConsent(c register.Consent) {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	if c.ID == "" {
		c.Pupil, c.Given = s.model.id, s.n.Desk.Today()
		if c.Scope == "" {
			c.Scope = register.ConsentFunding
		}
	}
	scope, by, how := parts.NewChoice(options(register.ConsentScopes), nil), line(c.By), parts.NewChoice(options(register.ConsentWays), nil)
	how.SetChosen(c.How)
	given, withdrawn := parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	scope.SetChosen(c.Scope)
	given.SetValue(c.Given)
	withdrawn.SetValue(c.Withdrawn)
	sh := sheet.New("Consent", "Keep consent", func() (err error) {
		c.Scope, c.By, c.How = scope.Chosen(), by.Text, how.Chosen()
		if c.Given, err = sheet.Day("given_on", given); err != nil {
			return err
		}
		if c.Withdrawn, err = sheet.Day("withdrawn", withdrawn); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveConsent(context.Background(), c)
		return err
	})
	sh.Add("scope", "For", scope, "")
	sh.Add("given_by", "Given by", by, "The name, and the relationship to the pupil.")
	sh.Add("how", "How", how, "")
	sh.Add("given_on", "Given on", given, "")
	sh.Add("withdrawn", "Withdrawn on", withdrawn, "Empty while it stands.")
	if c.ID != "" {
		sh.Foot(s.removing(access.WriteRecord, s.n.Desk.RemoveConsent, c.ID))
	}
	s.openSheet(panelName("consent", c.ID), sh, "The consent is kept.")
}

// markAdvice opens the recommendation that waits longest to be marked, at the mark;
// where none waits it begins a new one.
func (s *Screen) markAdvice() {
	var waits provision.Advice
	for _, a := range s.model.record.Advice {
		if a.Done == provision.AdviceNotYet && (waits.ID == "" || a.On.Before(waits.On)) {
			waits = a
		}
	}
	s.openAdviceAt(waits)
}

// openAdviceAt opens a recommendation, at the mark where it waits for one.
func (s *Screen) openAdviceAt(a provision.Advice) {
	s.openAdvice(a)
	if a.Done == provision.AdviceNotYet && s.panel != nil && s.panel.sheet != nil {
		s.panel.sheet.FocusOn("done")
	}
}

// openAdvice opens a recommendation, or a new one.
func (s *Screen) openAdvice(a provision.Advice) {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	if a.ID == "" {
		a = provision.Advice{Pupil: s.model.id, On: s.n.Desk.Today(), Done: provision.AdviceNotYet}
	}
	states := options(provision.AdviceStates)
	for i := range states {
		states[i].Note = strconv.Itoa(i + 1) // the key that chooses it
	}
	role, name, on := line(a.Role), line(a.Name), parts.NewDateField(s.n.Desk.Today)
	words, how, done := parts.NewNotes("", 3), parts.NewNotes("", 2), parts.NewChoice(states, nil)
	words.SetText(a.Words)
	how.SetText(a.How)
	on.SetValue(a.On)
	done.SetChosen(a.Done)
	sh := sheet.New("Advice", "Keep advice", func() (err error) {
		a.Role, a.Name, a.Words, a.How, a.Done = role.Text, name.Text, words.Text, how.Text, done.Chosen()
		if a.On, err = sheet.Day("on_day", on); err != nil {
			return err
		}
		_, err = s.n.Desk.SaveAdvice(context.Background(), a)
		return err
	})
	sh.Add("words", "What is recommended", words, "One recommendation in each; add more as they are.")
	sh.Add("done", "Done?", done, "1 done, 2 not yet, 3 not done: then say why not.")
	sh.Add("how", "How, or why not", how, "")
	sh.Add("role", "Whose advice", role, "Educational psychologist, speech and language therapist …")
	sh.Pair(sheet.Half{Name: "name", Label: "Name", Field: name}, sheet.Half{Name: "on_day", Label: "Day", Field: on}, "")
	if a.ID != "" {
		sh.Foot(s.removing(access.WriteRecord, s.n.Desk.RemoveAdvice, a.ID))
	}
	s.openSheet(panelName("advice", a.ID), sh, "The advice is kept.")
}

// line makes a line that holds words.
func line(words string) *parts.Field {
	f := parts.NewField("")
	f.SetText(words)
	return f
}
