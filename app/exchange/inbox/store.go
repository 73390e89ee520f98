package inbox

import (
	"context"
	"errors"
	"time"

	"needsbook/app/exchange"
)

// ErrNotFound is returned by a Reader for a record that does not exist.
var ErrNotFound = errors.New("no such record")

// Store keeps the hub's records.
type Store interface {
	// Read shows one consistent state of the records.
	Read(ctx context.Context, look func(Reader) error) error
	// Write changes the records in one transaction. When it returns nil the change
	// outlives a power cut; when it returns an error nothing was changed.
	Write(ctx context.Context, change func(Writer) error) error
}

// Reader looks records up. Single records that do not exist give ErrNotFound;
// lists may be empty. Lists are sorted by their key.
type Reader interface {
	Cluster(id string) (Cluster, error)
	Clusters() ([]Cluster, error)
	School(urn string) (School, error)
	Schools(cluster string) ([]School, error)
	Device(id string) (Device, error)
	Devices() ([]Device, error)
	Invite(codeHash string) (Invite, error)
	Link(tokenHash string) (ReaderLink, error)

	Document(id string) (Document, error)
	DocumentAt(line exchange.Line, epoch string, rev int) (Document, error)
	// Documents passes each document to visit in the order of arrival.
	Documents(visit func(Document) error) error
	Head(line exchange.Line) (Head, error)
	// Heads returns the head of every line.
	Heads() ([]Head, error)
	// Current returns the summaries that stand for a cluster's schools in a term:
	// heads of schools that are members now, withdrawn ones left out.
	Current(cluster, series string) ([]Document, error)
	// Terms returns the terms for which a cluster's schools sent anything.
	Terms(cluster string) ([]string, error)
	EpochSeen(line exchange.Line, epoch string) (bool, error)
	// Followed reports whether some document of the line names id as the one before.
	Followed(line exchange.Line, id string) (bool, error)
	// TakenBack returns the withdrawal that names id.
	TakenBack(id string) (Document, error)

	TermClosed(cluster, series string) (bool, error)
	// Allowed returns an allowance that has not been used yet.
	Allowed(urn, series string, rule Rule) (Allowance, error)

	LastAudit() (AuditEntry, error)
	// Audit passes each entry to visit, oldest first.
	Audit(visit func(AuditEntry) error) error
}

// Writer changes records.
type Writer interface {
	Reader
	PutCluster(Cluster) error
	PutSchool(School) error
	PutDevice(Device) error
	PutInvite(Invite) error
	PutLink(ReaderLink) error
	RevokeLinks(cluster string, at time.Time) (int64, error)
	AddDocument(Document) error
	SetHead(Head) error
	// TakeBack marks the document and the earlier revisions of its line and epoch.
	TakeBack(d Document, purgeAt time.Time) error
	// PurgeDue destroys the bytes of what is due and returns the identifiers.
	PurgeDue(now time.Time) ([]string, error)
	CloseTerm(cluster, series, reason string, at time.Time) error
	OpenTerm(cluster, series string) error
	AddAllowance(Allowance) error
	// UseAllowance marks one allowance as used by a document.
	UseAllowance(a Allowance, document string) error
	AddAudit(AuditEntry) error
}
