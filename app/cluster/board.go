package cluster

import (
	"needsbook/app/chart"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Levels of boards: how wide they look.
const (
	AtSchool   = "school"
	AtCluster  = "cluster"
	AtDistrict = "district"
	AtCounty   = "county"
	AtGroup    = "group" // a trust or partnership
)

// Board is everything that a page shows about one school, cluster, group, district or
// county in one term. It holds words and pictures only, so that the hub's page, the
// school's screen and the saved files show the same.
type Board struct {
	Level   string   `json:"level"`
	Ref     string   `json:"ref"`    // a cluster's code, a school's URN, a district's name
	Name    string   `json:"name"`   // as people say it
	Series  string   `json:"series"` // as documents write it, 2026-27/autumn
	Schools int      `json:"schools"`
	Sent    int      `json:"sent"` // how many of them sent a summary
	From    day.Date `json:"from"` // the earliest day that figures stand for
	To      day.Date `json:"to"`   // the latest
	Charts  []Chart  `json:"charts"`
	// Members lists the schools of a school's, a cluster's or a group's board. A wider
	// board has none: it is made of clusters.
	Members []Member `json:"members,omitempty"`
}

// Chart answers one question of a head teacher: a sentence, pictures and tables.
type Chart struct {
	Number   int       `json:"number"` // 1 to 10 in the order of the page, then what stands beside them
	ID       string    `json:"id"`     // such as needs, for addresses and files
	Question string    `json:"question"`
	Sentence string    `json:"sentence"` // what the figures say, never more
	Notes    []string  `json:"notes,omitempty"`
	Schools  int       `json:"schools"` // that stand behind it
	From     day.Date  `json:"from"`
	To       day.Date  `json:"to"`
	Pictures []Picture `json:"pictures,omitempty"`
	Tables   []Table   `json:"tables,omitempty"`
	// Breaks says in a sentence each where the figures changed their meaning.
	Breaks []string `json:"breaks,omitempty"`
}

// basedOn says that a chart stands on one school's figures alone.
func (c *Chart) basedOn(u unit) { c.Schools, c.From, c.To = u.tally.Schools, u.tally.From, u.tally.To }

// Picture is a drawing of figures that also stand in a table. Alt says in a sentence
// what it shows, for those who do not see it.
type Picture struct {
	Title string      `json:"title"`
	Alt   string      `json:"alt"`
	Chart chart.Chart `json:"chart"`
}

// table writes what a picture draws in figures.
func (p Picture) table() Table {
	t := Table{Caption: p.Title, Columns: columns(p.Chart.By)}
	for _, s := range p.Chart.Series {
		t.Columns = append(t.Columns, Column{Words: s.Name, Number: true})
	}
	for i, label := range p.Chart.Labels {
		row := []Cell{words(label)}
		for _, s := range p.Chart.Series {
			c := words(s.Values[i].String())
			if s.Values[i].Gap {
				c.Kind = CellFew
			}
			row = append(row, c)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Table is figures in words. The first column heads its row.
type Table struct {
	Caption string   `json:"caption"`
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
}

// Column is the head of a column. Number columns stand at the right.
type Column struct {
	Words  string `json:"words"`
	Number bool   `json:"number,omitempty"`
}

// Cell is one place in a table. Sub stands small under the text: a range, or from how
// many schools.
type Cell struct {
	Text string `json:"text"`
	Sub  string `json:"sub,omitempty"`
	Kind string `json:"kind,omitempty"`
	// Bounds is the range that is certain, wider than the likely one under the text; ""
	// where the text is certain itself.
	Bounds string `json:"bounds,omitempty"`
}

// Kinds of cell that are not plain; the text says the same in words.
const (
	CellLow  = "low"  // 0 to 4
	CellHeld = "held" // held back by the school
	CellFew  = "few"  // too few schools, or pupils, for a figure
	CellNone = "na"   // does not apply
)

// About says what a board is of, and the words that a council may change.
type About struct {
	Level  string
	Ref    string
	Name   string
	Series string
	// Say returns a term of the terms pack by its key, such as cluster or predictable;
	// nil, or an empty answer, takes the words of this package.
	Say func(key string) string
	// LevelNames are the names of the levels by their rank, lowest first, where the
	// hub knows the continuum that schools use; nil names them Level 0, Level 1.
	LevelNames []string
	// ServiceNames are the names in the order of the services pack.
	ServiceNames []string
	// NameSchools: the panel has chosen to see the schools' names in the chart of
	// agreement. Otherwise they are schools A, B and C there.
	NameSchools bool
	// Round is the result of the newest round of moderation that is closed; nil for none.
	Round *papers.RoundResult
}

// Term is one earlier term with the summaries that were sent for it.
type Term struct {
	Series string
	Sent   []Sent
}

// Part is one cluster of a district, or of a county. Earlier holds its sums of earlier
// terms, in any order, for the trend.
type Part struct {
	Name    string
	Schools int // members, sent or not; 0 takes those that sent
	Tally   Tally
	Earlier []TermTally
}

// TermTally is the sums of one earlier term.
type TermTally struct {
	Series string
	Tally  Tally
}
