package pupil

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// allCards are the cards of the left side, in the order in which a caller asks.
func (s *Screen) allCards() []fyne.CanvasObject {
	cards := []fyne.CanvasObject{s.mattersCard(), s.planCard(), s.provisionCard(), s.contactsCard(), s.toldCard(), s.adviceCard()}
	if _, has := s.model.ehcPlan(); has || s.model.record.Status == "E" {
		cards = append(cards, s.ehcCard())
	}
	if s.model.record.OnRegister() || len(s.model.record.Referrals) > 0 {
		cards = append(cards, s.referralCard())
	}
	if s.model.openConcern().ID != "" { // what waits for a decision stands first
		cards = append([]fyne.CanvasObject{s.concernCard()}, cards...)
	} else if len(s.model.record.Concerns) > 0 || !s.model.record.OnRegister() {
		cards = append(cards, s.concernCard())
	}
	return append(cards, s.attachmentCard(), s.consentsCard(), s.earlyCard(), s.historyCard())
}

func (s *Screen) planCard() fyne.CanvasObject {
	facts := s.model.plan()
	body := parts.Column(parts.Groups)
	var links []fyne.CanvasObject
	if facts == nil {
		body.Add(parts.NewProse(s.n.Shell.How(access.WritePlans, "No plan runs now.", "R starts one: its aim, the help, and when it is reviewed."), parts.QuietText))
		links = append(links, parts.NewLink("Start a plan", s.openReview).When(s.may(access.WritePlans)))
	} else {
		body.Add(parts.NewFactList(facts...))
		links = append(links, parts.NewLink("Change", func() { c, _ := s.model.openCycle(); s.openPlan(c) }).When(s.may(access.WritePlans)))
	}
	if s.outcomes != nil {
		body.Add(parts.NewProse("A row each: the outcome; where it stands now and the target; how it is measured, who sees to it, and by when.", parts.Quiet))
		body.Add(s.outcomes.list)
		return parts.Card(s.model.planTitle(), body, parts.NewLink("Next outcome", s.outcomes.add).WithKey("Ctrl+N"), parts.NewLink("Done", func() { s.Back() }).WithKey("Esc"))
	}
	if rows := s.model.outcomes(); len(rows) > 0 {
		body.Add(s.list(access.WritePlans, rows, s.editOutcomes))
	}
	if c, is := s.model.unsigned(); is {
		body.Add(parts.NewProse("The review of "+c.Reviewed.Words()+" is not signed off yet.", parts.QuietText))
		links = append(links, parts.NewLink("The last review", func() { s.openReviewed(c) }))
	}
	links = append(links, parts.NewLink("Add outcome", func() { s.editOutcomes("") }).WithKey("K").When(s.may(access.WritePlans)))
	return parts.Card(s.model.planTitle(), body, links...)
}

func (s *Screen) provisionCard() fyne.CanvasObject {
	cost := s.model.record.Cost
	money := s.n.Desk.May(access.SeeMoney)
	body := parts.Column(parts.Groups)
	if money {
		body.Add(parts.NewBar(cost.Total, s.n.Desk.Contribution(), s.model.costWords(cost)))
	}
	rows := s.model.provisionRows()
	if len(rows) == 0 {
		body = parts.Column(parts.Between, parts.NewProse(s.n.Shell.How(access.Provide, "The help this pupil gets will stand here.", "Each line has its cost and the sum behind it. P adds the first."), parts.QuietText))
	} else {
		if money {
			body.Add(parts.NewProse(s.model.spendWords(), parts.Quiet))
		}
		week, checks := s.model.weekWords()
		if week != "" {
			body.Add(parts.NewProse(week, parts.Quiet))
		}
		for _, words := range checks {
			body.Add(parts.NewProse("◐ "+words, parts.TextStyle{Size: theme.SizeSmall, Colour: theme.ColourSoon}))
		}
		body.Add(s.list(access.Provide, rows, func(id string) {
			s.openProvision(byID(s.model.record.Provision, id, func(l desk.ProvisionLine) string { return l.ID }))
		}))
	}
	return parts.Card("Provision", body, parts.NewLink("Add", s.openOffers).When(s.may(access.Provide)))
}

func (s *Screen) contactsCard() fyne.CanvasObject {
	return s.listCard(access.WriteRecord, "Contacts", "Whom to ring about this pupil, and in which language.", "", s.model.contacts(),
		func(id string) {
			s.openContact(byID(s.model.record.Contacts, id, func(c register.Contact) string { return c.ID }))
		})
}

func (s *Screen) adviceCard() fyne.CanvasObject {
	return s.listCard(access.WriteRecord, "Advice", "What an educational psychologist, a therapist or another professional recommends, and whether it was done.", "V adds it.", s.model.advice(),
		func(id string) {
			s.openAdviceAt(byID(s.model.record.Advice, id, func(a provision.Advice) string { return a.ID }))
		})
}

func (s *Screen) consentsCard() fyne.CanvasObject {
	return s.listCard(access.WriteRecord, "Consents", "", "", s.model.consents(), func(id string) {
		c := byID(s.model.record.Consents, id, func(c register.Consent) string { return c.ID })
		if scope, isNew := strings.CutPrefix(id, "new "); isNew {
			c.Scope = scope
		}
		s.openConsent(c)
	})
}

func (s *Screen) historyCard() fyne.CanvasObject {
	facts := s.model.history()
	if len(facts) == 0 {
		return parts.Card(s.n.Desk.Terms().Say("Status, needs and {level+}"), parts.NewProse(s.n.Desk.Terms().Say("Each change of status, need and {level} will stand here with its dates."), parts.QuietText),
			parts.NewLink("Record", s.openDetails).When(s.may(access.WriteRecord)))
	}
	return parts.Card(s.n.Desk.Terms().Say("Status, needs and {level+}"), parts.NewFactList(facts...), parts.NewLink("Change", s.openDetails).When(s.may(access.WriteRecord)))
}

// listCard is a card with a list, or with what will stand there and how it comes there,
// and a link that adds for whoever may. The form opens with "" for a new record.
func (s *Screen) listCard(needs access.Action, title, empty, how string, rows []row, open func(id string)) fyne.CanvasObject {
	var body fyne.CanvasObject = parts.NewProse(s.n.Shell.How(needs, empty, how), parts.QuietText)
	if len(rows) > 0 {
		body = s.list(needs, rows, open)
	}
	return parts.Card(title, body, parts.NewLink("Add", func() { open("") }).When(s.may(needs)))
}

// list draws rows, each with a link that opens its form for whoever may change it.
func (s *Screen) list(needs access.Action, rows []row, open func(id string)) fyne.CanvasObject {
	if !s.may(needs) {
		return lamps(rows, "", nil)
	}
	return lamps(rows, "Change", open)
}

// lamps draws rows, each with a link of its own words or of those given; "" for none.
func lamps(rows []row, words string, open func(id string)) fyne.CanvasObject {
	out := make([]parts.Lamp, len(rows))
	for i, r := range rows {
		out[i] = parts.Lamp{State: r.state, Title: r.title, Note: r.note, Word: r.word, Button: words, Do: func() { open(r.id) }}
		if r.word == "" {
			out[i].Word = " "
		}
		if words != "" && r.offer != "" {
			out[i].Button = r.offer
		}
	}
	return parts.NewLampList(out...)
}

// byID finds a record; an empty one, for a new record, when there is none.
func byID[T any](list []T, id string, of func(T) string) T {
	var none T
	for _, v := range list {
		if id != "" && of(v) == id {
			return v
		}
	}
	return none
}
