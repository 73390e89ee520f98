package vault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// simFS is a disk in memory that knows what would survive a power cut: file
// content since the last flush of the file, and names since the last flush of
// the folder, may be kept or lost piece by piece.
type simFS struct {
	names   map[string]*inode // as a running program sees them
	durable map[string]*inode // as they were at the last flush of their folders
	pending []nameChange      // since then
	locks   map[string]string
	noLocks bool

	before func(op, name string)       // called before anything changes
	fail   func(op, name string) error // an error to give instead
}

type inode struct {
	data, synced []byte
}

type nameChange struct {
	dir, from, to string // from "" creates, to "" removes
	file          *inode
}

const sector = 512

func newSim() *simFS {
	return &simFS{names: map[string]*inode{}, durable: map[string]*inode{}, locks: map[string]string{}}
}

func (s *simFS) step(op, name string) error {
	if s.before != nil {
		s.before(op, name)
	}
	if s.fail != nil {
		if err := s.fail(op, name); err != nil {
			return &fs.PathError{Op: op, Path: name, Err: err}
		}
	}
	return nil
}

func (s *simFS) Open(name string, flag int) (File, error) {
	if flag&(os.O_RDWR|os.O_WRONLY) != 0 && s.fail != nil {
		if err := s.fail("open", name); err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
	n, ok := s.names[name]
	if !ok {
		if flag&os.O_CREATE == 0 {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
		if err := s.step("create", name); err != nil {
			return nil, err
		}
		n = &inode{}
		s.names[name] = n
		s.pending = append(s.pending, nameChange{filepath.Dir(name), "", name, n})
	}
	f := &simFile{s, n, name}
	if flag&os.O_TRUNC != 0 && len(n.data) > 0 {
		return f, f.Truncate(0)
	}
	return f, nil
}

func (s *simFS) Rename(from, to string) error {
	if err := s.step("rename", to); err != nil {
		return err
	}
	n, ok := s.names[from]
	if !ok {
		return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist}
	}
	delete(s.names, from)
	s.names[to] = n
	s.pending = append(s.pending, nameChange{filepath.Dir(to), from, to, n})
	return nil
}

func (s *simFS) Remove(name string) error {
	if _, ok := s.names[name]; !ok {
		return &fs.PathError{Op: "remove", Path: name, Err: fs.ErrNotExist}
	}
	if err := s.step("remove", name); err != nil {
		return err
	}
	delete(s.names, name)
	s.pending = append(s.pending, nameChange{filepath.Dir(name), name, "", nil})
	return nil
}

func (c nameChange) apply(names map[string]*inode) {
	switch {
	case c.to == "":
		delete(names, c.from)
	case c.from == "":
		names[c.to] = c.file
	default:
		if names[c.from] != c.file {
			return // the file's making was itself lost
		}
		delete(names, c.from)
		names[c.to] = c.file
	}
}

func (s *simFS) SyncDir(dir string) error {
	if err := s.step("syncdir", dir); err != nil {
		return err
	}
	s.pending = slices.DeleteFunc(s.pending, func(c nameChange) bool {
		if c.dir != dir {
			return false
		}
		c.apply(s.durable)
		return true
	})
	return nil
}

func (s *simFS) MkdirAll(string) error { return nil }

func (s *simFS) List(dir string) ([]string, error) {
	var out []string
	for name := range s.names {
		if filepath.Dir(name) == dir {
			out = append(out, filepath.Base(name))
		}
	}
	slices.Sort(out)
	return out, nil
}

func (s *simFS) Exists(name string) bool { return s.names[name] != nil }

func (s *simFS) Same(f File, name string) bool { return s.names[name] == f.(*simFile).n }

func (s *simFS) Lock(name, note string) (io.Closer, error) {
	if s.noLocks {
		return simLock{s, ""}, nil
	}
	if held, ok := s.locks[name]; ok {
		return nil, &LockedError{held}
	}
	s.locks[name] = note
	return simLock{s, name}, nil
}

type simLock struct {
	s    *simFS
	name string
}

func (l simLock) Close() error { delete(l.s.locks, l.name); return nil }

type simFile struct {
	s    *simFS
	n    *inode
	name string
}

func (f *simFile) ReadAt(b []byte, off int64) (int, error) {
	if off >= int64(len(f.n.data)) {
		return 0, io.EOF
	}
	n := copy(b, f.n.data[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *simFile) WriteAt(b []byte, off int64) (int, error) {
	err := f.s.step("write", f.name)
	whole := len(b)
	if err != nil {
		b = b[:len(b)/2] // a full disk takes a part
	}
	if end := int(off) + len(b); end > len(f.n.data) {
		f.n.data = append(f.n.data, make([]byte, end-len(f.n.data))...)
	}
	copy(f.n.data[off:], b)
	if err != nil {
		return len(b), err
	}
	return whole, nil
}

func (f *simFile) Truncate(size int64) error {
	if err := f.s.step("truncate", f.name); err != nil {
		return err
	}
	if int(size) <= len(f.n.data) {
		f.n.data = slices.Clone(f.n.data[:size])
	} else {
		f.n.data = append(f.n.data, make([]byte, int(size)-len(f.n.data))...)
	}
	return nil
}

func (f *simFile) Sync() error {
	if err := f.s.step("sync", f.name); err != nil {
		return err
	}
	f.n.synced = slices.Clone(f.n.data)
	return nil
}

func (f *simFile) Size() (int64, error) { return int64(len(f.n.data)), nil }
func (f *simFile) Close() error         { return nil }

// powerCut returns one disk that could be found after the power fails now. Name
// changes survive as a prefix, or as any subset when anyOrder is set.
func (s *simFS) powerCut(r *rand.Rand, anyOrder bool) *simFS {
	names := maps.Clone(s.durable)
	upTo := r.IntN(len(s.pending) + 1)
	for i, c := range s.pending {
		if anyOrder && r.IntN(2) == 0 || !anyOrder && i < upTo {
			c.apply(names)
		}
	}
	out := newSim()
	for name, n := range names {
		data := n.afterCut(r)
		out.names[name] = &inode{data, slices.Clone(data)}
	}
	out.durable = maps.Clone(out.names)
	return out
}

func (n *inode) afterCut(r *rand.Rand) []byte {
	size := len(n.synced)
	if len(n.data) != size && r.IntN(4) > 0 {
		size = len(n.data)
		if low := min(len(n.data), len(n.synced)); r.IntN(2) == 0 { // somewhere between
			size = low + r.IntN(max(len(n.data), len(n.synced))-low+1)
		}
	}
	out := make([]byte, size) // what never reached the disk is zero
	copy(out, n.synced)
	style := r.IntN(4) // most often all kept, or all lost, or a mixture
	for at := 0; at < size; at += sector {
		end := min(at+sector, size)
		old, now := cutOut(n.synced, at, end), cutOut(n.data, at, end)
		if string(old) == string(now) {
			continue
		}
		switch {
		case style == 0, style >= 2 && r.IntN(2) == 0:
			clear(out[at:end])
			copy(out[at:end], now)
		case style == 3 && r.IntN(3) == 0 && at >= len(n.synced):
			clear(out[at:end])
		}
	}
	return out
}

func cutOut(b []byte, from, to int) []byte {
	return b[min(from, len(b)):min(to, len(b))]
}

// nthFails gives err at the nth call of an operation, counting from 1.
func nthFails(op string, nth int, err error) func(string, string) error {
	n := 0
	return func(o, _ string) error {
		if o == op {
			if n++; n == nth {
				return err
			}
		}
		return nil
	}
}

var errNoSpace, errDisk = error(syscall.ENOSPC), errors.New("input/output error")

// mutant is a disk that leaves out something which the vault relies on.
type mutant struct {
	*simFS
	name string
	path string
}

type mutantFile struct {
	File
	m    mutant
	name string
}

func (m mutant) Open(name string, flag int) (File, error) {
	f, err := m.simFS.Open(name, flag)
	if err != nil {
		return nil, err
	}
	return mutantFile{f, m, name}, nil
}

func (m mutant) Same(f File, name string) bool { return m.simFS.Same(f.(mutantFile).File, name) }

func (f mutantFile) Sync() error {
	rewrite := strings.HasSuffix(f.name, newEnding)
	if f.m.name == "no flush of a change" && !rewrite || f.m.name == "no flush before the rename" && rewrite {
		return nil
	}
	return f.File.Sync()
}

func (m mutant) SyncDir(dir string) error {
	if m.name == "no flush of the folder" {
		return nil
	}
	return m.simFS.SyncDir(dir)
}

// Rename writes over the target in place, as a program without safe saving does.
func (m mutant) Rename(from, to string) error {
	if m.name != "written over in place" || !m.simFS.Exists(to) {
		return m.simFS.Rename(from, to)
	}
	dst, err := m.simFS.Open(to, os.O_RDWR)
	if err != nil {
		return err
	}
	src := m.simFS.names[from].data
	for at := 0; at < len(src); at += pageSize {
		if _, err := dst.WriteAt(src[at:min(at+pageSize, len(src))], int64(at)); err != nil {
			return err
		}
	}
	if err := dst.Truncate(int64(len(src))); err != nil {
		return err
	}
	return errors.Join(dst.Sync(), m.simFS.Remove(from))
}

var mutants = []string{"no flush of a change", "no flush before the rename", "no flush of the folder", "written over in place"}

func (s *simFS) String() string { return fmt.Sprint(slices.Sorted(maps.Keys(s.names))) }
