package schooldb

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// Remember keeps a value of the window's own, such as a draft, under a name; nil
// forgets it. It is as safe as a record and is not part of the journal. A value that
// stands already costs nothing.
func (s *Store) Remember(ctx context.Context, name string, value json.RawMessage) error {
	now, found, err := s.Remembered(ctx, name)
	if err != nil {
		return err
	}
	if found == (value != nil) && bytes.Equal(now, value) {
		return nil
	}
	return s.vault.Update(ctx, "remember", func(tx *sql.Tx) error {
		query, args := "INSERT INTO remembered (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value", []any{name, string(value)}
		if value == nil {
			query, args = "DELETE FROM remembered WHERE id = ?", []any{name}
		}
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return fmt.Errorf("remembering: %w", err)
		}
		return nil
	})
}

// Remembered returns what is kept under a name, and whether there is any.
func (s *Store) Remembered(ctx context.Context, name string) (json.RawMessage, bool, error) {
	var value string
	err := s.vault.View(ctx, func(c *sql.Conn) error {
		return c.QueryRowContext(ctx, "SELECT value FROM remembered WHERE id = ?", name).Scan(&value)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("reading what is remembered: %w", err)
	}
	return json.RawMessage(value), true, nil
}
