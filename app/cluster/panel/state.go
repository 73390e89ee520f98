package panel

import (
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// State is how things stand at a cluster. It is worked out by Fold and never stored.
// All lists are in a fixed order: by day and then by id, unless said otherwise. Sums of
// money are in pence.
type State struct {
	About      About
	Head       book.Head // the entry that was read last: what is added must follow it
	Pots       []Pot
	Requests   []Request
	Meetings   []Meeting
	Decisions  []Decision // in the order in which they were made
	Disputes   []Dispute
	Events     []Event
	Agreements []Agreement
	Services   []Service // by name
	Locks      []Lock
	Log        []LogLine // what was done, oldest first
}

// Pot is the money that a cluster has for a time (S-43). Left = Amount - Given, and
// ContingencyLeft = Contingency - Used, always.
type Pot struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	From        day.Date `json:"from"`
	To          day.Date `json:"to"`
	Amount      int64    `json:"amount"`      // without the contingency
	Contingency int64    `json:"contingency"` // kept for what nobody could plan for (S-52)

	Given int64 `json:"-"` // of Amount, by decisions
	Used  int64 `json:"-"` // of Contingency, by decisions and events
	// Recommended is what of Given and Used the council has not confirmed yet.
	Recommended int64 `json:"-"`
}

// Left is what of the amount is not given.
func (p Pot) Left() int64 { return p.Amount - p.Given }

// ContingencyLeft is what of the contingency is not used.
func (p Pot) ContingencyLeft() int64 { return p.Contingency - p.Used }

// Standing is where a request stands before it is decided.
type Standing string

// Standings of a request.
const (
	WaitsForPartners Standing = "partners"  // a partner has not seconded this revision
	Refused          Standing = "refused"   // a partner said no to this revision
	PartnerLeft      Standing = "left"      // a partner is no member of the cluster any more
	DoesNotAddUp     Standing = "sum"       // its parts are not its total
	Ready            Standing = "ready"     // it can go on an agenda
	OnAgenda         Standing = "agenda"    // it is on one
	Decided          Standing = "decided"   // the decision stands
	MoreAsked        Standing = "more"      // it comes back once its school sent another revision
	TakenBack        Standing = "withdrawn" // its school withdrew it
	Gone             Standing = "gone"      // its school left the cluster, or took all back
)

// Request is a school's request as it stands: the newest revision that its school sent.
type Request struct {
	ID       string // the school's URN and its own reference: 123456-r7
	URN      string
	School   string // the name
	Ref      string // the school's own reference
	Document string // the id of this revision
	Received time.Time
	Paper    papers.Request
	Partners []Partner
	Standing Standing
	Why      string // a sentence about a standing that keeps it off an agenda
	Meeting  string // whose agenda it is on
	Decision string // the hash of the newest decision about it, whatever became of that
	Disputed bool   // a dispute about the decision is open
}

// Partner is a school that shares a request, with its part of the sums.
type Partner struct {
	URN    string
	Name   string
	Pupils int
	Cost   int64 // pence a year
	Pays   int64 // of it, from its own money
	Asked  int64
	Lead   bool   // the school that sent the request
	Said   string // "yes" or "no" to this very revision, "" while it said nothing
	Second string // the document in which it said so
	Left   bool   // no member of the cluster any more
}

// MeetingState is how far a meeting is.
type MeetingState string

// How far a meeting is.
const (
	Planned   MeetingState = "planned"
	Started   MeetingState = "started"
	Closed    MeetingState = "closed"
	Cancelled MeetingState = "cancelled"
)

// Meeting is a meeting of the panel.
type Meeting struct {
	ID       string
	On       day.Date
	Starts   string // such as 09:30
	Place    string
	PapersBy day.Date // the day by which papers must be in
	State    MeetingState
	Items    []Item   // in the order of the agenda
	Present  []Person // who is there, or was until the end
	Left     []Person // who was there and went
	Frozen   []string // ids of the figures and documents that were on screen
	Open     string   // the request that is before the panel now
	Began    time.Time
	Ended    time.Time
	Words    string // what the chair noted at the end
	Council  bool   // somebody of the council is present
}

// ItemState is how far an item of an agenda is.
type ItemState string

// How far an item is.
const (
	Waits   ItemState = "waits"
	Opened  ItemState = "open"
	Settled ItemState = "decided"
	PutOff  ItemState = "put_off" // it was not reached, or was put off
	Off     ItemState = "off"     // it left the agenda: its request changed, was withdrawn or lost a partner
)

// Item is a request on an agenda, as it was put there.
type Item struct {
	Request   string // the request's ID
	Document  string // the revision on the agenda: no other can be decided
	URN       string
	School    string
	Paper     papers.Request
	Partners  []Partner
	Minutes   int // planned
	State     ItemState
	Why       string // a sentence on PutOff and Off
	Opened    time.Time
	Done      time.Time
	Interests []Interest
	Votes     []Vote // the last of each person, by their ids
	Decision  string // the hash of the decision made at this meeting
}

