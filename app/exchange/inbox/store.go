package inbox

import (
	"context"
	"errors"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// ErrNotFound is returned by a Reader for a record that does not exist.
var ErrNotFound = errors.New("no such record")

// ErrMoved is returned when an entry's place in a book is taken: somebody else wrote
// in it since its writer looked.
var ErrMoved = errors.New("somebody else wrote in the cluster's book since this page was opened. Nothing of yours was written. Look at what is there now, and then decide again")

// Store keeps the hub's records.
type Store interface {
	// Read shows one consistent state of the records.
	Read(ctx context.Context, look func(Reader) error) error
	// Write changes the records in one transaction. When it returns nil the change
	// outlives a power cut; when it returns an error nothing was changed. (Where the
	// connection broke during the commit itself nobody can know: sending once more
	// tells, and does no harm.) change may be called again after a conflict with
	// another hub: it must not add to what it keeps outside.
	Write(ctx context.Context, change func(Writer) error) error
}

// Reader looks records up. Single records that do not exist give ErrNotFound;
// lists may be empty. Lists are sorted by their key.
type Reader interface {
	Cluster(id string) (Cluster, error)
	Clusters() ([]Cluster, error)
	School(urn string) (School, error)
	// ClustersIn returns the clusters of a district or county, by its name.
	ClustersIn(level Level, ref string) ([]Cluster, error)
	// Schools returns the schools whose home is the cluster now, or was last.
	Schools(cluster string) ([]School, error)
	// Members returns the schools whose home the cluster was on a day, with the
	// first and last day of that membership.
	Members(cluster string, on day.Date) ([]School, error)
	// Memberships returns the homes of a school, the earliest first.
	Memberships(urn string) ([]Membership, error)
	Group(id string) (Group, error)
	Groups() ([]Group, error)
	// GroupMembers returns the schools of a group on a day, with their home cluster
	// and the first and last day in the group.
	GroupMembers(group string, on day.Date) ([]School, error)
	// GroupsOf returns the times a school spent in groups.
	GroupsOf(urn string) ([]GroupMember, error)
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
	// heads that were sent for that cluster by schools whose home it was on the day
	// the figures are of, withdrawn ones left out. A school that moves away later
	// stays in the terms it was a member for.
	Current(cluster, series string) ([]Document, error)
	// GroupCurrent returns the summaries that stand for a group's schools in a term,
	// whichever cluster they were sent for.
	GroupCurrent(group, series string) ([]Document, error)
	// Terms returns the terms for which a cluster's schools sent anything. A change of
	// key belongs to no term.
	Terms(cluster string) ([]string, error)
	EpochSeen(line exchange.Line, epoch string) (bool, error)
	// StandingPapers returns the newest papers of the kinds, all kinds when none is
	// named, that were sent for a cluster, by school, kind and ref. Those taken back
	// are left out; a school that has moved away since is not.
	StandingPapers(cluster string, kinds []string) ([]Document, error)
	// Followed reports whether some document of the line names id as the one before.
	Followed(line exchange.Line, id string) (bool, error)
	// TakenBack returns the withdrawal that names id.
	TakenBack(id string) (Document, error)

	TermClosed(cluster, series string) (bool, error)
	// Allowed returns an allowance that has not been used yet.
	Allowed(urn, series string, rule Rule) (Allowance, error)

	Aggregate(level Level, ref, series string) (Aggregate, error)
	// Aggregates returns what is kept of a view, one for each term.
	Aggregates(level Level, ref string) ([]Aggregate, error)
	// Dirty returns what must be worked out again.
	Dirty() ([]Dirty, error)

	Meetings(cluster string) ([]Meeting, error) // by day
	Notices(cluster string) ([]Notice, error)   // by day
	// Packs returns a cluster's offers by day, without their bodies.
	Packs(cluster string) ([]PackOffer, error)
	// Pack returns one offer with its body.
	Pack(cluster, id string) (PackOffer, error)

	// Book returns the entries of a cluster's book behind number after, in their order.
	Book(cluster string, after int64) ([]book.Entry, error)
	// BookHead returns how far a cluster's book goes; the zero Head for none.
	BookHead(cluster string) (book.Head, error)
	// Frozen returns the bytes that an entry cites.
	Frozen(id string) ([]byte, error)
	// EachFrozen passes all such bytes to visit, by their identifier.
	EachFrozen(visit func(id string, body []byte) error) error

	people.Reader

	LastAudit() (AuditEntry, error)
	// Audit passes each entry to visit, oldest first.
	Audit(visit func(AuditEntry) error) error
}

// Writer changes records.
type Writer interface {
	Reader
	people.Writer
	PutCluster(Cluster) error
	// PutSchool keeps a school and the history of its homes: when its cluster
	// changes, the earlier membership ends on the day before the new one, which must
	// therefore have a first day.
	PutSchool(School) error
	PutGroup(Group) error
	// PutGroupMember adds a time in a group, or changes the last day of the one that
	// began on the same day.
	PutGroupMember(GroupMember) error
	PutDevice(Device) error
	PutInvite(Invite) error
	PutLink(ReaderLink) error
	RevokeLinks(level Level, ref string, at time.Time) (int64, error)
	// AddDocument keeps a document and marks its cluster and term dirty.
	AddDocument(Document) error
	SetHead(Head) error
	// TakeBack marks the document and the earlier revisions of its line and epoch as
	// withdrawn, and its cluster and term as dirty.
	TakeBack(d Document, purgeAt time.Time) error
	// PurgeDue destroys the bytes of what is due and returns the identifiers.
	PurgeDue(now time.Time) ([]string, error)
	CloseTerm(cluster, series, reason string, at time.Time) error
	OpenTerm(cluster, series string) error
	AddAllowance(Allowance) error
	// UseAllowance marks one allowance as used by a document.
	UseAllowance(a Allowance, document string) error
	// AddEntry puts an entry into its cluster's book, or gives ErrMoved when it is not
	// the one that comes next there.
	AddEntry(book.Entry) error
	// PutFrozen keeps bytes under book.FrozenID of them; any other name is refused.
	PutFrozen(id string, body []byte) error
	AddAudit(AuditEntry) error

	PutAggregate(Aggregate) error
	// DropAggregates forgets every figure that was worked out and marks every cluster
	// and term dirty.
	DropAggregates() error
	MarkDirty(cluster, series string) error
	// ClearDirty takes a mark off unless another was set since d was read.
	ClearDirty(d Dirty) error

	PutMeeting(Meeting) error
	RemoveMeeting(cluster, id string) error
	PutNotice(Notice) error
	RemoveNotice(cluster, id string) error
	PutPack(PackOffer) error
	RemovePack(cluster, id string) error
}
