package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"
)

// Draft is an entry that has no place in the book yet.
type Draft struct {
	At    time.Time `json:"at"`    // the hub's clock; kept to the millisecond, UTC
	Actor string    `json:"actor"` // who did it: a person's identifier, "council", "hub" or "admin"
	Kind  string    `json:"kind"`  // what was done, such as panel.decide
	// Ref names what it was done to: a meeting, a request's document, an entry's hash.
	Ref  string          `json:"ref,omitempty"`
	Body json.RawMessage `json:"body,omitempty"` // what the kind says of itself; none is well
}

// Entry is a draft in its place.
type Entry struct {
	Draft
	Cluster string `json:"cluster"`
	N       int64  `json:"n"`    // 1, 2, 3 ... within the cluster's book
	Prev    string `json:"prev"` // the hash of the entry before; empty for the first
	Hash    string `json:"hash"` // SHA-256 over all else, in hexadecimal
}

// Head is how far a book goes. The zero value is an empty book's.
type Head struct {
	N    int64  `json:"n"`
	Hash string `json:"hash"`
}

// Head returns where the book stands once e is in it.
func (e Entry) Head() Head { return Head{N: e.N, Hash: e.Hash} }

// Follows reports whether e is the entry that comes next after a head.
func (e Entry) Follows(h Head) bool { return e.N == h.N+1 && e.Prev == h.Hash }

// longestBody bounds what one entry says of itself, in bytes.
const longestBody = 64 << 10

var kindForm = regexp.MustCompile(`^[a-z]{1,20}(\.[a-z-]{1,30}){1,2}$`)

// Check says what keeps a draft out of a book, if anything: an entry can never be put
// right again, so it must at least say when, who and what, in bounds.
func (d Draft) Check() error {
	switch {
	case d.At.IsZero():
		return errors.New("the entry does not say when")
	case d.Actor == "" || len(d.Actor) > 200:
		return errors.New("the entry does not say who, or says it at too great a length")
	case !kindForm.MatchString(d.Kind):
		return fmt.Errorf("%q is no kind of entry", d.Kind)
	case len(d.Ref) > 200:
		return errors.New("what the entry is about is named at too great a length")
	case len(d.Body) > longestBody:
		return fmt.Errorf("the entry is longer than %d bytes", longestBody)
	case len(d.Body) > 0 && !json.Valid(d.Body):
		return errors.New("what the entry says of itself cannot be read")
	}
	return nil
}

// Chain gives drafts their places in a cluster's book, one after another behind head.
// Bodies are kept without spaces, as every later writing of them as JSON leaves them.
func Chain(cluster string, head Head, drafts []Draft) []Entry {
	entries := make([]Entry, 0, len(drafts))
	for _, d := range drafts {
		d.At = d.At.UTC().Truncate(time.Millisecond)
		d.Body = compact(d.Body)
		e := Entry{Draft: d, Cluster: cluster, N: head.N + 1, Prev: head.Hash}
		e.Hash = e.Sum()
		entries = append(entries, e)
		head = e.Head()
	}
	return entries
}

func compact(body json.RawMessage) json.RawMessage {
	var b bytes.Buffer
	if json.Compact(&b, body) != nil || b.Len() == 0 {
		return body
	}
	return b.Bytes()
}

// FrozenID names bytes that an entry cites, so that what a decision was made on can be
// shown again and no byte of it changed.
func FrozenID(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Sum works out the entry's hash from everything else it holds. Each part goes in with
// its length, so that no two entries have the same bytes.
func (e Entry) Sum() string {
	h := sha256.New()
	number := func(n int64) { h.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	for _, part := range []string{e.Cluster, e.Prev, e.Actor, e.Kind, e.Ref, string(e.Body)} {
		number(int64(len(part)))
		h.Write([]byte(part))
	}
	number(e.N)
	number(e.At.UnixMilli())
	return hex.EncodeToString(h.Sum(nil))
}
