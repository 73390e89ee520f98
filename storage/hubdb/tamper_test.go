package hubdb

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/book"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb/hubdbtest"
)

// tampering is a change made past the program, by somebody who can reach the
// database. NAME stands for the newest document, KEY for the school's key.
var tampering = []string{
	"UPDATE document SET series = '2025-26/autumn' WHERE id = 'NAME'",
	"UPDATE document SET cluster = 'KENT-08' WHERE id = 'NAME'",
	"UPDATE document SET as_of = '2026-11-19' WHERE id = 'NAME'",
	"UPDATE document SET rev = 9 WHERE id = 'NAME'",
	"UPDATE document SET received = received - 86400000 WHERE id = 'NAME'",
	"UPDATE document SET state = 'withdrawn' WHERE id = 'NAME'",
	"UPDATE document SET state = 'purged' WHERE id = 'NAME'",
	"UPDATE document SET state = '' WHERE id = 'NAME'",
	"UPDATE document SET envelope = (SELECT envelope FROM document d WHERE d.rev = 1) WHERE id = 'NAME'",
	"UPDATE document SET receipt = (SELECT receipt FROM document d WHERE d.rev = 1) WHERE id = 'NAME'",
	"UPDATE document SET withdraws = prev WHERE id = 'NAME'",
	"UPDATE head SET rev = 1",
	"UPDATE head SET document = (SELECT id FROM document WHERE rev = 1)",
	"DELETE FROM head",
	"DELETE FROM document WHERE rev = 2", // in the middle
	"UPDATE audit SET actor = 'somebody' WHERE n = 4",
	"UPDATE audit SET at = at + 1 WHERE n = 4",
	"UPDATE audit SET ref = 'KEY' WHERE n = 4",
	"DELETE FROM audit WHERE n = 4",
	"DELETE FROM audit WHERE n = (SELECT MAX(n) FROM audit)",
	"UPDATE device SET state = 'revoked' WHERE id = 'KEY'",
	"UPDATE device SET sign_key = seal_key WHERE id = 'KEY'",
	"UPDATE document SET ref = 'r-9' WHERE id = 'NAME'",
	"UPDATE head SET ref = 'r-9'",
	"UPDATE book SET body = '{\"amount\":100000}' WHERE n = 2",
	"UPDATE book SET actor = 'p9' WHERE n = 1",
	"UPDATE book SET at = at + 1 WHERE n = 3",
	"UPDATE book SET kind = 'panel.correct' WHERE n = 2",
	"UPDATE book SET ref = '' WHERE n = 2",
	"UPDATE book SET hash = 'f00' WHERE n = 3",
	"UPDATE book SET cluster = 'KENT-08' WHERE n = 3",
	"DELETE FROM book WHERE n = 2",
	"DELETE FROM book WHERE n = 3", // the last one
	"DELETE FROM book",
	"INSERT INTO book (cluster, n, at, actor, kind, ref, body, prev, hash) SELECT cluster, 4, at, actor, kind, ref, body, hash, 'f00' FROM book WHERE n = 3",
	"UPDATE frozen SET body = 'other figures'",
	"INSERT INTO device (id, urn, sign_key, seal_key, state, label, created, approved_by, revoked) SELECT 'f00', urn, sign_key, seal_key, state, label, created, approved_by, revoked FROM device",
}

func TestRowsChangedByHandAreFoundOnSQLite(t *testing.T) {
	db := openIn(t, filepath.Join(t.TempDir(), "hub"))
	defer db.Close()
	findsTampering(t, db)
}

func TestRowsChangedByHandAreFoundOnPostgres(t *testing.T) {
	findsTampering(t, openPostgres(t, hubdbtest.Postgres(t)))
}

// filledHub puts a school with three documents into records, by the hub's own ways.
func filledHub(t testing.TB, db *DB) (in inbox.Inbox, newest string) {
	t.Helper()
	in = inbox.Inbox{Store: db, Key: exchangetest.Key(200), Now: func() time.Time { return at }, Validate: func(string, []byte) error { return nil }}
	if err := db.Write(t.Context(), members); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Approve(t.Context(), testDevice.ID, "A. Head"); err != nil {
		t.Fatal(err)
	}
	for _, m := range exchangetest.Chain(3, "b3f1c2", "") {
		a, err := in.Receive(t.Context(), exchangetest.Seal(m, exchangetest.Key(1)), "https")
		if err != nil || a.Code != exchange.Stored {
			t.Fatal(a.Code, err)
		}
		newest = exchangetest.ID(m)
	}
	return in, newest
}

// filledBook writes in the cluster's book by the hub's own ways.
func filledBook(t testing.TB, in inbox.Inbox) {
	t.Helper()
	cited, err := in.Freeze(t.Context(), []byte("what was on the screen"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Enter(t.Context(), "KENT-07", book.Head{}, draft(1), book.Draft{Actor: "p1", Kind: "panel.decide", Ref: cited, Body: []byte(`{"amount":100}`)}, draft(3)); err != nil {
		t.Fatal(err)
	}
	if err := in.Store.Write(t.Context(), func(w inbox.Writer) error { return w.PutCluster(next) }); err != nil {
		t.Fatal(err)
	}
}

func findsTampering(t *testing.T, db *DB) {
	in, newest := filledHub(t, db)
	filledBook(t, in)
	if report, err := in.Verify(t.Context()); err != nil || len(report.Problems) > 0 || report.Documents != 3 || report.Entries != 3 || report.Frozen != 1 {
		t.Fatalf("before: %+v, %v", report, err)
	}
	fill := strings.NewReplacer("NAME", newest, "KEY", testDevice.ID)
	for _, statement := range tampering {
		// The change is looked at from within its own transaction and then given up.
		err := db.Write(t.Context(), func(w inbox.Writer) error {
			n, err := w.(rows).count(fill.Replace(statement))
			if err != nil || n == 0 {
				return fmt.Errorf("nothing was changed: %v", err)
			}
			within := in
			within.Store = oneWriter{w}
			report, err := within.Verify(t.Context())
			if err == nil && len(report.Problems) == 0 {
				t.Errorf("not found: %s", statement)
			}
			return errors.Join(err, errTest)
		})
		if err == nil || err.Error() != errTest.Error() {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if report, err := in.Verify(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Fatalf("after: %+v, %v", report, err)
	}
}

// oneWriter shows the records as a change that is under way sees them.
type oneWriter struct{ inbox.Writer }

func (o oneWriter) Read(_ context.Context, look func(inbox.Reader) error) error {
	return look(o.Writer)
}
func (o oneWriter) Write(_ context.Context, change func(inbox.Writer) error) error {
	return change(o.Writer)
}
