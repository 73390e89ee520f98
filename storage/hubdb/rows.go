package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange/inbox"
)

// rows implements inbox.Writer within one transaction.
type rows struct {
	ctx   context.Context
	tx    *sql.Tx
	write func(string) string // statements as the engine takes them
	on    *session            // that prepares statements, nil where the driver does
}

// scanner is a row that can be read, of one or of many.
type scanner interface{ Scan(into ...any) error }

func (r rows) exec(query string, args ...any) error {
	if _, err := r.run(query, args...); err != nil {
		return fmt.Errorf("write the hub's records: %w", err)
	}
	return nil
}

// count runs a change and says how many rows it touched.
func (r rows) count(query string, args ...any) (int64, error) {
	done, err := r.run(query, args...)
	if err != nil {
		return 0, fmt.Errorf("write the hub's records: %w", err)
	}
	return done.RowsAffected()
}

// remove deletes one record, or gives inbox.ErrNotFound.
func (r rows) remove(query string, args ...any) error {
	n, err := r.count(query, args...)
	if err == nil && n == 0 {
		err = inbox.ErrNotFound
	}
	return err
}

// first reads one record, or gives inbox.ErrNotFound.
func first[T any](r rows, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	v, err := scan(r.ask(query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return v, inbox.ErrNotFound
	}
	if err != nil {
		return v, fmt.Errorf("read the hub's records: %w", err)
	}
	return v, nil
}

// each passes every record to visit.
func each[T any](r rows, scan func(scanner) (T, error), visit func(T) error, query string, args ...any) error {
	found, err := r.tx.QueryContext(r.ctx, r.write(query), args...)
	if err != nil {
		return fmt.Errorf("read the hub's records: %w", err)
	}
	defer found.Close()
	for found.Next() {
		v, err := scan(found)
		if err != nil {
			return fmt.Errorf("read the hub's records: %w", err)
		}
		if err := visit(v); err != nil {
			return err
		}
	}
	return found.Err()
}

// all reads a list of records.
func all[T any](r rows, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	list := []T{}
	err := each(r, scan, func(v T) error { list = append(list, v); return nil }, query, args...)
	return list, err
}

// exists reports whether a query finds anything.
func (r rows) exists(query string, args ...any) (bool, error) {
	var n int
	if err := r.ask("SELECT COUNT(*) FROM ("+query+" LIMIT 1) AS found", args...).Scan(&n); err != nil {
		return false, fmt.Errorf("read the hub's records: %w", err)
	}
	return n > 0, nil
}

// millis writes a time; the zero time is 0.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func timeOf(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// date scans a calendar date, which is kept as 2026-09-01, none as "".
type date struct{ into *day.Date }

func (d date) Scan(v any) error {
	switch v := v.(type) {
	case string:
		return d.into.UnmarshalText([]byte(v))
	case []byte:
		return d.into.UnmarshalText(v)
	}
	return fmt.Errorf("a date is kept as %T", v)
}

// bytesOf writes no bytes as empty ones: the columns take no NULL.
func bytesOf(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
