package pupil

import (
	"context"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// referralStates are how far a referral is on its way.
var referralStates = map[string]parts.State{
	provision.ReferralWanted: parts.Soon, provision.ReferralAsked: parts.Soon, provision.ReferralWaiting: parts.Soon, provision.ReferralSeen: parts.Done, provision.ReferralRefused: parts.Overdue,
}

// referrals are the services that were asked, the latest first.
func (m *model) referrals() []row {
	var out []row
	for _, q := range m.record.Referrals {
		r := row{id: q.ID, title: m.desk.Services().Name(q.Service), note: m.written(q.Answer), state: referralStates[q.State],
			word: "asked " + q.Asked.Words()}
		if q.State == provision.ReferralWanted {
			r.word = "wanted since " + q.Asked.Words()
		}
		if !q.Answered.IsZero() {
			r.word = register.Named(provision.ReferralStates, q.State) + " " + q.Answered.Words()
		}
		out = append(out, r)
	}
	return out
}

// referralCard is the card of services that were asked.
func (s *Screen) referralCard() fyne.CanvasObject {
	return s.listCard(access.WriteRecord, "Services asked", "A service that was asked for this pupil stands here until it has answered.", "X asks one, with the words filled in.", s.model.referrals(),
		func(id string) {
			s.openReferral(byID(s.model.record.Referrals, id, func(q provision.Referral) string { return q.ID }))
		})
}

// referralForm is the form for a referral. Its words follow the service that is
// chosen, until they are changed by hand.
type referralForm struct {
	*sheet.Sheet
	s               *Screen
	r               provision.Referral
	service, state  *parts.Choice
	words, answer   *parts.Notes
	asked, answered *parts.DateField
	drafted         string // the words as the program made them
}

// openReferral opens a referral, or a new one.
func (s *Screen) openReferral(r provision.Referral) {
	if !s.mayChange(access.WriteRecord) {
		return
	}
	if r.ID == "" {
		r = provision.Referral{Pupil: s.model.id, Asked: s.n.Desk.Today(), State: provision.ReferralAsked}
	}
	f := &referralForm{s: s, r: r, words: parts.NewNotes("", 8), answer: parts.NewNotes("", 2),
		asked: parts.NewDateField(s.n.Desk.Today), answered: parts.NewDateField(s.n.Desk.Today)}
	var services []parts.Option
	for _, one := range s.n.Desk.Services().List {
		services = append(services, parts.Option{Value: one.ID, Words: one.Name})
	}
	f.service, f.state = parts.NewChoice(services, f.draft), parts.NewChoice(options(provision.ReferralStates), nil)
	f.service.SetChosen(r.Service)
	f.state.SetChosen(r.State)
	f.words.SetText(r.Words)
	f.answer.SetText(r.Answer)
	f.asked.SetValue(r.Asked)
	f.answered.SetValue(r.Answered)
	title := "Ask a service"
	if r.ID != "" {
		title = s.n.Desk.Services().Name(r.Service)
	}
	f.Sheet = sheet.New(title, "Keep referral", f.keep)
	if r.ID == "" {
		f.Add("service", "Service", f.service, "Three letters find it. The list is an example: a pack puts your own in its place.")
	}
	f.Add("words", "What is asked", f.words, s.n.Desk.Terms().Say("Filled in from needs, {level}, plan and advice. Change it as you like."))
	f.Add("asked", "Asked on", f.asked, "")
	f.Pair(sheet.Half{Name: "state", Label: "How it stands", Field: f.state}, sheet.Half{Name: "answered", Label: "Answered on", Field: f.answered},
		"Waiting, seen or refused needs the day of the answer.")
	f.Add("answer", "What the service said", f.answer, "")
	if !s.n.Desk.HasConsent(s.model.record, register.ConsentServices) {
		f.Pin(parts.NewProse("Check: no consent for an outside service stands. G records one.", parts.QuietText))
	}
	if r.ID != "" {
		f.Foot(s.removing(access.WriteRecord, s.n.Desk.RemoveReferral, r.ID))
	}
	s.openSheet(panelName("referral", r.ID), f.Sheet, "The referral is kept.")
}

// draft fills in the words for a service, unless they were written by hand.
func (f *referralForm) draft(service string) {
	if f.words.Text != f.drafted {
		return
	}
	r, err := f.s.n.Desk.DraftReferral(context.Background(), f.s.model.id, service)
	if err != nil {
		f.Say(err)
		return
	}
	f.words.SetText(r.Words)
	f.drafted = f.words.Text
}

func (f *referralForm) keep() (err error) {
	r := f.r
	if r.ID == "" {
		r.Service = f.service.Chosen()
	}
	r.Words, r.Answer, r.State = f.words.Text, f.answer.Text, f.state.Chosen()
	if r.Asked, err = sheet.Day("asked", f.asked); err != nil {
		return err
	}
	if r.Answered, err = sheet.Day("answered", f.answered); err != nil {
		return err
	}
	_, err = f.s.n.Desk.SaveReferral(context.Background(), r)
	return err
}
