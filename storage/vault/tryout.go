package vault

import (
	"context"
	"path/filepath"
)

// TryOut restores a backup of this file into a new file in a folder, with the key that the
// open file has, and returns that file open: its tables are brought up to date as a restore
// would. The papers are not copied: Rehearse reads them where they lie. Nothing is kept in
// the folder of backups nor in this computer's memory of files. The caller closes the new
// file and removes the folder. A copy from before a passphrase was changed is ErrWrongKey.
func (v *Vault) TryOut(ctx context.Context, backup, folder string) (*Vault, error) {
	v.write.Lock()
	if v.key == nil {
		v.write.Unlock()
		return nil, v.closedError()
	}
	key := *v.key
	v.write.Unlock()
	defer key.clear()
	path := filepath.Join(folder, "rehearsal"+filepath.Ext(v.path))
	if err := copyFile(v.o.FS, backup, path); err != nil {
		return nil, failed(err, "The backup could not be restored into a throw-away file. Make space on this computer's disk and try again.")
	}
	o := v.o
	o.BackupDir, o.Anchors, o.noBackups = filepath.Join(folder, "backups"), "", true
	out := &Vault{o: o, path: path, log: &appender{fs: o.FS, path: path, seals: writer{random: o.Random}}}
	if err := out.openKnown(ctx, &key); err != nil {
		out.release()
		return nil, err
	}
	return out, nil
}

// openKnown opens a file with a key that is known already.
func (v *Vault) openKnown(ctx context.Context, k *dataKey) (err error) {
	if v.lock, err = takeLock(v.o, v.path, false); err != nil {
		return err
	}
	if v.log.f, _, err = openFile(v.o.FS, v.path); err != nil {
		return err
	}
	c, err := readKnown(ctx, v.path, k, v.o)
	if err != nil {
		return err
	}
	v.take(c)
	if v.m, err = newMemory(v.durable); err == nil {
		err = v.m.check(ctx)
	}
	if err != nil {
		return insideDamaged(ctx, err)
	}
	r := Report{Migrated: -1}
	if r.Version, err = v.m.version(ctx); err != nil {
		return err
	}
	if err := newerTables(r.Version, len(v.o.Migrations)); err != nil {
		return err
	}
	return v.ready(ctx, c, &r)
}
