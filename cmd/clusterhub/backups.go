package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"needsbook/storage/hubdb"
	"needsbook/storage/hubdb/copies"
)

// backupKey makes the key that opens nightly copies. It is written where the person
// says and nowhere else.
func backupKey(c *call) error {
	to := c.flags.String("to", "", "a new `file` for the key, on a stick or where you keep keys")
	replace := c.flags.Bool("replace", false, "seal copies for a new key from now on; earlier copies still need the earlier one")
	if err := c.parse("to"); err != nil {
		return err
	}
	if c.store != "" {
		return hubdb.ErrNoCopies
	}
	h, err := c.open(false)
	if err == nil {
		err = h.Close()
	}
	if err != nil {
		return err
	}
	if within(c.folder, *to) {
		return errors.New("the key must not lie in the hub's own folder: whoever takes the hub would take it too. Nothing was made. Name a file elsewhere")
	}
	if copies.HasKey(c.folder) && !*replace {
		return errors.New("copies are sealed for a key already. Nothing was changed. With --replace a new one takes its place for the copies to come")
	}
	recipient, err := copies.MakeKey(c.folder, *to)
	if err != nil {
		return err
	}
	return c.print(map[string]any{"file": *to, "recipient": recipient},
		"The key is in %s. It is nowhere else: put it on two sticks or on paper, away from the hub, and take it off this machine.\nFrom tonight copies are sealed for %s.", *to, recipient)
}

// within reports whether a file lies in a folder or below it.
func within(folder, file string) bool {
	a, err := filepath.Abs(folder)
	b, err2 := filepath.Abs(file)
	if err != nil || err2 != nil {
		return true
	}
	rel, err := filepath.Rel(a, b)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// backupsFlag is the folder of copies, as serve takes it too.
func (c *call) backupsFlag() *string {
	return c.flags.String("backups", "", "`folder` for the copies of the records (backups in the hub's folder if left out)")
}

func listBackups(c *call) error {
	folder := c.backupsFlag()
	if err := c.parse(); err != nil {
		return err
	}
	if *folder == "" {
		*folder = copies.DefaultFolder(c.folder)
	}
	list, err := copies.List(*folder)
	if err != nil {
		return err
	}
	state, err := copies.ReadState(c.folder)
	if err != nil {
		return err
	}
	lines := []string{fmt.Sprintf("%d copies in %s.", len(list), *folder)}
	for _, one := range list {
		lines = append(lines, fmt.Sprintf("%-7s  %s  %8d KB  %s", one.Kind, one.Of.Format("2 Jan 2006 15:04"), (one.Bytes+1023)/1024, filepath.Base(one.Path)))
	}
	if c.store == "" && !copies.HasKey(c.folder) {
		lines = append(lines, sentence(copies.ErrNoKey.Error()))
	}
	lines = append(lines, checked("Last restored and gone through", state.Rehearsal), checked("The hub's own records, last gone through", state.Verified))
	if state.Failed != "" {
		lines = append(lines, "Wrong: the last copy could not be made, "+state.Failed)
	}
	facts := map[string]any{"folder": *folder, "copies": list, "sealed": copies.HasKey(c.folder), "state": state}
	if err := c.print(facts, "%s", strings.Join(lines, "\n")); err != nil {
		return err
	}
	if n := state.Alarms(); n > 0 {
		return fmt.Errorf("%d things were found wrong. Run clusterhub verify, and keep the copies that are here", n)
	}
	return nil
}

// checked puts one look through everything in words.
func checked(what string, k copies.Check) string {
	if k.At.IsZero() {
		return what + ": not yet."
	}
	words := fmt.Sprintf("%s: %s, %d documents", what, k.At.Format("2 Jan 2006 15:04"), k.Documents)
	if k.Copy != "" {
		words += ", from " + k.Copy
	}
	if len(k.Problems) == 0 {
		return words + ". Everything held."
	}
	return words + ". Wrong: " + strings.Join(k.Problems, "; ") + "."
}
