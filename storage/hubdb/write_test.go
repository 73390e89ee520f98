package hubdb

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb/hubdbtest"
)

func onBoth(t *testing.T, test func(t *testing.T, open func() *DB)) {
	t.Run("SQLite", func(t *testing.T) {
		folder := filepath.Join(t.TempDir(), "hub")
		test(t, func() *DB { return openIn(t, folder) })
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		dsn := hubdbtest.Postgres(t)
		test(t, func() *DB {
			db, err := OpenPostgres(t.Context(), dsn)
			if err != nil {
				t.Fatal(err)
			}
			return db
		})
	})
}

func TestChangesThatStoodInAnothersWayAreTriedAgain(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() *DB) {
		db := open()
		defer db.Close()
		const n = 30
		var mu sync.Mutex
		tries := map[int]int{}
		var wait sync.WaitGroup
		for i := range n {
			wait.Go(func() {
				err := db.Write(t.Context(), func(w inbox.Writer) error {
					mu.Lock()
					tries[i]++
					first := tries[i] == 1
					mu.Unlock()
					if err := w.MarkDirty("KENT-07", fmt.Sprint(i)); err != nil {
						return err
					}
					if first && i%10 == 0 {
						return fmt.Errorf("stood in the way: %w", &pgconn.PgError{Code: "40001"})
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		mustRead(t, db, func(r inbox.Reader) error {
			dirty, err := r.Dirty()
			for _, d := range dirty {
				if d.Marks != 1 {
					t.Errorf("%s was kept %d times", d.Series, d.Marks)
				}
			}
			return same(len(dirty), err)(n)
		})
		always := fmt.Errorf("never: %w", &pgconn.PgError{Code: "40P01"})
		if err := db.Write(t.Context(), func(inbox.Writer) error { return always }); !isConflict(err) {
			t.Errorf("a change that never fits: %v", err)
		}
	})
}

func TestWritesAfterTheEndAreRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() *DB) {
		db := open()
		var wait sync.WaitGroup
		for range 50 {
			wait.Go(func() {
				if err := db.Probe(t.Context(), 1); err != nil && !errors.Is(err, errClosed) {
					t.Error(err)
				}
			})
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		wait.Wait()
		if err := db.Probe(t.Context(), 1); !errors.Is(err, errClosed) {
			t.Errorf("after the end: %v", err)
		}
	})
}

func TestSwallowedErrorSpoilsItsOwnChangeAlone(t *testing.T) {
	onBoth(t, func(t *testing.T, open func() *DB) {
		db := open()
		defer db.Close()
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				err := db.Write(t.Context(), func(w inbox.Writer) error {
					if i == 7 {
						w.(rows).exec("INSERT INTO nothing VALUES (1)") // its error is lost
					}
					return w.MarkDirty("KENT-07", fmt.Sprint(i))
				})
				if i != 7 && err != nil {
					t.Errorf("%d: %v", i, err)
				}
			})
		}
		wait.Wait()
	})
}
