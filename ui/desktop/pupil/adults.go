package pupil

import (
	"context"

	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// openContact opens an adult to speak to, or a new one.
func (s *Screen) openContact(c register.Contact) {
	if !s.mayChange() {
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
		sh.Foot(s.removing(s.n.Desk.RemoveContact, c.ID))
	}
	s.openSheet(panelName("contact", c.ID), sh, "The contact is kept.")
}

// openConsent opens a consent, or a new one.
func (s *Screen) openConsent(c register.Consent) {
	if !s.mayChange() {
		return
	}
	if c.ID == "" {
		c = register.Consent{Pupil: s.model.id, Scope: register.ConsentFunding, Given: s.n.Desk.Today()}
	}
	var scopes []parts.Option
	for _, sc := range consentScopes {
		scopes = append(scopes, parts.Option{Value: sc.value, Words: sc.words})
	}
	scope, by, how := parts.NewChoice(scopes, nil), line(c.By), line(c.How)
	given, withdrawn := parts.NewDateField(s.n.Desk.Today), parts.NewDateField(s.n.Desk.Today)
	scope.SetChosen(c.Scope)
	given.SetValue(c.Given)
	withdrawn.SetValue(c.Withdrawn)
	sh := sheet.New("Consent", "Keep consent", func() (err error) {
		c.Scope, c.By, c.How = scope.Chosen(), by.Text, how.Text
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
	sh.Add("how", "How", how, "Signed form, e-mail, in person.")
	sh.Add("given_on", "Given on", given, "")
	sh.Add("withdrawn", "Withdrawn on", withdrawn, "Empty while it stands.")
	if c.ID != "" {
		sh.Foot(s.removing(s.n.Desk.RemoveConsent, c.ID))
	}
	s.openSheet(panelName("consent", c.ID), sh, "The consent is kept.")
}

// openAdvice opens a recommendation, or a new one.
func (s *Screen) openAdvice(a provision.Advice) {
	if !s.mayChange() {
		return
	}
	if a.ID == "" {
		a = provision.Advice{Pupil: s.model.id, On: s.n.Desk.Today(), Done: provision.AdviceNotYet}
	}
	var states []parts.Option
	for _, st := range adviceStates {
		states = append(states, parts.Option{Value: st.value, Words: st.words})
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
	sh.Add("role", "Whose advice", role, "Educational psychologist, speech and language therapist …")
	sh.Add("name", "Name", name, "")
	sh.Add("on_day", "Day", on, "")
	sh.Add("words", "What is recommended", words, "One recommendation in each; add more as they are.")
	sh.Add("done", "Done?", done, "")
	sh.Add("how", "How, or why not", how, "")
	if a.ID != "" {
		sh.Foot(s.removing(s.n.Desk.RemoveAdvice, a.ID))
	}
	s.openSheet(panelName("advice", a.ID), sh, "The advice is kept.")
}

// line makes a line that holds words.
func line(words string) *parts.Field {
	f := parts.NewField("")
	f.SetText(words)
	return f
}
