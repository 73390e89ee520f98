package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"needsbook/app/register"
	"needsbook/storage/vault"
)

// canary is the surname of the pupils who were added, with a number behind it. It stands in
// notes, labels of steps, attachments and their names.
const canary = "Quillfeather"

// What every database of SQLite holds in plain text.
const formatOfSQLite, tableOfSQLite = "SQLite format 3", "CREATE TABLE"

// traces are what must be readable nowhere on the disk.
var traces = []string{canary, "Guardian of", "Noticed (y", "In class (y", formatOfSQLite, tableOfSQLite, register.MakeUPN(886, 9999, 30, 500)[1:9]}

// everyFile calls look with each file that the year has left on the disk; those of the hub
// hold no pupil's data and are looked at for names alone.
func (y *year) everyFile(look func(path string, d fs.DirEntry) error) error {
	return filepath.WalkDir(y.folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		return look(path, d)
	})
}

// leftovers finds files that an interrupted save or backup has left behind. The folder of
// temporary files is left out: a process that was killed cannot clear up there, and what
// it leaves is encrypted, which unreadable proves.
func (y *year) leftovers() error {
	return y.everyFile(func(path string, d fs.DirEntry) error {
		if strings.HasPrefix(path, filepath.Join(y.folder, "scratch")) {
			return nil
		}
		for _, ending := range []string{".new", ".part", ".tmp"} {
			if strings.HasSuffix(path, ending) && !strings.HasPrefix(path, filepath.Join(y.folder, "hub")) {
				return fmt.Errorf("%s was left behind", filepath.Base(path))
			}
		}
		return nil
	})
}

// unreadable looks for names and words of the school in every byte on the disk.
func (y *year) unreadable() error {
	return y.everyFile(func(path string, _ fs.DirEntry) error {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, trace := range traces {
			if (trace == formatOfSQLite || trace == tableOfSQLite) && strings.HasPrefix(path, filepath.Join(y.folder, "hub")) {
				continue // the hub's own database, which holds no pupil
			}
			if bytes.Contains(content, []byte(trace)) || bytes.Contains([]byte(path), []byte(trace)) {
				return fmt.Errorf("%q can be read in %s", trace, path)
			}
		}
		return nil
	})
}

// backupsHold looks at what backups there are by the rules, and reads each to its end.
func (y *year) backupsHold(ctx context.Context) error {
	folder := filepath.Join(filepath.Dir(y.file()), "school backups")
	names, err := filepath.Glob(filepath.Join(folder, "school *.needsbook"))
	if err != nil {
		return err
	}
	slices.Sort(names)
	// Ten newest, fourteen days, eight weeks: more than these together are never kept.
	if y.backups = len(names); y.backups < 2 || y.backups > 10+14+8 {
		return fmt.Errorf("there are %d backups", y.backups)
	}
	end := moment(y.weeks, y.edits, y.edits)
	for i, name := range names {
		const form = "2006-01-02 15.04.05"
		text := strings.TrimPrefix(filepath.Base(name), "school ")
		made, err := time.ParseInLocation(form, text[:min(len(form), len(text))], end.Location())
		if err != nil {
			return fmt.Errorf("the backup %s does not say when it was made", filepath.Base(name))
		}
		if end.Sub(made) > 90*24*time.Hour && i < len(names)-1 {
			return fmt.Errorf("the backup of %s is older than ninety days", made.Format(time.DateOnly))
		}
		r, err := vault.Verify(ctx, name, vault.Passphrase(passphrase))
		if err == nil {
			err = r.PapersProblem()
		}
		if err != nil {
			return fmt.Errorf("the backup of %s: %w", made.Format(time.DateOnly), err)
		}
	}
	return nil
}

// everyWork finds that every sort of work was done, and that not much of it was refused.
func (y *year) everyWork() error {
	var errs []error
	for _, name := range workNames() {
		done, no := y.ledger.names[name], y.ledger.no[name]
		if done == 0 && y.weeks >= 10 {
			errs = append(errs, fmt.Errorf("%q was never done: %s", name, y.ledger.why[name]))
		}
		if done > 0 && no > done && no > 10 {
			errs = append(errs, fmt.Errorf("%q was done %d times and refused %d times: %s", name, done, no, y.ledger.why[name]))
		}
	}
	return errors.Join(errs...)
}

// workNames are the names of every sort of work.
func workNames() (names []string) {
	for _, k := range daily {
		names = append(names, k.name)
	}
	for _, k := range appointed {
		names = append(names, k.name)
	}
	return names
}
