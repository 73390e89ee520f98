package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"needsbook/app/exchange/inbox"
)

const (
	longestQueue = 2000 // writes that may wait
	largestGroup = 64   // writes that share one commit
)

// write is one change on its way through the queue.
type write struct {
	ctx    context.Context
	change func(inbox.Writer) error
	result chan error // takes one value
}

// Write runs a change and returns once it is safe on disk. Changes that wait at the
// same time share one commit, each within a savepoint of its own.
func (db *DB) Write(ctx context.Context, change func(inbox.Writer) error) error {
	w := &write{ctx, change, make(chan error, 1)}
	select {
	case db.queue <- w:
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-w.result
}

// Read shows one state of the records.
func (db *DB) Read(ctx context.Context, look func(inbox.Reader) error) error {
	tx, err := db.reader.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("read the hub's records: %w", err)
	}
	defer tx.Rollback()
	return look(rows{ctx, tx})
}

func (db *DB) writeAll() {
	defer close(db.done)
	for w := range db.queue {
		group := []*write{w}
		for len(group) < largestGroup && len(db.queue) > 0 {
			if next, ok := <-db.queue; ok {
				group = append(group, next)
			}
		}
		db.writeGroup(group)
	}
}

// writeGroup commits a group. Nobody hears of success before the commit.
func (db *DB) writeGroup(group []*write) {
	ctx := context.Background()
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		answerAll(group, fmt.Errorf("begin to write the hub's records: %w", err))
		return
	}
	defer tx.Rollback()
	kept := group[:0:0]
	for _, w := range group {
		if err := one(w, tx); err != nil {
			w.result <- err
			continue
		}
		kept = append(kept, w)
	}
	if err := tx.Commit(); err != nil {
		answerAll(kept, fmt.Errorf("write the hub's records: %w", err))
		return
	}
	answerAll(kept, nil)
}

func one(w *write, tx *sql.Tx) error {
	if err := w.ctx.Err(); err != nil {
		return err // the caller has gone
	}
	ctx := context.WithoutCancel(w.ctx)
	if _, err := tx.ExecContext(ctx, "SAVEPOINT one"); err != nil {
		return fmt.Errorf("begin to write the hub's records: %w", err)
	}
	changed := w.change(rows{ctx, tx})
	if changed != nil {
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO one"); err != nil {
			return errors.Join(changed, err)
		}
	}
	if _, err := tx.ExecContext(ctx, "RELEASE one"); err != nil && changed == nil {
		return fmt.Errorf("write the hub's records: %w", err)
	}
	return changed
}

func answerAll(group []*write, err error) {
	for _, w := range group {
		w.result <- err
	}
}

// Probe writes to the records, since a full disk can still be read.
func (db *DB) Probe(ctx context.Context, unixMilli int64) error {
	return db.Write(ctx, func(w inbox.Writer) error {
		return w.(rows).exec("INSERT INTO probe (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at", unixMilli)
	})
}

func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}
