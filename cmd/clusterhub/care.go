package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
)

func verify(c *call) error {
	if err := c.parse(); err != nil {
		return err
	}
	return c.withHub(func(in inbox.Inbox) error {
		report, err := in.Verify(c.ctx)
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("%d documents (%d purged, %d without their predecessor), %d audit entries ending in %.16s.",
			report.Documents, report.Purged, report.Gaps, report.Audit, report.AuditHead)}
		for _, a := range report.Alarms {
			lines = append(lines, "Alarm: "+a)
		}
		for _, p := range report.Problems {
			lines = append(lines, "Wrong: "+p)
		}
		if len(report.Problems) == 0 {
			lines = append(lines, "Everything holds.")
		}
		if err := c.print(report, "%s", strings.Join(lines, "\n")); err != nil {
			return err
		}
		if n := len(report.Problems); n > 0 {
			return fmt.Errorf("%d things do not hold. Stop the hub, keep this folder as it is, and go back to the last good backup", n)
		}
		return nil
	})
}

// backup copies the hub while it works, then opens the copy and checks all of it.
func backup(c *call) error {
	to := c.flags.String("to", "", "a new `folder` for the copy")
	if err := c.parse("to"); err != nil {
		return err
	}
	if _, err := os.Stat(*to); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is there already. Nothing was copied. Name a new folder", *to)
	}
	if c.store != "" {
		return hubdb.ErrNoCopies
	}
	h, err := c.open(false)
	if err != nil {
		return err
	}
	err = func() error {
		if err := os.MkdirAll(*to, 0o700); err != nil {
			return fmt.Errorf("make the folder for the copy: %w", err)
		}
		if err := h.Backup(c.ctx, filepath.Join(*to, hubdb.FileName)); err != nil {
			return err
		}
		key, err := os.ReadFile(filepath.Join(c.folder, keyFile))
		if err != nil {
			return fmt.Errorf("read the hub's key: %w", err)
		}
		return os.WriteFile(filepath.Join(*to, keyFile), key, 0o600)
	}()
	if err := errors.Join(err, h.Close()); err != nil {
		return errors.Join(err, os.RemoveAll(*to)) // half a copy is none
	}
	report, err := verified(c.ctx, *to, "the copy")
	if err != nil {
		return err
	}
	if len(report.Problems) > 0 {
		return fmt.Errorf("the copy does not hold: %s. Run clusterhub verify on the hub itself", strings.Join(report.Problems, "; "))
	}
	return c.print(map[string]any{"folder": *to, "documents": report.Documents, "audit_head": report.AuditHead},
		"%d documents copied to %s and checked. The folder holds the hub's secret key: keep it as you keep keys.", report.Documents, *to)
}

// verified opens the hub in a folder, goes through all of it and closes it again. what
// names the folder in an error.
func verified(ctx context.Context, folder, what string) (inbox.Report, error) {
	h, err := openHub(ctx, folder, false)
	if err != nil {
		return inbox.Report{}, fmt.Errorf("open %s: %w", what, err)
	}
	report, err := h.Verify(ctx)
	if err := errors.Join(err, h.Close()); err != nil {
		return report, fmt.Errorf("check %s: %w", what, err)
	}
	return report, nil
}
