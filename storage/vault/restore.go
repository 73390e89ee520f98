package vault

import (
	"context"
	"os"
	"path/filepath"
)

// Restore puts the content of a backup in the place of the present one, under
// the present passphrase and recovery key, with its papers from the folder beside
// it. s is the backup's secret, which may
// be an older one. The present content goes to a backup first, whose path is
// before. A backup that is damaged, or newer than this program, is refused and
// nothing is changed.
func (v *Vault) Restore(ctx context.Context, src string, s Secret) (before string, err error) {
	c, err := readProven(ctx, src, s, v.o)
	if err != nil {
		return "", err
	}
	c.key.clear()
	v.papers.Lock()
	defer v.papers.Unlock()
	v.write.Lock()
	defer v.write.Unlock()
	if err := v.writable(); err != nil {
		return "", err
	}
	m, version, err := v.tryOut(ctx, c.image)
	if err != nil {
		return "", err
	}
	defer func() { m.close() }()
	b, err := v.autoBackup(ctx)
	if err != nil {
		return "", failed(err, "Nothing was restored, because no backup of the present content could be made first.")
	}
	if err := v.bringPapers(ctx, m, papersDir(src, c.header.fileID)); err != nil {
		return b.Path, rewriteError(v.path, "restored", err)
	}
	p := v.picture()
	p.save, p.when, p.why = v.save+1, v.o.Now(), "Restored "+filepath.Base(src)

	// From here to the end the new content is in memory, and View waits.
	v.mem.Lock()
	defer v.mem.Unlock()
	m, v.m = v.m, m
	if err = v.migrateMemory(ctx, version); err != nil {
		err = failed(err, "Nothing was restored: the backup's tables could not be brought up to date.")
	} else if p.image, err = v.m.serialize(); err == nil {
		if err = v.replace(p); err != nil {
			err = rewriteError(v.path, "restored", err)
		}
	}
	if err != nil {
		m, v.m = v.m, m
		return b.Path, err
	}
	v.stamp, v.spoiled, v.tidyAt = changeCounter(v.durable), false, v.tidyLimit()
	return b.Path, nil
}

// bringPapers puts beside the file the papers that the database m lists. A paper that
// the backup lacks does not stop a restore: Verify tells of it.
func (v *Vault) bringPapers(ctx context.Context, m *memory, from string) error {
	list, err := papersOf(ctx, m.conn)
	if err != nil {
		return err
	}
	_, err = carryPapers(ctx, v.o.FS, list, from, papersDir(v.path, v.header.fileID), true)
	return err
}

// tryOut starts SQLite with the image of a backup and checks it.
func (v *Vault) tryOut(ctx context.Context, image []byte) (m *memory, version int, err error) {
	if m, err = newMemory(image); err != nil {
		return nil, 0, insideDamaged(ctx, err)
	}
	if err = m.check(ctx); err != nil {
		err = insideDamaged(ctx, err)
	}
	if err == nil {
		if version, err = m.version(ctx); err == nil {
			err = newerTables(version, len(v.o.Migrations))
		}
	}
	if err != nil {
		m.close()
		return nil, 0, err
	}
	return m, version, nil
}

// Replace puts a copy of a backup, with its papers, in the place of a file that no longer opens.
// The damaged file is kept beside it under another name, kept. The file then
// opens with the backup's secrets; s is one of them.
func Replace(ctx context.Context, path, backup string, s Secret, o Options) (kept string, err error) {
	path, o, err = prepare(path, o)
	if err != nil {
		return "", err
	}
	found, papers, err := verify(ctx, backup, s, o)
	if err != nil {
		return "", err
	}
	l, err := takeLock(o, path, false)
	if err != nil {
		return "", err
	}
	defer l.Close()
	if o.FS.Exists(path) {
		kept = beside(path, "damaged "+o.Now().Format(fileTime))
		if err := copyFile(o.FS, path, kept); err != nil {
			return "", rewriteError(path, "replaced", err)
		}
	}
	next := path + newEnding
	_ = o.FS.Remove(next)
	if _, err = carryPapers(ctx, o.FS, papers, papersDir(backup, found.FileID), papersDir(path, found.FileID), true); err == nil {
		err = copyFile(o.FS, backup, next)
	}
	if err == nil {
		err = o.FS.Rename(next, path)
	}
	if err == nil {
		err = syncPath(o.FS, path)
	}
	if err != nil {
		return kept, rewriteError(path, "replaced", err)
	}
	return kept, nil
}

// copyFile copies a whole file to a new name, which must not be there yet.
func copyFile(fsys FS, from, to string) error {
	src, err := fsys.Open(from, os.O_RDONLY)
	if err != nil {
		return err
	}
	defer src.Close()
	size, err := src.Size()
	if err != nil {
		return err
	}
	return copyPart(fsys, src, 0, size, to)
}
