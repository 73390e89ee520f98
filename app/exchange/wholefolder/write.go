package wholefolder

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Refusal says in a sentence why a folder was not written. Nothing was left behind.
type Refusal string

// Error returns the sentence.
func (r Refusal) Error() string { return string(r) }

// Plain returns the sentence, which is fit for a person.
func (r Refusal) Plain() string { return string(r) }

// Put writes one file of the folder. The name may have folders before it, parted by /.
type Put func(name string, content []byte) error

// Write makes the folder at path and fills it. A folder that is there already must be
// empty. When fill or the disk fails, nothing is left behind, and an error of fill is
// passed on.
func Write(path string, fill func(Put) error) error {
	path = filepath.Clean(path)
	inside, err := os.ReadDir(path)
	switch {
	case err == nil && len(inside) > 0:
		return Refusal("There is something in this folder already. Choose another name, so that nothing is written over.")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(path); err == nil {
			return Refusal("There is a file of this name already. Choose another name, so that nothing is written over.")
		}
		return why(err)
	}
	made, err := os.MkdirTemp(filepath.Dir(path), ".needsbook-*")
	if err != nil {
		return why(err)
	}
	defer os.RemoveAll(made) // nothing is there any more when all went well
	var disk error
	err = fill(func(name string, content []byte) error {
		disk = writeFile(made, filepath.FromSlash(name), content)
		return disk
	})
	switch {
	case disk != nil:
		return why(disk)
	case err != nil:
		return err
	}
	if inside != nil {
		if err := os.Remove(path); err != nil { // the empty folder
			return why(err)
		}
	}
	if err := os.Rename(made, path); err != nil {
		return why(err)
	}
	return nil
}

func writeFile(folder, name string, content []byte) error {
	if !filepath.IsLocal(name) {
		return fs.ErrInvalid
	}
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

// why says in a sentence what the disk said.
func why(err error) Refusal {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "There is no such folder to write in. Check the path, or choose another folder."
	case errors.Is(err, fs.ErrPermission):
		return "This folder may not be written to. Choose another one."
	}
	return "The folder could not be written, and nothing was left behind. Check that there is room on the disk, or choose another folder."
}
