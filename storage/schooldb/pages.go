package schooldb

import (
	"context"
	"database/sql"
	"fmt"
)

// Pages returns how many database pages the file holds, for the report of a check.
func (s *Store) Pages(ctx context.Context) (int, error) {
	var n int
	err := s.vault.View(ctx, func(c *sql.Conn) error {
		return c.QueryRowContext(ctx, "PRAGMA page_count").Scan(&n)
	})
	if err != nil {
		return 0, fmt.Errorf("counting the file's pages: %w", err)
	}
	return n, nil
}
