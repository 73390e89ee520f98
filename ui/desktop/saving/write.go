package saving

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
)

// FieldPath is the field that a refusal of Write is about.
const FieldPath = "path"

func refuse(words string) error { return &desk.Refusal{Field: FieldPath, Words: words} }

// Write makes a new file at a path: first under another name beside it, then, when
// all is written, under its own. It refuses a path where something stands already.
// A *desk.Refusal of write is passed on.
func Write(path string, write func(io.Writer) error) error {
	path = strings.TrimSpace(path)
	switch {
	case path == "":
		return refuse("Enter where the file is to be saved.")
	case !filepath.IsAbs(path):
		return refuse("Enter the whole path of the file, with its folder.")
	}
	if _, err := os.Lstat(path); err == nil {
		return refuse("There is a file of this name already. Choose another name, so that nothing is written over.")
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".needsbook-*")
	if err != nil {
		return refuse(why(err))
	}
	err = write(f)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err == nil {
		return nil
	}
	os.Remove(f.Name())
	var refusal *desk.Refusal
	if errors.As(err, &refusal) {
		return refusal
	}
	return refuse(why(err))
}

// why says in a sentence why a file could not be written.
func why(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "There is no such folder. Check the path, or choose another folder."
	case errors.Is(err, fs.ErrPermission):
		return "This folder may not be written to. Choose another one."
	}
	return "The file could not be written, and nothing was left behind. Check that there is room on the disk, or choose another folder."
}
