package schooldb

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"needsbook/app/journal"
	"needsbook/storage/vault"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migrations returns the steps that bring an older file up to date, in order. A
// file's name begins with its number.
func Migrations() ([]vault.Migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing the migrations: %w", err)
	}
	var out []vault.Migration
	for _, name := range names {
		body, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading the migration %s: %w", name, err)
		}
		short := strings.TrimSuffix(strings.TrimPrefix(name, "migrations/"), ".sql")
		number, _, _ := strings.Cut(short, "_")
		version, err := strconv.Atoi(number)
		if err != nil {
			return nil, fmt.Errorf("the migration %s has no number", name)
		}
		out = append(out, vault.Migration{Version: version, Name: short, SQL: string(body)})
	}
	return out, nil
}

// Store is a school's records in an open vault.
type Store struct {
	vault  *vault.Vault
	tables map[string]*table
	heads  bool             // the file has the table of the journal's end
	clock  func() time.Time // nil for time.Now
}

// New returns the store in an open vault whose migrations are those of Migrations.
func New(ctx context.Context, v *vault.Vault) (*Store, error) {
	s := &Store{vault: v}
	err := v.View(ctx, func(c *sql.Conn) (err error) {
		if s.tables, err = tables(ctx, c); err != nil {
			return err
		}
		s.heads, err = hasHead(ctx, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, s.adopt(ctx)
}

// Vault returns the vault that holds the records, for backup, restore and verify.
func (s *Store) Vault() *vault.Vault { return s.vault }

// Close saves what is left to save and closes the file.
func (s *Store) Close() error { return s.vault.Close() }

// ErrUnknownKind is returned for a kind of record that the file does not hold.
var ErrUnknownKind = errors.New("the school's file holds no such kind of record")

// All calls each with every record of a kind, in the order of their ids.
func (s *Store) All(ctx context.Context, kind string, each func(journal.Body) error) error {
	return s.query(ctx, kind, " ORDER BY id", each)
}

// Where calls each with every record of a kind whose field has a value, in the
// order of their ids.
func (s *Store) Where(ctx context.Context, kind, field, value string, each func(journal.Body) error) error {
	t, ok := s.tables[kind]
	if !ok || !t.has(field) {
		return fmt.Errorf("%w: %s by %s", ErrUnknownKind, kind, field)
	}
	return s.query(ctx, kind, ` WHERE "`+field+`" = ? ORDER BY id`, each, value)
}

func (s *Store) query(ctx context.Context, kind, tail string, each func(journal.Body) error, args ...any) error {
	t, ok := s.tables[kind]
	if !ok {
		return fmt.Errorf("%w: %s", ErrUnknownKind, kind)
	}
	return s.vault.View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, t.read+tail, args...)
		if err != nil {
			return fmt.Errorf("reading %s: %w", kind, err)
		}
		defer rows.Close()
		for rows.Next() {
			var body sql.RawBytes
			if err := rows.Scan(&body); err != nil {
				return fmt.Errorf("reading %s: %w", kind, err)
			}
			if err := each(journal.Body(body)); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// Distinct returns the values that a field has among the records of a kind.
func (s *Store) Distinct(ctx context.Context, kind, field string) ([]string, error) {
	t, ok := s.tables[kind]
	if !ok || !t.has(field) {
		return nil, fmt.Errorf("%w: %s by %s", ErrUnknownKind, kind, field)
	}
	var out []string
	err := s.vault.View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, `SELECT DISTINCT "`+field+`" FROM `+kind)
		if err != nil {
			return fmt.Errorf("reading %s: %w", kind, err)
		}
		defer rows.Close()
		for rows.Next() {
			var v string
			if err := rows.Scan(&v); err != nil {
				return fmt.Errorf("reading %s: %w", kind, err)
			}
			out = append(out, v)
		}
		return rows.Err()
	})
	return out, err
}

// Kinds returns the kinds of record that have a field, in the order of the file.
func (s *Store) Kinds(field string) []string {
	var out []string
	for _, kind := range recordKinds {
		if s.tables[kind].has(field) {
			out = append(out, kind)
		}
	}
	return out
}

// Get returns one record, and whether there is one.
func (s *Store) Get(ctx context.Context, kind, key string) (journal.Body, bool, error) {
	var found journal.Body
	err := s.query(ctx, kind, " WHERE id = ?", func(b journal.Body) error {
		found = append(journal.Body(nil), b...)
		return nil
	}, key)
	return found, found != nil, err
}
