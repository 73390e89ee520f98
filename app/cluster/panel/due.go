package panel

import (
	"cmp"
	"fmt"
	"slices"

	"needsbook/app/day"
)

// Waiting is something that waits for somebody.
type Waiting struct {
	Kind  string   // one of the kinds below
	Ref   string   // the id of what it is about; of a decision the hash of its entry
	Due   day.Date // zero where there is no day for it
	Late  bool
	Who   string // WaitsForChair, WaitsForCouncil, WaitsForOther or a school's URN
	Words string
}

// Kinds of what waits.
const (
	WaitingMeeting   = "meeting"
	WaitingRequest   = "request"
	WaitingConfirm   = "confirm"
	WaitingDispute   = "dispute"
	WaitingEvent     = "event"
	WaitingReview    = "review"
	WaitingAgreement = "agreement"
)

// Those for whom something waits, besides schools.
const (
	WaitsForChair   = "chair"
	WaitsForCouncil = "council"
	WaitsForOther   = "other_chair"
)

// Due lists what waits on a day: what is late first, then by the day it is due.
func Due(s State, today day.Date) []Waiting {
	var out []Waiting
	add := func(w Waiting) {
		w.Late = !w.Due.IsZero() && w.Due.Before(today)
		out = append(out, w)
	}
	s.dueEvents(today, add)
	s.dueDisputes(add)
	s.dueMeetings(today, add)
	s.dueRequests(today, add)
	s.dueDecisions(today, add)
	for _, school := range s.About.Schools {
		for _, a := range s.Missing(school.URN, today) {
			add(Waiting{Kind: WaitingAgreement, Ref: a.ID, Who: school.URN, Words: fmt.Sprintf("%s has not accepted %s, version %s.", school.Name, a.Title, a.Version)})
		}
	}
	slices.SortStableFunc(out, func(a, b Waiting) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			if a.Due.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Ref, b.Ref))
	})
	return out
}

func (s State) dueEvents(today day.Date, add func(Waiting)) {
	for _, e := range s.OpenEvents() {
		rung := s.RungOn(e, today)
		who := WaitsForChair
		if rung.Who == whoLA {
			who = WaitsForCouncil
		}
		add(Waiting{Kind: WaitingEvent, Ref: e.ID, Due: s.DueOn(e, today), Who: who,
			Words: fmt.Sprintf("%s, %s: %s asked for. It is with %s.", e.School, lower(wordsOf(s.About.Rules.Events.Kinds, e.Kind)), pounds(e.Amount), lower(rung.Words))})
	}
}

var waitsFor = map[string]string{whoPanel: WaitsForChair, whoOther: WaitsForOther, whoLA: WaitsForCouncil}

func (s State) dueDisputes(add func(Waiting)) {
	for _, d := range s.Disputes {
		if now := d.Now(); d.Open() && !d.Answered() {
			add(Waiting{Kind: WaitingDispute, Ref: d.ID, Due: now.Due, Who: waitsFor[now.Who],
				Words: fmt.Sprintf("%s disputes a decision. Stage %d, %s.", d.School, now.Stage, lower(now.Name))})
		}
	}
}

func (s State) dueMeetings(today day.Date, add func(Waiting)) {
	for _, m := range s.Meetings {
		switch {
		case m.State == Started && m.On.Before(today):
			add(Waiting{Kind: WaitingMeeting, Ref: m.ID, Due: m.On, Who: WaitsForChair, Words: "The meeting of " + m.On.Words() + " has not been closed."})
		case m.State == Planned && m.On.Before(today):
			add(Waiting{Kind: WaitingMeeting, Ref: m.ID, Due: m.On, Who: WaitsForChair, Words: "The meeting of " + m.On.Words() + " never began. Cancel it or plan it for another day."})
		case m.State == Planned && len(m.Items) == 0:
			add(Waiting{Kind: WaitingMeeting, Ref: m.ID, Due: m.On, Who: WaitsForChair, Words: "The meeting of " + m.On.Words() + " has no agenda yet."})
		}
		for _, i := range m.Items {
			if i.State == Off && (m.State == Planned || m.State == Started) {
				add(Waiting{Kind: WaitingRequest, Ref: i.Request, Due: m.On, Who: WaitsForChair, Words: upper(i.name()) + " left the agenda. " + i.Why})
			}
		}
	}
}

func (s State) dueRequests(today day.Date, add func(Waiting)) {
	next, planned := s.NextMeeting(today)
	for _, r := range s.Requests {
		w := Waiting{Kind: WaitingRequest, Ref: r.ID}
		if planned {
			w.Due = next.PapersBy
		}
		switch r.Standing {
		case Ready:
			w.Who, w.Words = WaitsForChair, upper(r.name())+" can go on an agenda."
		case WaitsForPartners, Refused, PartnerLeft, DoesNotAddUp, MoreAsked:
			w.Who, w.Words, w.Due = r.URN, upper(r.name())+" waits. "+r.Why, day.Date{}
		default:
			continue
		}
		add(w)
	}
}

func (s State) dueDecisions(today day.Date, add func(Waiting)) {
	for _, d := range s.Decisions {
		v := d.Now()
		o, _ := s.About.Rules.Outcome(v.Outcome)
		name := "request " + d.Paper.Number + " of " + d.School
		if !d.Aside && d.Confirmed == nil && !o.Again {
			add(Waiting{Kind: WaitingConfirm, Ref: d.Entry, Who: WaitsForCouncil, Words: "The council has not confirmed what the panel decided on " + name + "."})
		}
		if d.Stands() && o.Money && !v.ReviewOn.IsZero() && !v.ReviewOn.After(today.AddDays(28)) && !v.ReviewOn.Before(today.AddDays(-28)) {
			add(Waiting{Kind: WaitingReview, Ref: d.Entry, Due: v.ReviewOn, Who: d.URN, Words: "The help from " + name + " is to be looked at."})
		}
		if r, there := s.Request(d.Request); there && r.Decision == d.Entry && d.Amount() > 0 && r.Paper.State != "standing" {
			add(Waiting{Kind: WaitingRequest, Ref: d.Request, Who: WaitsForChair, Words: d.School + " withdrew " + "request " + d.Paper.Number + " after money was agreed. Set the decision aside to return the money to the pot."})
		}
	}
}
