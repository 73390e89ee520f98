package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Edit is one record to be written or taken away: a pupil, a need, a note.
type Edit struct {
	Kind   string // the sort of record, such as "pupil"
	Key    string // identifies it among its kind
	About  string // the pupil it belongs to, or ""
	Value  any    // its content, a struct whose JSON names are the record's fields
	Remove bool   // take it away; Value is not read
}

// Body is a record's content as JSON, the form in which the journal keeps it.
type Body = json.RawMessage

// Change is one record before and after a step. A nil Before means it was added,
// a nil After that it was taken away.
type Change struct {
	Kind   string `json:"kind"`
	Key    string `json:"key"`
	About  string `json:"about,omitempty"`
	Before Body   `json:"before,omitempty"`
	After  Body   `json:"after,omitempty"`
}

// Step is one change as a person sees it, made of the records it touched.
type Step struct {
	N       int64     `json:"n"`
	At      time.Time `json:"at"`
	By      string    `json:"by"`
	Label   string    `json:"label"`
	Pupil   string    `json:"pupil,omitempty"`   // set when the step is about one pupil
	Of      int64     `json:"of,omitempty"`      // the step this one takes back or does again
	Sort    Sort      `json:"sort"`              // what sort of step it is
	Changes []Change  `json:"changes,omitempty"` //
	Digest  string    `json:"digest,omitempty"`  // hash of Changes
	Chain   string    `json:"chain,omitempty"`   // hash over this step and the chain before it
}

// Sort is what sort of step it is.
type Sort string

// Sorts of step. A fact is something that happened outside (a summary was sent):
// it is recorded, and undo steps over it.
const (
	Did   Sort = "did"
	Undid Sort = "undid"
	Redid Sort = "redid"
	Fact  Sort = "fact"
)

// Errors that a caller decides on.
var (
	ErrNothingToUndo = errors.New("there is nothing to undo")
	ErrNothingToRedo = errors.New("there is nothing to redo")
	// ErrChangedSince means that a record is no longer as the step left it.
	ErrChangedSince = errors.New("this can no longer be undone, because something it changed has been changed again since")
	ErrBrokenChain  = errors.New("the journal has been altered outside the program")
)

// DigestOf returns the hash of a step's changes. The chain runs over this hash, not
// over the changes. The hash of an erased change is not kept either: who suspects what
// it said could try it. An erasure makes the digests and the chain of the steps that it
// changed anew, and its own step keeps the value at which the chain stood before.
func DigestOf(changes []Change) (string, error) {
	body, err := json.Marshal(changes)
	if err != nil {
		return "", fmt.Errorf("hashing a journal step: %w", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// Seal returns the chain value of a step that follows the given one. The step's
// Digest must be set.
func Seal(previous string, s Step) (string, error) {
	s.Chain, s.Changes = "", nil
	s.At = s.At.UTC()
	body, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("sealing a journal step: %w", err)
	}
	sum := sha256.Sum256(append([]byte(previous+"\n"), body...))
	return hex.EncodeToString(sum[:]), nil
}

// Reverse returns the changes that take a step back, last change first.
func Reverse(changes []Change) []Change {
	out := make([]Change, 0, len(changes))
	for i := len(changes) - 1; i >= 0; i-- {
		c := changes[i]
		c.Before, c.After = c.After, c.Before
		out = append(out, c)
	}
	return out
}

// Head is what undo and redo work on: the steps' numbers, sorts and what they are of.
type Head struct {
	N    int64
	Of   int64
	Sort Sort
}

// Stacks returns the steps that undo would take back and the steps that redo
// would do again, next one last. Steps come in rising order. A new change
// empties the second stack, as people expect of undo; an erasure empties both, so
// that nothing brings back what was erased.
func Stacks(steps []Head) (undo, redo []int64) {
	for _, s := range steps {
		switch s.Sort {
		case Did:
			undo, redo = append(undo, s.N), nil
		case Undid:
			undo, redo = without(undo, s.Of), append(redo, s.Of)
		case Redid:
			undo, redo = append(undo, s.Of), without(redo, s.Of)
		case Erased:
			undo, redo = nil, nil
		}
	}
	return undo, redo
}

// without takes the last occurrence of n off a stack.
func without(stack []int64, n int64) []int64 {
	for i := len(stack) - 1; i >= 0; i-- {
		if stack[i] == n {
			return append(stack[:i:i], stack[i+1:]...)
		}
	}
	return stack
}
