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
	v.count(of)
	return v
}

func (v *View) count(of map[string]Sent) {
	var whole unit
	units := map[string]unit{}
	for _, m := range v.Members {
		if m.Sent {
			s := of[m.URN]
			u := unit{name: m.Name, urn: m.URN, own: &s.Document, tally: TallyOf([]Sent{s})}
			units[m.URN] = u
			whole.tally.Merge(u.tally)
		}
	}
	l := whole.tally.lens()
	v.Pupils = whole.figure(l, allPupils)
	v.Support, v.Plans = whole.figure(l, FigureID{"T00", "K", "N"}), whole.figure(l, FigureID{"T00", "E", "N"})
	codes := levelCodes(whole.tally, l)
	for _, code := range codes {
		v.Levels = append(v.Levels, Level{code, phrases{}.level(code)})
	}
	if len(codes) == 0 {
		return
	}
	for _, a := range areaWords {
		row := AreaRow{Code: a.code, Words: a.words, All: whole.figure(l, FigureID{"T03", a.code, allOf})}
		for _, code := range codes {
			row.Levels = append(row.Levels, whole.figure(l, FigureID{"T03", a.code, code}))
		}
		v.ByArea = append(v.ByArea, row)
	}
	for i := range v.Members {
		m := &v.Members[i]
		u, ok := units[m.URN]
		if !ok || m.OnlyTotals {
			continue
		}
		if m.OtherContinuum = u.own.CodeLists.Continuum != l[continuumList]; m.OtherContinuum {
			continue
		}
		row := SchoolRow{School: m.School, AsOf: m.AsOf}
		for _, code := range codes {
			row.Levels = append(row.Levels, u.figure(l, FigureID{"T04", allOf, code}))
		}
		v.BySchool = append(v.BySchool, row)
	}
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
