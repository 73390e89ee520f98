package copies

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Kind is a kind of copy.
type Kind string

// Kinds of copy.
const (
	Hourly  Kind = "hourly"  // the records as a plain SQLite file, for this machine alone
	Nightly Kind = "nightly" // the records and the hub's key, sealed
)

// kinds says how many copies of a kind are kept and what they are called.
var kinds = map[Kind]struct {
	keep         int
	stamp, after string // the time in the name, and what follows it
}{
	Hourly:  {24, "2006-01-02T15Z", ".db"},
	Nightly: {35, "2006-01-02", ".tar.gz.age"},
}

// half marks a copy that is being written. It counts for nothing.
const half = ".part"

// Copy is one copy in a folder.
type Copy struct {
	Kind  Kind      `json:"kind"`
	Of    time.Time `json:"of"` // the hour or day it was made in, UTC
	Path  string    `json:"path"`
	Bytes int64     `json:"bytes"`
}

// name is what a copy is called.
func (k Kind) name(of time.Time) string {
	return string(k) + "-" + of.UTC().Format(kinds[k].stamp) + kinds[k].after
}

func parseName(name string) (kind Kind, of time.Time, ok bool) {
	before, rest, _ := strings.Cut(name, "-")
	kind = Kind(before)
	k, known := kinds[kind]
	stamp, whole := strings.CutSuffix(rest, k.after)
	of, err := time.Parse(k.stamp, stamp)
	return kind, of, known && whole && err == nil
}

// List returns the whole copies in a folder, the newest first. What else lies there is
// passed over.
func List(folder string) ([]Copy, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the folder of copies: %w", err)
	}
	list := []Copy{}
	for _, e := range entries {
		kind, of, ok := parseName(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		list = append(list, Copy{kind, of, filepath.Join(folder, e.Name()), info.Size()})
	}
	slices.SortStableFunc(list, func(a, b Copy) int { return cmp.Or(b.Of.Compare(a.Of), cmp.Compare(a.Kind, b.Kind)) })
	return list, nil
}

// newest returns the newest copy of a kind.
func newest(list []Copy, kind Kind) (Copy, bool) {
	i := slices.IndexFunc(list, func(c Copy) bool { return c.Kind == kind })
	if i < 0 {
		return Copy{}, false
	}
	return list[i], true
}

// write makes a file whole or not at all: under another name first, on disk before it
// gets its own.
func write(path string, fill func(part string) error) error {
	part := path + half
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take away what a broken-off copy left: %w", err)
	}
	if err := fill(part); err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	if err := os.Rename(part, path); err != nil {
		return errors.Join(fmt.Errorf("name the copy: %w", err), removeIfThere(part))
	}
	return syncFolder(filepath.Dir(path))
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFolder makes new names in a folder outlive a power cut. Not every system has it.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return nil
	}
	d.Sync()
	return d.Close()
}

// rotate takes the oldest copies of a kind away, once there are more than are kept.
func rotate(folder string, kind Kind) error {
	list, err := List(folder)
	if err != nil {
		return err
	}
	seen := 0
	for _, c := range list {
		if c.Kind != kind {
			continue
		}
		if seen++; seen > kinds[kind].keep {
			err = errors.Join(err, os.Remove(c.Path))
		}
	}
	return err
}
