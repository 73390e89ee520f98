package vault

import (
	"errors"
	"fmt"
)

// The reasons for which a file cannot be opened or changed. Every error of this
// package that has one of these reasons satisfies errors.Is with it, and its
// text is a sentence for the person at the screen: what happened, what was
// kept, what to do next. No text names a pupil.
var (
	ErrWrongKey = errors.New("the passphrase or recovery key is not the one for this file")
	ErrTypo     = errors.New("the recovery key was mistyped")
	ErrDamaged  = errors.New("the file is damaged")
	ErrTampered = errors.New("the file was altered by something other than Needsbook")
	ErrInUse    = errors.New("the file is open somewhere else")
	ErrFenced   = errors.New("the file was changed by another program while it was open")
	ErrNewer    = errors.New("the file was made by a newer Needsbook")
	ErrFull     = errors.New("there is no space left")
	ErrReadOnly = errors.New("the file can only be read")
	ErrBroken   = errors.New("the disk failed while saving")
	ErrExists   = errors.New("the file is there already")
	ErrNotOurs  = errors.New("this is not a Needsbook file")
	ErrNoLock   = errors.New("the folder does not support locks")
	ErrClosed   = errors.New("the file is closed")
	ErrMissing  = errors.New("a paper is missing")
	ErrUnfit    = errors.New("the paper is empty or too large")
	ErrWeak     = errors.New("the passphrase is too easy to guess")
	ErrTaken    = errors.New("the passphrase opens the file already")
	ErrTooMany  = errors.New("the file has no room for another passphrase")
	ErrNoPerson = errors.New("the file has no passphrase of that person")
	ErrFirstKey = errors.New("the file's main passphrase has to be changed first")
	ErrNoFolder = errors.New("the folder is not there")
)

// fault is an error with a reason and a sentence of its own.
type fault struct {
	reason error
	text   string
	cause  error
}

func (f *fault) Error() string { return f.text }

// Plain returns the sentence for the person at the screen.
func (f *fault) Plain() string { return f.text }

func (f *fault) Unwrap() []error {
	if f.cause == nil {
		return []error{f.reason}
	}
	return []error{f.reason, f.cause}
}

// because returns an error with the reason and the sentence; cause may be nil.
func because(reason error, cause error, text string) error {
	return &fault{reason: reason, text: text, cause: cause}
}

// failed returns an error for a cause that is none of the reasons above. The
// cause stands in brackets after the sentence, for whoever looks after the
// computer.
func failed(cause error, format string, args ...any) error {
	return &fault{reason: cause, text: fmt.Sprintf(format, args...) + " (" + cause.Error() + ")"}
}
