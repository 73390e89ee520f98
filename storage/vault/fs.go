package vault

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"time"
)

// FS is the part of a file system that a vault needs. The computer's own is
// used unless Options say otherwise; tests put a simulated disk in its place.
type FS interface {
	Open(name string, flag int) (File, error) // flags as for os.OpenFile
	Rename(from, to string) error             // replaces to
	Remove(name string) error
	SyncDir(dir string) error // makes creates, renames and removes in dir last
	MkdirAll(dir string) error
	List(dir string) ([]string, error) // names, sorted
	Exists(name string) bool
	Same(f File, name string) bool // name still leads to the file open as f
	// Lock takes the opener's lock on a file and writes note into it. With an
	// empty note nothing is created or written. When someone else holds it the
	// error is a *LockedError.
	Lock(name, note string) (io.Closer, error)
}

// File is an open file.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
	Size() (int64, error)
}

// LockedError says who holds an opener's lock.
type LockedError struct{ Note string }

func (e *LockedError) Error() string { return "locked: " + e.Note }

// Unwrap gives ErrInUse.
func (e *LockedError) Unwrap() error { return ErrInUse }

type diskFS struct{}

type diskFile struct{ *os.File }

func (f diskFile) Size() (int64, error) {
	st, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return st.Size(), nil
}

// Open opens a file. A new file belongs to the person alone.
func (diskFS) Open(name string, flag int) (File, error) {
	f, err := os.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err
	}
	return diskFile{f}, nil
}

func (diskFS) Remove(name string) error  { return os.Remove(name) }
func (diskFS) MkdirAll(dir string) error { return os.MkdirAll(dir, 0o700) }

func (diskFS) Exists(name string) bool {
	_, err := os.Lstat(name)
	return !errors.Is(err, fs.ErrNotExist)
}

func (diskFS) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	sort.Strings(names)
	return names, nil
}

func (diskFS) Same(f File, name string) bool {
	ours, err := f.(diskFile).Stat()
	if err != nil {
		return false
	}
	theirs, err := os.Stat(name)
	return err == nil && os.SameFile(ours, theirs)
}

type diskLock struct {
	f     *os.File
	noted bool
}

// Close lets go of the lock. The lock file stays, emptied: removing it would
// let two openers hold locks on two files of the same name.
func (l *diskLock) Close() error {
	if l.noted {
		_ = l.f.Truncate(0)
	}
	return errors.Join(unlockFile(l.f), l.f.Close())
}

func (diskFS) Lock(name, note string) (io.Closer, error) {
	f, noted, err := openLock(name, note)
	if err != nil {
		return nil, err
	}
	held, err := lockFile(f)
	if err == nil && held {
		// The holder writes its note just after it takes the lock.
		for range 20 {
			if note := readNote(f); note != "" {
				f.Close()
				return nil, &LockedError{Note: note}
			}
			time.Sleep(10 * time.Millisecond)
		}
		f.Close()
		return nil, &LockedError{}
	}
	if err == nil {
		err = probeLock(name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	if noted {
		if err := f.Truncate(0); err == nil {
			_, _ = f.WriteAt([]byte(note), 0)
		}
	}
	return &diskLock{f, noted}, nil
}

func openLock(name, note string) (f *os.File, noted bool, err error) {
	if note != "" {
		// Others who share the folder must be able to open the lock too.
		f, err = os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
		if err == nil {
			return f, true, nil
		}
		if !errors.Is(err, fs.ErrPermission) {
			return nil, false, err
		}
	}
	f, err = os.Open(name)
	return f, false, err
}

// probeLock tries the lock through a second handle. It must be refused, or
// locks mean nothing in this folder (some network folders pretend).
func probeLock(name string) error {
	second, err := os.Open(name)
	if err != nil {
		return err
	}
	defer second.Close()
	held, err := lockFile(second)
	if err != nil {
		return err
	}
	if !held {
		_ = unlockFile(second)
		return ErrNoLock
	}
	return nil
}

func readNote(f *os.File) string {
	buf := make([]byte, 512)
	n, _ := f.ReadAt(buf, 0)
	return string(buf[:n])
}

// syncPath makes the folder entry of a file last.
func syncPath(fs FS, path string) error { return fs.SyncDir(filepath.Dir(path)) }
