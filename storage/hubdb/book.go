package hubdb

import (
	"fmt"
	"strings"

	"needsbook/app/cluster/book"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
)

const entryColumns = "SELECT cluster, n, at, actor, kind, ref, body, prev, hash FROM book "

func scanEntry(s scanner) (e book.Entry, err error) {
	var at int64
	var body []byte
	err = s.Scan(&e.Cluster, &e.N, &at, &e.Actor, &e.Kind, &e.Ref, &body, &e.Prev, &e.Hash)
	e.At = timeOf(at)
	if len(body) > 0 {
		e.Body = body
	}
	return e, err
}

func (r rows) Book(cluster string, after int64) ([]book.Entry, error) {
	return all(r, scanEntry, entryColumns+"WHERE cluster = ? AND n > ? ORDER BY n", cluster, after)
}

func (r rows) BookHead(cluster string) (book.Head, error) {
	list, err := all(r, func(s scanner) (h book.Head, err error) { err = s.Scan(&h.N, &h.Hash); return h, err },
		"SELECT n, hash FROM book WHERE cluster = ? ORDER BY n DESC LIMIT 1", cluster)
	if err != nil || len(list) == 0 {
		return book.Head{}, err
	}
	return list[0], nil
}

// AddEntry compares with the head within the transaction that writes: one is let in at
// a time, on both engines and from several hubs.
func (r rows) AddEntry(e book.Entry) error {
	head, err := r.BookHead(e.Cluster)
	if err != nil {
		return err
	}
	if !e.Follows(head) {
		return inbox.ErrMoved
	}
	return r.exec("INSERT INTO book (cluster, n, at, actor, kind, ref, body, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e.Cluster, e.N, millis(e.At), e.Actor, e.Kind, e.Ref, bytesOf(e.Body), e.Prev, e.Hash)
}

func (r rows) Frozen(id string) ([]byte, error) {
	return first(r, func(s scanner) (body []byte, err error) { err = s.Scan(&body); return body, err }, "SELECT body FROM frozen WHERE id = ?", id)
}

func (r rows) EachFrozen(visit func(id string, body []byte) error) error {
	ids, err := all(r, func(s scanner) (id string, err error) { err = s.Scan(&id); return id, err }, "SELECT id FROM frozen ORDER BY id")
	if err != nil {
		return err
	}
	for _, id := range ids {
		body, err := r.Frozen(id)
		if err != nil {
			return err
		}
		if err := visit(id, body); err != nil {
			return err
		}
	}
	return nil
}

func (r rows) PutFrozen(id string, body []byte) error {
	if id != book.FrozenID(body) {
		return fmt.Errorf("the bytes to keep are not those that %s names", id)
	}
	return r.exec("INSERT INTO frozen (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id, bytesOf(body))
}

func (r rows) StandingPapers(cluster string, kinds []string) ([]inbox.Document, error) {
	if len(kinds) == 0 {
		kinds = exchange.PaperKinds
	}
	args := []any{cluster, string(inbox.Kept)}
	for _, k := range kinds {
		args = append(args, k)
	}
	return all(r, scanDocument, documentColumns+"JOIN head ON head.document = document.id WHERE document.cluster = ? AND document.state = ? AND document.ref <> '' AND document.kind IN (?"+
		strings.Repeat(", ?", len(kinds)-1)+") ORDER BY document.urn, document.kind, document.ref, document.n", args...)
}
