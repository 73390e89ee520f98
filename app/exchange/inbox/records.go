package inbox

import (
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Cluster is a group of schools that look at their needs together.
type Cluster struct {
	ID       string `json:"id"` // such as KENT-07
	Name     string `json:"name"`
	District string `json:"district,omitempty"`
	County   string `json:"county,omitempty"`
	PCN      string `json:"pcn,omitempty"` // primary care network
}

// Membership is a time during which a cluster was a school's home. A school has one
// home at a time; earlier ones are kept, so that a border that moves does not
// rewrite what was shown before.
type Membership struct {
	URN     string   `json:"urn"`
	Cluster string   `json:"cluster"`
	From    day.Date `json:"from,omitzero"` // first day; none for always
	To      day.Date `json:"to,omitzero"`   // last day; none while it lasts
}

// Holds reports whether a day lies within the membership.
func (m Membership) Holds(on day.Date) bool {
	return !on.Before(m.From) && (m.To.IsZero() || !on.After(m.To))
}

// Group is a trust or a partnership: schools of any clusters that also look at
// their figures together.
type Group struct {
	ID   string `json:"id"`
	Kind string `json:"kind"` // one of GroupKinds
	Name string `json:"name"`
}

// GroupKinds are the kinds of group.
var GroupKinds = []string{"trust", "partnership"}

// GroupMember is a time during which a school belonged to a group. A school may
// belong to several groups.
type GroupMember struct {
	Group string   `json:"group"`
	URN   string   `json:"urn"`
	From  day.Date `json:"from,omitzero"` // first day; none for always
	To    day.Date `json:"to,omitzero"`   // last day; none while it lasts
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
	Next       string               `json:"next,omitempty"` // the key that follows it
	Until      time.Time            `json:"until,omitzero"` // a key that has a next one works until then
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

// Level is how wide a view is.
type Level string

// Levels of a view, and what Ref names in each.
const (
	SchoolLevel   Level = "school"   // a URN
	ClusterLevel  Level = "cluster"  // a cluster's code
	DistrictLevel Level = "district" // as the clusters name it
	CountyLevel   Level = "county"   // as the clusters name it
	GroupLevel    Level = "group"    // a group's identifier
)

// ReaderLink lets people read the pages of one view. Only the token's hash is kept.
type ReaderLink struct {
	TokenHash string
	Level     Level  // the zero value is stored as ClusterLevel
	Ref       string // what the level is of; for a cluster the same as Cluster
	Cluster   string // of ClusterLevel alone
	Expires   time.Time
	Revoked   time.Time
}

// Aggregate is a view's figures, worked out beforehand. It is a cache: all of it can
// be worked out from the documents again.
type Aggregate struct {
	Level  Level
	Ref    string
	Series string
	Stamp  string // a hash of the identifiers of the documents it was made from
	Body   []byte
	Built  time.Time
}

// Dirty says that a cluster's figures for a term no longer fit their documents.
type Dirty struct {
	Cluster, Series string
	Marks           int64 // how often it was marked since it was last clear
}

// Meeting is a date of the cluster's panel, sent round to its schools.
type Meeting struct {
	ID       string   `json:"id"`
	Cluster  string   `json:"cluster"`
	On       day.Date `json:"on"`
	Starts   string   `json:"starts,omitempty"` // such as 09:30
	Place    string   `json:"place,omitempty"`
	Words    string   `json:"words,omitempty"`
	PapersBy day.Date `json:"papers_by,omitzero"` // the day by which papers must be in
}

// Notice is a message of the cluster to all its schools.
type Notice struct {
	ID      string   `json:"id"`
	Cluster string   `json:"cluster"`
	On      day.Date `json:"on"`
	Until   day.Date `json:"until,omitzero"` // last day it is shown; none for no end
	Title   string   `json:"title"`
	Words   string   `json:"words"`
}

// PackOffer is a pack of rules that a cluster sends round to its schools.
type PackOffer struct {
	ID      string   `json:"id"` // SHA-256 of the body, in hexadecimal
	Cluster string   `json:"cluster"`
	Format  string   `json:"format"`
	Name    string   `json:"name"`
	Version string   `json:"version"`
	Words   string   `json:"words,omitempty"`
	On      day.Date `json:"on"`
	Body    []byte   `json:"-"` // lists leave it out
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
