package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Mirror sees to it that a second folder holds the newest automatic backup, with the
// papers that it lists, read back and compared, and removes there the backups of this
// file that are past keeping. Nothing else in the folder is touched. Where there is no
// backup that the present keys open, one is made first. A folder that is not there is
// ErrNoFolder: a stick that is not plugged in is no place to make a folder.
func (v *Vault) Mirror(ctx context.Context, folder string) (BackupInfo, error) {
	v.papers.Lock()
	defer v.papers.Unlock()
	v.write.Lock()
	defer v.write.Unlock()
	if v.key == nil {
		return BackupInfo{}, v.closedError()
	}
	if err := v.secondFolder(folder); err != nil {
		return BackupInfo{}, err
	}
	v.clearParts(folder)
	newest, c, err := v.newestBackup(ctx)
	if err != nil {
		return BackupInfo{}, err
	}
	papers, err := papersInside(ctx, c.image)
	if err != nil {
		return BackupInfo{}, backupError(newest.name, err)
	}
	dst := filepath.Join(folder, filepath.Base(newest.name))
	b := BackupInfo{Path: dst, Save: c.save, At: newest.when}
	if b.Papers, err = carryPapers(ctx, v.o.FS, papers, papersDir(newest.name, v.header.fileID), papersDir(dst, v.header.fileID), false); err == nil {
		b.Size, err = v.copyChecked(newest.name, dst)
	}
	if err != nil {
		return b, backupError(dst, err)
	}
	kept := v.backupsIn(folder)
	v.prune(kept)
	v.pruneErased(v.backupsIn(folder))
	return b, nil
}

// MirrorState is the newest backup of this file in a second folder; the zero
// BackupInfo when there is none. It looks and reads nothing.
func (v *Vault) MirrorState(folder string) (BackupInfo, error) {
	v.write.Lock()
	defer v.write.Unlock()
	if v.key == nil {
		return BackupInfo{}, v.closedError()
	}
	if err := v.secondFolder(folder); err != nil {
		return BackupInfo{}, err
	}
	for _, f := range v.backupsIn(folder) {
		if i, err := inspect(v.o.FS, f.name); err == nil && i.FileID == v.header.fileID {
			return BackupInfo{Path: f.name, At: f.when, Size: i.Size}, nil
		}
	}
	return BackupInfo{}, nil
}

// secondFolder refuses a folder that is not there or that is the first one.
func (v *Vault) secondFolder(folder string) error {
	if _, err := v.o.FS.List(folder); folder == "" || err != nil {
		return because(ErrNoFolder, err, fmt.Sprintf("The second folder for backups, %s, cannot be reached. The first folder is not affected. Plug the stick in or connect the network drive, or choose another folder.", folder))
	}
	if filepath.Clean(folder) == filepath.Clean(v.o.BackupDir) {
		return because(ErrExists, nil, "The second folder for backups is the same as the first. Choose one on another disk.")
	}
	return nil
}

// newestBackup reads the newest automatic backup, or makes one when there is none or
// the present keys do not open it.
func (v *Vault) newestBackup(ctx context.Context) (datedFile, *content, error) {
	if all := v.backups(); len(all) > 0 {
		c, err := readKnown(ctx, all[0].name, v.key, v.o)
		if err == nil && c.torn == 0 && c.badCopy == "" {
			return all[0], c, nil
		}
		if ctx.Err() != nil {
			return all[0], nil, ctx.Err()
		}
	}
	b, err := v.autoBackup(ctx)
	if err != nil {
		return datedFile{}, nil, err
	}
	c, err := readKnown(ctx, b.Path, v.key, v.o)
	return datedFile{b.Path, b.At}, c, err
}

// papersInside lists the papers of a database image.
func papersInside(ctx context.Context, image []byte) ([]paper, error) {
	m, err := newMemory(image)
	if err != nil {
		return nil, err
	}
	defer m.close()
	if err := m.check(ctx); err != nil {
		return nil, err
	}
	return papersOf(ctx, m.conn)
}

// copyChecked copies a file byte for byte and reads the copy back, before it gets its
// name. A copy that is there already is only compared.
func (v *Vault) copyChecked(from, to string) (size int64, err error) {
	want, err := readFile(v.o.FS, from)
	if err != nil {
		return 0, err
	}
	same := func(name string) error {
		got, err := readFile(v.o.FS, name)
		if err == nil && !bytes.Equal(got, want) {
			err = fmt.Errorf("the copy does not read back as it was written")
		}
		return err
	}
	if v.o.FS.Exists(to) && same(to) == nil {
		return int64(len(want)), nil
	}
	part := to + partEnding
	f, err := v.o.FS.Open(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return 0, err
	}
	_, err = f.WriteAt(want, 0)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = same(part)
	}
	if err == nil {
		err = v.o.FS.Rename(part, to)
	}
	if err != nil {
		return 0, errors.Join(err, v.o.FS.Remove(part))
	}
	return int64(len(want)), syncPath(v.o.FS, to)
}
