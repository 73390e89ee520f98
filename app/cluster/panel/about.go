package panel

import (
	"time"

	"needsbook/app/day"
	"needsbook/app/school"
)

// About is what Fold needs to know of a cluster besides its book and its papers.
type About struct {
	Cluster  string // its code, such as KENT-07
	Name     string // what people call it
	Rules    *Rules
	Calendar school.Calendar // by which school days are counted
	Schools  []School        // the members of today
	// Names holds the cluster's own words for codes of needs, services and the like, by
	// kind and code as in "service/speech_language". See ShippedNames.
	Names map[string]string
}

// School is a member of the cluster.
type School struct {
	URN  string `json:"urn"`
	Name string `json:"name"`
}

// Offices in which people act.
const (
	Chair   = "chair"
	Member  = "member"
	Council = "council" // for the council, which has the last word
)

// Person is somebody at a panel. School is the URN of their own school, if any.
type Person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	School string `json:"school,omitempty"`
	Office string `json:"office,omitempty"` // Chair, Member or Council
}

// By says who does something, when, and for which cluster they hold their office. At is
// in the hub's own time zone, so that its calendar day is the day people know.
type By struct {
	Person
	At      time.Time
	Cluster string
}

// Day is the calendar day on which it is done.
func (b By) Day() day.Date { return day.On(b.At) }

// Refusal is why something was not done: a plain sentence for the person who asked.
// Nothing was changed.
type Refusal string

func (r Refusal) Error() string { return string(r) }
