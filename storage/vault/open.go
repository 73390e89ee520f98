package vault

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Create makes a new file with a passphrase and returns it open, with the
// recovery key to be printed: it is not kept anywhere. A file that is there
// already is refused with ErrExists, a weak passphrase with ErrWeak.
func Create(ctx context.Context, path, passphrase string, o Options) (*Vault, string, error) {
	path, o, err := prepare(path, o)
	if err != nil {
		return nil, "", err
	}
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, "", err
	}
	if err := refuseExisting(o.FS, path); err != nil {
		return nil, "", err
	}
	v := &Vault{o: o, path: path}
	if v.lock, err = takeLock(o, path, false); err != nil {
		return nil, "", err
	}
	recovery, err := v.create(ctx, passphrase)
	if err != nil {
		v.release()
		return nil, "", err
	}
	return v, recovery, nil
}

func (v *Vault) create(ctx context.Context, passphrase string) (recovery string, err error) {
	if err := refuseExisting(v.o.FS, v.path); err != nil {
		return "", err // someone was quicker to the lock
	}
	v.header = header{epoch: 1, created: v.o.Now()}
	for _, b := range [][]byte{v.header.fileID[:], v.header.salt[:]} {
		if _, err := io.ReadFull(v.o.Random, b); err != nil {
			return "", fmt.Errorf("make a file's name: %w", err)
		}
	}
	keys, recovery, err := newKeys(v.header.fileID, passphrase, v.o)
	if err != nil {
		return "", err
	}
	v.key, v.header.slots, v.sealTo = keys.key, keys.slots, keys.sealTo
	if v.m, err = newMemory(nil); err != nil {
		return "", err
	}
	if err := v.migrateMemory(ctx, 0); err != nil {
		return "", err
	}
	if v.durable, err = v.m.serialize(); err != nil {
		return "", err
	}
	v.stamp = changeCounter(v.durable)
	v.when, v.why = v.o.Now(), "New file"

	next := v.path + newEnding
	w, err := v.picture().write(v.o, next)
	if err == nil {
		if err = v.o.FS.Rename(next, v.path); err != nil {
			_ = v.o.FS.Remove(next)
		} else {
			err = syncPath(v.o.FS, v.path)
		}
	}
	v.log = &appender{fs: v.o.FS, path: v.path, seals: writer{random: v.o.Random}}
	if err == nil {
		err = v.log.reopen(w, v.header, v.key)
	}
	if err != nil {
		return "", rewriteError(v.path, "made", err)
	}
	v.tidyAt = v.tidyLimit()
	v.remember()
	return recovery, nil
}

// Open opens a file with its passphrase or recovery key, brings its tables up to
// date and makes the backup that is due. The Report says what was found; show
// its Notices. Only one opener at a time is let in.
func Open(ctx context.Context, path string, s Secret, o Options) (*Vault, Report, error) {
	path, o, err := prepare(path, o)
	if err != nil {
		return nil, Report{}, err
	}
	v := &Vault{o: o, path: path, log: &appender{fs: o.FS, path: path, seals: writer{random: o.Random}}}
	r, err := v.open(ctx, s)
	if err != nil {
		v.release()
		return nil, r, err
	}
	return v, r, nil
}

func (v *Vault) open(ctx context.Context, s Secret) (r Report, err error) {
	// What the lock may be depends on whether the file can be written to; what
	// the name leads to is certain only under the lock. So it is opened twice.
	f, readOnly, err := openFile(v.o.FS, v.path)
	if err != nil {
		return r, err
	}
	_ = f.Close()
	elsewhere := openElsewhere(v.o, v.path)
	if v.lock, err = takeLock(v.o, v.path, readOnly); err != nil {
		return r, err
	}
	if v.log.f, v.readOnly, err = openFile(v.o.FS, v.path); err != nil {
		return r, err
	}
	file, err := readFile(v.o.FS, v.path)
	if err != nil {
		return r, err
	}
	c, err := readContent(file, s)
	if err != nil {
		return r, err
	}
	v.take(c)
	r = c.report(v.path, v.o)
	r.ReadOnly, r.NotLocked = v.readOnly, v.lock == nil
	if v.m, err = newMemory(v.durable); err == nil {
		err = v.m.check(ctx)
	}
	if err != nil {
		return r, insideDamaged(ctx, err)
	}
	if r.Version, err = v.m.version(ctx); err != nil {
		return r, err
	}
	if err := newerTables(r.Version, len(v.o.Migrations)); err != nil {
		return r, err
	}
	if !v.readOnly {
		_ = v.o.FS.Remove(v.path + newEnding) // what an interrupted rewrite left
		v.clearPapers()
		v.clearParts(v.o.BackupDir)
	}
	r.Papers = v.lookForPapers(ctx)
	r.Siblings = v.lookBeside(c)
	if elsewhere != "" {
		r.Warnings = append(r.Warnings, elsewhere)
	}
	return r, v.ready(ctx, c, &r)
}

