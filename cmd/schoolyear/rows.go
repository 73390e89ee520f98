package main

import (
	"context"
	"database/sql"
	"fmt"
)

// orphans are questions that must find nothing: rows that name a record that is not there,
// and the keys of papers that nothing names.
var orphans = map[string]string{
	"statuses of no pupil":              "SELECT count(*) FROM status WHERE pupil NOT IN (SELECT id FROM pupil)",
	"needs of no pupil":                 "SELECT count(*) FROM need WHERE pupil NOT IN (SELECT id FROM pupil)",
	"notes of no pupil":                 "SELECT count(*) FROM note WHERE pupil NOT IN (SELECT id FROM pupil)",
	"notes heard nowhere":               "SELECT count(*) FROM note WHERE heard_at <> '' AND heard_at NOT IN (SELECT id FROM cycle UNION SELECT id FROM meeting)",
	"outcomes of no plan":               "SELECT count(*) FROM outcome WHERE cycle <> '' AND cycle NOT IN (SELECT id FROM cycle)",
	"places in no intervention":         "SELECT count(*) FROM placement WHERE intervention NOT IN (SELECT id FROM intervention)",
	"ticks of no place":                 "SELECT count(*) FROM attendance WHERE placement NOT IN (SELECT id FROM placement)",
	"meetings about no plan":            "SELECT count(*) FROM meeting WHERE cycle <> '' AND cycle NOT IN (SELECT id FROM cycle)",
	"attachments without their paper":   "SELECT count(*) FROM attachment WHERE digest NOT IN (SELECT digest FROM sealed_paper)",
	"papers that nothing names":         "SELECT count(*) FROM sealed_paper WHERE NOT EXISTS (SELECT 1 FROM step WHERE instr(changes, sealed_paper.digest)) AND digest NOT IN (SELECT digest FROM attachment)",
	"steps about no pupil":              "SELECT count(*) FROM step_about WHERE pupil NOT IN (SELECT id FROM pupil)",
	"steps about no step":               "SELECT count(*) FROM step_about WHERE n NOT IN (SELECT n FROM step)",
	"gaps in the history":               "SELECT max(n) - count(*) FROM step",
	"two plans of one pupil that run":   "SELECT count(*) FROM (SELECT pupil FROM placement WHERE ends = '' AND waiting = 0 GROUP BY pupil, intervention HAVING count(*) > 1)",
	"requests with the same number":     "SELECT count(*) - count(DISTINCT number) FROM request",
	"publications with the same number": "SELECT count(*) - count(DISTINCT document || number) FROM publication",
}

// noOrphans asks the file for rows that stand alone.
func (y *year) noOrphans(ctx context.Context, w *worker) error {
	return w.store.Vault().View(ctx, func(c *sql.Conn) error {
		for what, query := range orphans {
			var n int
			if err := c.QueryRowContext(ctx, query).Scan(&n); err != nil {
				return fmt.Errorf("looking for %s: %w", what, err)
			}
			if n != 0 {
				return fmt.Errorf("there are %d %s", n, what)
			}
		}
		return nil
	})
}

// chains are the values of the chain at every step, past the desk.
func (w *worker) chains(ctx context.Context) (map[int64]string, error) {
	out := map[int64]string{}
	err := w.store.Vault().View(ctx, func(c *sql.Conn) error {
		rows, err := c.QueryContext(ctx, "SELECT n, chain FROM step")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var n int64
			var chain string
			if err := rows.Scan(&n, &chain); err != nil {
				return err
			}
			out[n] = chain
		}
		return rows.Err()
	})
	return out, err
}

// takesBack reports whether undo would take back what was done last.
func (w *worker) takesBack(ctx context.Context) bool {
	steps, _, err := w.store.Stacks(ctx)
	return err == nil && len(steps) > 0 && steps[len(steps)-1] == w.lastStep
}
