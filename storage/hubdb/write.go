package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"needsbook/app/exchange/inbox"
)

const (
	longestQueue = 2000 // writes that may wait
	largestGroup = 64   // writes that share one commit
	mostTries    = 3    // of a group that stood in another's way
)

// errClosed is what a request hears that outlived its hub.
var errClosed = errors.New("the hub's records are closed")

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
	if err := db.enqueue(w); err != nil {
		return err
	}
	return <-w.result
}

func (db *DB) enqueue(w *write) error {
	db.gate.RLock()
	defer db.gate.RUnlock()
	if db.closed {
		return errClosed
	}
	select {
	case db.queue <- w:
		return nil
	case <-w.ctx.Done():
		return w.ctx.Err()
	}
}

// Read shows one state of the records.
func (db *DB) Read(ctx context.Context, look func(inbox.Reader) error) error {
	begin, on := db.reader.BeginTx, (*session)(nil)
	if db.forReading != nil {
		select {
		case on = <-db.forReading:
		case <-ctx.Done():
			return ctx.Err()
		}
		defer func() { db.forReading <- on }()
		// The transaction must have ended when the next one gets the session. If ctx could
		// end it, that would happen in the background and a moment too late.
		begin = func(ctx context.Context, o *sql.TxOptions) (*sql.Tx, error) {
			return on.conn.BeginTx(context.WithoutCancel(ctx), o)
		}
	}
	tx, err := begin(ctx, &db.reading)
	if err != nil {
		return fmt.Errorf("read the hub's records: %w", err)
	}
	defer tx.Rollback()
	return look(rows{ctx, tx, db.query, on})
}

func (db *DB) writeAll() {
	for first := range db.queue {
		group := []*write{first}
		committed, err := db.writeGroup(&group)
		for try := 0; err != nil && !committed && isConflict(err) && try < mostTries; try++ {
			committed, err = db.writeGroup(&group)
		}
		answerAll(group, err)
	}
}

// writeGroup takes the lock, gathers what else waits, and commits all of it. What
// fails by itself is answered and leaves the group; the rest hears of success only
// after the commit, from the caller.
func (db *DB) writeGroup(group *[]*write) (committed bool, err error) {
	ctx := context.Background()
	begin := db.writer.BeginTx
	if db.forWriting != nil {
		begin = db.forWriting.conn.BeginTx
	}
	tx, err := begin(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("begin to write the hub's records: %w", err)
	}
	defer tx.Rollback()
	if err := db.alone(ctx, tx); err != nil {
		return false, fmt.Errorf("begin to write the hub's records: %w", err)
	}
	db.gather(group)
	kept := (*group)[:0:0]
	for i, w := range *group {
		broken, err := db.one(w, tx)
		if broken {
			// Nothing of the group is kept, so that all of it may be tried again.
			*group = append(kept, (*group)[i:]...)
			return false, err
		}
		if err != nil {
			w.result <- err
			continue
		}
		kept = append(kept, w)
	}
	*group = kept
	if err := tx.Commit(); err != nil {
		return true, fmt.Errorf("write the hub's records: %w", err)
	}
	return true, nil
}

// gather adds what waits in the queue to a group.
func (db *DB) gather(group *[]*write) {
	for len(*group) < largestGroup {
		select {
		case w, ok := <-db.queue:
			if !ok {
				return
			}
			*group = append(*group, w)
		default:
			return
		}
	}
}

// one runs a change within a savepoint of its own. Broken means that the whole
// transaction can no longer be used.
func (db *DB) one(w *write, tx *sql.Tx) (broken bool, err error) {
	if err := w.ctx.Err(); err != nil {
		return false, err // the caller has gone
	}
	ctx := context.WithoutCancel(w.ctx)
	if _, err := tx.ExecContext(ctx, "SAVEPOINT one"); err != nil {
		return true, fmt.Errorf("begin to write the hub's records: %w", err)
	}
	err = w.change(rows{ctx, tx, db.query, db.forWriting})
	if isConflict(err) {
		return true, err
	}
	if err == nil {
		if _, released := tx.ExecContext(ctx, "RELEASE SAVEPOINT one"); released == nil {
			return false, nil
		} else {
			err = fmt.Errorf("write the hub's records: %w", released)
		}
	}
	for _, undo := range []string{"ROLLBACK TO SAVEPOINT one", "RELEASE SAVEPOINT one"} {
		if _, failed := tx.ExecContext(ctx, undo); failed != nil {
			return true, errors.Join(err, failed)
		}
	}
	return false, err
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
