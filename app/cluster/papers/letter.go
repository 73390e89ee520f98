package papers

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// LetterSchema is the form of a letter that this program writes and reads.
const LetterSchema = "cluster-letter/1"

// Letter is what a hub tells one school alone. Number only ever grows, so that an old
// copy never takes the place of a newer one.
type Letter struct {
	Schema  string    `json:"schema"`
	URN     string    `json:"urn"`
	Cluster string    `json:"cluster"`
	Number  int64     `json:"number"`
	Issued  time.Time `json:"issued"` // the hub's clock, to be shown and not judged by

	Requests   []RequestAnswer  `json:"requests,omitempty"`
	ToSecond   []SecondAsk      `json:"to_second,omitempty"`
	Matches    []Match          `json:"matches,omitempty"`
	Keyrings   []RingKey        `json:"keyrings,omitempty"`
	Disputes   []DisputeState   `json:"disputes,omitempty"`
	Events     []EventState     `json:"events,omitempty"`
	Round      []RoundResult    `json:"round,omitempty"`
	Awards     []Award          `json:"awards,omitempty"`
	Agreements []AgreementState `json:"agreements,omitempty"`
	Moves      []MoveSum        `json:"moves,omitempty"`
}

// RequestAnswer is where one of the school's requests stands, and what was decided.
type RequestAnswer struct {
	Ref             string   `json:"ref"`
	Document        string   `json:"document"` // the revision that it is about
	State           string   `json:"state"`    // of the panel's, such as seconding, agenda, decided
	Meeting         string   `json:"meeting,omitempty"`
	On              day.Date `json:"on,omitzero"` // of the meeting or the decision
	Outcome         string   `json:"outcome,omitempty"`
	Amount          int64    `json:"amount"` // recommended, in pence
	Conditions      []string `json:"conditions,omitempty"`
	Reasons         []string `json:"reasons,omitempty"` // codes
	Words           string   `json:"words,omitempty"`
	ReviewOn        day.Date `json:"review_on,omitzero"`
	From            day.Date `json:"from,omitzero"`
	To              day.Date `json:"to,omitzero"`
	Entry           string   `json:"entry,omitempty"` // hash of the decision in the book
	Confirmed       bool     `json:"confirmed"`       // by the council, which has the last word
	ConfirmedOn     day.Date `json:"confirmed_on,omitzero"`
	ConfirmedAmount int64    `json:"confirmed_amount"`
	DisputeBy       day.Date `json:"dispute_by,omitzero"` // the last day to raise a dispute
	Seconded        []string `json:"seconded,omitempty"`  // URNs of partners that agreed to this revision
	Waiting         []string `json:"waiting,omitempty"`   // URNs of partners that have not answered
	Refused         []string `json:"refused,omitempty"`   // URNs of partners that did not agree
}

// SecondAsk is a pooled request of another school in which this one has a part.
type SecondAsk struct {
	Document string   `json:"document"`
	Payload  []byte   `json:"payload"` // the request as its school signed it
	Lead     string   `json:"lead"`    // name of the asking school
	Answer   string   `json:"answer"`  // "", agreed or refused: this school's standing word on this revision
	By       day.Date `json:"by,omitzero"`
	State    string   `json:"state,omitempty"` // of the request, as in a RequestAnswer
}

// Request returns the request that is to be seconded. It is refused where its bytes are
// not those that Document names.
func (s SecondAsk) Request() (Request, error) {
	if exchange.DocumentID(s.Payload) != s.Document {
		return Request{}, errors.New("the request is not the one that its name stands for")
	}
	p, err := Read(exchange.KindRequest, s.Payload)
	if err != nil {
		return Request{}, err
	}
	return p.(Request), nil
}

// DisputeState is where a dispute of the school stands.
type DisputeState struct {
	Decision  string   `json:"decision"`
	Request   string   `json:"request,omitempty"` // Ref of the request
	Stage     int      `json:"stage"`
	State     string   `json:"state"`
	Reason    string   `json:"reason,omitempty"`
	RaisedOn  day.Date `json:"raised_on,omitzero"`
	ReplyBy   day.Date `json:"reply_by,omitzero"`  // when the reply of the stage is due
	AnswerBy  day.Date `json:"answer_by,omitzero"` // the school's last day to take it further
	SettledOn day.Date `json:"settled_on,omitzero"`
	Outcome   string   `json:"outcome,omitempty"`
	Words     string   `json:"words,omitempty"`
	Entry     string   `json:"entry,omitempty"`
}

// EventState is where an event of the school stands.
type EventState struct {
	Ref       string   `json:"ref"`
	State     string   `json:"state"`
	Level     string   `json:"level"` // the rung that it is on
	DueOn     day.Date `json:"due_on,omitzero"`
	Amount    int64    `json:"amount"` // settled, in pence
	SettledOn day.Date `json:"settled_on,omitzero"`
	Words     string   `json:"words,omitempty"`
	Entry     string   `json:"entry,omitempty"`
}

// Award is money that the school was given by the panel.
type Award struct {
	Request   string   `json:"request"` // Ref
	Entry     string   `json:"entry"`
	Amount    int64    `json:"amount"` // pence a year, of this school's part
	From      day.Date `json:"from,omitzero"`
	To        day.Date `json:"to,omitzero"`
	ReviewOn  day.Date `json:"review_on,omitzero"`
	Confirmed bool     `json:"confirmed"`
}

// AgreementState is what the hub holds of the school's word on an agreement.
type AgreementState struct {
	ID       string   `json:"id"`
	Accepted bool     `json:"accepted"`
	Name     string   `json:"name,omitempty"`
	On       day.Date `json:"on,omitzero"`
}

// MoveSum counts pupils who come to or leave this school, as safe figures.
type MoveSum struct {
	Year    int    `json:"year"`
	From    string `json:"from"`              // year group
	Feeder  string `json:"feeder,omitempty"`  // URN of the school they leave; "" for the sum over Feeders
	To      string `json:"to"`                // URN
	Feeders int    `json:"feeders,omitempty"` // schools in the sum
	Count   int    `json:"count"`
	Areas   [5]int `json:"areas"` // in the order of Areas
}

// Sign writes the letter as the hub sends it.
func (l Letter) Sign(hub exchange.Key) []byte {
	l.Schema, l.Issued = LetterSchema, l.Issued.UTC().Truncate(time.Millisecond)
	payload, err := json.Marshal(l)
	if err != nil {
		panic("papers: a letter always encodes: " + err.Error())
	}
	return exchange.SignLetter(payload, hub)
}

// OpenLetter checks a letter against the hub key that was pinned at enrolment. Fields of
// a newer hub are passed over. Errors may be shown to a person.
func OpenLetter(b []byte, hub ed25519.PublicKey) (Letter, error) {
	payload, err := exchange.OpenLetter(b, hub)
	if err != nil {
		return Letter{}, err
	}
	var l Letter
	if err := json.Unmarshal(payload, &l); err != nil {
		return Letter{}, errors.New("the letter cannot be read")
	}
	return l, l.Check()
}

// Check says what a letter may not hold, or nil.
func (l Letter) Check() error {
	if l.Schema != LetterSchema {
		return errors.New("this form of letter is not known here. A newer Needsbook may read it")
	}
	if !exchange.ValidURN(l.URN) || !exchange.ValidCluster(l.Cluster) || l.Number < 1 {
		return errors.New("the letter does not say which school it is for")
	}
	for _, r := range l.Round {
		if err := r.check(); err != nil {
			return err
		}
	}
	return nil
}
