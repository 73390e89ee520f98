package hubdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// session is one connection to SQLite that remembers the statements it has prepared:
// SQLite takes longer to read a statement than to run it. One goroutine uses it at a
// time. PostgreSQL's driver remembers by itself.
type session struct {
	conn  *sql.Conn
	known map[string]*sql.Stmt
}

func newSession(ctx context.Context, pool *sql.DB) (*session, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the hub's records: %w", err)
	}
	return &session{conn, map[string]*sql.Stmt{}}, nil
}

// statement returns a prepared statement. It runs in the transaction that is open on
// the connection.
func (s *session) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if known, ok := s.known[query]; ok {
		return known, nil
	}
	made, err := s.conn.PrepareContext(ctx, query)
	if err == nil {
		s.known[query] = made
	}
	return made, err
}

func (s *session) close() error {
	var errs []error
	for _, known := range s.known {
		errs = append(errs, known.Close())
	}
	return errors.Join(append(errs, s.conn.Close())...)
}

// run runs a change.
func (r rows) run(query string, args ...any) (sql.Result, error) {
	if r.on == nil {
		return r.tx.ExecContext(r.ctx, r.write(query), args...)
	}
	s, err := r.on.statement(r.ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(r.ctx, args...)
}

// ask runs a query that gives one row at most.
func (r rows) ask(query string, args ...any) scanner {
	if r.on == nil {
		return r.tx.QueryRowContext(r.ctx, r.write(query), args...)
	}
	s, err := r.on.statement(r.ctx, query)
	if err != nil {
		return unasked{err}
	}
	return s.QueryRowContext(r.ctx, args...)
}

// unasked is the row of a query that could not be asked.
type unasked struct{ error }

func (u unasked) Scan(...any) error { return u.error }
