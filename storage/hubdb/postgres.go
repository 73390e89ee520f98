package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	postgresReaders = 8 + 2 // two for the places of leaders
	// One writer works at a time; the other has its change and waits at the lock
	// meanwhile. Measured on two processors, 64 senders: 515 documents a second with
	// one writer, 546 with two, 460 with four (SQLite: 600 to 960).
	postgresWriters = 2
	connectWithin   = 5 * time.Second
)

// OpenPostgres opens the records in a PostgreSQL database, makes the tables on first
// use, and brings an older version up to date. A newer version gives ErrNewer. Any
// number of hubs may share one database. While it cannot be reached each Read and
// Write fails, and as soon as it is back they work again.
func OpenPostgres(ctx context.Context, dsn string) (*DB, error) {
	reading, err := connector(dsn, nil)
	if err != nil {
		return nil, err
	}
	// A hub that hangs in the middle of a change must not stop the others for ever.
	writing, err := connector(dsn, map[string]string{"lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s"})
	if err != nil {
		return nil, err
	}
	db := &DB{dialect: onPostgres, writer: stdlib.OpenDB(*writing), reader: stdlib.OpenDB(*reading)}
	db.writer.SetMaxOpenConns(postgresWriters)
	db.writer.SetMaxIdleConns(postgresWriters)
	db.reader.SetMaxOpenConns(postgresReaders)
	db.reader.SetMaxIdleConns(postgresReaders)
	if err := migratePostgres(ctx, db.reader, migrations); err != nil {
		return nil, errors.Join(err, db.reader.Close(), db.writer.Close())
	}
	db.start(postgresWriters)
	return db, nil
}

func connector(dsn string, settings map[string]string) (*pgx.ConnConfig, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// The library's words repeat the whole text, in which a password may stand.
		return nil, errors.New("the address of the PostgreSQL database cannot be read. It is like postgres://hub@db.example.org/hub?sslmode=verify-full")
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectWithin
	}
	config.RuntimeParams["application_name"] = "clusterhub"
	for name, value := range settings {
		config.RuntimeParams[name] = value
	}
	return config, nil
}

// migratePostgres runs the steps that are missing. Hubs that start at one time take
// turns.
func migratePostgres(ctx context.Context, db *sql.DB, steps []string) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("open the hub's records: %w", err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrateLock); err != nil {
		return fmt.Errorf("open the hub's records: %w", err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrateLock)
	if _, err := conn.ExecContext(ctx, "CREATE TABLE IF NOT EXISTS migration (n BIGINT PRIMARY KEY)"); err != nil {
		return fmt.Errorf("open the hub's records: %w", err)
	}
	at, err := versionOf(ctx, conn, steps)
	if err != nil {
		return err
	}
	for ; at < len(steps); at++ {
		if err := step(ctx, conn, onPostgres, at+1, steps[at]); err != nil {
			return fmt.Errorf("bring the hub's records to version %d: %w", at+1, err)
		}
	}
	return nil
}
