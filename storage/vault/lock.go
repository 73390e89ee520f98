package vault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"time"
)

const lockEnding = ".lock"

// takeLock makes this the only opener of the file. Where the folder cannot be
// written to, the lock is on the file itself. A nil lock without an error means
// that a file which can only be read is in a place without locks.
func takeLock(o Options, path string, readOnly bool) (io.Closer, error) {
	l, err := o.FS.Lock(path+lockEnding, openerNote(o.Now()))
	name := filepath.Base(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, failed(err, "There is no folder %s. Make it first, or choose another.", filepath.Dir(path))
	case errors.Is(err, fs.ErrPermission) || readOnlyMedium(err):
		if !o.FS.Exists(path) {
			return nil, failed(err, "You may not write to the folder %s. Choose another.", filepath.Dir(path))
		}
		l, err = o.FS.Lock(path, "")
	}
	var held *LockedError
	switch {
	case err == nil:
		return l, nil
	case errors.As(err, &held):
		return nil, because(ErrInUse, err, fmt.Sprintf("%s is open %s. Close it there, then try again.", name, readOpener(held.Note)))
	case readOnly:
		return nil, nil
	}
	return nil, because(ErrNoLock, err, fmt.Sprintf("The folder of %s does not let programs mark a file as in use, so two people could write to it at once. Move the file to a folder on this computer and keep backups in this one.", name))
}

// openerNote says who opens a file, for the next one who tries: the computer,
// the person and the time, a line each.
func openerNote(now time.Time) string {
	host, err := os.Hostname()
	if err != nil {
		host = "this computer"
	}
	name := ""
	if u, err := user.Current(); err == nil {
		if name = u.Name; name == "" {
			name = u.Username
		}
	}
	oneLine := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return oneLine(host) + "\n" + oneLine(name) + "\n" + now.Format(time.RFC3339) + "\n"
}

// openElsewhere is a sentence when the note of the opener's lock says that another
// computer has not closed the file, or "". A folder that a cloud service keeps alike on
// two computers carries the note from one to the other, but not the lock.
func openElsewhere(o Options, path string) string {
	f, err := o.FS.Open(path+lockEnding, os.O_RDONLY)
	if err != nil {
		return ""
	}
	defer f.Close()
	b := make([]byte, 512)
	n, _ := f.ReadAt(b, 0)
	note := string(b[:n])
	theirs, _, _ := strings.Cut(note, "\n")
	ours, _, _ := strings.Cut(openerNote(o.Now()), "\n")
	if theirs == "" || theirs == ours {
		return ""
	}
	return fmt.Sprintf("%s was opened %s and not closed there since. If it is still open there, close this one first: two computers that work on it at once part ways. If that computer is off, go on.", filepath.Base(path), readOpener(note))
}

// readOpener turns a note into words: "on PC-12 by Jo Smith since 20:43 on 21
// November 2026". What it does not understand it leaves out.
func readOpener(note string) string {
	lines := strings.Split(note+"\n\n\n", "\n")
	var words []string
	if lines[0] != "" {
		words = append(words, "on "+lines[0])
	}
	if lines[1] != "" {
		words = append(words, "by "+lines[1])
	}
	if t, err := time.Parse(time.RFC3339, lines[2]); err == nil {
		words = append(words, "since "+sayTime(t))
	}
	if len(words) == 0 {
		return "in another window or on another computer"
	}
	return strings.Join(words, " ")
}

// sayTime writes a moment for a person.
func sayTime(t time.Time) string { return t.Format("15:04 on 2 January 2006") }