// Interest says that somebody has one in a request, and cannot vote on it.
type Interest struct {
	Person Person `json:"person"`
	Kind   string `json:"kind"`            // by the rules; OwnSchool where nobody needed to declare it
	Words  string `json:"words,omitempty"` // what they said
}

// NoInterest takes a declared interest back, while nothing is decided.
const NoInterest = "none"

// OwnSchool is the interest of people of a school that a request is from or shared with.
const OwnSchool = "own_school"

// Vote is one person's choice: an outcome, or Abstain.
type Vote struct {
	Person Person `json:"person"`
	Choice string `json:"choice"`
}

// Abstain is the choice of who neither wants nor stops an outcome.
const Abstain = "abstain"

// Verdict is what a panel decides about a request.
type Verdict struct {
	Outcome     string   `json:"outcome"`
	Reasons     []string `json:"reasons,omitempty"` // codes of the rules
	Words       string   `json:"words,omitempty"`   // why, or the advice given
	Amount      int64    `json:"amount,omitempty"`  // pence for the whole time, of the pot and the contingency together
	Contingency int64    `json:"contingency,omitempty"`
	From        day.Date `json:"from,omitzero"`
	To          day.Date `json:"to,omitzero"`
	Sessions    int      `json:"sessions,omitempty"` // of the service, a term
	Conditions  []string `json:"conditions,omitempty"`
	ReviewOn    day.Date `json:"review_on,omitzero"`
	ReferTo     string   `json:"refer_to,omitempty"` // a rung of the ladder
	Options     []string `json:"options,omitempty"`  // what else was thought of
}

// Part is one school's part of what was agreed. The parts of a decision add up to its
// amount to the penny.
type Part struct {
	URN    string `json:"urn"`
	Name   string `json:"name"`
	Amount int64  `json:"amount"`
}

// Money is a pot as it was before and after a decision. Before = After + Given and
// ContingencyBefore = ContingencyAfter + Used, to the penny.
type Money struct {
	Pot               string `json:"pot"` // its id; "" where the decision touches none
	Before            int64  `json:"before"`
	After             int64  `json:"after"`
	Given             int64  `json:"given"`
	ContingencyBefore int64  `json:"contingency_before"`
	ContingencyAfter  int64  `json:"contingency_after"`
	Used              int64  `json:"used"`
}

// Decision is one that was made. It is never changed: what was put right about it stands
// in Corrections, and what holds now is Now.
type Decision struct {
	Entry     string // the hash of its entry in the book
	N         int64
	On        day.Date
	At        time.Time
	Meeting   string
	Request   string
	Document  string // the revision that was decided
	URN       string
	School    string
	Paper     papers.Request // as it was decided
	Partners  []Partner
	Verdict   Verdict // as it was made
	Money     Money   // as it was then
	Parts     []Part  // of Verdict.Amount
	Present   []Person
	Interests []Interest
	Counted   []Vote   // the votes that counted
	Deciders  []Person // those whose votes or agreement made it
	Carried   string   // ByVote, ByCasting or ByAgreement
	Single    bool     // one person alone decided (S-35)
	Short     bool     // fewer than the panel needs
	Frozen    []string // ids of what was on screen
	DisputeBy day.Date // last day to raise a dispute about it as it holds now

	Corrections []Corrected
	Confirmed   *Confirmed // what the council said, nil while it has not
	Aside       bool       // set aside: it holds no more
	Disputed    bool       // a dispute about it is open
}

// Corrected is an entry that put a decision right.
type Corrected struct {
	Entry   string
	On      day.Date
	By      Person
	Why     string
	Aside   bool     // it set the decision aside instead
	Verdict *Verdict // what holds from then on; nil where it set the decision aside
	Money   Money
	Parts   []Part
}

// Confirmed is what the council said to a recommendation.
type Confirmed struct {
	Entry   string
	On      day.Date
	By      Person
	Outcome string // Agreed as recommended, Changed or Declined
	Amount  int64
	Reasons []string
	Words   string
	Money   Money
	Parts   []Part

	earlier *Confirmed // what the council had said before, where it said something else later
}

// Earlier is what the council had said before, nil where this was the first.
func (c *Confirmed) Earlier() *Confirmed { return c.earlier }

// What a council says to a recommendation.
const (
	AsRecommended = "as_recommended"
	Changed       = "changed"
	Declined      = "declined"
)

// Lock says that a term was closed for changes, or opened again.
type Lock struct {
	Series string
	On     day.Date
	By     Person
	Reason string
	Open   bool
}

// LogLine is one entry of the book in words.
type LogLine struct {
	N     int64
	Hash  string
	At    time.Time
	Actor string
	Name  string // of the person, where the entry says so
	Kind  string
	Ref   string
	Words string
}
