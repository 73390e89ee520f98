package hubdb

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb/hubdbtest"
)

func openPostgres(t testing.TB, dsn string) *DB {
	t.Helper()
	db, err := OpenPostgres(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestPostgresConforms(t *testing.T) {
	conform(t, func(t *testing.T) inbox.Store { return openPostgres(t, hubdbtest.Postgres(t)) })
}

func TestUnreadableAddressIsSaidWithoutItsPassword(t *testing.T) {
	_, err := OpenPostgres(t.Context(), "postgres://hub:secret@[::1/hub")
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestHubsThatStartTogetherMakeTheTablesOnce(t *testing.T) {
	dsn := hubdbtest.Postgres(t)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			db, err := OpenPostgres(t.Context(), dsn)
			if err != nil {
				t.Error(err)
				return
			}
			if err := errors.Join(db.Probe(t.Context(), 1), db.Close()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
}

func TestNewerRecordsInPostgresAreRefused(t *testing.T) {
	dsn := hubdbtest.Postgres(t)
	db := openPostgres(t, dsn)
	if _, err := db.writer.Exec("INSERT INTO migration (n) VALUES (99)"); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenPostgres(t.Context(), dsn); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
}

func TestBrokenStepInPostgresChangesNothing(t *testing.T) {
	db := openPostgres(t, hubdbtest.Postgres(t))
	steps := append(append([]string{}, migrations...), "ALTER TABLE cluster ADD COLUMN colour TEXT; CREATE NONSENSE")
	if err := migratePostgres(t.Context(), db.reader, steps); err == nil {
		t.Fatal("a broken step was taken")
	}
	if _, err := db.writer.Exec("SELECT colour FROM cluster"); err == nil {
		t.Error("half of a broken step stayed")
	}
	if err := migratePostgres(t.Context(), db.reader, migrations); err != nil {
		t.Errorf("the lock was kept: %v", err)
	}
}

// Several hubs number documents and entries one after another, without a gap and
// without one number twice.
func TestHubsOnOnePostgresNumberInOneOrder(t *testing.T) {
	dsn := hubdbtest.Postgres(t)
	hubs := []*DB{openPostgres(t, dsn), openPostgres(t, dsn), openPostgres(t, dsn)}
	mustWrite(t, hubs[0], members)
	const each = 60
	chain := exchangetest.Chain(each*len(hubs), "b3f1c2", "")
	var wait sync.WaitGroup
	for h, db := range hubs {
		for i := range each {
			wait.Go(func() {
				d := document(chain[h*each+i])
				err := db.Write(t.Context(), func(w inbox.Writer) error {
					if i%7 == 6 {
						return errors.Join(w.MarkDirty("KENT-07", "lost"), errTest)
					}
					last, err := w.LastAudit()
					if err != nil && !errors.Is(err, inbox.ErrNotFound) {
						return err
					}
					e := inbox.AuditEntry{N: last.N + 1, At: at, Actor: d.ID, Act: "test", Prev: last.Hash, Hash: fmt.Sprint(last.N + 1)}
					return errors.Join(w.AddDocument(d), w.AddAudit(e))
				})
				if (i%7 == 6) != errors.Is(err, errTest) || i%7 != 6 && err != nil {
					t.Error(err)
				}
			})
		}
	}
	wait.Wait()
	want := len(hubs) * (each - each/7)
	mustRead(t, hubs[1], func(r inbox.Reader) error {
		n, kept := int64(0), []string{}
		err := r.Audit(func(e inbox.AuditEntry) error {
			if n++; e.N != n || (n > 1) != (e.Prev == fmt.Sprint(n-1)) {
				t.Errorf("entry %d follows %q at place %d", e.N, e.Prev, n)
			}
			kept = append(kept, e.Actor)
			return nil
		})
		docs := []string{}
		err = errors.Join(err, r.Documents(func(d inbox.Document) error { docs = append(docs, d.ID); return nil }))
		dirty, err2 := r.Dirty()
		if len(docs) != want || len(dirty) != 1 || dirty[0].Marks != int64(want) {
			t.Errorf("%d documents, want %d; dirty %+v", len(docs), want, dirty)
		}
		return errors.Join(err2, same(docs, err)(kept))
	})
}

func TestStoppedPostgresIsAnErrorUntilItIsBack(t *testing.T) {
	dsn := hubdbtest.Postgres(t)
	db := openPostgres(t, dsn)
	if err := db.Probe(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	release, ok, err := db.Leader(t.Context())
	if err != nil || !ok {
		t.Fatalf("no leader: %v", err)
	}
	hubdbtest.Control(t, "stop")
	began := time.Now()
	if err := db.Probe(t.Context(), 2); err == nil {
		t.Error("a write succeeded on a server that is stopped")
	}
	if err := db.Read(t.Context(), func(inbox.Reader) error { return nil }); err == nil {
		t.Error("a read succeeded on a server that is stopped")
	}
	if took := time.Since(began); took > 10*time.Second { // not for as long as a client waits
		t.Errorf("it took %s to say so", took)
	}
	hubdbtest.Control(t, "start")
	if err := db.Probe(t.Context(), 3); err != nil {
		t.Errorf("after the server came back: %v", err)
	}
	other := openPostgres(t, dsn)
	took, ok, err := other.Leader(t.Context())
	if err != nil || !ok {
		t.Errorf("the place was not free though its session broke: %v", err)
	}
	release() // too late, and no harm
	if _, ok, err := db.Leader(t.Context()); err != nil || ok {
		t.Errorf("two lead: %v", err)
	}
	took()
}
