package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // the driver, in pure Go
)

// FileName is the database inside a hub's folder.
const FileName = "hub.db"

// DB is a hub's records. A few goroutines write; any number read.
type DB struct {
	dialect
	folder  string // of a SQLite file; empty on PostgreSQL
	writer  *sql.DB
	reader  *sql.DB
	queue   chan *write
	writers sync.WaitGroup
	gate    sync.RWMutex // closed stays as it is while a write goes into the queue
	closed  bool

	forWriting *session      // on SQLite
	forReading chan *session // on SQLite
}

// readers is how many may look at the records at once on SQLite.
const readers = 8

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
	writer.SetMaxOpenConns(1 + 1) // one writes; the other is for what is done apart, and waits for it
	if err := migrate(ctx, writer, folder, migrations); err != nil {
		return nil, errors.Join(err, writer.Close())
	}
	reader, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the hub's records: %w", err), writer.Close())
	}
	reader.SetMaxOpenConns(readers + 2) // two for what is asked beside them
	db := &DB{dialect: onSQLite, folder: folder, writer: writer, reader: reader, forReading: make(chan *session, readers)}
	if db.forWriting, err = newSession(ctx, writer); err != nil {
		return nil, errors.Join(err, reader.Close(), writer.Close())
	}
	for range readers {
		s, err := newSession(ctx, reader)
		if err != nil {
			return nil, errors.Join(err, reader.Close(), writer.Close())
		}
		db.forReading <- s
	}
	db.start(1)
	return db, nil
}

// start sets goroutines to write what is queued.
func (db *DB) start(writers int) {
	db.queue = make(chan *write, longestQueue)
	for range writers {
		db.writers.Go(db.writeAll)
	}
}

// Close waits for the writes that were accepted and closes the records.
func (db *DB) Close() error {
	db.gate.Lock()
	if db.closed {
		db.gate.Unlock()
		return errClosed
	}
	db.closed = true
	close(db.queue)
	db.gate.Unlock()
	db.writers.Wait()
	var errs []error
	if db.forWriting != nil {
		for range readers { // waits for those that still look
			errs = append(errs, (<-db.forReading).close())
		}
		errs = append(errs, db.forWriting.close())
	}
	return errors.Join(append(errs, db.reader.Close(), db.writer.Close())...)
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

// OnPostgres reports whether the records are in PostgreSQL, whose own tools copy them
// and which several hubs may share.
func (db *DB) OnPostgres() bool { return db.folder == "" }
