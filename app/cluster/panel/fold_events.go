package panel

import (
	"fmt"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// eventOf returns the event that an entry is about, made from the entry where it is the
// first.
func (f *folding) eventOf(b eventFacts) *Event {
	e := f.events[b.ID]
	if e == nil {
		e = &Event{}
		f.events[b.ID] = e
	}
	e.ID, e.URN, e.School, e.Document, e.Kind, e.Urgency, e.Amount, e.Request, e.On = b.ID, b.URN, b.School, b.Document, b.Kind, b.Urgency, b.Amount, b.Request, b.On
	return e
}

func readEvent(f *folding, e entry, b eventBody) (string, error) {
	if err := f.move(b.Money, true); err != nil { // the contingency is the panel's to give
		return "", err
	}
	ev := f.eventOf(b.eventFacts)
	ev.Steps = append(ev.Steps, EventStep{On: e.On, By: e.By, Rung: b.Rung, Words: b.Words, Entry: e.Hash})
	if e.Kind == KindEventEscalate {
		ev.Rung, ev.Moved = b.Rung, e.On
		return fmt.Sprintf("Passed an event of %s on to %s.", ev.School, b.Rung), nil
	}
	if b.Money.Pot != "" {
		ev.Money = b.Money
	}
	ev.Given += b.Give
	if b.Closes {
		ev.Closed, ev.Outcome = e.On, EventNotGiven
		if ev.Given > 0 {
			ev.Outcome = EventGiven
		}
	}
	return fmt.Sprintf("Answered an event of %s with %s of the contingency.", ev.School, pounds(b.Give)), nil
}

// EventID names an event at the hub.
func EventID(urn, ref string) string { return urn + "-" + ref }

// takeEvent takes a school's event into account. Once it is answered the book stands;
// until then a later revision counts.
func (f *folding) takeEvent(k papers.Kept, p papers.Event) {
	id := EventID(p.URN, p.Ref)
	e, on := f.events[id], day.On(k.Received)
	if e == nil {
		e = f.eventOf(eventFacts{ID: id, URN: p.URN, School: f.About.SchoolName(p.URN), Document: k.ID, Kind: p.Event, Urgency: p.Urgency, Amount: p.Amount, Request: p.Request, On: on})
	}
	if p.State == papers.Withdrawn && e.Open() {
		e.Closed, e.Outcome = on, EventWithdrawn
	}
	if e.Open() && e.Document != k.ID {
		e.Document, e.Kind, e.Urgency, e.Amount, e.Request = k.ID, p.Event, p.Urgency, p.Amount, p.Request
	}
}

// Open reports whether nobody has answered the event for good.
func (e Event) Open() bool { return e.Closed.IsZero() }
