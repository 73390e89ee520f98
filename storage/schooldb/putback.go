package schooldb

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"needsbook/app/desk"
	"needsbook/storage/vault"
)

// losses are the reasons for which a file can only be put back from a backup.
var losses = []struct {
	reason error
	loss   desk.Loss
}{
	{vault.ErrTampered, desk.LostAltered},
	{vault.ErrDamaged, desk.LostDamaged},
	{vault.ErrNotOurs, desk.LostDamaged}, // what lies under the school's name is no school's file any more
	{fs.ErrNotExist, desk.LostMissing},
}

// Loss says whether an error of Open means that the file itself is lost.
func (f Files) Loss(err error) desk.Loss {
	for _, l := range losses {
		if errors.Is(err, l.reason) {
			return l.loss
		}
	}
	return desk.NotLost
}

// CopiesOf lists the backups of a file that is lost, newest first: those in the usual
// folder beside it, and in the other folders. No key is needed, so that nothing is proven
// of them before they are opened. Where the file still says which school's it is, only
// copies of that school are listed; otherwise those whose name begins as the file's does.
func (f Files) CopiesOf(path string, folders ...string) []desk.Copy {
	stem, ending := nameParts(path)
	usual := f.Options.BackupDir
	if usual == "" {
		usual = filepath.Join(filepath.Dir(path), stem+" backups")
	}
	of, known := [16]byte{}, false
	if file, err := vault.Inspect(path); err == nil {
		of, known = file.FileID, true
	}
	var out []desk.Copy
	seen := map[string]bool{}
	for _, folder := range append([]string{usual}, folders...) {
		if folder == "" {
			continue
		}
		for _, in := range []string{folder, filepath.Join(folder, stem+" backups")} {
			names, err := os.ReadDir(in)
			if err != nil {
				continue
			}
			for _, e := range names {
				at := filepath.Join(in, e.Name())
				if e.IsDir() || seen[at] || at == path || !strings.EqualFold(filepath.Ext(at), ending) {
					continue
				}
				seen[at] = true
				copied, err := vault.Inspect(at)
				if err != nil || known && copied.FileID != of || !known && !strings.HasPrefix(e.Name(), stem+" ") {
					continue
				}
				out = append(out, desk.Copy{Path: at, At: copyTime(at, e), Size: copied.Size})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b desk.Copy) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Path, a.Path)) })
	return out
}

// copyTimes are how the moment of a backup stands in its name.
var copyTimes = []string{"2006-01-02 15.04.05", "2006-01-02 150405"}

// copyTime is when a backup was made: as its name says, else as the disk says.
func copyTime(path string, e os.DirEntry) time.Time {
	name, _ := nameParts(path)
	for _, layout := range copyTimes {
		for at := 0; at+len(layout) <= len(name); at++ {
			if t, err := time.ParseInLocation(layout, name[at:at+len(layout)], time.Local); err == nil {
				return t
			}
		}
	}
	if about, err := e.Info(); err == nil {
		return about.ModTime()
	}
	return time.Time{}
}

func nameParts(path string) (stem, ending string) {
	name := filepath.Base(path)
	ending = filepath.Ext(name)
	return strings.TrimSuffix(name, ending), ending
}

// PutBack puts a backup in the place of a file that is damaged, altered or gone. What
// lay there is kept beside it under another name, kept. The file then opens with the
// secret of the backup.
func (f Files) PutBack(ctx context.Context, path, backup string, s desk.Secret) (kept string, err error) {
	return vault.Replace(ctx, path, backup, vaultSecret(s), f.Options)
}
