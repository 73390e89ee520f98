package panel

import (
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// States of a dispute as a school is told.
const (
	DisputeOpen     = "open"
	DisputeAnswered = "answered" // the school may take the answer further
	DisputeSettled  = "settled"
	DisputeEnded    = "withdrawn" // by the school, without an answer
)

// Answers of a partner as a school is told.
const (
	SecondAgreed  = "agreed"
	SecondRefused = "refused"
)

// Letter is what the panel has to say to one school alone on a day. The hub adds the rest.
func Letter(s State, urn string, today day.Date) papers.Letter {
	l := papers.Letter{URN: urn, Cluster: s.About.Cluster}
	for _, r := range s.Requests {
		switch {
		case r.URN == urn:
			l.Requests = append(l.Requests, s.answer(r))
		case slices.ContainsFunc(r.Partners, func(p Partner) bool { return p.URN == urn }):
			if ask, ok := s.ask(r, urn, today); ok {
				l.ToSecond = append(l.ToSecond, ask)
			}
		}
	}
	for _, d := range s.Decisions {
		if i := slices.IndexFunc(d.PartsNow(), func(p Part) bool { return p.URN == urn }); i >= 0 {
			v := d.Now()
			l.Awards = append(l.Awards, papers.Award{Request: d.Paper.Ref, Entry: d.Latest(), Amount: d.PartsNow()[i].Amount, From: v.From, To: v.To, ReviewOn: v.ReviewOn, Confirmed: d.Confirmed != nil})
		}
	}
	for _, d := range s.Disputes {
		if d.URN == urn {
			l.Disputes = append(l.Disputes, s.disputeState(d, today))
		}
	}
	for _, e := range s.Events {
		if e.URN == urn {
			l.Events = append(l.Events, s.eventState(e, today))
		}
	}
	for _, a := range s.Agreements {
		if a.HoldsOn(today) || today.Before(a.On) {
			said, accepts := a.By(urn)
			l.Agreements = append(l.Agreements, papers.AgreementState{ID: a.ID, Accepted: accepts, Name: said.Name, On: said.On})
		}
	}
	return l
}

// answer says where a request stands and what was decided. Why a request waits stands
// in its words until something is decided, so that its school is told.
func (s State) answer(r Request) papers.RequestAnswer {
	a := papers.RequestAnswer{Ref: r.Ref, Document: r.Document, State: string(r.Standing), Meeting: r.Meeting, Words: r.Why}
	for _, p := range r.Partners {
		switch {
		case p.Lead:
		case p.Said == SaidYes:
			a.Seconded = append(a.Seconded, p.URN)
		case p.Said == SaidNo:
			a.Refused = append(a.Refused, p.URN)
		default:
			a.Waiting = append(a.Waiting, p.URN)
		}
	}
	if m, on := s.Meeting(r.Meeting); on {
		a.On = m.On
	}
	d, decided := s.Decision(r.Decision)
	if !decided || d.Aside || d.Document != r.Document && r.Standing != Decided {
		return a
	}
	v := d.Now()
	a.Document, a.Entry, a.Outcome, a.Amount, a.Conditions, a.Reasons, a.DisputeBy = d.Document, d.Latest(), v.Outcome, v.Amount, v.Conditions, v.Reasons, d.DisputeBy
	a.Words = sentence(v.Words, r.Why)
	a.From, a.To, a.ReviewOn = v.From, v.To, v.ReviewOn
	if a.Meeting == "" {
		a.Meeting, a.On = d.Meeting, d.On
	}
	if c := d.Confirmed; c != nil {
		a.Confirmed, a.ConfirmedOn, a.ConfirmedAmount = true, c.On, c.Amount
		if c.Outcome != AsRecommended {
			a.Reasons, a.Words = c.Reasons, c.Words
		}
	}
	return a
}

// ask is a request of another school in which this one has a part.
func (s State) ask(r Request, urn string, today day.Date) (papers.SecondAsk, bool) {
	if r.Standing == TakenBack || r.Standing == Gone {
		return papers.SecondAsk{}, false
	}
	payload, err := papers.Encode(r.Paper)
	if err != nil {
		return papers.SecondAsk{}, false // it was kept in another form than this program writes
	}
	ask := papers.SecondAsk{Document: r.Document, Payload: payload, Lead: r.School, State: string(r.Standing)}
	part, _ := find(r.Partners, func(p Partner) bool { return p.URN == urn })
	ask.Answer = map[string]string{SaidYes: SecondAgreed, SaidNo: SecondRefused}[part.Said]
	if next, planned := s.NextMeeting(today); planned {
		ask.By = next.PapersBy
	}
	return ask, true
}

func (s State) disputeState(d Dispute, today day.Date) papers.DisputeState {
	now := d.Now()
	out := papers.DisputeState{Decision: d.Decision, Stage: d.Stage, State: DisputeOpen, Reason: d.Reason, RaisedOn: d.Raised, ReplyBy: now.Due,
		AnswerBy: now.TakeFurtherBy, Outcome: d.Outcome, Words: d.Words, Entry: now.Entry}
	if r, there := s.Request(d.Request); there {
		out.Request = r.Ref
	}
	switch {
	case d.Closing == BySchool && !d.Answered():
		out.State, out.SettledOn = DisputeEnded, d.Closed
	case !d.Open():
		out.State, out.SettledOn = DisputeSettled, d.Closed
	case d.Over(today):
		out.State, out.SettledOn = DisputeSettled, now.Answered
	case d.Answered():
		out.State = DisputeAnswered
	}
	return out
}

func (s State) eventState(e Event, today day.Date) papers.EventState {
	out := papers.EventState{Ref: e.ID[len(e.URN)+1:], State: "open", Level: s.RungOn(e, today).ID, DueOn: s.DueOn(e, today), Amount: e.Given, SettledOn: e.Closed}
	if !e.Open() {
		out.State = e.Outcome
	}
	if n := len(e.Steps); n > 0 {
		out.Words, out.Entry = e.Steps[n-1].Words, e.Steps[n-1].Entry
	}
	return out
}

// Circular fills the panel's part of what all schools of the cluster are told alike.
func Circular(s State, today day.Date, c *papers.Circular) {
	for _, a := range s.Agreements {
		if a.HoldsOn(today) || today.Before(a.On) {
			c.Agreements = append(c.Agreements, papers.AgreementOffer{ID: a.ID, Kind: a.Kind, Title: a.Title, Version: a.Version, Words: a.Words, On: a.On, Needed: a.Needed})
		}
	}
	for _, v := range s.Services {
		c.Directory = append(c.Directory, papers.Service{ID: v.ID, Name: v.Name, Kind: wordsOf(s.About.Rules.Services, v.Kind), Provider: v.Provider, Contact: v.Contact, Note: v.Note,
			Capacity: v.Capacity, Free: v.FreeOn(today), WaitWeeks: v.WaitWeeks, AsOf: v.AsOf})
	}
	for _, r := range s.About.Rules.Ladder {
		c.Ladder = append(c.Ladder, papers.Rung{Level: r.ID, Words: r.Words, Days: r.Days, Pence: s.wholePot(today) * int64(r.Percent) / 100})
	}
	c.Panel = s.About.Rules.forSchools()
}

// forSchools are the codes and clocks that a school needs.
func (r *Rules) forSchools() papers.PanelRules {
	out := papers.PanelRules{Version: r.Version, Reasons: coded(r.Reasons), DisputeReasons: coded(r.Disputes.Reasons), DisputeDays: r.Disputes.RaiseDays, Events: coded(r.Events.Kinds)}
	for _, o := range r.Outcomes {
		out.Outcomes = append(out.Outcomes, papers.Coded{Code: o.ID, Words: o.Words})
	}
	for _, u := range r.Events.Urgencies {
		out.Urgencies = append(out.Urgencies, papers.Coded{Code: u.ID, Words: u.Words})
	}
	for i, st := range r.Disputes.Stages {
		out.Stages = append(out.Stages, papers.Stage{N: i + 1, Words: st.Words, Days: st.Days})
	}
	return out
}

func coded(list []CodeRule) []papers.Coded {
	out := make([]papers.Coded, len(list))
	for i, c := range list {
		out[i] = papers.Coded{Code: c.ID, Words: c.Words}
	}
	return out
}
