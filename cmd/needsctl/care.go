package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/storage/vault"
)

// care is the outcome of a check of a file or of a copy.
type care struct {
	desk.Verified
	Pages  int    `json:"pages"`
	Path   string `json:"path,omitempty"`   // of the copy
	Before string `json:"before,omitempty"` // where what was there before is kept
}

func (k care) text() string {
	if !k.OK {
		return strings.Join(k.Problems, "\n")
	}
	return fmt.Sprintf("Everything holds: %d pages, %s, %s, the newest of %s.", k.Pages, counted(k.Pupils, "pupil"), counted(k.Steps, "change"), k.Newest)
}

// check reads every byte of the open file and follows the chain of its journal.
func (c *call) check(d *desk.Desk) (care, error) {
	v, err := d.Verify(c.ctx, c.secret)
	if err != nil {
		return care{Verified: v}, err
	}
	pages, err := d.Keeper().Pages(c.ctx)
	return care{Verified: v, Pages: pages}, err
}

// verify is found wanting where anything does not hold, and where the file is too
// damaged to be opened.
func verify(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	err := c.withDesk(func(d *desk.Desk) error {
		k, err := c.check(d)
		if err != nil {
			return err
		}
		if err := c.print(k, "%s", k.text()); err != nil {
			return err
		}
		if !k.OK {
			return wanting("The file does not hold. Go back to the last good backup with: needsctl restore")
		}
		return nil
	})
	if !c.printed && (errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrTampered)) {
		k := care{Verified: desk.Verified{Problems: []string{desk.Words(err)}}}
		return errors.Join(c.print(k, "%s", k.text()), wanting("The file cannot be opened. Go back to the last good backup with: needsctl restore"))
	}
	return err
}

func backup(c *call) error {
	to := c.flags.String("to", "", "the `folder` for the copy; the usual one beside the file if left out")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		copied, err := d.BackUp(c.ctx, *to)
		if err != nil {
			return err
		}
		k, err := c.check(d)
		if err != nil {
			return err
		}
		k.Path, k.Size = copied.Path, copied.Size
		return c.print(k, "%d pupils copied to %s (%d KB) and checked.", k.Pupils, copied.Path, (copied.Size+1023)/1024)
	})
}

func backupTest(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		folder, err := os.MkdirTemp("", "needsctl-rehearsal-")
		if err != nil {
			return refusal("There is no room for a rehearsal. Make space on this computer's disk and try again.")
		}
		defer os.RemoveAll(folder)
		files := c.files
		files.Options.Anchors = "" // a rehearsal leaves no record on this computer
		copied, v, err := d.RehearseRestore(c.ctx, files, filepath.Join(folder, "rehearsal.needsbook"), c.secret)
		if err != nil {
			return err
		}
		k := care{Verified: v, Path: copied.Path}
		if err := c.print(k, "The backup %s was restored into a new file and read whole: %d pupils, %d changes, the newest of %s.", copied.Path, v.Pupils, v.Steps, v.Newest); err != nil {
			return err
		}
		if !v.OK {
			return wanting("The backup does not hold: " + strings.Join(v.Problems, " "))
		}
		return nil
	})
}

// restore puts a backup in place. A file that no longer opens is put beside it.
func restore(c *call) error {
	old := c.flags.String("backup-passphrase-file", "", "a `file` that holds the backup's passphrase, where it is another one (or NEEDSBOOK_BACKUP_PASSPHRASE)")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("file"); err != nil {
		return err
	}
	backup := c.words[0]
	if !there(backup) {
		return refusal("There is no backup " + backup + ". Nothing was changed.")
	}
	present, err := c.read(c.passphraseSource(), false)
	if err != nil {
		return err
	}
	secret := desk.Secret{Passphrase: present}
	c.secret = secret
	if *old != "" || c.env("NEEDSBOOK_BACKUP_PASSPHRASE") != "" {
		if secret.Passphrase, err = c.read(secretSource{"backup's passphrase", *old, "backup-passphrase-file", "NEEDSBOOK_BACKUP_PASSPHRASE"}, false); err != nil {
			return err
		}
	}
	if !there(c.file) {
		return c.replace(backup, secret)
	}
	opened := false
	err = c.openWith(c.secret, func(d *desk.Desk) error {
		opened = true
		before, err := d.Restore(c.ctx, backup, secret)
		if err != nil {
			return err
		}
		return c.printRestored(d, before)
	})
	if !opened && (errors.Is(err, vault.ErrDamaged) || errors.Is(err, vault.ErrTampered)) {
		return c.replace(backup, secret)
	}
	return err
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// replace puts a copy of a backup in place of a file that does not open. It then
// opens with the backup's secret.
func (c *call) replace(backup string, secret desk.Secret) error {
	kept, err := vault.Replace(c.ctx, c.file, backup, vault.Passphrase(secret.Passphrase), c.files.Options)
	if err != nil {
		return err
	}
	c.secret = secret
	return c.openWith(secret, func(d *desk.Desk) error {
		if err := d.PutBack(c.ctx); err != nil {
			return err
		}
		return c.printRestored(d, kept)
	})
}

func (c *call) printRestored(d *desk.Desk, before string) error {
	k, err := c.check(d)
	if err != nil {
		return err
	}
	k.Before = before
	words := "Restored. Sending to the cluster is on hold until needsctl summary release.\n" + k.text()
	if before != "" {
		words += "\nWhat was there before is kept in " + before + "."
	}
	return c.print(k, "%s", words)
}
