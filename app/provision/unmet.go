package provision

import (
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/app/register"
)

// What a need can be for.
const (
	WantService      = "service"      // of the pack of services
	WantIntervention = "intervention" // of the school's own
	WantAdvice       = "advice"       // what a professional advised, where it names neither
	WantFunding      = "funding"
)

// States of a need that is written in the ledger. The first three stand from one day to
// another; the last two are given on a day.
const (
	NeedWanted  = "wanted"
	NeedAsked   = "asked"
	NeedWaiting = "waiting"
	NeedRefused = "refused"
	NeedSeen    = "seen"
)

// NeedStates are the states of a need with their words, in their order.
var NeedStates = []register.Item{
	{ID: NeedWanted, Name: "Wanted"},
	{ID: NeedAsked, Name: "Asked"},
	{ID: NeedWaiting, Name: "Waiting"},
	{ID: NeedRefused, Name: "Refused"},
	{ID: NeedSeen, Name: "Met"},
}

// UnmetFacts are what the ledger is worked out from: records of normal work.
type UnmetFacts struct {
	Services      Services
	Referrals     []Referral
	Interventions []Intervention
	Placements    []Placement
	Advice        []Advice
	Bids          []Bid
	Left          map[string]day.Date // the last day on roll of pupils who have left
	Today         day.Date
}

// Bid is a request for money, as the ledger reads it.
type Bid struct {
	ID        string
	Pupil     string
	To        string   // the panel or fund
	Created   day.Date // drafted
	Sent      day.Date // zero while it is a draft
	Decided   day.Date // zero before a decision that closes it
	Asked     money.Amount
	Agreed    money.Amount
	Reason    string // in the panel's words
	Reference string
}

// Unmet is the school's ledger of need that is not met, or that waited to be.
type Unmet struct {
	Rows  []UnmetRow `json:"rows"` // by what is wanted, then by day
	Today day.Date   `json:"today"`
}

// UnmetRow is one state that one need was in: from a day, and until it moved on.
type UnmetRow struct {
	Need   string       `json:"need"` // the same for all states of one need
	For    string       `json:"for"`  // WantService to WantFunding
	Key    string       `json:"key"`  // id of the service or intervention
	Name   string       `json:"name"`
	Pupil  string       `json:"pupil"`
	State  string       `json:"state"`
	On     day.Date     `json:"on_day"` // zero where nobody wrote since when
	Until  day.Date     `json:"until"`  // when it moved on, zero while it stands
	Words  string       `json:"words"`  // what was wanted
	Why    string       `json:"why"`    // the answer, or why it waits
	Gap    money.Amount `json:"gap"`    // asked for and not agreed
	Record string       `json:"record"` // kind of the record behind it: referral, placement, advice or request
	ID     string       `json:"id"`     // of that record

	first bool // the state in which the need came up
}

// stands reports whether a state lasts from one day to another.
func (r UnmetRow) stands() bool { return r.State != NeedRefused && r.State != NeedSeen }

// Open reports whether the need is in this state now.
func (r UnmetRow) Open() bool { return r.stands() && r.Until.IsZero() }

// In reports whether a row counts between two days, both included: it began then, or
// it had begun before and still stood. A refusal counts on its day alone.
func (r UnmetRow) In(from, until day.Date) bool {
	if r.On.After(until) {
		return false
	}
	return !r.On.Before(from) || r.stands() && (r.Until.IsZero() || r.Until.After(from))
}

// Days is how long the state has lasted up to a day.
func (r UnmetRow) Days(today day.Date) int {
	end := today
	if !r.Until.IsZero() && r.Until.Before(today) {
		end = r.Until
	}
	return max(0, r.On.DaysUntil(end))
}

// UnmetNeed works the ledger out. Each need is written once in each state that it was
// in: a service that was wanted, then asked, then refused has three rows.
func UnmetNeed(f UnmetFacts) Unmet {
	l := ledger{UnmetFacts: f, runs: map[string]Intervention{}}
	for _, i := range f.Interventions {
		l.runs[i.ID] = i
	}
	l.advised()
	for _, r := range f.Referrals {
		l.referral(r)
	}
	for _, p := range f.Placements {
		l.placement(p)
	}
	for _, b := range f.Bids {
		l.bid(b)
	}
	slices.SortStableFunc(l.rows, func(a, b UnmetRow) int {
		if a.For != b.For {
			return strings.Compare(wantOrder[a.For], wantOrder[b.For])
		}
		if a.Name != b.Name {
			return strings.Compare(a.Name, b.Name)
		}
		return a.On.Compare(b.On)
	})
	return Unmet{Rows: l.rows, Today: f.Today}
}

