package panel

import (
	"slices"

	"needsbook/app/day"
)

// find returns the first of a list that fits.
func find[T any](list []T, fits func(T) bool) (T, bool) {
	i := slices.IndexFunc(list, fits)
	if i < 0 {
		var none T
		return none, false
	}
	return list[i], true
}

// Meeting returns a meeting by its id.
func (s State) Meeting(id string) (Meeting, bool) {
	return find(s.Meetings, func(m Meeting) bool { return m.ID == id })
}

// Request returns a request by its id.
func (s State) Request(id string) (Request, bool) {
	return find(s.Requests, func(r Request) bool { return r.ID == id })
}

// Decision returns a decision by the hash of its entry, or of one that corrected it.
func (s State) Decision(entry string) (Decision, bool) {
	return find(s.Decisions, func(d Decision) bool {
		return d.Entry == entry || slices.ContainsFunc(d.Corrections, func(c Corrected) bool { return c.Entry == entry && c.Verdict != nil })
	})
}

// Dispute returns a dispute by its id.
func (s State) Dispute(id string) (Dispute, bool) {
	return find(s.Disputes, func(d Dispute) bool { return d.ID == id })
}

// Event returns an event by its id.
func (s State) Event(id string) (Event, bool) {
	return find(s.Events, func(e Event) bool { return e.ID == id })
}

// Service returns a service by its id.
func (s State) Service(id string) (Service, bool) {
	return find(s.Services, func(v Service) bool { return v.ID == id })
}

// Agreement returns a version of an agreement by its id.
func (s State) Agreement(id string) (Agreement, bool) {
	return find(s.Agreements, func(a Agreement) bool { return a.ID == id })
}

// Pot returns a pot by its id.
func (s State) Pot(id string) (Pot, bool) {
	return find(s.Pots, func(p Pot) bool { return p.ID == id })
}

// PotOn returns the pot for a day.
func (s State) PotOn(on day.Date) (Pot, bool) {
	return find(s.Pots, func(p Pot) bool { return !on.Before(p.From) && !on.After(p.To) })
}

// Item returns a request's item on an agenda.
func (m Meeting) Item(request string) (Item, bool) {
	return find(m.Items, func(i Item) bool { return i.Request == request })
}

// Minutes is how long the items on the agenda take, as planned.
func (m Meeting) Minutes() (n int) {
	for _, i := range m.Items {
		if i.State != Off && i.State != PutOff {
			n += i.Minutes
		}
	}
	return n
}

// NextMeeting returns the first planned or started meeting on a day or after it.
func (s State) NextMeeting(today day.Date) (Meeting, bool) {
	return find(s.Meetings, func(m Meeting) bool {
		return m.State == Started || m.State == Planned && !m.On.Before(today)
	})
}

// Ready lists the requests that can go on an agenda: urgent ones first, then by when the
// hub had them.
func (s State) Ready() []Request {
	var out []Request
	for _, r := range s.Requests {
		if r.Standing == Ready {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Request) int {
		if a.Paper.Urgent != b.Paper.Urgent {
			if a.Paper.Urgent {
				return -1
			}
			return 1
		}
		return a.Received.Compare(b.Received)
	})
	return out
}

// SchoolName names a member; a school that is none any more shows by its number.
func (a About) SchoolName(urn string) string {
	for _, s := range a.Schools {
		if s.URN == urn {
			return s.Name
		}
	}
	return "School " + urn
}

func (a About) isMember(urn string) bool {
	return slices.ContainsFunc(a.Schools, func(s School) bool { return s.URN == urn })
}

// Word returns the words for a code of a kind: the cluster's own, else those that ship
// with the program, else the code.
func (a About) Word(kind, code string) string {
	for _, names := range []map[string]string{a.Names, shippedNames()} {
		if words, ok := names[kind+"/"+code]; ok {
			return words
		}
	}
	return code
}
