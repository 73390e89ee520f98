package saving

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Read reads a file that a person named, up to one byte more than most, so that
// whoever takes it can say that it is too large. A refusal is about FieldPath.
func Read(path string, most int64) ([]byte, error) {
	path = strings.TrimSpace(path)
	switch {
	case path == "":
		return nil, refuse("Choose a file, or type its path.")
	case !filepath.IsAbs(path):
		return nil, refuse("Enter the whole path of the file, with its folder.")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, refuse(whyNotRead(err))
	}
	defer f.Close()
	if at, err := f.Stat(); err != nil || !at.Mode().IsRegular() {
		return nil, refuse("This is not a file that can be read. Choose a file, not a folder.")
	}
	content, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, refuse(whyNotRead(err))
	}
	return content, nil
}

// whyNotRead says in a sentence why a file could not be read.
func whyNotRead(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "There is no file at this path. Check it, or choose the file with Browse."
	case errors.Is(err, fs.ErrPermission):
		return "This file may not be read by you. Copy it to a folder of your own, then choose the copy."
	}
	return "The file could not be read. If another program has it open, close it there and try again."
}

// Folder refuses a path at which there is no folder.
func Folder(path string) error {
	switch path = strings.TrimSpace(path); {
	case path == "":
		return refuse("Choose a folder, or type its path.")
	case !filepath.IsAbs(path):
		return refuse("Enter the whole path of the folder.")
	}
	if at, err := os.Stat(path); err != nil || !at.IsDir() {
		return refuse("There is no such folder. Check the path, or choose the folder with Browse.")
	}
	return nil
}
