package panel

import (
	"slices"

	"needsbook/app/pack"
)

// Rules are a council's own rules of a panel: a pack, so that a change of them needs no
// new program.
type Rules struct {
	pack.Head
	Meeting    MeetingRules    `json:"meeting"`
	Outcomes   []OutcomeRule   `json:"outcomes"`
	Reasons    []CodeRule      `json:"reasons"`
	Interests  []CodeRule      `json:"interests"`
	PutOff     []CodeRule      `json:"put_off"`
	Vote       VoteRules       `json:"vote"`
	Routes     []RouteRule     `json:"routes"`
	Pot        PotRules        `json:"pot"`
	Disputes   DisputeRules    `json:"disputes"`
	Events     EventRules      `json:"events"`
	Ladder     []RungRule      `json:"ladder"`
	Agreements []AgreementRule `json:"agreements"`
	Services   []CodeRule      `json:"services"`
	Examples   []Example       `json:"worked_examples"`
}

// CodeRule is a code with its words.
type CodeRule struct {
	ID    string `json:"id"`
	Words string `json:"words"`
}

// MeetingRules say how much fits into a meeting.
type MeetingRules struct {
	Items   int            `json:"items"`   // the most on one agenda
	Minutes map[string]int `json:"minutes"` // an item, by the form of its request
	Length  int            `json:"length"`  // minutes that a meeting may take
}

// OutcomeRule is something that a panel can decide.
type OutcomeRule struct {
	ID     string `json:"id"`
	Words  string `json:"words"`  // in the middle of a sentence
	Money  bool   `json:"money"`  // it gives money, a service or advice
	Part   bool   `json:"part"`   // it gives less than was asked
	Again  bool   `json:"again"`  // the request comes back
	Reason bool   `json:"reason"` // a reason is needed
	Refers bool   `json:"refers"` // to a rung of the ladder
}

// VoteRules say how a panel comes to a decision.
type VoteRules struct {
	Quorum  int  `json:"quorum"`  // the fewest people free of interest who decide
	Percent int  `json:"percent"` // an outcome is carried by more than so many of a hundred votes
	Casting bool `json:"casting"` // the chair's own vote breaks a tie
	Without bool `json:"without"` // those present may agree without counting votes
	Alone   bool `json:"alone"`   // one person may decide alone; it is marked
}

// RouteRule is a way to money (S-43). Where Pot is false the money is not the cluster's.
type RouteRule struct {
	ID    string `json:"id"`
	Words string `json:"words"`
	Pot   bool   `json:"pot"`
}

// PotRules are about the money kept back.
type PotRules struct {
	Contingency int  `json:"contingency_percent"` // proposed share of a pot
	UrgentOnly  bool `json:"contingency_urgent_only"`
}

// DisputeRules are the stages of a dispute. Days are school days.
type DisputeRules struct {
	RaiseDays int              `json:"raise_days"`
	Procedure string           `json:"procedure"` // what else is open to those who disagree
	Stages    []StageRule      `json:"stages"`
	Reasons   []CodeRule       `json:"reasons"`
	Outcomes  []DisputeOutcome `json:"outcomes"`
}

// StageRule is a stage of a dispute.
type StageRule struct {
	ID          string `json:"id"`
	Words       string `json:"words"`
	Days        int    `json:"days"`         // for an answer
	FurtherDays int    `json:"further_days"` // for the school to go on after the answer
	Who         string `json:"who"`          // whose answer it is: whoPanel, whoOther or whoLA
}

// DisputeOutcome is what a stage of a dispute may come to.
type DisputeOutcome struct {
	ID    string `json:"id"`
	Words string `json:"words"`
	Aside bool   `json:"aside"` // the decision is set aside and the request comes back
	On    bool   `json:"on"`    // it goes to the next stage
}

// EventRules are the kinds of events in the year and how urgent they can be.
type EventRules struct {
	Kinds     []CodeRule    `json:"kinds"`
	Urgencies []UrgencyRule `json:"urgencies"`
}

// UrgencyRule is how urgent an event is, and how many school days it may stay on a rung.
type UrgencyRule struct {
	ID    string `json:"id"`
	Words string `json:"words"`
	Days  int    `json:"days"`
}

// RungRule is one of those to whom something can go, from the school up (S-13).
type RungRule struct {
	ID      string `json:"id"`
	Words   string `json:"words"`
	Who     string `json:"who"`            // who answers there: whoPanel, whoOther, whoLA or "school"
	Days    int    `json:"days"`           // school days that an event stays there; 0 for no end
	Percent int    `json:"percent_of_pot"` // the most of a pot, contingency and all, that one event may have there; 0 for no end
}

// AgreementRule is a kind of agreement. The last that a school needs is in force or
// nothing is shared.
type AgreementRule struct {
	ID     string `json:"id"`
	Words  string `json:"words"`
	Needed bool   `json:"needed"`
}

// Those who can answer.
const (
	whoPanel = "panel" // the chair of this cluster's panel
	whoOther = "other_chair"
	whoLA    = "council"
)

// Outcome returns the rule of an outcome, and whether the rules have it.
func (r *Rules) Outcome(id string) (OutcomeRule, bool) {
	i := slices.IndexFunc(r.Outcomes, func(o OutcomeRule) bool { return o.ID == id })
	if i < 0 {
		return OutcomeRule{ID: id, Words: id}, false
	}
	return r.Outcomes[i], true
}

// Rung returns the place of a rung on the ladder, -1 where there is none.
func (r *Rules) Rung(id string) int {
	return slices.IndexFunc(r.Ladder, func(x RungRule) bool { return x.ID == id })
}

// UsesPot reports whether money on a route comes out of the cluster's pot. A route that
// the rules do not know does.
func (r *Rules) UsesPot(route string) bool {
	i := slices.IndexFunc(r.Routes, func(x RouteRule) bool { return x.ID == route })
	return i < 0 || r.Routes[i].Pot
}

// wordsOf returns the words of a code; one that is no longer listed shows as its code.
func wordsOf(codes []CodeRule, id string) string {
	i := slices.IndexFunc(codes, func(c CodeRule) bool { return c.ID == id })
	if i < 0 {
		return id
	}
	return codes[i].Words
}

func hasCode(codes []CodeRule, id string) bool {
	return slices.ContainsFunc(codes, func(c CodeRule) bool { return c.ID == id })
}
