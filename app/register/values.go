package register

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// ColumnValue is one of the values in a column, for the filter in its heading.
type ColumnValue struct {
	Words string // as a person reads it
	Term  string // the query term that finds the rows with it
	Count int    // how many rows have it
}

// None are the words for rows without a value.
const None = "None"

// mostOffered is how many values a heading offers; a column with more has none to
// choose from, and is searched by typing.
const mostOffered = 120

// ColumnValues returns the values that a column has among the entries, in the column's
// order, what is empty last. They should be those that the query finds without its
// own terms about the column. A column that a query cannot ask about, or whose
// values are each pupil's own, has none.
func ColumnValues(column string, entries []*Entry, in SheetContext) []ColumnValue {
	all := allColumns(in.Fields)
	i := slices.IndexFunc(all, func(c builtInColumn) bool { return c.ID == column })
	if i < 0 || all[i].Term == "" {
		return nil
	}
	c := &all[i]
	switch {
	case c.kind == kindText && !c.Own:
		return nil
	case c.ID == "concern_since":
		return someOf(entries, []ColumnValue{{Words: "Open", Term: "concern:open"}, {Words: None, Term: "concern:none"}}, in)
	case c.ID == "left_on":
		return someOf(entries, []ColumnValue{{Words: "On roll", Term: "left:no"}, {Words: "Has left", Term: "left:yes"}}, in)
	case c.due:
		return someOf(entries, []ColumnValue{{Words: "Late", Term: c.Term + ":overdue"}, {Words: "In the next 2 weeks", Term: c.Term + ":0-14d"},
			{Words: "In the next 30 days", Term: c.Term + ":0-30d"}, {Words: "Later", Term: c.Term + ":>30d"}, {Words: None, Term: c.Term + ":none"}}, in)
	}
	counts := c.count(entries, &in)
	if c.kind == kindDate {
		counts = c.countYears(entries)
	}
	if len(counts) > mostOffered {
		return nil
	}
	out := make([]ColumnValue, len(counts))
	for i, n := range counts {
		out[i] = ColumnValue{Words: c.codeWords(&in, n.code), Term: c.Term + ":" + quoteValue(n.code), Count: n.n}
		switch {
		case n.code == "":
			out[i].Words, out[i].Term = None, c.Term+":none"
		case c.kind == kindDate || c.kind == kindNumber:
			out[i].Term = c.Term + ":=" + n.code
		}
	}
	return out
}

// someOf counts the entries that answer each of a few terms, and leaves out the terms
// that none answers.
func someOf(entries []*Entry, values []ColumnValue, in SheetContext) []ColumnValue {
	var out []ColumnValue
	for _, v := range values {
		q, err := ParseQuery("left:any "+v.Term, in.QueryContext)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if q.Match(e) {
				v.Count++
			}
		}
		if v.Count > 0 {
			out = append(out, v)
		}
	}
	return out
}

// countYears counts the entries whose date is in each calendar year, latest first.
func (c *builtInColumn) countYears(entries []*Entry) []codeCount {
	at := map[int]int{}
	for _, e := range entries {
		at[c.date(e).Year()]++
	}
	var out []codeCount
	for year, n := range at {
		if year == 0 {
			continue
		}
		out = append(out, codeCount{strconv.Itoa(year), n})
	}
	slices.SortFunc(out, func(a, b codeCount) int { return cmp.Compare(b.code, a.code) })
	if n := at[0]; n > 0 {
		out = append(out, codeCount{"", n})
	}
	return out
}

// sortCodes puts codes in the order of their column: its own where it has one, else
// that of an English reader; "" last.
func (in *SheetContext) sortCodes(c *builtInColumn, codes []codeCount) {
	order := collate.New(language.BritishEnglish, collate.IgnoreCase, collate.Numeric)
	place := func(n codeCount) int {
		if c.place == nil {
			return 0
		}
		return c.place(in, n.code)
	}
	slices.SortFunc(codes, func(a, b codeCount) int {
		if (a.code == "") != (b.code == "") {
			return cmp.Compare(len(b.code), len(a.code))
		}
		if c.kind == kindNumber {
			x, _ := millionths(a.code)
			y, _ := millionths(b.code)
			return cmp.Compare(x, y)
		}
		return cmp.Or(cmp.Compare(place(a), place(b)), order.CompareString(a.code, b.code), strings.Compare(a.code, b.code))
	})
}

// quoteValue writes a value so that a query reads it as one.
func quoteValue(value string) string {
	value = strings.ReplaceAll(value, `"`, "")
	if strings.ContainsAny(value, ` ,`) {
		return `"` + value + `"`
	}
	return value
}
