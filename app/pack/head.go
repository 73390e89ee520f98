package pack

import (
	"encoding/json"

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

// ReadHead reads the head of a pack alone, without checking the rest; false for what
// has none.
func ReadHead(data []byte) (Head, bool) {
	var h Head
	if len(data) > Largest || json.Unmarshal(withoutMark(data), &h) != nil {
		return Head{}, false
	}
	return h, true
}
