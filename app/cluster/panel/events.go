package panel

import (
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/day"
)

// RungOn is the rung of the ladder that an event is on, on a day: where people moved it,
// or above that where its school days there are over or it needs a larger share of the
// pot than the rung may give. No date can pass unnoticed, since nothing of it is stored.
func (s State) RungOn(e Event, today day.Date) RungRule {
	from, since := s.About.Rules.panelRung(), e.On
	if at := s.About.Rules.Rung(e.Rung); at >= 0 {
		from, since = at, e.Moved
	}
	if !e.Open() && e.Closed.Before(today) {
		today = e.Closed
	}
	u, _ := s.About.Rules.urgency(e.Urgency)
	return s.About.Rules.Ladder[s.About.Rules.rungAfter(from, u, e.Amount, s.wholePot(e.On), s.schoolDays(since, today))]
}

// wholePot is a pot with its contingency; without a pot any sum is more than a rung may
// give.
func (s State) wholePot(on day.Date) int64 {
	p, _ := s.PotOn(on)
	return p.Amount + p.Contingency
}

// schoolDays counts the school days after a day up to another.
func (s State) schoolDays(after, until day.Date) (n int) {
	for d := after.AddDays(1); !d.After(until) && n < 400; d = d.AddDays(1) {
		if s.About.Calendar.IsSchoolDay(d) {
			n++
		}
	}
	return n
}

// DueOn is the last school day on which an event stays on the rung it is on today; zero
// where that has no end.
func (s State) DueOn(e Event, today day.Date) day.Date {
	at := s.RungOn(e, today)
	if top := s.About.Rules.Ladder[len(s.About.Rules.Ladder)-1]; at.ID == top.ID || !e.Open() {
		return day.Date{}
	}
	on := today
	for range 400 {
		next := s.About.Calendar.NextSchoolDay(on)
		if s.RungOn(e, next).ID != at.ID {
			return s.About.Calendar.SchoolDayBy(on)
		}
		on = next
	}
	return day.Date{}
}

func (s State) openEvent(id string) (Event, error) {
	e, there := s.Event(id)
	switch {
	case !there:
		return e, refusal("There is no such event.")
	case e.Outcome == EventWithdrawn:
		return e, refusal("%s withdrew this event.", e.School)
	case !e.Open():
		return e, refusal("This event was answered on %s.", e.Closed.Words())
	}
	return e, nil
}

// forRung refuses whoever does not answer on the rung an event is on.
func (s State) forRung(by By, e Event) (RungRule, error) {
	rung := s.RungOn(e, by.Day())
	if by.School != "" && by.School == e.URN {
		return rung, refusal("You belong to the school that the event is about, so you cannot answer.")
	}
	switch rung.Who {
	case whoLA:
		if by.Office != Council {
			return rung, refusal("This event is with %s now, and the council answers there.", lower(rung.Words))
		}
		return rung, nil
	default:
		return rung, s.forChair(by, "answer an event")
	}
}

func (e Event) facts() eventFacts {
	return eventFacts{ID: e.ID, URN: e.URN, School: e.School, Document: e.Document, Kind: e.Kind, Urgency: e.Urgency, Amount: e.Amount, Request: e.Request, On: e.On}
}

// TakeEvent answers an event, with some of the contingency or without.
func (s State) TakeEvent(by By, event string, a EventAnswer) ([]book.Draft, error) {
	e, err := s.openEvent(event)
	if err != nil {
		return nil, err
	}
	rung, err := s.forRung(by, e)
	if err != nil {
		return nil, err
	}
	if err := typed("The answer", a.Words); err != nil {
		return nil, err
	}
	switch {
	case a.Words == "":
		return refuse("Say what is done. The school reads it.")
	case a.Give < 0 || e.Given+a.Give > e.Amount:
		return refuse("Give at most the %s that was asked for.", pounds(e.Amount))
	}
	body := eventBody{eventFacts: e.facts(), Rung: rung.ID, Give: a.Give, Closes: a.Closes, Words: a.Words}
	if a.Give > 0 {
		pot, err := s.potFor(by.Day())
		if err != nil {
			return nil, err
		}
		if body.Money = pot.takeFrom(0, a.Give); rung.Percent > 0 && (e.Given+a.Give)*100 > (pot.Amount+pot.Contingency)*int64(rung.Percent) {
			return refuse("%s may give at most %d%% of the pot to one event.", rung.Words, rung.Percent)
		}
		if err := body.Money.holds(); err != nil {
			return nil, err
		}
	}
	return one(draft(by, KindEventAnswer, e.ID, body))
}

// Escalate passes an event on to the next rung.
func (s State) Escalate(by By, event, words string) ([]book.Draft, error) {
	e, err := s.openEvent(event)
	if err != nil {
		return nil, err
	}
	rung, err := s.forRung(by, e)
	if err != nil {
		return nil, err
	}
	if err := typed("What is said about it", words); err != nil {
		return nil, err
	}
	at := s.About.Rules.Rung(rung.ID)
	switch {
	case at == len(s.About.Rules.Ladder)-1:
		return refuse("Nobody stands above %s.", lower(rung.Words))
	case words == "":
		return refuse("Say why it goes further.")
	}
	return one(draft(by, KindEventEscalate, e.ID, eventBody{eventFacts: e.facts(), Rung: s.About.Rules.Ladder[at+1].ID, Words: words}))
}

// ContingencyLeft is what is left of the contingency on a day, in pence.
func (s State) ContingencyLeft(on day.Date) int64 {
	p, _ := s.PotOn(on)
	return p.ContingencyLeft()
}

// OpenEvents lists the events that nobody answered for good.
func (s State) OpenEvents() []Event {
	return slices.DeleteFunc(slices.Clone(s.Events), func(e Event) bool { return !e.Open() })
}
