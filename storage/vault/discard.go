package vault

import (
	"errors"
	"path/filepath"
)

// Discard closes the vault and takes its file away with everything that belongs to
// it: the backups in the usual folder, the sealed papers, and the record of where it
// stood. Nothing of it can be opened any more. It is meant for a demo.
func (v *Vault) Discard() error {
	v.write.Lock()
	id := v.header.fileID
	v.write.Unlock()
	var away []string
	for _, b := range v.backups() {
		away = append(away, b.name)
	}
	for _, dir := range []string{papersDir(v.path, id), papersDir(filepath.Join(v.o.BackupDir, "x"), id)} {
		names, _ := v.o.FS.List(dir) // a folder that is not there holds nothing
		for _, name := range names {
			away = append(away, filepath.Join(dir, name))
		}
		away = append(away, dir)
	}
	if v.o.Anchors != "" {
		away = append(away, anchorPath(v.o, id))
	}
	away = append(away, v.path+lockEnding)
	if err := v.Close(); err != nil {
		return err
	}
	errs := []error{v.o.FS.Remove(v.path)}
	for _, name := range away {
		if v.o.FS.Exists(name) {
			errs = append(errs, v.o.FS.Remove(name))
		}
	}
	if left, err := v.o.FS.List(v.o.BackupDir); err == nil && len(left) == 0 {
		errs = append(errs, v.o.FS.Remove(v.o.BackupDir))
	}
	if err := errors.Join(errs...); err != nil {
		return failed(err, "Not all of %s could be taken away. Close other programs that may have it open, and remove the folder by hand.", filepath.Base(v.path))
	}
	return nil
}
