package schooldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"needsbook/app/desk"
)

// safesOwn are the tables in which the vault keeps the keys of papers sealed beside
// the file. The papers themselves are read through the vault.
var safesOwn = []string{"sealed_paper", "erased_paper"}

// Whole reads every table of the file, but the vault's own, as it stands at one moment, in the order of
// their names, each row in the order of its key. The tables and columns come from the
// database itself, so that none can be forgotten.
func (s *Store) Whole(ctx context.Context) ([]desk.WholeTable, error) {
	var out []desk.WholeTable
	err := s.vault.View(ctx, func(c *sql.Conn) error {
		names, err := texts(ctx, c, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
		if err != nil {
			return fmt.Errorf("listing the tables: %w", err)
		}
		for _, name := range names {
			if slices.Contains(safesOwn, name) {
				continue
			}
			t, err := wholeTable(ctx, c, name)
			if err != nil {
				return fmt.Errorf("reading the table %s: %w", name, err)
			}
			out = append(out, t)
		}
		return nil
	})
	return out, err
}

func texts(ctx context.Context, c *sql.Conn, query string) ([]string, error) {
	rows, err := c.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

func wholeTable(ctx context.Context, c *sql.Conn, name string) (desk.WholeTable, error) {
	t := desk.WholeTable{Name: name}
	rows, err := c.QueryContext(ctx, `SELECT * FROM "`+name+`" ORDER BY 1, 2`)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	kinds, err := rows.ColumnTypes()
	if err != nil {
		return t, err
	}
	for _, k := range kinds {
		t.Columns = append(t.Columns, desk.WholeColumn{Name: k.Name(), JSON: k.DatabaseTypeName() == "JSON"})
	}
	for rows.Next() {
		row, into := make([]any, len(kinds)), make([]any, len(kinds))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return t, err
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				v = string(b)
			}
			if text, ok := v.(string); ok && t.Columns[i].JSON && json.Valid([]byte(text)) {
				v = json.RawMessage(text)
			}
			row[i] = v
		}
		t.Rows = append(t.Rows, row)
	}
	return t, rows.Err()
}
