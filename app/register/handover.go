package register

import "needsbook/app/day"

// Handover is a pupil's record that went to another school, or came from one.
type Handover struct {
	ID        string   `json:"id"`
	Pupil     string   `json:"pupil"`
	Direction string   `json:"direction"` // HandoverOut or HandoverIn
	URN       string   `json:"urn"`       // the other school's number
	School    string   `json:"school"`    // and its name
	On        day.Date `json:"on_day"`
	Digest    string   `json:"digest"`   // SHA-256 of the document in the bundle, in hex; only those know it who opened it
	Receipt   string   `json:"receipt"`  // the words of the receipt, "" while it has not come back
	Received  day.Date `json:"received"` // when the receipt came back
}

// Directions of a hand-over.
const (
	HandoverOut = "out"
	HandoverIn  = "in"
)
