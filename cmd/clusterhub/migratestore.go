package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"needsbook/storage/hubdb"
)

// migrateStore moves a hub's records from its folder to PostgreSQL. The records in
// the folder stay as they are.
func migrateStore(c *call) error {
	from := c.flags.String("from", "", "the hub's `folder`")
	to := c.flags.String("to", "", "`address` of an empty PostgreSQL database (or CLUSTERHUB_STORE)")
	if err := c.parseOnly("from"); err != nil {
		return err
	}
	if *to == "" {
		*to = c.store
	}
	if *to == "" {
		return usageError("Give --to: address of an empty PostgreSQL database.")
	}
	if _, err := os.Stat(filepath.Join(*from, hubdb.FileName)); err != nil {
		return fmt.Errorf("there is no hub in %s. Nothing was moved", *from)
	}
	lock, err := hubdb.Take(c.ctx, *from) // no hub may serve it meanwhile
	if err != nil {
		return err
	}
	report, err := c.move(*from, *to)
	if err := errors.Join(err, lock.Release()); err != nil {
		return err
	}
	rows := int64(0)
	for _, m := range report {
		rows += m.Rows
	}
	return c.print(map[string]any{"tables": report, "rows": rows},
		"%d records moved; each is the same in both places, and every document was checked again.\nServe them with: clusterhub serve --data %s --store ADDRESS\nThe folder keeps the hub's key, and the records as they were.", rows, *from)
}

func (c *call) move(from, to string) ([]hubdb.Moved, error) {
	old, err := openHub(c.ctx, from, false)
	if err != nil {
		return nil, err
	}
	defer old.Close()
	if err := sound(c, old, "the records in the folder"); err != nil {
		return nil, err
	}
	db, err := hubdb.OpenPostgres(c.ctx, to)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	report, err := hubdb.Move(c.ctx, old.DB, db)
	if err != nil {
		return nil, fmt.Errorf("move the records: %w", err)
	}
	arrived := *old
	arrived.DB, arrived.Store = db, db
	if err := sound(c, &arrived, "what arrived"); err != nil {
		return nil, errors.Join(err, hubdb.Clear(c.ctx, db))
	}
	note := "The records of this hub were moved to PostgreSQL on " + time.Now().UTC().Format("2 January 2006, 15:04 UTC") +
		".\nServe them with --store. To go back to the records as they were before, take this file away.\n"
	if err := os.WriteFile(filepath.Join(from, movedFile), []byte(note), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("mark the folder as moved: %w", err), hubdb.Clear(c.ctx, db))
	}
	return report, nil
}

// sound goes through everything in a hub.
func sound(c *call, h *openedHub, what string) error {
	report, err := h.Verify(c.ctx)
	if err != nil {
		return fmt.Errorf("check %s: %w", what, err)
	}
	if n := len(report.Problems); n > 0 {
		return fmt.Errorf("%d things do not hold in %s: %s. Nothing was moved", n, what, strings.Join(report.Problems[:min(n, 5)], "; "))
	}
	return nil
}
