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

// Kinds of paper: what a school says to its cluster besides its summary. Package
// needsbook/app/cluster/papers holds what stands in each.
const (
	KindRequest  = "request"  // asks the panel for advice, provision or money
	KindSecond   = "second"   // a partner's word on a pooled request
	KindInterest = "interest" // a token of a need that others may share
	KindContact  = "contact"  // whether to meet those who share the need
	KindKeyring  = "keyring"  // the cluster's secret, wrapped for each school
	KindOffer    = "offer"    // provision offered to other schools, or asked of them
	KindScores   = "scores"   // what people of the school scored in a round of vignettes
	KindAttest   = "attest"   // acceptance of an agreement by name and date
	KindDispute  = "dispute"  // a step in a dispute about a decision
	KindEvent    = "event"    // something that happened in the year and cannot wait
	KindMoves    = "moves"    // how many pupils move on to which school
)

// Meta is what every document says about itself: whose it is and where it stands
// in its line of documents.
type Meta struct {
	Schema  string   `json:"schema"`
	Kind    string   `json:"kind"`
	URN     string   `json:"urn"`           // the school's six-digit number
	Cluster string   `json:"cluster"`       // the cluster the document is meant for
	Series  string   `json:"series"`        // a term, such as 2026-27/autumn; a paper keeps that of its first revision
	Ref     string   `json:"ref,omitempty"` // of papers alone: which of the school's papers of the kind it is
	Epoch   string   `json:"epoch"`         // random; new after the school's file was restored
	Rev     int      `json:"rev"`           // 1, 2, 3 ... within the epoch
	Prev    string   `json:"prev"`          // identifier of the document before, empty for the first
	AsOf    day.Date `json:"as_of"`         // the day the counts stand for
}

// Line names the line of documents that m belongs to; each line has one head.
func (m Meta) Line() Line { return Line{URN: m.URN, Kind: m.Kind, Series: m.Series, Ref: m.Ref} }

// Line is one school's documents of one kind for one term; of papers, the revisions of
// one paper.
type Line struct{ URN, Kind, Series, Ref string }

// PaperKinds are the kinds that carry a Ref.
var PaperKinds = []string{KindRequest, KindSecond, KindInterest, KindContact, KindKeyring, KindOffer, KindScores,
	KindAttest, KindDispute, KindEvent, KindMoves}

// IsPaper reports whether documents of a kind are papers.
func IsPaper(kind string) bool { return slices.Contains(PaperKinds, kind) }

var kinds = append([]string{KindSummary, KindWithdraw, KindRotate}, PaperKinds...)

var (
	urnForm     = regexp.MustCompile(`^[0-9]{6}$`)
	clusterForm = regexp.MustCompile(`^[A-Z0-9][A-Z0-9-]{1,31}$`)
	seriesForm  = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}/(autumn|spring|summer)$`)
	epochForm   = regexp.MustCompile(`^[0-9a-f]{6,32}$`)
	packIDForm  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	refForm     = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)
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
		{IsPaper(m.Kind) && ValidRef(m.Ref) || !IsPaper(m.Kind) && m.Ref == "", "ref"},
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

// ValidRef reports whether s can name one of a school's papers.
func ValidRef(s string) bool { return refForm.MatchString(s) }

// ValidID reports whether s is written as a document's identifier.
func ValidID(s string) bool { return idForm.MatchString(s) }

func trimID(id string) string { return strings.TrimPrefix(id, "sha256:") }
