package cluster

import (
	"slices"
	"time"

	"needsbook/app/day"
	"needsbook/app/summary"
)

// School is a member of the cluster.
type School struct {
	URN, Name, Phase string
}

// Sent is the summary that stands for a school in a term.
type Sent struct {
	URN      string
	Document summary.Document
	Received time.Time
	// Unreadable: the hub holds the summary but this program cannot read it.
	Unreadable bool

	tally *Tally // what Counted worked out
}

// Counted returns the summary with its sums worked out, so that all the boards it stands
// on share them.
func (s Sent) Counted() Sent {
	if s.tally == nil {
		own := TallyOf([]Sent{s})
		s.tally = &own
	}
	return s
}

// Member is one school and what came from it.
type Member struct {
	School
	Sent     bool
	AsOf     day.Date
	Received time.Time
	Rev      int
	// Unreadable: its summary is here but in a form that this program cannot read.
	Unreadable bool
	// OnlyTotals: the school has too few pupils for tables.
	OnlyTotals bool
	// OtherContinuum: its levels mean something else, so they are left out.
	OtherContinuum bool
}

// areaWords names the broad areas of the SEND code of practice (6.28 to 6.35).
var areaWords = []struct{ code, words string }{
	{"CI", "Communication and interaction"}, {"CL", "Cognition and learning"},
	{"SEMH", "Social, emotional and mental health"}, {"SP", "Sensory and physical"}, {"OT", "Other or not recorded"},
}

// find returns a table of the document, or an empty one.
func find(d summary.Document, id string) summary.Table {
	for _, t := range d.Tables {
		if t.ID == id {
			return t
		}
	}
	return summary.Table{}
}

// value returns one figure of a table; what is not there was not applicable.
func value(t summary.Table, row, col string) int {
	r, c := slices.Index(t.Rows, row), slices.Index(t.Cols, col)
	if r < 0 || c < 0 || r*len(t.Cols)+c >= len(t.V) {
		return summary.NotApplicable
	}
	return t.V[r*len(t.Cols)+c]
}
