package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Sibling is another copy of the school's file in its folder that is no backup. A
// cloud folder makes one, such as "School (conflicted copy)" or "School-LAPTOP2", when
// two computers had the file open.
type Sibling struct {
	Path     string
	LastSave time.Time // of its last change; zero when it could not be read
	// Contained: all that it holds is in the open file too.
	Contained bool
	// Ahead: all of the open file is in it, and more.
	Ahead bool
	// Locked: it has other passphrases, so it could not be looked into.
	Locked bool
}

const mostSiblings = 8 // that are looked into; more are left out

// lookBeside finds other copies of the file, whose content is c, in its folder. It
// changes nothing, and what it cannot read it leaves out.
func (v *Vault) lookBeside(c *content) (out []Sibling) {
	dir := filepath.Dir(v.path)
	names, err := v.o.FS.List(dir)
	if err != nil {
		return nil
	}
	for _, name := range names {
		path := filepath.Join(dir, name)
		if path == v.path || !strings.EqualFold(filepath.Ext(name), filepath.Ext(v.path)) || keptOnPurpose(v.path, name) || len(out) == mostSiblings {
			continue
		}
		if h, err := peek(v.o.FS, path); err != nil || h.fileID != v.header.fileID {
			continue
		}
		file, err := readFile(v.o.FS, path)
		if err != nil {
			continue
		}
		s := Sibling{Path: path}
		if other, err := readWith(file, v.key); err != nil {
			s.Locked = true
		} else {
			s.LastSave = other.when.In(v.o.Now().Location())
			s.Contained, s.Ahead = c.contains(other), other.contains(c) && !c.contains(other)
			clear(other.image)
		}
		out = append(out, s)
	}
	return out
}

// peek reads the header of a file that may be one of ours.
func peek(fsys FS, path string) (h header, err error) {
	f, err := fsys.Open(path, os.O_RDONLY)
	if err != nil {
		return h, err
	}
	defer f.Close()
	b := make([]byte, bodyStart)
	n, _ := f.ReadAt(b, 0)
	h, _, _, err = readHeader(b[:n])
	return h, err
}

// contains reports whether every change of other is in c too. It can tell only until
// one of them was written whole.
func (c *content) contains(other *content) bool {
	return other.header.salt == c.header.salt && other.seq() <= c.seq() && c.chains[other.seq()-1] == other.point().chain
}

// keptOnPurpose reports whether a name is one that the program gives to a backup or to
// a damaged file that it keeps.
func keptOnPurpose(path, name string) bool {
	rest, ok := strings.CutPrefix(name, stem(path)+" ")
	if !ok {
		return false
	}
	if len(rest) >= len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, rest[:len(time.DateOnly)]); err == nil {
			return true
		}
	}
	return strings.HasPrefix(rest, "(damaged ")
}

// notice is a sentence about the copy for the person at the screen.
func (s Sibling) notice(path string) string {
	ours, name := filepath.Base(path), filepath.Base(s.Path)
	switch {
	case s.Locked:
		return fmt.Sprintf("Beside %s lies another copy of it, %s, which is damaged or has other passphrases, so it could not be compared. Open it to see what it holds, and keep only one of the two in this folder.", ours, name)
	case s.Contained:
		return fmt.Sprintf("Beside %s lies an older copy of it, %s, last changed at %s. All that it holds is in %s too, so it can be deleted.", ours, name, sayTime(s.LastSave), ours)
	case s.Ahead:
		return fmt.Sprintf("Beside %s lies a newer copy of it, %s, last changed at %s. It holds all of this file and more. Close this one and go on with that one.", ours, name, sayTime(s.LastSave))
	}
	return fmt.Sprintf("Beside %s lies another copy of it, %s, last changed at %s, as cloud folders make when two computers had the file open. It may hold changes that are not here. Open it, compare the two, bring over what is missing, and then take it out of this folder.", ours, name, sayTime(s.LastSave))
}
