package cluster

import (
	"cmp"
	"slices"
	"strings"
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
}

// View is what a cluster sees of itself for one term.
type View struct {
	Term    string // as documents write it, 2026-27/autumn
	Members []Member
	Sent    int      // how many members sent a summary
	From    day.Date // the earliest day that figures stand for
	To      day.Date // the latest
	Pupils  Figure   // on the SEN register
	Support Figure   // of them on SEN support
	Plans   Figure   // of them with an EHC plan
	Levels  []Level  // of the continuum that most schools use
	// ByArea has one row for each broad area, one figure for each level and the
	// row's own total.
	ByArea []AreaRow
	// BySchool has one row for each school whose summary has levels.
	BySchool []SchoolRow
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

// Level is one column of levels: a code such as L3 or NR, with its words.
type Level struct{ Code, Words string }

// AreaRow is a broad area of need over the cluster.
type AreaRow struct {
	Code, Words string
	Levels      []Figure
	All         Figure
}

// SchoolRow is one school's pupils by level.
type SchoolRow struct {
	School School
	AsOf   day.Date
	Levels []Figure
}

// areaWords names the broad areas of the SEND code of practice (6.28 to 6.35).
var areaWords = []struct{ code, words string }{
	{"CI", "Communication and interaction"}, {"CL", "Cognition and learning"},
	{"SEMH", "Social, emotional and mental health"}, {"SP", "Sensory and physical"}, {"OT", "Other or not recorded"},
}

// Look works out the view of one term. Members and summaries may come in any
// order; a summary of a school that is not a member is left out.
func Look(term string, members []School, sent []Sent) View {
	v := View{Term: term}
	of := map[string]Sent{}
	for _, s := range sent {
		of[s.URN] = s
	}
	for _, school := range members {
		m := Member{School: school}
		if s, ok := of[school.URN]; ok && s.Unreadable {
			m.Unreadable, m.Received = true, s.Received
		} else if ok {
			d := s.Document
			m.Sent, m.AsOf, m.Received, m.Rev, m.OnlyTotals = true, d.AsOf, s.Received, d.Rev, find(d, "T03").V == nil
			v.Sent++
			if v.From.IsZero() || d.AsOf.Before(v.From) {
				v.From = d.AsOf
			}
			if d.AsOf.After(v.To) {
				v.To = d.AsOf
			}
		}
		v.Members = append(v.Members, m)
	}
	slices.SortFunc(v.Members, func(a, b Member) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.URN, b.URN))
	})
	v.countPupils(of)
	v.countLevels(of)
	return v
}

func (v *View) countPupils(of map[string]Sent) {
	var all, support, plans sum
	for _, m := range v.Members {
		if !m.Sent {
			continue
		}
		t := find(of[m.URN].Document, "T00")
		values := []int{value(t, "ALL", "N"), value(t, "K", "N"), value(t, "E", "N")}
		low := fitLow(values[1:], 2, []float64{total(values[0])}, nil)
		all.add(values[0], lowGuess)
		support.add(values[1], low[0])
		plans.add(values[2], low[1])
	}
	v.Pupils, v.Support, v.Plans = all.figure(), support.figure(), plans.figure()
}

// countLevels adds up levels over the schools that use the same continuum: levels
// of two continua are never added together.
func (v *View) countLevels(of map[string]Sent) {
	continuum := v.commonContinuum(of)
	var sums [][]sum
	var alls []sum
	for i := range v.Members {
		m := &v.Members[i]
		if !m.Sent || m.OnlyTotals {
			continue
		}
		d := of[m.URN].Document
		if d.CodeLists.Continuum != continuum {
			m.OtherContinuum = true
			continue
		}
		byArea, byPhase := find(d, "T03"), find(d, "T04")
		levels := byPhase.Cols
		if v.Levels == nil {
			for _, code := range levels {
				v.Levels = append(v.Levels, Level{code, levelWords(code)})
			}
			sums, alls = make([][]sum, len(areaWords)), make([]sum, len(areaWords))
			for a := range sums {
				sums[a] = make([]sum, len(levels))
			}
		}
		inner, rowTotals, colTotals := make([]int, 0, len(areaWords)*len(levels)), []float64{}, []float64{}
		for _, a := range areaWords {
			for _, l := range levels {
				inner = append(inner, value(byArea, a.code, l))
			}
			rowTotals = append(rowTotals, total(value(byArea, a.code, "ALL")))
		}
		row := SchoolRow{School: m.School, AsOf: m.AsOf}
		for _, l := range levels {
			all := value(byPhase, "ALL", l)
			colTotals = append(colTotals, total(all))
			row.Levels = append(row.Levels, schoolFigure(all, lowGuess))
		}
		v.BySchool = append(v.BySchool, row)
		low := fitLow(inner, len(levels), rowTotals, colTotals)
		for a := range areaWords {
			alls[a].add(value(byArea, areaWords[a].code, "ALL"), lowGuess)
			for l := range levels {
				i := a*len(levels) + l
				sums[a][l].add(inner[i], low[i])
			}
		}
	}
	for a := range sums {
		row := AreaRow{Code: areaWords[a].code, Words: areaWords[a].words, All: alls[a].figure()}
		for l := range sums[a] {
			row.Levels = append(row.Levels, sums[a][l].figure())
		}
		v.ByArea = append(v.ByArea, row)
	}
}

// commonContinuum is the continuum that most schools used, by its hash.
func (v *View) commonContinuum(of map[string]Sent) string {
	votes := map[string]int{}
	best := ""
	for _, m := range v.Members {
		if !m.Sent || m.OnlyTotals {
			continue
		}
		c := of[m.URN].Document.CodeLists.Continuum
		votes[c]++
		if votes[c] > votes[best] || votes[c] == votes[best] && c < best {
			best = c
		}
	}
	return best
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

// total turns a published total into what fitLow works with.
func total(v int) float64 {
	switch v {
	case summary.HeldBack, summary.NotApplicable:
		return unknown
	case summary.Low:
		return lowGuess
	}
	return middle(v, 0)
}

func levelWords(code string) string {
	if code == summary.NotRecorded {
		return "Not set"
	}
	return "Level " + strings.TrimPrefix(code, "L")
}
