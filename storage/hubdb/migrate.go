package hubdb

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations are the steps that this program knows, in order.
var migrations = readMigrations(migrationFiles)

// ErrNewer means that a later program wrote the records.
var ErrNewer = errors.New("these records were written by a newer version of clusterhub. Nothing was changed. Install that version, or restore the copy that was taken before the upgrade")

func readMigrations(files fs.FS) []string {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		panic("hubdb: " + err.Error())
	}
	sort.Strings(names)
	var steps []string
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			panic("hubdb: " + err.Error())
		}
		steps = append(steps, string(text))
	}
	return steps
}

// migrate runs the steps of a SQLite file that have not been run yet, each in its own transaction.
func migrate(ctx context.Context, db *sql.DB, folder string, steps []string) error {
	if _, err := db.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS migration (n BIGINT PRIMARY KEY)"); err != nil {
		return fmt.Errorf("open the hub's records: %w", err)
	}
	at, err := versionOf(ctx, db, steps)
	if err != nil {
		return err
	}
	if at > 0 && at < len(steps) {
		if err := copyBefore(ctx, db, folder, at); err != nil {
			return err
		}
	}
	for ; at < len(steps); at++ {
		if err := step(ctx, db, onSQLite, at+1, steps[at]); err != nil {
			return fmt.Errorf("bring the hub's records to version %d: %w", at+1, err)
		}
	}
	return nil
}

// connection is a database or one connection to it.
type connection interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	BeginTx(ctx context.Context, options *sql.TxOptions) (*sql.Tx, error)
}

func versionOf(ctx context.Context, db connection, steps []string) (at int, err error) {
	if err := db.QueryRowContext(ctx, "SELECT COALESCE(MAX(n), 0) FROM migration").Scan(&at); err != nil {
		return 0, fmt.Errorf("read the version of the hub's records: %w", err)
	}
	if at > len(steps) {
		return at, ErrNewer
	}
	return at, nil
}

func step(ctx context.Context, db connection, d dialect, n int, text string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, d.schema(text)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, d.query("INSERT INTO migration (n) VALUES (?)"), n); err != nil {
		return err
	}
	return tx.Commit()
}

// copyBefore keeps the records as they were, so that an upgrade can be undone.
func copyBefore(ctx context.Context, db *sql.DB, folder string, version int) error {
	path := filepath.Join(folder, fmt.Sprintf("hub-version-%d.db", version))
	if _, err := os.Stat(path); err == nil {
		return nil // an upgrade that was broken off took it
	}
	if err := copyInto(ctx, db, path); err != nil {
		return fmt.Errorf("before the upgrade: %w", err)
	}
	return nil
}
