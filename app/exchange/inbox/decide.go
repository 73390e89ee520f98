package inbox

import "needsbook/app/exchange"

// standing is what the hub holds of a document's line when the document arrives.
type standing struct {
	head      *Head
	taken     bool // another document has this epoch and revision
	prevKnown bool // the document before it is here
	epochSeen bool // its epoch was used before
	followed  bool // a document that is here names it as the one before
	allowed   bool // people at the hub accepted a restored school file
}

// decide says what becomes of a document that is new to the hub, and whether it
// becomes the head of its line. No clock takes part. The cases stand in the order
// in which they are tried.
func decide(m exchange.Meta, s standing) (code exchange.Code, becomesHead bool) {
	sameEpoch := s.head != nil && s.head.Epoch == m.Epoch
	switch {
	case s.taken:
		return exchange.RevConflict, false
	case s.head == nil && m.Prev == "", sameEpoch && m.Rev > s.head.Rev && s.prevKnown:
		return exchange.Stored, true
	case s.head == nil, sameEpoch && m.Rev > s.head.Rev:
		return exchange.Gap, true
	case sameEpoch, s.epochSeen, s.followed:
		return exchange.Superseded, false
	case m.Prev == s.head.Document, s.allowed:
		return exchange.Stored, true
	}
	return exchange.EpochConflict, false
}
