package cluster

import (
	"fmt"
	"maps"
	"math"
	"strings"

	"needsbook/app/day"
	"needsbook/app/summary"
)

// Tally is the sums over summaries. All its numbers are whole, so that merging is
// exact: the tally of a district is the same whether it is made from its clusters'
// tallies or from all its documents, in any order.
type Tally struct {
	Schools    int      `json:"schools"` // whose summary could be read
	OnlyTotals int      `json:"only_totals,omitempty"`
	Unreadable int      `json:"unreadable,omitempty"`
	From       day.Date `json:"from"`
	To         day.Date `json:"to"`
	// Lists counts the schools by the packs that they used: kind of list, then its hash.
	Lists map[string]map[string]int `json:"lists,omitempty"`
	// Sums holds the figures by the hash of the pack that gives them their meaning, ""
	// for codes that are fixed. Figures of two packs are never added.
	Sums map[string]map[FigureID]Sum `json:"sums,omitempty"`
}

// FigureID names a figure of the table plan, such as T03/CI/L3. A figure that comes in
// bands has the band as well: T14/NEED/SHARE=80 counts schools.
type FigureID struct{ Table, Row, Col string }

// MarshalText writes T03/CI/L3.
func (f FigureID) MarshalText() ([]byte, error) {
	return []byte(f.Table + "/" + f.Row + "/" + f.Col), nil
}

// UnmarshalText reads T03/CI/L3.
func (f *FigureID) UnmarshalText(text []byte) error {
	parts := strings.SplitN(string(text), "/", 3)
	if len(parts) != 3 {
		return fmt.Errorf("%q names no figure", text)
	}
	f.Table, f.Row, f.Col = parts[0], parts[1], parts[2]
	return nil
}

// Sum is one figure added over schools. Estimates and variances are in thousandths.
type Sum struct {
	N        int   `json:"n"` // schools behind it
	Estimate int64 `json:"e,omitempty"`
	Variance int64 `json:"v,omitempty"`
	Least    int64 `json:"lo,omitempty"`
	Most     int64 `json:"hi,omitempty"`
	Guessed  int   `json:"g,omitempty"`  // low figures among them with no totals to fit them to
	Largest  int64 `json:"x1,omitempty"` // of one school, where it is an amount
	Second   int64 `json:"x2,omitempty"`
}

func (s Sum) plus(o Sum) Sum {
	s.N += o.N
	s.Estimate += o.Estimate
	s.Variance += o.Variance
	s.Least += o.Least
	s.Most += o.Most
	s.Guessed += o.Guessed
	for _, x := range []int64{o.Largest, o.Second} {
		switch {
		case x > s.Largest:
			s.Largest, s.Second = x, s.Largest
		case x > s.Second:
			s.Second = x
		}
	}
	return s
}

func thousandths(x float64) int64 { return int64(math.Round(x * 1000)) }

// TallyOf returns the sums over summaries, each school counted once.
func TallyOf(sent []Sent) Tally {
	var t Tally
	for _, s := range sent {
		t.Add(s)
	}
	return t
}

// Add counts one more school's summary.
func (t *Tally) Add(s Sent) {
	if s.tally != nil {
		t.Merge(*s.tally)
		return
	}
	if s.Unreadable {
		t.Unreadable++
		return
	}
	d := known(s.Document)
	t.Schools++
	t.span(d.AsOf, d.AsOf)
	if onlyTotals(d) {
		t.OnlyTotals++
	}
	into := map[string]map[FigureID]Sum{"": t.under("")}
	for kind, hash := range listsOf(d) {
		t.vote(kind, hash, 1)
		into[kind] = t.under(hash)
	}
	estimates := fit(d)
	for i, table := range d.Tables {
		for k, v := range table.V {
			f := FigureID{table.ID, table.Rows[k/len(table.Cols)], table.Cols[k%len(table.Cols)]}
			if sums := into[f.list()]; sums != nil { // no pack, no meaning
				addFigure(sums, f, v, estimates[i][k])
			}
		}
	}
	derive(into, d)
}

// Merge adds the schools of another tally; no school may be in both.
func (t *Tally) Merge(o Tally) {
	t.Schools += o.Schools
	t.OnlyTotals += o.OnlyTotals
	t.Unreadable += o.Unreadable
	if o.Schools > 0 {
		t.span(o.From, o.To)
	}
	for kind, votes := range o.Lists {
		for hash, n := range votes {
			t.vote(kind, hash, n)
		}
	}
	for list, sums := range o.Sums {
		into := t.under(list)
		for f, s := range sums {
			into[f] = into[f].plus(s)
		}
	}
}

func (t *Tally) span(from, to day.Date) {
	if t.From.IsZero() || from.Before(t.From) {
		t.From = from
	}
	if to.After(t.To) {
		t.To = to
	}
}

func (t *Tally) vote(kind, hash string, n int) {
	if t.Lists == nil {
		t.Lists = map[string]map[string]int{}
	}
	if t.Lists[kind] == nil {
		t.Lists[kind] = map[string]int{}
	}
	t.Lists[kind][hash] += n
}

func (t *Tally) under(list string) map[FigureID]Sum {
	if t.Sums == nil {
		t.Sums = map[string]map[FigureID]Sum{}
	}
	if t.Sums[list] == nil {
		t.Sums[list] = map[FigureID]Sum{}
	}
	return t.Sums[list]
}

// most returns the pack of a kind that most schools used, the first by name where two
// have as many, and how many schools used it.
func (t Tally) most(kind string) (hash string, schools int) {
	for h, n := range t.Lists[kind] {
		if n > schools || n == schools && h < hash {
			hash, schools = h, n
		}
	}
	return hash, schools
}

// Clone returns a copy that can be added to.
func (t Tally) Clone() Tally {
	c := t
	c.Lists, c.Sums = map[string]map[string]int{}, map[string]map[FigureID]Sum{}
	for k, v := range t.Lists {
		c.Lists[k] = maps.Clone(v)
	}
	for k, v := range t.Sums {
		c.Sums[k] = maps.Clone(v)
	}
	return c
}

// known returns the document with the tables that this program knows and that have a
// figure for each of their places: a later version may add others.
func known(d summary.Document) summary.Document {
	var tables []summary.Table
	for _, t := range d.Tables {
		if _, ok := planned[t.ID]; ok && len(t.V) == len(t.Rows)*len(t.Cols) {
			tables = append(tables, t)
		}
	}
	d.Tables = tables
	return d
}

func onlyTotals(d summary.Document) bool {
	for _, t := range d.Tables {
		if t.ID == "T03" {
			return false
		}
	}
	return true
}
