package panel

import (
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Dispute is an objection of a school to a decision (S-14): its stages, their clocks in
// school days, and what came of it.
type Dispute struct {
	ID       string // the school's URN and its own reference
	URN      string
	School   string
	Decision string // the hash of the decision's entry
	Request  string
	Reason   string // a code of the rules
	Raised   day.Date
	Taken    bool // the panel took it into the book
	Stage    int  // 1 is the panel's own reply
	Steps    []DisputeStep
	Outcome  string   // by the rules, "" while it is open
	Closed   day.Date // zero while the school may still take an answer further
	Closing  string   // who ended it: ByPanel, BySchool or ""
	Words    string
}

// Open reports whether the dispute can go on: nobody has answered for good, or the
// school may still take the answer further. See Over.
func (d Dispute) Open() bool { return d.Closed.IsZero() }

// Answered reports whether the stage that the dispute is at has been answered.
func (d Dispute) Answered() bool { return d.Outcome != "" }

// Over reports whether nothing more can come of the dispute: it is closed, or the days
// in which the school could take the answer further have passed.
func (d Dispute) Over(today day.Date) bool {
	return !d.Open() || d.Answered() && today.After(d.Now().TakeFurtherBy)
}

// DisputeStep is a stage that a dispute reached.
type DisputeStep struct {
	Stage       int
	Name        string
	Who         string // whose answer it is, by the rules
	FurtherDays int    // school days for the school to go on after the answer
	Began       day.Date
	Due         day.Date // the last school day for an answer
	Answered    day.Date
	By          Person
	Outcome     string // what the answer says; "" while there is none
	Words       string
	Entry       string // hash of the answer's entry
	// TakeFurtherBy is the last day for the school to go on to the next stage.
	TakeFurtherBy day.Date
}

// Event is something that happened in the year and that nobody could plan for (S-52).
type Event struct {
	ID       string // the school's URN and its own reference
	URN      string
	School   string
	Document string
	Kind     string // codes of the rules
	Urgency  string
	Amount   int64 // pence that it needs
	Request  string
	On       day.Date // the hub had it
	Rung     string   // of the ladder, as far as people moved it; see State.RungOn
	Moved    day.Date // since when it is there
	Steps    []EventStep
	Given    int64  // pence of the contingency
	Money    Money  // the pot when it was given
	Outcome  string // "" while it is open: Given, NotGiven or Withdrawn
	Closed   day.Date
}

// What came of an event.
const (
	EventGiven     = "given"
	EventNotGiven  = "not_given"
	EventWithdrawn = "withdrawn"
)

// EventStep is something people did about an event.
type EventStep struct {
	On    day.Date
	By    Person
	Rung  string
	Words string
	Entry string // hash
}

// Agreement is a version of a text that schools accept before they share anything
// (S-15, S-104).
type Agreement struct {
	ID        string // SHA-256 of its words and head, in hexadecimal
	Kind      string // "terms", "conduct" or "sharing"
	Title     string
	Version   string
	Words     string
	On        day.Date // from when it holds
	Needed    bool     // nothing is shared without it
	Ended     day.Date // the day on which a later version or the panel ended it, zero while it holds
	Published day.Date
	Accepted  []Acceptance // by URN
}

// Acceptance is a school's acceptance of one version, by name and date.
type Acceptance struct {
	URN      string
	School   string
	Name     string // of the adult who signed
	Role     string
	On       day.Date
	Received time.Time
	Document string
	Ends     bool // the school ended its acceptance

	meta exchange.Meta
}

// Service is a service or a provider in the cluster's directory (S-07, S-58).
type Service struct {
	ID        string
	Name      string
	Kind      string // of the rules
	Provider  string
	Contact   string // of the service, for work
	Note      string
	Capacity  int // sessions a term that the cluster may use
	WaitWeeks int
	AsOf      day.Date // when this was last looked at
	Used      []ServiceUse
}

// ServiceUse is what a decision takes of a service.
type ServiceUse struct {
	Request  string
	Sessions int // a term
	From, To day.Date
}

// FreeOn is how many sessions a term are free on a day, never below nothing.
func (s Service) FreeOn(on day.Date) int {
	free := s.Capacity
	for _, u := range s.Used {
		if !on.Before(u.From) && !on.After(u.To) {
			free -= u.Sessions
		}
	}
	return max(0, free)
}
