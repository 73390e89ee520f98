package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

func (c *call) outFlag() *string { return c.flags.String("out", "", "the `file` to write") }

// keepFile writes a document beside its name first, so that a document of that name
// is either the old one or the whole new one, and never the school's file.
func (c *call) keepFile(path string, content []byte, missing []string) error {
	if err := c.writeFile(path, content); err != nil {
		return err
	}
	c.warn(missing)
	return c.print(map[string]any{"file": path, "bytes": len(content)}, "%s (%d KB)", path, (len(content)+1023)/1024)
}

// writeFile is keepFile without a word about it.
func (c *call) writeFile(path string, content []byte) error {
	if same(path, c.file) {
		return refusal("--out names the school's own file. Nothing was written. Choose another name.")
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".needsctl-*")
	if err != nil {
		return cannotWrite(path)
	}
	_, err = f.Write(content)
	err = errors.Join(err, f.Sync(), f.Chmod(0o600), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return cannotWrite(path)
	}
	return nil
}

// warn says what a file does not show.
func (c *call) warn(missing []string) {
	for _, words := range missing {
		fmt.Fprintln(c.errs, words)
	}
}

func cannotWrite(path string) error {
	return refusal("The file " + path + " could not be written. Check that its folder is there, that you may write to it and that the disk is not full.")
}

// same reports whether two paths lead to one file.
func same(a, b string) bool {
	one, err1 := os.Stat(a)
	other, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(one, other)
}

// counted writes a number with its noun: 1 pupil, 3 pupils.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
