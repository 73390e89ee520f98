package inbox

import (
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Cluster is a group of schools that look at their needs together.
type Cluster struct {
	ID   string `json:"id"` // such as KENT-07
	Name string `json:"name"`
}

// School is a member of a cluster.
type School struct {
	URN     string   `json:"urn"`
	Name    string   `json:"name"`
	Phase   string   `json:"phase"` // one of Phases
	Cluster string   `json:"cluster"`
	From    day.Date `json:"from"`        // first day of membership
	To      day.Date `json:"to,omitzero"` // last day; none while it lasts
}

// Device is a school's enrolled key.
type Device struct {
	ID         string               `json:"id"`
	URN        string               `json:"urn"`
	Key        exchange.PublicKey   `json:"key"`
	State      exchange.DeviceState `json:"state"`
	Label      string               `json:"label"`
	Created    time.Time            `json:"created"`
	ApprovedBy string               `json:"approved_by,omitempty"`
	Revoked    time.Time            `json:"revoked,omitzero"`
}

// Invite lets one device of one school enrol, once. Only the code's hash is kept.
type Invite struct {
	CodeHash string
	URN      string
	Expires  time.Time
	Used     time.Time // zero until used
	Device   string    // the key that used it
}

// DocState says what may be shown of a kept document.
type DocState string

// A document stays stored unless its school takes it back.
const (
	Kept      DocState = "kept"
	Withdrawn DocState = "withdrawn" // kept as a record, in no figure
	Purged    DocState = "purged"    // its bytes are gone; identifier and receipt stay
)

// Document is one accepted envelope.
type Document struct {
	ID        string
	Meta      exchange.Meta
	Device    string
	Received  time.Time // the hub's clock
	Channel   string    // https or folder
	Envelope  exchange.Envelope
	Receipt   []byte
	State     DocState
	Withdraws string    // of a withdrawal: the document taken back
	PurgeAt   time.Time // when the bytes go; zero for never
}

// Head is the document that stands for a line: the highest revision within the
// current epoch.
type Head struct {
	Line     exchange.Line
	Epoch    string
	Rev      int
	Document string
}

// Allowance lets one document past a rule, once, for a reason.
type Allowance struct {
	URN, Series string
	Rule        Rule
	Reason      string
	At          time.Time
}

// Rule is a rule that people at the hub may lift for one document.
type Rule string

// Rules that can be lifted.
const (
	RestoredFile Rule = "restored" // a new epoch that does not follow the head
	ClosedTerm   Rule = "closed"   // a document for a term that the panel closed
)

// ReaderLink lets people read one cluster's page. Only the token's hash is kept.
type ReaderLink struct {
	TokenHash string
	Cluster   string
	Expires   time.Time
	Revoked   time.Time
}

// AuditEntry is one line of the hub's record of changes. It holds no figures.
type AuditEntry struct {
	N     int64     `json:"n"`
	At    time.Time `json:"at"`
	Actor string    `json:"actor"` // a key's identifier, or admin
	Act   string    `json:"act"`
	Ref   string    `json:"ref"`
	Prev  string    `json:"prev"`
	Hash  string    `json:"hash"`
}
