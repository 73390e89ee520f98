package exchange

import (
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"needsbook/app/day"
)

// BulletinSchema is the form of a bulletin that this program writes and reads.
const BulletinSchema = "cluster-bulletin/1"

// Bounds of what a school reads from a hub, in bytes. A pack may be signed by its
// publisher, which makes the file a third larger.
const (
	MaxBulletin = 4 << 20
	MaxPack     = 3 << 20
)

// Bulletin is what a hub sends back to each of a cluster's schools: who has sent, when
// the panel meets, what it asks to be known, packs to take, and the cluster's figures
// as everybody in the cluster may see them.
type Bulletin struct {
	Schema   string           `json:"schema"`
	Cluster  string           `json:"cluster"`
	Name     string           `json:"name"`   // of the cluster
	Series   string           `json:"series"` // the term shown; empty before anyone has sent
	Number   int64            `json:"number"` // only ever grows: a lower one is an old copy
	Issued   time.Time        `json:"issued"` // the hub's clock, to be shown and not judged by
	Members  []BulletinMember `json:"members"`
	Meetings []Meeting        `json:"meetings"`
	Notices  []Notice         `json:"notices"`
	Packs    []PackOffer      `json:"packs"`
	Board    json.RawMessage  `json:"board,omitempty"`    // a cluster.Board; none before anyone has sent
	Circular json.RawMessage  `json:"circular,omitempty"` // a papers.Circular; none while there is nothing to tell
}

// BulletinMember is one school of the cluster, and whether its summary of the term is
// at the hub.
type BulletinMember struct {
	URN   string   `json:"urn"`
	Name  string   `json:"name"`
	Phase string   `json:"phase"`
	Sent  bool     `json:"sent"`
	AsOf  day.Date `json:"as_of,omitzero"`
}

// Meeting is a day on which the cluster's panel meets.
type Meeting struct {
	ID       string   `json:"id"`
	On       day.Date `json:"on"`
	Starts   string   `json:"starts,omitempty"` // such as 13:30
	Place    string   `json:"place,omitempty"`
	Words    string   `json:"words,omitempty"`
	PapersBy day.Date `json:"papers_by,omitzero"` // the day on which summaries must be at the hub
}

// Notice is something that the hub's people want the schools to know.
type Notice struct {
	ID    string   `json:"id"`
	On    day.Date `json:"on"`
	Until day.Date `json:"until,omitzero"` // the last day it is shown; none for always
	Title string   `json:"title"`
	Words string   `json:"words,omitempty"`
}

// PackOffer names a pack of rules that the hub sends round. The pack itself is
// fetched by its ID, which is the SHA-256 of its bytes in hexadecimal.
type PackOffer struct {
	ID      string   `json:"id"`
	Format  string   `json:"format"`
	Name    string   `json:"name"`
	Version string   `json:"version"`
	Words   string   `json:"words,omitempty"`
	On      day.Date `json:"on"`
}

// SignBulletin writes a bulletin as the hub sends it. Lists that are nil are written
// as empty ones.
func SignBulletin(b Bulletin, hub Key) []byte {
	b.Schema = BulletinSchema
	b.Issued = b.Issued.UTC().Truncate(time.Millisecond)
	b.Members, b.Meetings = listed(b.Members), listed(b.Meetings)
	b.Notices, b.Packs = listed(b.Notices), listed(b.Packs)
	payload, err := json.Marshal(b)
	if err != nil {
		panic("exchange: a bulletin always encodes: " + err.Error())
	}
	return sign(bulletinContext, payload, hub).bytes()
}

