package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"crypto/rand"
	"encoding/hex"
)

// errNotPlain is given for links, folders and devices.
var errNotPlain = errors.New("it is a link or no plain file")

// readPlain reads a plain file of at most limit bytes; links are not followed.
func readPlain(root *os.Root, name string, limit int64) ([]byte, error) {
	before, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, errNotPlain
	}
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	opened, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !os.SameFile(before, opened) {
		return nil, errNotPlain // exchanged for a link between the two looks
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > limit {
		return nil, fmt.Errorf("the file is larger than %d bytes", limit)
	}
	return b, nil
}

// writeWhole writes a file under another name first, so that nobody ever sees half.
func writeWhole(root *os.Root, name string, b []byte) error {
	var tail [6]byte
	rand.Read(tail[:])
	temp := ".needsbook-" + hex.EncodeToString(tail[:]) + ".tmp"
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}

func isPlain(root *os.Root, name string) bool {
	i, err := root.Lstat(name)
	return err == nil && i.Mode().IsRegular()
}

func removeIfThere(root *os.Root, name string) error {
	if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
