package panel

import (
	"fmt"
	"slices"

	"needsbook/app/money"
)

func readPot(f *folding, _ entry, p PotSetting) (string, error) {
	pot := f.pots[p.ID]
	if pot == nil {
		pot = &Pot{ID: p.ID}
		f.pots[p.ID] = pot
	}
	pot.Name, pot.From, pot.To, pot.Amount, pot.Contingency = p.Name, p.From, p.To, p.Amount, p.Contingency
	return fmt.Sprintf("Set the pot %s: %s, and %s kept back.", p.Name, money.Pence(p.Amount).Words(), money.Pence(p.Contingency).Words()), nil
}

func readMeeting(f *folding, _ entry, p MeetingPlan) (string, error) {
	m := f.meetings[p.ID]
	if m == nil {
		m = &Meeting{ID: p.ID, State: Planned}
		f.meetings[p.ID] = m
	}
	m.On, m.Starts, m.Place, m.PapersBy = p.On, p.Starts, p.Place, p.PapersBy
	if p.Cancelled {
		m.State = Cancelled
		return "Cancelled the meeting of " + p.On.Words() + ".", nil
	}
	m.State = Planned
	return "Planned a meeting for " + p.On.Words() + ".", nil
}

func readItem(f *folding, _ entry, b itemBody) (string, error) {
	m := f.meetings[b.Meeting]
	if m == nil {
		return "", unknown("meeting", b.Meeting)
	}
	item := Item{Request: b.Request, Document: b.Document, URN: b.Paper.URN, School: b.School, Paper: b.Paper, Partners: b.Partners, Minutes: b.Minutes, State: Waits}
	if at := m.at(b.Request); at >= 0 {
		item.Interests = m.Items[at].Interests // people stay who they are; votes were about another revision
		m.Items[at] = item
	} else {
		m.Items = append(m.Items, item)
	}
	return fmt.Sprintf("Put request %s of %s on the agenda.", b.Paper.Number, b.School), nil
}

// at is the place of a request on the agenda, -1 where it is not there.
func (m *Meeting) at(request string) int {
	return slices.IndexFunc(m.Items, func(i Item) bool { return i.Request == request })
}

func readAgenda(f *folding, _ entry, b agendaBody) (string, error) {
	m := f.meetings[b.Meeting]
	if m == nil {
		return "", unknown("meeting", b.Meeting)
	}
	var items []Item
	for _, request := range b.Requests {
		at := m.at(request)
		if at < 0 {
			return "", unknown("request", request)
		}
		items = append(items, m.Items[at])
	}
	m.Items = items
	return fmt.Sprintf("Set the agenda: %s.", count(len(items), "item")), nil
}

func readStart(f *folding, e entry, b startBody) (string, error) {
	m := f.meetings[b.Meeting]
	if m == nil {
		return "", unknown("meeting", b.Meeting)
	}
	m.State, m.Began, m.Present, m.Frozen = Started, e.At, b.Present, b.Frozen
	m.Council = m.Council || slices.ContainsFunc(b.Present, func(p Person) bool { return p.Office == Council })
	return fmt.Sprintf("Began the meeting with %s.", persons(len(b.Present))), nil
}

func readAttend(f *folding, _ entry, b attendBody) (string, error) {
	m := f.meetings[b.Meeting]
	if m == nil {
		return "", unknown("meeting", b.Meeting)
	}
	same := func(p Person) bool { return p.ID == b.Person.ID }
	m.Present, m.Left = slices.DeleteFunc(m.Present, same), slices.DeleteFunc(m.Left, same)
	if !b.Here {
		m.Left = append(m.Left, b.Person)
		return b.Person.Name + " left the meeting.", nil
	}
	m.Present = append(m.Present, b.Person)
	m.Council = m.Council || b.Person.Office == Council
	return b.Person.Name + " joined the meeting.", nil
}

// item returns an item of a meeting's agenda to change it.
func (f *folding) item(meeting, request string) (*Meeting, *Item, error) {
	m := f.meetings[meeting]
	if m == nil {
		return nil, nil, unknown("meeting", meeting)
	}
	at := m.at(request)
	if at < 0 {
		return nil, nil, unknown("request", request)
	}
	return m, &m.Items[at], nil
}

func readOpen(f *folding, e entry, b openBody) (string, error) {
	m, item, err := f.item(b.Meeting, b.Request)
	if err != nil {
		return "", err
	}
	for i := range m.Items {
		if m.Items[i].State == Opened {
			m.Items[i].State = Waits
		}
	}
	m.Open, item.State, item.Opened, item.Why = b.Request, Opened, e.At, ""
	return "Opened " + item.name() + ".", nil
}

// name calls an item by its number and school.
func (i Item) name() string { return "request " + i.Paper.Number + " of " + i.School }

func readInterest(f *folding, _ entry, b interestBody) (string, error) {
	_, item, err := f.item(b.Meeting, b.Request)
	if err != nil {
		return "", err
	}
	who := b.Interest.Person
	item.Interests = slices.DeleteFunc(item.Interests, func(i Interest) bool { return i.Person.ID == who.ID })
	if b.Interest.Kind == NoInterest {
		return who.Name + " took back an interest in " + item.name() + ".", nil
	}
	item.Interests = append(item.Interests, b.Interest)
	return who.Name + " declared an interest in " + item.name() + ".", nil
}

func readVote(f *folding, _ entry, b voteBody) (string, error) {
	_, item, err := f.item(b.Meeting, b.Request)
	if err != nil {
		return "", err
	}
	item.Votes = slices.DeleteFunc(item.Votes, func(v Vote) bool { return v.Person.ID == b.Vote.Person.ID })
	at, _ := slices.BinarySearchFunc(item.Votes, b.Vote.Person.ID, func(v Vote, id string) int { return compare(v.Person.ID, id) })
	item.Votes = slices.Insert(item.Votes, at, b.Vote)
	return b.Vote.Person.Name + " voted on " + item.name() + ".", nil
}

func readDefer(f *folding, e entry, b deferBody) (string, error) {
	m, item, err := f.item(b.Meeting, b.Request)
	if err != nil {
		return "", err
	}
	item.State, item.Done = PutOff, e.At
	item.Why = sentence(wordsOf(f.About.Rules.PutOff, b.Reason), b.Words)
	if m.Open == b.Request {
		m.Open = ""
	}
	return "Put off " + item.name() + ".", nil
}

func readClose(f *folding, e entry, b closeBody) (string, error) {
	m := f.meetings[b.Meeting]
	if m == nil {
		return "", unknown("meeting", b.Meeting)
	}
	m.State, m.Ended, m.Words, m.Open = Closed, e.At, b.Words, ""
	for i := range m.Items {
		item := &m.Items[i]
		switch why := b.Off[item.Request]; {
		case item.State != Waits && item.State != Opened:
		case why != "":
			item.State, item.Why = Off, why
		default:
			item.State, item.Why = PutOff, "It was not reached."
		}
	}
	return "Closed the meeting.", nil
}

func readLock(f *folding, e entry, b lockBody) (string, error) {
	f.Locks = append(f.Locks, Lock{Series: b.Series, On: e.On, By: e.By, Reason: b.Reason, Open: b.Open})
	if b.Open {
		return "Opened the term " + b.Series + " again.", nil
	}
	return "Closed the term " + b.Series + " for changes.", nil
}
