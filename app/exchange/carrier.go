package exchange

import (
	"context"
	"time"
)

// Carrier takes an envelope to the hub, by whatever road.
type Carrier interface {
	// Send hands the envelope over and returns the hub's answer. An error means that
	// no answer came, so the envelope may or may not have arrived: send it again.
	Send(ctx context.Context, e Envelope) (Answer, error)
}

// Answer is what a hub says to a document.
type Answer struct {
	Code       Code          // one of the codes below
	Receipt    []byte        // the hub's signed receipt, when the hub holds the document
	RetryAfter time.Duration // no earlier than this, when the hub asks for patience
	Head       *Head         // the head that the hub holds, with rev_conflict and epoch
}

// Head is the document that stands for a line of documents at the hub.
type Head struct {
	Series    string `json:"series"`
	Epoch     string `json:"epoch"`
	Rev       int    `json:"rev"`
	Document  string `json:"document"`
	Withdrawn bool   `json:"withdrawn"`
}

// PaperHead is the revision of a paper that stands at the hub.
type PaperHead struct {
	Kind     string `json:"kind"`
	Ref      string `json:"ref"`
	Series   string `json:"series"`
	Epoch    string `json:"epoch"`
	Rev      int    `json:"rev"`
	Document string `json:"document"`
}
