package hubdb

import (
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

const documentColumns = `SELECT document.n, document.id, document.schema, document.kind, document.urn, document.cluster, document.series, document.ref, document.epoch,
	document.rev, document.prev, document.as_of, document.device, document.received, document.channel, document.envelope,
	document.receipt, document.state, document.withdraws, document.purge_at FROM document `

// numbered is a document with its place in the order of arrival.
type numbered struct {
	inbox.Document
	n int64
}

func scanDocument(s scanner) (inbox.Document, error) {
	d, err := scanNumbered(s)
	return d.Document, err
}

func scanNumbered(s scanner) (d numbered, err error) {
	var state string
	var received, purgeAt int64
	var envelope []byte
	m := &d.Meta
	err = s.Scan(&d.n, &d.ID, &m.Schema, &m.Kind, &m.URN, &m.Cluster, &m.Series, &m.Ref, &m.Epoch, &m.Rev, &m.Prev, date{&m.AsOf},
		&d.Device, &received, &d.Channel, &envelope, &d.Receipt, &state, &d.Withdraws, &purgeAt)
	if err != nil {
		return d, err
	}
	d.Received, d.PurgeAt = timeOf(received), timeOf(purgeAt)
	d.Envelope, d.State = envelope, inbox.DocState(state)
	return d, nil
}

func (r rows) Document(id string) (inbox.Document, error) {
	return first(r, scanDocument, documentColumns+"WHERE id = ?", id)
}

// ofLine is the condition that a row is of a line; it takes the line's four parts.
const ofLine = " urn = ? AND kind = ? AND series = ? AND ref = ? "

func (r rows) DocumentAt(l exchange.Line, epoch string, rev int) (inbox.Document, error) {
	return first(r, scanDocument, documentColumns+"WHERE"+ofLine+"AND epoch = ? AND rev = ?", l.URN, l.Kind, l.Series, l.Ref, epoch, rev)
}

// page is how many documents are read at a time. They are not held open while each
// is looked at, so that the reader may be asked for more meanwhile.
const page = 200

func (r rows) Documents(visit func(inbox.Document) error) error {
	last := int64(0)
	for {
		list, err := all(r, scanNumbered, documentColumns+"WHERE n > ? ORDER BY n LIMIT ?", last, page)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, d := range list {
			if err := visit(d.Document); err != nil {
				return err
			}
			last = d.n
		}
	}
}

func (r rows) TakenBack(id string) (inbox.Document, error) {
	return first(r, scanDocument, documentColumns+"WHERE withdraws = ? ORDER BY n LIMIT 1", id)
}

func (r rows) EpochSeen(l exchange.Line, epoch string) (bool, error) {
	return r.exists("SELECT 1 FROM document WHERE"+ofLine+"AND epoch = ?", l.URN, l.Kind, l.Series, l.Ref, epoch)
}

func (r rows) Followed(l exchange.Line, id string) (bool, error) {
	return r.exists("SELECT 1 FROM document WHERE"+ofLine+"AND prev = ?", l.URN, l.Kind, l.Series, l.Ref, id)
}

func (r rows) AddDocument(d inbox.Document) error {
	m := d.Meta
	err := r.exec(`INSERT INTO document (id, n, schema, kind, urn, cluster, series, ref, epoch, rev, prev, as_of, device, received,
		channel, envelope, receipt, state, withdraws, purge_at)
		VALUES (?, (SELECT COALESCE(MAX(n), 0) + 1 FROM document), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		d.ID, m.Schema, m.Kind, m.URN, m.Cluster, m.Series, m.Ref, m.Epoch, m.Rev, m.Prev, m.AsOf.String(), d.Device, millis(d.Received),
		d.Channel, []byte(d.Envelope), d.Receipt, string(d.State), d.Withdraws, millis(d.PurgeAt))
	if err != nil {
		return err
	}
	if exchange.IsPaper(m.Kind) {
		return nil // no figure is worked out from it
	}
	return r.MarkDirty(m.Cluster, m.Series)
}

func scanHead(s scanner) (h inbox.Head, err error) {
	err = s.Scan(&h.Line.URN, &h.Line.Kind, &h.Line.Series, &h.Line.Ref, &h.Epoch, &h.Rev, &h.Document)
	return h, err
}

const headColumns = "SELECT urn, kind, series, ref, epoch, rev, document FROM head "

func (r rows) Head(l exchange.Line) (inbox.Head, error) {
	return first(r, scanHead, headColumns+"WHERE"+ofLine, l.URN, l.Kind, l.Series, l.Ref)
}

func (r rows) Heads() ([]inbox.Head, error) {
	return all(r, scanHead, headColumns+"ORDER BY urn, kind, series, ref")
}

// SetHead also marks the cluster that loses a head, when the school sends for another.
func (r rows) SetHead(h inbox.Head) error {
	l := h.Line
	if !exchange.IsPaper(l.Kind) {
		if err := r.markDirty("id IN (SELECT document FROM head WHERE"+ofLine+"AND document <> ?)", l.URN, l.Kind, l.Series, l.Ref, h.Document); err != nil {
			return err
		}
	}
	return r.exec(`INSERT INTO head (urn, kind, series, ref, epoch, rev, document) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (urn, kind, ref, series) DO UPDATE SET epoch = excluded.epoch, rev = excluded.rev, document = excluded.document`,
		l.URN, l.Kind, l.Series, l.Ref, h.Epoch, h.Rev, h.Document)
}

// standing are the summaries that stand: heads that were not taken back, sent by
// schools that belonged on the day the figures are of.
const standing = documentColumns + "JOIN head ON head.document = document.id JOIN "

const standingWhere = ` AND document.series = ? AND document.kind = ? AND document.state = ?
	AND m.active_from <= document.as_of AND (m.active_to = '' OR m.active_to >= document.as_of) ORDER BY document.urn`

func (r rows) Current(cluster, series string) ([]inbox.Document, error) {
	return all(r, scanDocument, standing+"membership m ON m.urn = document.urn AND m.cluster = document.cluster WHERE document.cluster = ?"+standingWhere,
		cluster, series, exchange.KindSummary, string(inbox.Kept))
}

func (r rows) GroupCurrent(group, series string) ([]inbox.Document, error) {
	return all(r, scanDocument, standing+"group_member m ON m.urn = document.urn WHERE m.group_id = ?"+standingWhere,
		group, series, exchange.KindSummary, string(inbox.Kept))
}

func (r rows) Terms(cluster string) ([]string, error) {
	return all(r, func(s scanner) (series string, err error) { err = s.Scan(&series); return series, err },
		"SELECT DISTINCT series FROM document WHERE cluster = ? AND kind IN (?, ?) ORDER BY series", cluster, exchange.KindSummary, exchange.KindWithdraw)
}

func (r rows) TakeBack(d inbox.Document, purgeAt time.Time) error {
	m := d.Meta
	err := r.exec("UPDATE document SET state = ?, purge_at = ? WHERE"+ofLine+"AND epoch = ? AND rev <= ? AND state <> ?",
		string(inbox.Withdrawn), millis(purgeAt), m.URN, m.Kind, m.Series, m.Ref, m.Epoch, m.Rev, string(inbox.Purged))
	if err != nil {
		return err
	}
	return r.MarkDirty(m.Cluster, m.Series)
}

func (r rows) PurgeDue(now time.Time) ([]string, error) {
	ids, err := all(r, func(s scanner) (id string, err error) { err = s.Scan(&id); return id, err },
		"SELECT id FROM document WHERE purge_at > 0 AND purge_at <= ? AND state = ? ORDER BY n", millis(now), string(inbox.Withdrawn))
	for _, id := range ids {
		if err := r.exec("UPDATE document SET envelope = ?, state = ?, purge_at = 0 WHERE id = ?", []byte{}, string(inbox.Purged), id); err != nil {
			return nil, err
		}
	}
	return ids, err
}

func (r rows) TermClosed(cluster, series string) (bool, error) {
	return r.exists("SELECT 1 FROM closed_term WHERE cluster = ? AND series = ?", cluster, series)
}

func (r rows) CloseTerm(cluster, series, reason string, at time.Time) error {
	return r.exec("INSERT INTO closed_term (cluster, series, reason, closed) VALUES (?, ?, ?, ?) ON CONFLICT (cluster, series) DO NOTHING", cluster, series, reason, millis(at))
}

func (r rows) OpenTerm(cluster, series string) error {
	return r.exec("DELETE FROM closed_term WHERE cluster = ? AND series = ?", cluster, series)
}

func (r rows) Allowed(urn, series string, rule inbox.Rule) (inbox.Allowance, error) {
	return first(r, func(s scanner) (a inbox.Allowance, err error) {
		var at int64
		err = s.Scan(&a.URN, &a.Series, &a.Rule, &a.Reason, &at)
		a.At = timeOf(at)
		return a, err
	}, "SELECT urn, series, rule, reason, allowed FROM allowance WHERE urn = ? AND series = ? AND rule = ? AND document = '' ORDER BY allowed LIMIT 1", urn, series, string(rule))
}

func (r rows) AddAllowance(a inbox.Allowance) error {
	return r.exec("INSERT INTO allowance (urn, series, rule, reason, allowed, document) VALUES (?, ?, ?, ?, ?, '')", a.URN, a.Series, string(a.Rule), a.Reason, millis(a.At))
}

func (r rows) UseAllowance(a inbox.Allowance, document string) error {
	return r.exec("UPDATE allowance SET document = ? WHERE urn = ? AND series = ? AND rule = ? AND allowed = ?", document, a.URN, a.Series, string(a.Rule), millis(a.At))
}

func scanAudit(s scanner) (e inbox.AuditEntry, err error) {
	var at int64
	err = s.Scan(&e.N, &at, &e.Actor, &e.Act, &e.Ref, &e.Prev, &e.Hash)
	e.At = timeOf(at)
	return e, err
}

func (r rows) LastAudit() (inbox.AuditEntry, error) {
	return first(r, scanAudit, "SELECT n, at, actor, act, ref, prev, hash FROM audit ORDER BY n DESC LIMIT 1")
}

func (r rows) Audit(visit func(inbox.AuditEntry) error) error {
	last := int64(0)
	for {
		list, err := all(r, scanAudit, "SELECT n, at, actor, act, ref, prev, hash FROM audit WHERE n > ? ORDER BY n LIMIT ?", last, page)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, e := range list {
			if err := visit(e); err != nil {
				return err
			}
			last = e.N
		}
	}
}

func (r rows) AddAudit(e inbox.AuditEntry) error {
	return r.exec("INSERT INTO audit (n, at, actor, act, ref, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?)", e.N, millis(e.At), e.Actor, e.Act, e.Ref, e.Prev, e.Hash)
}

var _ inbox.Writer = rows{}
