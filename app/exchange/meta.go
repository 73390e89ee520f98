package exchange

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"needsbook/app/day"
)

// Kinds of document that a hub takes.
const (
	KindSummary  = "summary"  // a term's table of counts
	KindWithdraw = "withdraw" // takes an earlier summary back
	KindRotate   = "rotate"   // gives a school's key a successor
)

// Meta is what every document says about itself: whose it is and where it stands
// in its line of documents.
type Meta struct {
	Schema  string   `json:"schema"`
	Kind    string   `json:"kind"`
	URN     string   `json:"urn"`     // the school's six-digit number
	Cluster string   `json:"cluster"` // the cluster the document is meant for
	Series  string   `json:"series"`  // a term, such as 2026-27/autumn
	Epoch   string   `json:"epoch"`   // random; new after the school's file was restored
	Rev     int      `json:"rev"`     // 1, 2, 3 ... within the epoch
	Prev    string   `json:"prev"`    // identifier of the document before, empty for the first
	AsOf    day.Date `json:"as_of"`   // the day the counts stand for
}

// Line names the line of documents that m belongs to; each line has one head.
func (m Meta) Line() Line { return Line{URN: m.URN, Kind: m.Kind, Series: m.Series} }

// Line is one school's documents of one kind for one term.
type Line struct{ URN, Kind, Series string }

var kinds = []string{KindSummary, KindWithdraw, KindRotate}

var (
	urnForm     = regexp.MustCompile(`^[0-9]{6}$`)
	clusterForm = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{1,31}$`)
	seriesForm  = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}/(autumn|spring|summer)$`)
	epochForm   = regexp.MustCompile(`^[0-9a-f]{6,32}$`)
	packIDForm  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	idForm      = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)
)

// maxRev bounds revisions of one term; nobody sends a summary ten thousand times.
const maxRev = 9999

// ReadMeta reads and checks the fields of Meta in a payload. Other fields are left
// to the schema of the document's kind.
func ReadMeta(payload []byte) (Meta, error) {
	var m Meta
	if err := json.Unmarshal(payload, &m); err != nil {
		return Meta{}, errors.New("the fields that every document carries cannot be read")
	}
	checks := []struct {
		ok    bool
		field string
	}{
		{slices.Contains(kinds, m.Kind), "kind"},
		{strings.HasPrefix(m.Schema, "cluster-"+m.Kind+"/"), "schema"},
		{ValidURN(m.URN), "urn"},
		{ValidCluster(m.Cluster), "cluster"},
		{ValidSeries(m.Series), "series"},
		{epochForm.MatchString(m.Epoch), "epoch"},
		{m.Rev >= 1 && m.Rev <= maxRev, "rev"},
		{m.Prev == "" || ValidID(m.Prev), "prev"},
		{m.Prev != "" || m.Rev == 1, "prev"},
		{!m.AsOf.IsZero(), "as_of"},
	}
	for _, c := range checks {
		if !c.ok {
			return Meta{}, fmt.Errorf("the field %s is missing or not in the agreed form", c.field)
		}
	}
	return m, nil
}

// ValidURN reports whether s is written as a school's unique reference number.
func ValidURN(s string) bool { return urnForm.MatchString(s) }

// ValidCluster reports whether s is written as a cluster's code, such as KENT-07.
func ValidCluster(s string) bool { return clusterForm.MatchString(s) }

// ValidSeries reports whether s names a term, such as 2026-27/autumn.
func ValidSeries(s string) bool { return seriesForm.MatchString(s) }

// ValidID reports whether s is written as a document's identifier.
func ValidID(s string) bool { return idForm.MatchString(s) }

func trimID(id string) string { return strings.TrimPrefix(id, "sha256:") }
