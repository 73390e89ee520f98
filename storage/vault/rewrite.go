package vault

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const (
	newEnding = ".new"  // an unfinished rewrite; removed when the file is next opened
	tidyFloor = 8 << 20 // bytes of changes below which tidying is not worth it

	// busy is the number of changes after which Close tidies up and makes a backup.
	busy = 50
)

// picture is the whole file as it would be written now, in the same epoch.
func (v *Vault) picture() picture {
	return picture{header: v.header, key: v.key, sealTo: v.sealTo, image: v.durable, save: v.save, when: v.when, why: v.why}
}

// replace writes a whole new file and gives it the file's name. When it returns
// nil the new file is on the disk and is the one that is open. After an error
// the old file is still there, unless the error is ErrBroken.
func (v *Vault) replace(p picture) error {
	if err := v.log.fence(); err != nil {
		return err
	}
	p.header.epoch++
	if err := p.freshSalt(v.o.Random); err != nil {
		return err
	}
	next := v.path + newEnding
	w, err := p.write(v.o, next)
	if err != nil {
		return err
	}
	_ = v.log.f.Close() // Windows does not replace a file that is open
	if err := v.o.FS.Rename(next, v.path); err != nil {
		_ = v.o.FS.Remove(next)
		f, again := v.o.FS.Open(v.path, os.O_RDWR)
		if again != nil {
			v.broken = broken(v.path, errors.Join(err, again))
			return v.broken
		}
		v.log.f = f
		return err
	}
	err = syncPath(v.o.FS, v.path)
	if err == nil {
		err = v.log.reopen(w, p.header, p.key)
	}
	if err != nil {
		v.broken = broken(v.path, err)
		return v.broken
	}
	v.header, v.key, v.sealTo, v.durable = p.header, p.key, p.sealTo, p.image
	v.save, v.when, v.why = p.save, p.when, p.why
	v.remember()
	return nil
}

// Compact writes the file afresh without the older changes, so that nothing of
// what was erased is left in it. It needs free space of the file's size.
func (v *Vault) Compact() error {
	v.write.Lock()
	defer v.write.Unlock()
	if err := v.writable(); err != nil {
		return err
	}
	if err := v.compact(); err != nil {
		return rewriteError(v.path, "tidied up", err)
	}
	return nil
}

func (v *Vault) compact() error {
	if err := v.replace(v.picture()); err != nil {
		return err
	}
	v.tidyAt, v.warning = v.tidyLimit(), ""
	return nil
}

func (v *Vault) tidyLimit() int64 { return max(tidyFloor, v.log.start) }

// tidy compacts when the changes take more room than the picture. A failure is
// a warning, never a lost change, and is tried again when the file has doubled.
func (v *Vault) tidy() {
	changes := v.log.tail - v.log.start
	if changes < v.tidyAt {
		return
	}
	if err := v.compact(); err != nil {
		v.tidyAt = 2 * changes
		v.warning = rewriteError(v.path, "tidied up", err).Error()
	}
}

// lastDuties tidies up and makes a backup after a busy session.
func (v *Vault) lastDuties() error {
	if v.readOnly || v.broken != nil || v.commits < busy {
		return nil
	}
	var errs []error
	if v.log.tail > v.log.start {
		if err := v.compact(); err != nil {
			errs = append(errs, rewriteError(v.path, "tidied up", err))
		}
	}
	if !v.o.noBackups {
		_, err := v.autoBackup(context.Background())
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// rewriteError says why the file could not be written afresh; done is what was
// to be done with it.
func rewriteError(path, done string, err error) error {
	name := filepath.Base(path)
	switch {
	case errors.Is(err, ErrBroken):
		return err
	case errors.Is(err, ErrFenced):
		return because(ErrFenced, err, fmt.Sprintf("%s was changed by another program or computer while it was open here, so it was not %s. Close the file and open it again.", name, done))
	case noSpace(err) || errors.Is(err, ErrFull):
		return because(ErrFull, err, fmt.Sprintf("%s was not %s, because the disk has no space for a second copy. Nothing was lost. Make some space and try again.", name, done))
	}
	return failed(err, "%s was not %s, because a new copy could not be written beside it. Nothing was lost. Check that you may write to its folder.", name, done)
}
