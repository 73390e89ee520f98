package schooldb

import (
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"needsbook/app/desk"
	"needsbook/storage/vault"
)

// CopiesIn lists every copy of this very file in a folder, newest first, whatever its
// name; "" is the folder of the usual backups. A folder that is not there has none.
func (s *Store) CopiesIn(folder string) ([]desk.Copy, error) {
	if folder == "" {
		usual := s.vault.Backups()
		if len(usual) == 0 {
			return nil, nil
		}
		folder = filepath.Dir(usual[0].Path)
	}
	own, err := vault.Inspect(s.Path())
	if err != nil {
		return nil, fmt.Errorf("looking for copies: %w", err)
	}
	listed, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("looking for copies: %w", err)
	}
	var out []desk.Copy
	for _, f := range listed {
		path := filepath.Join(folder, f.Name())
		if f.IsDir() || filepath.Ext(path) != filepath.Ext(s.Path()) || path == s.Path() {
			continue
		}
		if i, err := vault.Inspect(path); err == nil && i.FileID == own.FileID {
			c := desk.Copy{Path: path, Size: i.Size}
			if info, err := f.Info(); err == nil {
				c.At = info.ModTime()
			}
			for _, b := range s.vault.Backups() {
				if filepath.Base(b.Path) == f.Name() {
					c.At = b.At // its name says when it was made, whatever the disk says
				}
			}
			out = append(out, c)
		}
	}
	// Of two made in one second the later has a number in its name, so a longer one.
	slices.SortFunc(out, func(a, b desk.Copy) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(len(b.Path), len(a.Path)), cmp.Compare(b.Path, a.Path))
	})
	return out, nil
}

// RemoveCopy deletes one copy of this very file; anything else is left alone.
func (s *Store) RemoveCopy(path string) error {
	own, err := vault.Inspect(s.Path())
	if err != nil {
		return fmt.Errorf("removing a copy: %w", err)
	}
	i, err := vault.Inspect(path)
	if err != nil || i.FileID != own.FileID || filepath.Clean(path) == filepath.Clean(s.Path()) {
		return fmt.Errorf("removing a copy: it is not a backup of this file")
	}
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("removing a copy: %w", err)
	}
	return nil
}

// Spots are where the file and what belongs to it lie on this computer, with their sizes.
func (s *Store) Spots() []desk.Spot {
	path := s.Path()
	out := []desk.Spot{{ID: "file", Path: path}, {ID: "lock", Path: path + ".lock"}}
	if own, err := vault.Inspect(path); err == nil {
		out = append(out, desk.Spot{ID: "papers", Path: filepath.Join(filepath.Dir(path), "Needsbook papers "+hex.EncodeToString(own.FileID[:4]))})
	}
	if usual := s.vault.Backups(); len(usual) > 0 {
		out = append(out, desk.Spot{ID: "backups", Path: filepath.Dir(usual[0].Path)})
	}
	for i := range out {
		out[i].Size = sizeOf(out[i].Path)
	}
	return out
}

// sizeOf is the size of a file, or of the files in a folder; -1 where there is none.
func sizeOf(path string) int64 {
	size := int64(-1)
	_ = filepath.WalkDir(path, func(_ string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return nil
		}
		if info, err := f.Info(); err == nil {
			size = max(size, 0) + info.Size()
		}
		return nil
	})
	return size
}
