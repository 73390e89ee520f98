package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrInUse means that another hub serves the same folder.
var ErrInUse = errors.New("another hub is already serving this folder. Nothing was changed. Stop that one first, or name another folder with --data")

// Lock keeps a second hub off a folder.
type Lock struct{ db *sql.DB }

// Take takes the folder for one hub, or returns ErrInUse. The lock is an open
// transaction on a small database of its own, so the system lets go of it however
// the program ends. Commands such as invite do not need it: they write through the
// database's own locks while the hub serves.
func Take(ctx context.Context, folder string) (*Lock, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the hub's folder: %w", err)
	}
	return takeFile(ctx, filepath.Join(folder, "hub.lock"))
}

func takeFile(ctx context.Context, path string) (*Lock, error) {
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("lock the hub's folder: %w", err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, "PRAGMA busy_timeout = 200"); err != nil {
		return nil, errors.Join(fmt.Errorf("lock the hub's folder: %w", err), db.Close())
	}
	if _, err := db.ExecContext(ctx, "BEGIN EXCLUSIVE"); err != nil {
		if isBusy(err) {
			err = ErrInUse
		}
		return nil, errors.Join(err, db.Close())
	}
	return &Lock{db}, nil
}

// Release lets the next hub in.
func (l *Lock) Release() error { return l.db.Close() }
