package meeting

import (
	"net/http"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
)

// eventsPage shows what happened in the year that nobody could plan for.
type eventsPage struct {
	*view
	Open, Closed []eventPart
	Pots         []panel.Pot
}

// eventPart is an event with where it stands and what can be done about it.
type eventPart struct {
	panel.Event
	RungNow string
	Goes    day.Date // the last school day before it goes further up, zero for none
	Forms   []*form
}

func showEvents(v *view, w http.ResponseWriter) error {
	p := eventsPage{view: v, Pots: v.potsOfToday()}
	for _, e := range v.state.Events {
		part := v.eventPart(e)
		if e.Open() {
			p.Open = append(p.Open, part)
		} else {
			p.Closed = append(p.Closed, part)
		}
	}
	slices.Reverse(p.Closed)
	return v.write(w, "events", v.page("Events in the year", "What happened after the money was shared out, and nobody could plan for.", p))
}

func (v *view) eventPart(e panel.Event) eventPart {
	part := eventPart{Event: e, RungNow: v.state.RungOn(e, v.today).ID, Goes: v.state.DueOn(e, v.today)}
	if !e.Open() || !(v.may(people.KeepPot) || v.may(people.Confirm)) {
		return part
	}
	way := "answer"
	if !v.may(people.KeepPot) {
		way = "council"
	}
	answer := v.form(eventForm(e), "event-"+e.ID, "events", e.ID, way)
	answer.Folded = true
	part.Forms = append(part.Forms, answer)
	if v.may(people.KeepPot) {
		up := v.form(escalateForm(), "up-"+e.ID, "events", e.ID, "escalate")
		up.Folded = true
		part.Forms = append(part.Forms, up)
	}
	return part
}

func eventForm(e panel.Event) form {
	return form{Title: "Answer it", Button: "Enter the answer", Lead: "Money comes out of the contingency.", Fields: []field{
		{Name: "give", Label: "Give", Kind: fieldMoney, Optional: true, Value: pounds(e.Amount), Hint: "Pounds. Leave it empty to give none."},
		{Name: "words", Label: "What is done", Kind: fieldLong, Most: 1000, Hint: "The school reads it. Name no pupil."},
		{Name: "open", Label: "It stays open: this is not the last word", Kind: fieldTick},
	}}
}

func escalateForm() form {
	return form{Title: "Pass it up", Button: "Pass it up", Fields: []field{{Name: "words", Label: "Why", Kind: fieldText, Most: 400}}}
}

func (v *view) event() (panel.Event, error) {
	for _, e := range v.state.Events {
		if e.ID == v.r.PathValue("event") {
			return e, nil
		}
	}
	return panel.Event{}, errNoPage
}

func toEvents(v *view, _ *input) string { return v.to("events") }

func answerEvent(path string, action people.Action) act {
	return act{
		path: path, action: action, done: "The answer is in the book, and goes back to the school.", to: toEvents,
		form: func(v *view) (form, error) {
			e, err := v.event()
			return eventForm(e), err
		},
		do: func(v *view, f form, in *input) ([]book.Draft, error) {
			a := panel.EventAnswer{Give: in.pence(f.field("give")), Words: in.text(f.field("words")), Closes: !in.ticked("open")}
			if a.Words == "" {
				in.fault("words", "What is done: say it in a sentence.")
			}
			if len(in.faults) > 0 {
				return nil, nil
			}
			return v.state.TakeEvent(v.by(), v.r.PathValue("event"), a)
		},
	}
}

var escalateEvent = act{
	path: "events/{event}/escalate", action: people.KeepPot, done: "The event is passed up.", to: toEvents,
	form: func(v *view) (form, error) { _, err := v.event(); return escalateForm(), err },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		words := in.text(f.field("words"))
		if words == "" {
			in.fault("words", "Why: say it in a sentence.")
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.Escalate(v.by(), v.r.PathValue("event"), words)
	},
}

// eventShown gives the template of an event the words as well.
type eventShown struct {
	V *view
	E eventPart
}

// Event puts an event together with the words for its template.
func (p eventsPage) Event(e eventPart) eventShown { return eventShown{p.view, e} }
