package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// dialect is all in which the engines differ. Statements are written once, as SQLite
// takes them.
type dialect struct {
	query   func(string) string // of a statement with ? for its arguments
	schema  func(string) string // of a migration
	reading sql.TxOptions       // one state for as long as a look takes
	// alone lets one change at a time in, of all processes; it ends with tx.
	alone func(ctx context.Context, tx *sql.Tx) error
}

var onSQLite = dialect{
	query:  func(s string) string { return s },
	schema: func(s string) string { return s },
	// A transaction that will write begins by taking the file's one write lock.
	alone: func(context.Context, *sql.Tx) error { return nil },
}

var onPostgres = dialect{
	query:   new(placeholders).rewrite,
	schema:  strings.NewReplacer("BLOB", "BYTEA", "TEXT", `TEXT COLLATE "C"`).Replace, // "C" sorts as SQLite does
	reading: sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	alone: func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", writeLock)
		return err
	},
}

// Advisory locks on PostgreSQL. They are numbers; these spell NEEDS and what for.
const (
	writeLock   int64 = 0x4e45454453_01
	migrateLock int64 = 0x4e45454453_02
	leaderLock  int64 = 0x4e45454453_10 // and one more for each task
)

// placeholders rewrites ? as $1, $2 and so on, once for each statement. No statement
// here holds a question mark of another kind.
type placeholders struct{ done sync.Map }

func (n *placeholders) rewrite(query string) string {
	if known, ok := n.done.Load(query); ok {
		return known.(string)
	}
	parts := strings.Split(query, "?")
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	n.done.Store(query, b.String())
	return b.String()
}

func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// isConflict reports that PostgreSQL gave up a transaction for the sake of another
// one, and that the same changes may be tried again.
func isConflict(err error) bool {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	const serialization, deadlock = "40001", "40P01"
	return e.Code == serialization || e.Code == deadlock
}
