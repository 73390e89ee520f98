package https

import (
	"time"

	"needsbook/app/exchange"
)

// Paths of a hub's interface.
const (
	PathHub       = "/v1/hub"
	PathEnrol     = "/v1/enrol"
	PathSession   = "/v1/session"
	PathDocuments = "/v1/documents"
	PathSchools   = "/v1/schools/"
	PathReceipts  = "/v1/receipts/"
	PathClusters  = "/v1/clusters/"
	PathPacks     = "/v1/packs/"
)

// ProblemType is the media type of a refusal (RFC 9457).
const ProblemType = "application/problem+json"

// DocumentAnswer is the body that answers a document the hub holds.
type DocumentAnswer struct {
	Code     exchange.Code `json:"code"`
	Document string        `json:"document"`
	Receipt  []byte        `json:"receipt"`
}

// DryRunAnswer is the body that answers a document which was judged and not kept.
type DryRunAnswer struct {
	DryRun   bool          `json:"dry_run"` // always true
	Would    exchange.Code `json:"would"`   // the code that sending it would have given
	Document string        `json:"document"`
	Sentence string        `json:"sentence"`
}

// Problem is the body of a refusal. Detail is for people, Code for programs.
type Problem struct {
	Type   string         `json:"type"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail"`
	Code   exchange.Code  `json:"code"`
	Head   *exchange.Head `json:"head,omitempty"`
}

// SessionRequest asks for a challenge (Device alone) or answers one (all fields).
type SessionRequest struct {
	Device string `json:"device"`
	Nonce  []byte `json:"nonce,omitempty"`
	Proof  []byte `json:"proof,omitempty"`
}

// SessionAnswer holds a challenge, or a token that serves for some minutes.
type SessionAnswer struct {
	Nonce []byte `json:"nonce,omitempty"`
	Token string `json:"token,omitempty"`
}

// DeviceAnswer says how far the hub trusts a key.
type DeviceAnswer struct {
	Device string               `json:"device"`
	State  exchange.DeviceState `json:"state"`
	// Created is when the hub first knew the key, to remind of a change after
	// exchange.KeyAge; Until is the end of a key that was replaced, zero for others.
	Created time.Time `json:"created"`
	Until   time.Time `json:"until,omitzero"`
}

// PapersAnswer lists which of a school's papers stand at the hub.
type PapersAnswer struct {
	Papers []exchange.PaperHead `json:"papers"`
}
