package hubdb

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// moved are the tables that a move takes along and the columns that sort them, in an
// order in which each finds what it refers to.
var moved = []struct{ table, key string }{
	{"cluster", "id"}, {"school", "urn"}, {"membership", "urn, active_from"},
	{"school_group", "id"}, {"group_member", "group_id, urn, active_from"},
	{"device", "id"}, {"invite", "code_hash"}, {"view_link", "token_hash"},
	{"document", "id"}, {"head", "urn, kind, ref, series"}, {"closed_term", "cluster, series"},
	{"allowance", "urn, series, rule, allowed"}, {"audit", "n"},
	{"meeting", "cluster, id"}, {"notice", "cluster, id"}, {"pack_offer", "cluster, id"}, {"owner", "id"},
	{"book", "cluster, n"}, {"frozen", "id"}, {"person", "id"}, {"person_credential", "id"}, {"person_identity", "issuer, subject"},
	{"person_invite", "token"}, {"person_session", "token"}, {"person_attempt", "token"},
}

// remade are the tables that a move leaves behind: what is in them is made anew.
var remade = []string{"aggregate", "dirty", "probe", "migration"}

// ErrNotEmpty means that records were to be moved to where there are records.
var ErrNotEmpty = errors.New("the database is not empty. Nothing was changed. Name an empty one")

// Moved is what was moved of one table.
type Moved struct {
	Table string `json:"table"`
	Rows  int64  `json:"rows"`
	Hash  string `json:"hash"` // SHA-256 of all rows, sorted by their key
}

// Move copies all records of a SQLite hub to an empty PostgreSQL database, in one
// transaction, and compares what arrived with what was there, row by row. When it
// fails the database is as empty as before.
func Move(ctx context.Context, from, to *DB) (report []Moved, err error) {
	conn, err := to.writer.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("reach the database: %w", err)
	}
	defer conn.Close()
	err = conn.Raw(func(driver any) error {
		return pgx.BeginFunc(ctx, driver.(*stdlib.Conn).Conn(), func(tx pgx.Tx) error {
			report, err = moveAll(ctx, from.reader, tx)
			return err
		})
	})
	return report, err
}

func moveAll(ctx context.Context, from *sql.DB, to pgx.Tx) (report []Moved, err error) {
	if _, err := to.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", writeLock); err != nil {
		return nil, fmt.Errorf("take the database: %w", err)
	}
	if err := mustBeEmpty(ctx, to); err != nil {
		return nil, err
	}
	reading, err := from.BeginTx(ctx, nil) // one state for all tables
	if err != nil {
		return nil, fmt.Errorf("read the hub's records: %w", err)
	}
	defer reading.Rollback()
	for _, m := range moved {
		sent, err := moveTable(ctx, reading, to, m.table, m.key)
		if err != nil {
			return nil, fmt.Errorf("move %s: %w", m.table, err)
		}
		arrived, err := sumTable(ctx, to, m.table, m.key, sent.columns)
		if err != nil {
			return nil, fmt.Errorf("compare %s: %w", m.table, err)
		}
		if arrived.rows != sent.rows || arrived.text() != sent.text() {
			return nil, fmt.Errorf("%s arrived otherwise than it was sent: %d rows of %d", m.table, arrived.rows, sent.rows)
		}
		report = append(report, Moved{m.table, sent.rows, sent.text()})
	}
	_, err = to.Exec(ctx, "INSERT INTO dirty (cluster, series, marks) SELECT DISTINCT cluster, series, 1 FROM document WHERE ref = ''")
	return report, err
}

func mustBeEmpty(ctx context.Context, to pgx.Tx) error {
	for _, m := range moved {
		var some bool
		if err := to.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+m.table+")").Scan(&some); err != nil {
			return fmt.Errorf("look whether the database is empty: %w", err)
		}
		if some {
			return ErrNotEmpty
		}
	}
	return nil
}

// Clear empties a database again after a move that turned out wrong. It takes nothing
// but what Move put there.
func Clear(ctx context.Context, to *DB) error {
	names := append([]string{}, remade[:2]...)
	for _, m := range moved {
		names = append(names, m.table)
	}
	if _, err := to.writer.ExecContext(ctx, "TRUNCATE "+strings.Join(names, ", ")); err != nil {
		return fmt.Errorf("empty the database again: %w", err)
	}
	return nil
}

// sum adds rows up to a count and a hash.
type sum struct {
	columns []string
	rows    int64
	hash    hash.Hash
}

func (s *sum) text() string { return hex.EncodeToString(s.hash.Sum(nil)) }

// add takes a row's values, which are numbers, text or bytes on both engines.
func (s *sum) add(values []any) error {
	s.rows++
	for i, v := range values {
		switch v := v.(type) {
		case int64:
			s.hash.Write(binary.BigEndian.AppendUint64([]byte{'n'}, uint64(v)))
			continue
		case string:
			s.bytes([]byte(v))
		case []byte:
			s.bytes(v)
		case nil: // SQLite's driver gives no bytes so; no column takes NULL
			s.bytes(nil)
			values[i] = []byte{}
		default:
			return fmt.Errorf("column %s holds a %T", s.columns[i], v)
		}
	}
	return nil
}

func (s *sum) bytes(b []byte) {
	s.hash.Write(binary.BigEndian.AppendUint64([]byte{'b'}, uint64(len(b))))
	s.hash.Write(b)
}

// sending passes a table's rows on and adds them up.
type sending struct {
	*sql.Rows
	sum
}

func (s *sending) Values() ([]any, error) {
	values, into := make([]any, len(s.columns)), make([]any, len(s.columns))
	for i := range values {
		into[i] = &values[i]
	}
	if err := s.Scan(into...); err != nil {
		return nil, err
	}
	return values, s.add(values)
}

func moveTable(ctx context.Context, from *sql.Tx, to pgx.Tx, table, key string) (*sum, error) {
	found, err := from.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY "+key)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		return nil, err
	}
	s := &sending{found, sum{columns: columns, hash: sha256.New()}}
	n, err := to.CopyFrom(ctx, pgx.Identifier{table}, columns, s)
	if err == nil && n != s.rows {
		err = fmt.Errorf("%d rows of %d were taken", n, s.rows)
	}
	return &s.sum, err
}

func sumTable(ctx context.Context, in pgx.Tx, table, key string, columns []string) (*sum, error) {
	s := &sum{columns: columns, hash: sha256.New()}
	found, err := in.Query(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+table+" ORDER BY "+key)
	if err != nil {
		return s, err
	}
	defer found.Close()
	for found.Next() {
		values, err := found.Values()
		if err == nil {
			err = s.add(values)
		}
		if err != nil {
			return s, err
		}
	}
	return s, found.Err()
}
