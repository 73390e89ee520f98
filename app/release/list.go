package release

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"needsbook/app/day"
)

// Limits of a list of releases, which comes from outside.
const (
	MostBytes    = 256 << 10 // of the file
	mostReleases = 200
	mostNotes    = 50
	longestNote  = 500 // bytes
)

// Source is where to ask for releases. The one that ships is assets/dist/releases.json.
type Source struct {
	Address string `json:"address"` // of the list; "" for nowhere
	Key     []byte `json:"key"`     // ed25519, that signs the list; empty trusts https alone
}

// ParseSource reads where to ask, and refuses an address that would be asked in the open
// without a signature.
func ParseSource(text []byte) (Source, error) {
	var s Source
	if err := strict(text, &s); err != nil {
		return Source{}, err
	}
	if s.Address == "" {
		return s, nil
	}
	at, err := url.Parse(s.Address)
	if err != nil || at.Host == "" || at.User != nil {
		return Source{}, fmt.Errorf("%q is not a web address", s.Address)
	}
	if at.Scheme != "https" && (at.Scheme != "http" || len(s.Key) == 0) {
		return Source{}, errors.New("the list of releases is asked for by https, or must be signed")
	}
	if len(s.Key) != 0 && len(s.Key) != ed25519.PublicKeySize {
		return Source{}, errors.New("the key of the list of releases has the wrong length")
	}
	return s, nil
}

// listed is a list of releases as it is written: what is signed, and the signature.
type listed struct {
	List      json.RawMessage `json:"list"`
	Signature []byte          `json:"signature,omitempty"` // ed25519 of the bytes of list
}

// wire is one release of the list.
type wire struct {
	Version string   `json:"version"`
	Date    string   `json:"date"`
	Notes   []string `json:"notes"`
}

// Read reads what the source answered: releases in any order, checked before anything of
// them is shown.
func (s Source) Read(answer []byte) ([]Release, error) {
	if len(answer) > MostBytes {
		return nil, errors.New("the list of releases is too long")
	}
	var l listed
	if err := strict(answer, &l); err != nil {
		return nil, err
	}
	if len(s.Key) != 0 && !ed25519.Verify(s.Key, l.List, l.Signature) {
		return nil, errors.New("the list of releases is not signed by who makes Needsbook")
	}
	var wires []wire
	if err := strict(l.List, &wires); err != nil {
		return nil, err
	}
	if len(wires) > mostReleases {
		return nil, errors.New("the list of releases is too long")
	}
	out := make([]Release, 0, len(wires))
	for _, w := range wires {
		r, err := w.release()
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

func (w wire) release() (Release, error) {
	v, err := Parse(w.Version)
	if err != nil {
		return Release{}, err
	}
	var on day.Date
	if err := on.UnmarshalText([]byte(w.Date)); err != nil {
		return Release{}, err
	}
	if on.IsZero() {
		return Release{}, fmt.Errorf("%s has no date", v)
	}
	if len(w.Notes) > mostNotes {
		return Release{}, fmt.Errorf("%s has too many notes", v)
	}
	for _, note := range w.Notes {
		if len(note) > longestNote || strings.ContainsFunc(note, unicode.IsControl) {
			return Release{}, fmt.Errorf("a note of %s is too long or not plain text", v)
		}
	}
	return Release{Version: v, On: on, Notes: w.Notes}, nil
}

// strict reads JSON that holds what is known and nothing else.
func strict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("the list of releases cannot be read: %w", err)
	}
	if d.More() {
		return errors.New("the list of releases has something after its end")
	}
	return nil
}

// Newest is the newest release after a version, and whether there is one.
func Newest(all []Release, than Version) (newest Release, found bool) {
	for _, r := range all {
		if than.Before(r.Version) && (!found || newest.Version.Before(r.Version)) {
			newest, found = r, true
		}
	}
	return newest, found
}

// Often is how many days lie between two looks at least.
const Often = 7

// Due says whether it is time to look again. A day that lies ahead, from a clock that was
// wrong, does not stop looking for ever.
func Due(last, today day.Date) bool {
	return last.IsZero() || today.Before(last) || !today.Before(last.AddDays(Often))
}