func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// OpenBulletin checks a bulletin against the hub key that was pinned at enrolment, and
// that it holds nothing a bulletin may not hold. Errors may be shown to a person.
func OpenBulletin(b []byte, hub ed25519.PublicKey) (Bulletin, error) {
	if len(b) > MaxBulletin {
		return Bulletin{}, errors.New("the bulletin is too large to be one")
	}
	s, err := readSigned(b)
	if err != nil {
		return Bulletin{}, fmt.Errorf("read the bulletin: %w", err)
	}
	if err := s.verify(bulletinContext, hub); err != nil {
		return Bulletin{}, err
	}
	if err := CheckJSON(s.Payload); err != nil {
		return Bulletin{}, fmt.Errorf("read the bulletin: %w", err)
	}
	var out Bulletin
	if err := json.Unmarshal(s.Payload, &out); err != nil {
		return Bulletin{}, errors.New("the bulletin cannot be read")
	}
	return out, out.Check()
}

// BulletinID names a signed bulletin by its bytes, for a caller that asks whether
// there is a newer one.
func BulletinID(signed []byte) string { return DocumentID(signed) }

// Bounds of what a bulletin may carry, in entries and in characters.
const (
	mostMembers = 200
	mostEntries = 100
	longestName = 100
	longestText = 2000
)

// Check says what a bulletin may not hold, or nil. A hub checks what its people type
// by the same rule.
func (b Bulletin) Check() error {
	if b.Schema != BulletinSchema {
		return errors.New("this form of bulletin is not known here. A newer Needsbook may read it")
	}
	if !ValidCluster(b.Cluster) || b.Series != "" && !ValidSeries(b.Series) || b.Number < 1 || !PlainText(b.Name, longestName, false) {
		return errors.New("the bulletin does not say which cluster it is for")
	}
	if len(b.Members) > mostMembers || len(b.Meetings) > mostEntries || len(b.Notices) > mostEntries || len(b.Packs) > mostEntries {
		return errors.New("the bulletin holds more entries than a bulletin may")
	}
	for _, m := range b.Members {
		if !ValidURN(m.URN) || !PlainText(m.Name, longestName, false) || !PlainText(m.Phase, longestName, false) {
			return errors.New("the bulletin names a school in a way that cannot be read")
		}
	}
	for _, m := range b.Meetings {
		if err := m.Check(); err != nil {
			return err
		}
	}
	for _, n := range b.Notices {
		if err := n.Check(); err != nil {
			return err
		}
	}
	for _, p := range b.Packs {
		if err := p.Check(); err != nil {
			return err
		}
	}
	return nil
}

// Check says what is wrong with a meeting, or nil.
func (m Meeting) Check() error {
	switch {
	case m.On.IsZero():
		return errors.New("a meeting needs a day")
	case !m.PapersBy.IsZero() && m.PapersBy.After(m.On):
		return errors.New("papers must be in by the day of the meeting or before it")
	case !PlainText(m.Starts, longestName, false), !PlainText(m.Place, longestName, false), !PlainText(m.Words, longestText, true):
		return errors.New("a meeting's time, place and words must be plain text: 100 characters for time and place, 2,000 for words")
	}
	return nil
}

// Check says what is wrong with a notice, or nil.
func (n Notice) Check() error {
	switch {
	case n.On.IsZero():
		return errors.New("a notice needs a day")
	case !n.Until.IsZero() && n.Until.Before(n.On):
		return errors.New("a notice cannot end before it begins")
	case strings.TrimSpace(n.Title) == "" || !PlainText(n.Title, longestName, false), !PlainText(n.Words, longestText, true):
		return errors.New("a notice needs a title of 1 to 100 characters, and its words may have 2,000")
	}
	return nil
}

// Check says what is wrong with the offer of a pack, or nil.
func (p PackOffer) Check() error {
	if !packIDForm.MatchString(p.ID) || p.Format == "" || p.Version == "" || p.On.IsZero() ||
		!PlainText(p.Format, longestName, false) || !PlainText(p.Name, longestName, false) ||
		!PlainText(p.Version, longestName, false) || !PlainText(p.Words, longestText, true) {
		return errors.New("the offer of a pack needs its SHA-256, form, version and day, in plain text")
	}
	return nil
}

// PlainText reports whether s is text of at most the given number of characters that
// holds no control characters; lines says whether line breaks may stand in it.
func PlainText(s string, most int, lines bool) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= most && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && !(lines && r == '\n')
	})
}
