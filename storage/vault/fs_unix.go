//go:build unix

package vault

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

func (diskFS) Rename(from, to string) error { return os.Rename(from, to) }

// SyncDir makes changes to the folder's entries last. File systems that cannot
// do it for a folder say so with EINVAL or ENOTSUP, and do not need it.
func (diskFS) SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return nil
	}
	return err
}

// lockFile takes an exclusive lock without waiting; held means another has it.
// flock belongs to the open file, so a second handle of this process counts as
// another, and closing an unrelated handle does not drop the lock.
func lockFile(f *os.File) (held bool, err error) {
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

func unlockFile(f *os.File) error { return unix.Flock(int(f.Fd()), unix.LOCK_UN) }

func noSpace(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

func readOnlyMedium(err error) bool { return errors.Is(err, unix.EROFS) }
