package shortlived

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Life is how long a page is kept: long enough for a slow viewer to read and print it.
const Life = 5 * time.Minute

// prefix is how the name of each folder begins.
const prefix = "needsbook-print-"

// Pages are the pages that were opened to be printed. The zero value is ready to use.
type Pages struct {
	In   string // the folder in which the folders of pages are made, "" for the usual one
	mine []string
}

func (p *Pages) in() string {
	if p.In != "" {
		return p.In
	}
	return os.TempDir()
}

// Write keeps a page under a name in a folder of its own and returns where.
func (p *Pages) Write(name string, page []byte) (string, error) {
	folder, err := os.MkdirTemp(p.in(), prefix) // which is this user's alone
	if err != nil {
		return "", err
	}
	p.mine = append(p.mine, folder)
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, page, 0o600); err != nil {
		return "", errors.Join(err, p.Clear())
	}
	return path, nil
}

// Clear overwrites and removes the pages that this program wrote. One that a viewer holds
// fast, as on Windows, is tried again at the next call and by Sweep.
func (p *Pages) Clear() error {
	var left []string
	var err error
	for _, folder := range p.mine {
		if e := wipe(folder); e != nil {
			left, err = append(left, folder), errors.Join(err, e)
		}
	}
	p.mine = left
	return err
}

// Sweep overwrites and removes every page that has had its time, also those that a
// program left that was killed. A younger one may belong to a program that is running.
func (p *Pages) Sweep(now time.Time) error {
	found, err := filepath.Glob(filepath.Join(p.in(), prefix+"*"))
	for _, folder := range found {
		at, e := os.Lstat(folder)
		if e == nil && at.IsDir() && now.Sub(at.ModTime()) >= Life {
			err = errors.Join(err, wipe(folder))
		}
	}
	return err
}

// wipe overwrites each page in a folder and removes the folder with all that is in it.
func wipe(folder string) error {
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, f := range files {
		if f.Type().IsRegular() {
			err = errors.Join(err, overwrite(filepath.Join(folder, f.Name())))
		}
	}
	return errors.Join(err, os.RemoveAll(folder))
}

// overwrite writes zeros over a file, on the disk before it is removed.
func overwrite(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	at, err := f.Stat()
	if err == nil {
		_, err = io.CopyN(f, zeros{}, at.Size())
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// zeros reads as zeros without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
