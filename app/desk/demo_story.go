package desk

import (
	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// story gives a pupil of the demo school contacts, notes, views, advice and consent;
// those with a funding request have all that it asks for.
func (b *demoBuilder) story(p register.Pupil, n *demoNeed, nth int) {
	note := func(noteType string, on day.Date, words, how, with string) {
		id := b.id()
		b.put(kindNote, id, p.ID, register.Note{ID: id, Pupil: p.ID, Type: noteType, On: on, Words: words, By: "SENCO", How: how, With: with})
		b.filled.Notes++
	}
	contact := register.Contact{ID: b.id(), Pupil: p.ID, Name: "Parent of " + p.Forename, Relationship: "Mother", Phone: "01632 960" + three(nth), Prefers: "phone", Language: "English"}
	if p.Flags.Has(register.FlagEAL) {
		contact.Language = "Asks for an interpreter"
	}
	b.put(kindContact, contact.ID, p.ID, contact)
	whole := nth == 0 || b.asks(nth)
	if whole || nth%2 == 0 {
		note(register.NotePupilView, b.today.AddDays(-20-nth%30), n.Helps, viewWay(nth, whole), "")
	}
	if whole || nth%3 != 1 {
		note(register.NoteParentView, b.today.AddDays(-18-nth%30), "We would like more help with this at home as well. Mornings are the hard part.", "talk", "")
	}
	if whole || nth%4 == 1 {
		note(register.NoteCall, b.today.AddDays(-4-nth%9), "Called home: sleeping better, still worried about the move to the next class.", "", contact.Name)
	}
	if whole || nth%5 == 2 {
		note(register.NoteTraining, b.today.AddDays(-100-nth), "Training for this need, half a day: class teacher and two teaching assistants.", "", "")
	}
	if whole || nth%2 == 1 {
		for i, done := range []string{provision.AdviceDone, provision.AdviceNotYet}[:1+nth%2] {
			a := provision.Advice{ID: b.id(), Pupil: p.ID, On: b.today.AddDays(-120 - nth), Role: n.Role, Name: "", Words: n.Advice, Done: done}
			if i == 0 {
				a.How = "In the class plan since the start of term; seen in two lessons."
			}
			if i == 1 && nth%10 == 3 {
				a.Done, a.How = provision.AdviceNot, b.recipe.NotDone
			}
			b.put(kindAdvice, a.ID, p.ID, a)
		}
	}
	if whole || nth%6 == 4 {
		c := register.Consent{ID: b.id(), Pupil: p.ID, Scope: register.ConsentFunding, By: "Parent of " + p.Forename + ", mother", How: "signed form", Given: b.today.AddDays(-15)}
		b.put(kindConsent, c.ID, p.ID, c)
	}
}

// viewWay is how a pupil's view was heard: by talk of every second one.
func viewWay(nth int, whole bool) string {
	ways := []string{"talk", "drawing", "talk", "symbols", "talk", "adult"}
	if whole {
		return ways[0]
	}
	return ways[nth/2%len(ways)]
}

func three(n int) string {
	return string([]byte{byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}

// requests gives the first pupil a complete request that only waits to be made ready, with
// the attachments that go with it.
func (b *demoBuilder) requests(p register.Pupil, attached []string) {
	r := Request{ID: b.id(), Number: 1, Attached: attached, Kind: KindIndividual, Pupil: p.ID, Created: b.today.AddDays(-12), Starts: day.Of(2027, 1, 4), Ends: day.Of(2027, 8, 31),
		Scheme: b.desk.terms.Label("cluster_panel"), Words: b.recipe.RequestWords, SencoSigned: b.today.AddDays(-2), HeadSigned: b.today.AddDays(-1)}
	r.Measures = []funding.Measure{{What: "Standard score for understanding words", Start: "71", StartOn: day.Of(2025, 10, 9), Now: "78", NowOn: day.Of(2026, 10, 12)}}
	for i, a := range b.desk.forms[KindIndividual].Attachments {
		r.Papers = append(r.Papers, funding.Paper{ID: a.ID, Name: a.Name, On: b.today.AddDays(-20 - i)})
	}
	b.edits = append(b.edits, requestEdit(r))
	b.filled.Requests++
}
