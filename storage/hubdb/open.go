package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver, in pure Go
)

// FileName is the database inside a hub's folder.
const FileName = "hub.db"

// DB is a hub's records. One goroutine writes; any number read.
type DB struct {
	writer *sql.DB // one connection
	reader *sql.DB
	queue  chan *write
	done   chan struct{}
}

// Open opens the records in a folder, makes them on first use, and brings an older
// version up to date after taking a copy beside it. A newer version gives ErrNewer.
func Open(ctx context.Context, folder string) (*DB, error) {
	path := filepath.Join(folder, FileName)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the hub's folder: %w", err)
	}
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	writer, err := sql.Open("sqlite", dsn(path, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)"))
	if err != nil {
		return nil, fmt.Errorf("open the hub's records: %w", err)
	}
	writer.SetMaxOpenConns(1)
	if err := migrate(ctx, writer, folder, migrations); err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the hub's records: %w", err), writer.Close())
	}
	reader.SetMaxOpenConns(8)
	reader.SetMaxIdleConns(8)
	db := &DB{writer: writer, reader: reader, queue: make(chan *write, longestQueue), done: make(chan struct{})}
	go db.writeAll()
	return db, nil
}

// Close waits for the writes that were accepted and closes the records.
func (db *DB) Close() error {
	close(db.queue)
	<-db.done
	return errors.Join(db.reader.Close(), db.writer.Close())
}

// makePrivate creates the file so that only its owner may read it, before SQLite
// would create it for all.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open the hub's records: %w", err)
	}
	return f.Close()
}

func dsn(path string, options ...string) string {
	q := "_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)"
	for _, o := range options {
		q += "&" + o
	}
	// An absolute path in a URI begins with a slash, on Windows before the drive.
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	slashed := filepath.ToSlash(abs)
	if slashed[0] != '/' {
		slashed = "/" + slashed
	}
	return (&url.URL{Scheme: "file", Path: slashed, RawQuery: q}).String()
}

// Backup writes a whole, compact copy of the records to a new file, while the hub
// goes on working.
func (db *DB) Backup(ctx context.Context, path string) error {
	if err := makePrivateNew(path); err != nil {
		return err
	}
	if _, err := db.writer.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return fmt.Errorf("copy the hub's records: %w", err)
	}
	return nil
}

func makePrivateNew(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("copy the hub's records: %w", err)
	}
	return f.Close() // VACUUM INTO accepts an empty file
}