var wantOrder = map[string]string{WantService: "1", WantIntervention: "2", WantAdvice: "3", WantFunding: "4"}

// ledger is the ledger while it is written.
type ledger struct {
	UnmetFacts
	runs  map[string]Intervention
	rows  []UnmetRow
	since map[string]day.Date // of a need that advice named before it was asked, by referral
}

// write adds the states that a need was in, in their order; each lasts until the next
// begins. A pupil who has left the roll needs nothing more here.
func (l *ledger) write(need UnmetRow, states ...UnmetRow) {
	left := l.Left[need.Pupil]
	for n, s := range states {
		row := need
		row.State, row.On, row.Why, row.Gap, row.first = s.State, s.On, s.Why, s.Gap, n == 0
		if n+1 < len(states) {
			row.Until = states[n+1].On
		} else if row.stands() {
			row.Until = earlier(s.Until, left)
		}
		if row.Until.Before(row.On) && !row.Until.IsZero() {
			row.Until = row.On
		}
		l.rows = append(l.rows, row)
	}
}

func (l *ledger) referral(r Referral) {
	var states []UnmetRow
	if wanted := earlier(r.Wanted, l.since[r.ID]); !wanted.IsZero() {
		states = append(states, UnmetRow{State: NeedWanted, On: wanted})
	}
	if r.State == ReferralWanted {
		if len(states) == 0 {
			states = append(states, UnmetRow{State: NeedWanted, On: r.Asked})
		}
	} else {
		states = append(states, UnmetRow{State: NeedAsked, On: r.Asked})
	}
	if accepted := r.Accepted; !accepted.IsZero() {
		states = append(states, UnmetRow{State: NeedWaiting, On: accepted, Why: l.answerWhile(r, ReferralWaiting)})
	} else if r.State == ReferralWaiting {
		states = append(states, UnmetRow{State: NeedWaiting, On: r.Answered, Why: r.Answer})
	}
	switch r.State {
	case ReferralRefused:
		states = append(states, UnmetRow{State: NeedRefused, On: r.Answered, Why: r.Answer})
	case ReferralSeen:
		states = append(states, UnmetRow{State: NeedSeen, On: r.Answered, Why: r.Answer})
	}
	l.write(UnmetRow{Need: r.ID, For: WantService, Key: r.Service, Name: l.Services.Name(r.Service), Pupil: r.Pupil, Words: r.Words, Record: "referral", ID: r.ID}, states...)
}

// answerWhile is what the service said, where the referral still stands so.
func (l *ledger) answerWhile(r Referral, state string) string {
	if r.State == state {
		return r.Answer
	}
	return ""
}

// placement writes a place that was waited for here, and whether there came to be one.
func (l *ledger) placement(p Placement) {
	if l.runs[p.Intervention].Setting == PreviousSchool {
		return
	}
	first, _ := Held(p, l.runs[p.Intervention])
	var states []UnmetRow
	switch {
	case p.Waiting && p.Ends.IsZero():
		states = []UnmetRow{{State: NeedWanted, On: p.Starts, Why: p.Why}}
	case p.Waiting:
		states = []UnmetRow{{State: NeedWanted, On: p.Starts}, {State: NeedRefused, On: p.Ends, Why: p.Why}}
	case !p.Wanted.IsZero():
		states = []UnmetRow{{State: NeedWanted, On: p.Wanted}, {State: NeedSeen, On: first}}
	}
	name := l.runs[p.Intervention].Name
	if name == "" {
		name = "An intervention that has ended"
	}
	l.write(UnmetRow{Need: p.ID, For: WantIntervention, Key: p.Intervention, Name: name, Pupil: p.Pupil, Words: p.Goal, Record: "placement", ID: p.ID}, states...)
}

// bid writes a request for money. What was agreed in part is refused by the gap.
func (l *ledger) bid(b Bid) {
	states := []UnmetRow{{State: NeedWanted, On: b.Created}}
	if !b.Sent.IsZero() {
		states = append(states, UnmetRow{State: NeedAsked, On: b.Sent})
	}
	if !b.Decided.IsZero() {
		if gap := b.Asked.Sub(b.Agreed); gap.IsZero() || gap.IsNegative() {
			states = append(states, UnmetRow{State: NeedSeen, On: b.Decided, Why: b.Reason})
		} else {
			states = append(states, UnmetRow{State: NeedRefused, On: b.Decided, Why: b.Reason, Gap: gap})
		}
	}
	l.write(UnmetRow{Need: b.ID, For: WantFunding, Key: plainName(b.To), Name: b.To, Pupil: b.Pupil, Words: "Funding request " + b.Reference, Record: "request", ID: b.ID}, states...)
}
