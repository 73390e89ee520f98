package papers

import (
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// MemberKey is a key of a member school as the hub names it. Both public keys are in it:
// the six words that people compare cover both, and one alone could be swapped.
type MemberKey struct {
	URN  string             `json:"urn"`
	Name string             `json:"name"`
	Key  exchange.PublicKey `json:"key"`
}

// RingKey is a keyring's secret as it is passed on to one key of one school.
type RingKey struct {
	Year   string `json:"year"`  // as in Keyring
	Maker  string `json:"maker"` // URN of the school that made it
	Kid    string `json:"kid"`   // the key that opens it
	Sealed []byte `json:"sealed"`
}

// Match tells a school that others sent the same token. What the need is, and how many
// pupils there are, only the schools can read.
type Match struct {
	Token    string         `json:"token"`
	Window   string         `json:"window"`
	Private  bool           `json:"private"`            // two schools that both asked to be told without a third
	Bands    []string       `json:"bands"`              // of every school that sent the token, this one among them, in no order that says whose
	Contacts []MatchContact `json:"contacts,omitempty"` // of those that said yes, once this school did
}

// MatchContact is how to reach another school that shares a need and said yes as well.
type MatchContact struct {
	URN    string `json:"urn"`
	Kid    string `json:"kid"`    // the key of this school that opens it
	Sealed []byte `json:"sealed"` // its contact
}

// OfferLine is an offer or an ask that stands, with the school that made it.
type OfferLine struct {
	URN     string   `json:"urn"`
	School  string   `json:"school"`
	Ref     string   `json:"ref"`
	Offers  string   `json:"offers"` // offer or ask
	Family  string   `json:"family"`
	Service string   `json:"service,omitempty"`
	Places  int      `json:"places"`
	Day     string   `json:"day,omitempty"`
	Phases  []string `json:"phases,omitempty"`
	Text    string   `json:"text,omitempty"`
	From    day.Date `json:"from"`
	To      day.Date `json:"to"`
}
