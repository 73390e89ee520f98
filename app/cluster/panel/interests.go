package panel

import (
	"slices"

	"needsbook/app/cluster/book"
)

// Declare records that somebody has an interest in a request on an agenda, before or at
// the meeting. People speak for themselves; the chair may record what anybody says.
func (s State) Declare(by By, meeting, request string, i Interest) ([]book.Draft, error) {
	if by.ID != i.Person.ID {
		if err := s.forChair(by, "record the interest of somebody else"); err != nil {
			return nil, err
		}
	}
	m, err := s.going(meeting)
	if err != nil {
		return nil, err
	}
	item, there := m.Item(request)
	switch {
	case !there:
		return refuse("This request is not on the agenda.")
	case item.State == Settled:
		return refuse("%s is decided. Set the decision aside first, then declare the interest and decide again.", upper(item.name()))
	case i.Person.ID == "" || i.Person.Name == "":
		return refuse("Say who declares the interest.")
	case i.Kind != NoInterest && !hasCode(s.About.Rules.Interests, i.Kind):
		return refuse("Choose what kind of interest it is.")
	case i.Kind == NoInterest && !slices.ContainsFunc(item.Interests, func(x Interest) bool { return x.Person.ID == i.Person.ID }):
		return refuse("%s has declared no interest in this request.", i.Person.Name)
	}
	if err := typed("What is said about the interest", i.Words); err != nil {
		return nil, err
	}
	if present, here := m.person(i.Person.ID); here {
		i.Person = present
	}
	return one(draft(by, KindInterest, request, interestBody{Meeting: m.ID, Request: request, Interest: i}))
}

// barred says why somebody who is at a meeting cannot vote on an item; "" where they can.
// People of a school that asks or shares never can, whether they declared it or not.
func (m Meeting) barred(item Item, id string) string {
	p, here := m.person(id)
	switch {
	case !here:
		return "Only those who are at the meeting can vote."
	case p.Office == Council:
		return "The council does not vote on what the panel recommends to it."
	case item.from(p.School):
		return p.Name + " belongs to a school that asks or shares, and cannot vote on this request."
	case slices.ContainsFunc(item.Interests, func(i Interest) bool { return i.Person.ID == id }):
		return p.Name + " declared an interest, and cannot vote on this request."
	}
	return ""
}

// from reports whether a school asks for an item or shares it.
func (i Item) from(school string) bool {
	return school != "" && (school == i.URN || slices.ContainsFunc(i.Partners, func(p Partner) bool { return p.URN == school }))
}

// InterestsOf lists the interests in an item: those declared, and the people of the
// schools that ask or share who are at the meeting.
func (m Meeting) InterestsOf(item Item) []Interest {
	list := slices.Clone(item.Interests)
	for _, p := range m.Present {
		if item.from(p.School) && !slices.ContainsFunc(list, func(i Interest) bool { return i.Person.ID == p.ID }) {
			list = append(list, Interest{Person: p, Kind: OwnSchool})
		}
	}
	slices.SortFunc(list, func(a, b Interest) int { return compare(a.Person.ID, b.Person.ID) })
	return list
}

// MayVote lists those at a meeting who may vote on an item.
func (m Meeting) MayVote(item Item) []Person {
	var may []Person
	for _, p := range m.Present {
		if m.barred(item, p.ID) == "" {
			may = append(may, p)
		}
	}
	slices.SortFunc(may, func(a, b Person) int { return compare(a.ID, b.ID) })
	return may
}

// Vote records a vote on the item that is before the panel. A later vote of the same
// person takes the place of the earlier one, which stays in the book.
func (s State) Vote(by By, meeting, request string, v Vote) ([]book.Draft, error) {
	if by.ID != v.Person.ID {
		if err := s.forChair(by, "record the vote of somebody else"); err != nil {
			return nil, err
		}
	}
	m, err := s.begun(meeting)
	if err != nil {
		return nil, err
	}
	item, there := m.Item(request)
	switch {
	case !there:
		return refuse("This request is not on the agenda.")
	case item.State == Off:
		return refuse("%s left the agenda. %s", upper(item.name()), item.Why)
	case item.State != Opened:
		return refuse("%s is not before the panel now.", upper(item.name()))
	}
	if why := m.barred(item, v.Person.ID); why != "" {
		return refuse("%s The vote was not counted.", why)
	}
	if _, known := s.About.Rules.Outcome(v.Choice); !known && v.Choice != Abstain {
		return refuse("Choose one of the outcomes, or abstain.")
	}
	v.Person, _ = m.person(v.Person.ID)
	return one(draft(by, KindVote, request, voteBody{Meeting: m.ID, Request: request, Vote: v}))
}

// Barred says why a person cannot vote on a request on an agenda; "" where they can.
func (s State) Barred(meeting, request, person string) string {
	m, _ := s.Meeting(meeting)
	item, there := m.Item(request)
	if !there {
		return "This request is not on the agenda."
	}
	return m.barred(item, person)
}

// Tally counts the votes on a request as they count now: of those who are there and have
// no interest.
func (s State) Tally(meeting, request string) Tally {
	m, _ := s.Meeting(meeting)
	item, _ := m.Item(request)
	return s.tally(m, item)
}

func (s State) tally(m Meeting, item Item) Tally {
	var counted []Vote
	chair := ""
	for _, v := range item.Votes {
		if m.barred(item, v.Person.ID) == "" {
			counted = append(counted, v)
		}
		if v.Person.Office == Chair {
			chair = v.Person.ID
		}
	}
	t := s.About.Rules.count(counted, chair)
	t.May = len(m.MayVote(item))
	return t
}
