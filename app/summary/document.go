package summary

import (
	"slices"

	"needsbook/app/day"
)

// Names in the document that say how it was made.
const (
	SchemaName  = "cluster-summary/1"
	RuleName    = "R5L+T5/1"
	scopeFull   = "full"
	scopeBands  = "bands"   // T00 and T13 only: too few pupils for tables
	publicGuess = "assumed" // audited against today's exact need counts as if they were public
)

// Document is the summary as it leaves the school: codes, whole numbers and one
// date. Its canonical JSON is the payload that is signed.
type Document struct {
	Schema    string    `json:"schema"`
	Kind      string    `json:"kind"`
	URN       string    `json:"urn"`
	Cluster   string    `json:"cluster"`
	Series    string    `json:"series"`
	Epoch     string    `json:"epoch"`
	Rev       int       `json:"rev"`
	Prev      string    `json:"prev"`
	AsOf      day.Date  `json:"as_of"`
	CodeLists CodeLists `json:"codelists"`
	// Routes are the funding routes of the levels, in their order: NONE, UNI, TAR, PRE
	// or EXC. They are there when T07 is.
	Routes []string `json:"routes,omitempty"`
	SDC    SDC      `json:"sdc"`
	Tables []Table  `json:"tables"`
}

// SDC says how small numbers were protected.
type SDC struct {
	Rule   string `json:"rule"`
	Scope  string `json:"scope"`  // full, or bands for a school with few pupils
	Audit  string `json:"audit"`  // always pass: a summary that fails is never made
	Hidden int    `json:"hidden"` // figures held back
	Public string `json:"public"` // the public counts that the audit assumed known
}

// Table is one table of the plan: fixed codes and a dense array, row by row.
type Table struct {
	ID   string   `json:"id"`
	Rows []string `json:"rows"`
	Cols []string `json:"cols"`
	V    []int    `json:"v"`
}

// Table returns a table by its id.
func (d Document) Table(id string) (Table, bool) {
	for _, t := range d.Tables {
		if t.ID == id {
			return t, true
		}
	}
	return Table{}, false
}

// At returns the figure of a row and column by their codes; HeldBack where the
// table has none.
func (t Table) At(row, col string) int {
	r, c := slices.Index(t.Rows, row), slices.Index(t.Cols, col)
	if r < 0 || c < 0 || r*len(t.Cols)+c >= len(t.V) {
		return HeldBack
	}
	return t.V[r*len(t.Cols)+c]
}

// values returns every figure of the document by its id.
func (d Document) values() map[string]int {
	out := map[string]int{}
	for _, t := range d.Tables {
		for i, v := range t.V {
			out[t.ID+"/"+t.Rows[i/len(t.Cols)]+"/"+t.Cols[i%len(t.Cols)]] = v
		}
	}
	return out
}

// first reports whether the document is the first of its school.
func (d Document) first() bool { return d.Rev == 1 && d.Prev == "" }

// assemble puts shown values (by figure number of the plan) into a document. The
// tables beside the cross come after.
func assemble(f Facts, p *plan, shown []int, scope, public string) Document {
	d := Document{Schema: SchemaName, Kind: "summary", URN: f.URN, Cluster: f.Cluster, Series: f.Series,
		Epoch: f.Epoch, Rev: f.Rev, Prev: f.Prev, AsOf: f.AsOf, CodeLists: f.CodeLists,
		SDC: SDC{Rule: RuleName, Scope: scope, Audit: "pass", Public: public}}
	if scope == scopeFull {
		d.Routes = p.routes
	}
	for t, spec := range p.tables {
		if scope == scopeBands && spec.id != "T00" {
			continue
		}
		n := len(spec.rows.lines) * len(spec.cols.lines)
		d.add(Table{spec.id, codesOf(spec.rows.lines), codesOf(spec.cols.lines), slices.Clone(shown[p.start[t] : p.start[t]+n])})
	}
	return d
}

// add puts a table at the end and counts what it holds back.
func (d *Document) add(t Table) {
	for _, v := range t.V {
		if v == HeldBack {
			d.SDC.Hidden++
		}
	}
	d.Tables = append(d.Tables, t)
}
