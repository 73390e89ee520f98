package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrNoCopies says why records in PostgreSQL are not copied by the hub.
var ErrNoCopies = errors.New("these records are in PostgreSQL, whose own tools copy them: pg_dump --format=custom each night, or point-in-time recovery. Keep a copy of the hub's key beside them. Nothing was copied")

// Backup writes a whole, compact copy of the records to a new file, while the hub
// goes on reading and writing. PostgreSQL gives ErrNoCopies.
func (db *DB) Backup(ctx context.Context, path string) error {
	if db.OnPostgres() {
		return ErrNoCopies
	}
	// A connection of its own, so that no write waits for the copy.
	from, err := sql.Open("sqlite", dsn(filepath.Join(db.folder, FileName)))
	if err != nil {
		return fmt.Errorf("copy the hub's records: %w", err)
	}
	return errors.Join(copyInto(ctx, from, path), from.Close())
}

// copyInto makes the copy so that it is on disk when it returns nil. A copy that
// could not be finished is taken away.
func copyInto(ctx context.Context, from *sql.DB, path string) (err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy the hub's records: %w", err)
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			os.Remove(path)
		}
	}()
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", path); err != nil { // it accepts an empty file
		return fmt.Errorf("copy the hub's records: %w", err)
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("copy the hub's records: %w", err)
	}
	return nil
}

// Bytes is how much room the records take.
func (db *DB) Bytes(ctx context.Context) (n int64, err error) {
	query := "SELECT pg_database_size(current_database())"
	if !db.OnPostgres() {
		query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
	}
	if err := db.reader.QueryRowContext(ctx, query).Scan(&n); err != nil {
		return 0, fmt.Errorf("measure the hub's records: %w", err)
	}
	return n, nil
}
