package pack

import (
	"encoding/json"
	"slices"

	"needsbook/app/day"
)

// Head is what every pack opens with.
type Head struct {
	Format        string   `json:"format"`         // which kind of pack, such as sen-continuum
	FormatVersion int      `json:"format_version"` // which shape of that kind
	ID            string   `json:"id"`
	Version       string   `json:"version"`
	Title         string   `json:"title"`
	Status        Status   `json:"status"`
	Publisher     string   `json:"publisher"`
	ValidFrom     day.Date `json:"valid_from"`
	ValidTo       day.Date `json:"valid_to"` // the last day; the zero Date where there is no end
	Replaces      []string `json:"replaces"` // older packs: an id, or an id and a version
}

// Status says how far a pack may be relied on.
type Status string

// The three statuses of a pack.
const (
	Example   Status = "example"   // made up to show how the program works
	Draft     Status = "draft"     // being written or consulted on
	Published Status = "published" // issued by the body named as publisher
)

// Name is the id and version that a record keeps, so that it can be read later
// with the rules it was made with: default-kent-style 2026.11.1.
func (h Head) Name() string { return h.ID + " " + h.Version }

// Overlaps reports whether there is a day on which both packs hold.
func (h Head) Overlaps(o Head) bool {
	ends := func(a, b Head) bool { return !a.ValidTo.IsZero() && a.ValidTo.Before(b.ValidFrom) }
	return !ends(h, o) && !ends(o, h)
}

// Days says in words on which days a pack holds.
func (h Head) Days() string {
	if h.ValidTo.IsZero() {
		return "from " + h.ValidFrom.Words() + " on"
	}
	return h.ValidFrom.Words() + " to " + h.ValidTo.Words()
}

// ReplacesExactly reports whether a pack names another by id and version among those that
// it replaces.
func (h Head) ReplacesExactly(o Head) bool {
	return slices.Contains(h.Replaces, o.Name()) || slices.Contains(h.Replaces, o.ID+"@"+o.Version)
}

// ReplacesPack reports whether a pack replaces another one: by id and version, or by the
// id alone, which stands for every other version.
func (h Head) ReplacesPack(o Head) bool {
	return h.ReplacesExactly(o) || slices.Contains(h.Replaces, o.ID) && h.Name() != o.Name()
}

// ReadHead reads the head of a pack alone, without checking the rest; false for what
// has none.
func ReadHead(data []byte) (Head, bool) {
	var h Head
	if len(data) > Largest || json.Unmarshal(withoutMark(data), &h) != nil {
		return Head{}, false
	}
	return h, true
}
