package panel

import (
	"needsbook/app/day"
)

// MeetingPlan is a meeting as it is planned. An empty ID makes a new one, called by its day.
type MeetingPlan struct {
	ID        string   `json:"id"`
	On        day.Date `json:"on"`
	Starts    string   `json:"starts,omitempty"`
	Place     string   `json:"place,omitempty"`
	PapersBy  day.Date `json:"papers_by,omitzero"`
	Cancelled bool     `json:"cancelled,omitempty"`
}

// AgendaLine is a request to put on an agenda. Minutes 0 takes those of the rules.
type AgendaLine struct {
	Request string
	Minutes int
}

// Opening is what is known when a meeting begins.
type Opening struct {
	Present []Person
	Frozen  []string // ids of the figures that are on screen; the requests' documents are added
}

// Correction puts a decision right, or sets it aside.
type Correction struct {
	Why     string
	Aside   bool    // the decision holds no more and the request comes back
	Verdict Verdict // what holds instead; not used with Aside
}

// Confirmation is what the council says to a recommendation.
type Confirmation struct {
	Outcome string // AsRecommended, Changed or Declined
	Amount  int64  // pence, for Changed
	Reasons []string
	Words   string
}

// DisputeAnswer is the answer of the stage that a dispute is at.
type DisputeAnswer struct {
	Outcome string // by the rules
	Words   string
}

// EventAnswer is what is done about an event.
type EventAnswer struct {
	Give   int64 // pence of the contingency; 0 gives none
	Words  string
	Closes bool // it is answered with that
}

// AgreementText is a version of an agreement to publish.
type AgreementText struct {
	Kind    string   `json:"kind"`
	Title   string   `json:"title"`
	Version string   `json:"version"`
	Words   string   `json:"words"`
	On      day.Date `json:"on"`
}

// ServiceEntry is a service as the directory keeps it.
type ServiceEntry struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	Provider  string   `json:"provider,omitempty"`
	Contact   string   `json:"contact,omitempty"`
	Note      string   `json:"note,omitempty"`
	Capacity  int      `json:"capacity"`   // sessions a term
	WaitWeeks int      `json:"wait_weeks"` // for a first visit
	AsOf      day.Date `json:"as_of"`
}

// PotSetting is a pot as it is set, or set anew with other sums.
type PotSetting struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	From        day.Date `json:"from"`
	To          day.Date `json:"to"`
	Amount      int64    `json:"amount"`      // pence, without the contingency
	Contingency int64    `json:"contingency"` // pence
	Words       string   `json:"words,omitempty"`
}
