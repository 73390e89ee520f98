package hubdb

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// Task is work of which only one process at a time should do its part.
type Task int

// Tasks of the hubs that share one set of records.
const (
	Boards Task = iota // working figures out
	Care               // going through everything again at night
)

// Leader takes the one place of who works figures out, if it is free. The place is
// free again after release, when the process ends, and when its connection to the
// records breaks. Two hubs that both believe to have it do no harm: they make the
// same figures.
func (db *DB) Leader(ctx context.Context) (release func(), ok bool, err error) {
	return db.LeaderOf(ctx, Boards)
}

// LeaderOf takes the place of a task.
func (db *DB) LeaderOf(ctx context.Context, task Task) (release func(), ok bool, err error) {
	if !db.OnPostgres() {
		lock, err := takeFile(ctx, filepath.Join(db.folder, fmt.Sprintf("leader-%d.lock", task)))
		if errors.Is(err, ErrInUse) {
			return func() {}, false, nil
		}
		if err != nil {
			return func() {}, false, err
		}
		return func() { lock.Release() }, true, nil
	}
	conn, err := db.reader.Conn(ctx)
	if err != nil {
		return func() {}, false, fmt.Errorf("reach the hub's records: %w", err)
	}
	key := leaderLock + int64(task)
	if err = conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", key).Scan(&ok); err != nil {
		err = fmt.Errorf("reach the hub's records: %w", err)
	}
	if err != nil || !ok {
		return func() {}, false, errors.Join(err, conn.Close())
	}
	release = func() {
		// A connection that broke has let go already.
		conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", key)
		conn.Close()
	}
	return release, true, nil
}
