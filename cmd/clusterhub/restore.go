package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"needsbook/storage/hubdb/copies"
)

// restore puts a copy into a new folder. The folder gets its name only once
// everything in it was gone through.
func restore(c *call) error {
	from := c.flags.String("from", "", "the copy, a `file` from the folder of backups")
	to := c.flags.String("to", "", "a new `folder` for the hub")
	identity := c.flags.String("identity", "", "the `file` that opens a sealed copy, made by clusterhub backup-key")
	key := c.flags.String("key", "", "the hub's key, a `file`, for an hourly copy (hub.key of the hub it was made by)")
	if err := c.parseOnly("from", "to"); err != nil {
		return err
	}
	if err := mustBeFree(*to); err != nil {
		return err
	}
	parent := filepath.Dir(filepath.Clean(*to))
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	part, err := os.MkdirTemp(parent, ".restoring-")
	if err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	defer os.RemoveAll(part)
	if err := copies.Restore(*from, part, *identity, *key); err != nil {
		return err
	}
	report, err := verified(c.ctx, part, "what was restored")
	if err != nil {
		return err
	}
	if len(report.Problems) > 0 {
		return fmt.Errorf("this copy does not hold: %s. Nothing was restored. Take an earlier one", strings.Join(report.Problems, "; "))
	}
	if err := os.Remove(*to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take the empty folder's place: %w", err)
	}
	if err := os.Rename(part, *to); err != nil {
		return fmt.Errorf("name the folder: %w", err)
	}
	return c.print(map[string]any{"folder": *to, "documents": report.Documents, "audit_entries": report.Audit, "audit_head": report.AuditHead},
		"%d documents restored to %s, and all of it holds. Start it with: clusterhub serve --data %s\nSchools send again by themselves what came after this copy. Make a new key for nightly copies with: clusterhub backup-key",
		report.Documents, *to, *to)
}

func mustBeFree(folder string) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look into the folder: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s is not empty. Nothing was restored. Name a new folder", folder)
	}
	return nil
}