// take makes a file's content the vault's state.
func (v *Vault) take(c *content) {
	v.header, v.key, v.sealTo, v.durable = c.header, c.key, c.sealsTo, c.image
	v.opened = c.openedWith()
	v.save, v.when, v.why = c.save, c.when, c.why
	v.stamp = changeCounter(v.durable)
	end := c.point()
	v.log.seals.aead = c.key.frames(c.header.salt[:])
	v.log.seals.chain, v.log.seals.seq = end.chain, end.seq
	v.log.start, v.log.tail, v.log.last = c.snapEnd, c.tail, c.last
	v.tidyAt = v.tidyLimit()
}

// ready does what a file needs before it can be worked on.
func (v *Vault) ready(ctx context.Context, c *content, r *Report) error {
	outdated := r.Version < len(v.o.Migrations)
	if v.readOnly {
		if outdated {
			return because(ErrReadOnly, nil, fmt.Sprintf("%s was made by an older Needsbook and has to be brought up to date, but this computer may not write to it. Copy it to a folder of your own and open it there.", filepath.Base(v.path)))
		}
		return nil
	}
	if c.torn > 0 {
		if err := v.cut(c.torn, r); err != nil {
			return err
		}
	}
	if outdated {
		if err := v.migrate(ctx, r); err != nil {
			return err
		}
	}
	if !v.o.noBackups && r.Backup == nil && v.backupDue() {
		b, err := v.autoBackup(ctx)
		if err != nil {
			r.Warnings = append(r.Warnings, err.Error())
		} else {
			r.Backup = &b
		}
	}
	// A damaged copy of the header is mended by writing the file afresh.
	if r.HeaderCopy != "" {
		if err := v.compact(); err != nil {
			r.Warnings = append(r.Warnings, rewriteError(v.path, "mended", err).Error())
			if v.broken != nil {
				return v.broken
			}
		}
	}
	if !r.Stale || outdated {
		v.remember()
	}
	return nil
}

// cut takes off the bytes after the last whole change, and keeps them aside.
func (v *Vault) cut(n int64, r *Report) error {
	aside := beside(v.path, "cut off "+v.o.Now().Format(fileTime))
	if err := copyPart(v.o.FS, v.log.f, v.log.tail, n, aside); err != nil {
		r.Warnings = append(r.Warnings, fmt.Sprintf("The cut-off part could not be kept in a file of its own: %v.", err))
	} else {
		r.KeptTail = aside
	}
	err := v.log.f.Truncate(v.log.tail)
	if err == nil {
		err = v.log.f.Sync()
	}
	if err != nil {
		return broken(v.path, err)
	}
	return nil
}

// copyPart copies n bytes of f to a new file.
func copyPart(fsys FS, f File, from, n int64, name string) error {
	if err := refuseExisting(fsys, name); err != nil {
		return err
	}
	out, err := fsys.Open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.NewOffsetWriter(out, 0), io.NewSectionReader(f, from, n))
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// prepare fills in the options and finds the file's real place.
func prepare(path string, o Options) (string, Options, error) {
	if o.FS == nil {
		if full, err := filepath.Abs(path); err == nil {
			path = full
		}
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
	}
	o, err := o.withDefaults(path)
	return path, o, err
}

// openFile opens a file to write or, where that is not allowed, to read.
func openFile(fsys FS, path string) (f File, readOnly bool, err error) {
	f, err = fsys.Open(path, os.O_RDWR)
	if errors.Is(err, fs.ErrPermission) || readOnlyMedium(err) {
		f, err = fsys.Open(path, os.O_RDONLY)
		readOnly = true
	}
	if err != nil {
		return nil, false, cannotOpen(path, err)
	}
	return f, readOnly, nil
}

func refuseExisting(fsys FS, path string) error {
	if !fsys.Exists(path) {
		return nil
	}
	return because(ErrExists, nil, fmt.Sprintf("There is already a file called %s in that folder. It was not touched. Choose another name.", filepath.Base(path)))
}

func insideDamaged(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return because(ErrDamaged, err, "The file was read whole, but the database inside does not hold together. Nothing has been changed. Open a backup, and keep this file until you have checked it.")
}

func newerTables(version, ours int) error {
	if version <= ours {
		return nil
	}
	return because(ErrNewer, nil, fmt.Sprintf("The file was last used with a newer Needsbook (its tables are version %d, this program knows %d). Nothing has been changed. Update Needsbook to open it.", version, ours))
}

// Status is what can be said of an open file at any time.
type Status struct {
	Path     string
	Size     int64 // bytes on the disk
	Save     uint64
	LastSave time.Time
	ReadOnly bool
	Broken   error  // why nothing more is written, or nil
	Warning  string // a sentence, such as why the file could not be tidied up
}

// Status says how the file stands.
func (v *Vault) Status() Status {
	v.write.Lock()
	defer v.write.Unlock()
	s := Status{Path: v.path, Save: v.save, LastSave: v.when, ReadOnly: v.readOnly, Broken: v.broken, Warning: v.warning}
	if v.log != nil {
		s.Size = v.log.tail
	}
	return s
}
