package register

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// SheetContext is what a sheet is made against.
type SheetContext struct {
	QueryContext
	NameOf func(*Entry) string // how the first column names a pupil
	Full   bool                // names are shown in full; without it the columns that name a pupil are left out
	Saved  View                // the view as it was saved: what it names and is no more is dropped and said, not refused
}

// Sheet is the register through a view: rows, columns, marks and totals.
type Sheet struct {
	Columns []Column
	Entries []*Entry
	Lost    []string // what the view names and is no more, as sentences

	columns []builtInColumn
	marks   []sheetMark
	in      SheetContext
	totals  func() []string
}

type sheetMark struct {
	ViewMark
	query Query
}

// MakeSheet finds the entries that a view shows, sorts them and sets out its columns.
// The entries come in the order of their names, and keep it where the view's sorts
// leave them equal. An error is a *QueryError.
func MakeSheet(v View, entries []*Entry, in SheetContext) (*Sheet, error) {
	s := &Sheet{in: in}
	q, err := s.readQuery(v.Query)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if q.Match(e) {
			s.Entries = append(s.Entries, e)
		}
	}
	s.setColumns(v)
	s.sort(v.Sorts)
	for _, m := range v.Marks {
		q, err := ParseQuery("left:any "+m.Query, in.QueryContext) // who has left is for the view to say
		if err != nil {
			s.Lost = append(s.Lost, "The mark “"+m.Words+"” is left out: "+err.Error())
			continue
		}
		s.marks = append(s.marks, sheetMark{m, q})
	}
	s.totals = sync.OnceValue(s.countTotals)
	return s, nil
}

// readQuery reads a view's query. A term that cannot be read any more is dropped
// where the view was saved with it; a term that was just typed is refused.
func (s *Sheet) readQuery(text string) (Query, error) {
	saved := splitTerms(s.in.Saved.Query)
	for {
		q, err := ParseQuery(text, s.in.QueryContext)
		var why *QueryError
		if !errors.As(err, &why) || !slices.Contains(saved, why.Term) {
			return q, err
		}
		s.Lost = append(s.Lost, "The search leaves out “"+why.Term+"”: "+why.Reason)
		text = withoutTerm(text, why.Term)
	}
}

func (s *Sheet) setColumns(v View) {
	all := allColumns(s.in.Fields)
	for _, want := range v.Columns {
		i := slices.IndexFunc(all, func(c builtInColumn) bool { return c.ID == want.ID })
		switch {
		case i < 0:
			s.Lost = append(s.Lost, "The column “"+cmp.Or(want.Title, want.ID)+"” is left out: the register has no such field any more.")
		case s.in.Full || !all[i].Names || want.ID == ColumnName:
			s.columns = append(s.columns, all[i])
		}
	}
	if len(s.columns) == 0 {
		s.columns = append(s.columns, all[0]) // a sheet always says whose rows these are
	}
	for _, c := range s.columns {
		s.Columns = append(s.Columns, c.Column)
	}
}

// Cell returns what stands in a cell, as a person reads it.
func (s *Sheet) Cell(row, col int) string { return s.columns[col].shown(s.Entries[row], &s.in) }

// Value returns what stands in a cell, as a file holds it: codes, ISO dates, plain
// figures.
func (s *Sheet) Value(row, col int) string { return s.columns[col].value(s.Entries[row], &s.in) }

// Mark returns the mark of a row, and whether it has one.
func (s *Sheet) Mark(row int) (ViewMark, bool) {
	for _, m := range s.marks {
		if m.query.Match(s.Entries[row]) {
			return m.ViewMark, true
		}
	}
	return ViewMark{}, false
}

// sortKey is a cell prepared for comparing: figures first, then text.
type sortKey struct {
	none bool
	n    int
	text string
}

// sort puts the rows in order. What is empty comes last either way, as in a
// spreadsheet; rows that the sorts leave equal keep the order of names.
func (s *Sheet) sort(sorts []ViewSort) {
	all := allColumns(s.in.Fields)
	type keyed struct {
		entry *Entry
		keys  []sortKey
	}
	var descending []bool
	rows := make([]keyed, len(s.Entries))
	for i, e := range s.Entries {
		rows[i] = keyed{entry: e, keys: make([]sortKey, 0, len(sorts))}
	}
	for _, by := range sorts {
		c := slices.IndexFunc(all, func(c builtInColumn) bool { return c.ID == by.ID })
		if c < 0 || !s.in.Full && all[c].Names && by.ID != ColumnName {
			continue
		}
		descending = append(descending, by.Descending)
		key := all[c].sortKeys(&s.in)
		for i := range rows {
			if by.ID == ColumnName {
				rows[i].keys = append(rows[i].keys, sortKey{n: i})
				continue
			}
			rows[i].keys = append(rows[i].keys, key(rows[i].entry))
		}
	}
	if len(descending) == 0 {
		return
	}
	slices.SortStableFunc(rows, func(a, b keyed) int {
		for i := range descending {
			if n := a.keys[i].compare(b.keys[i], descending[i]); n != 0 {
				return n
			}
		}
		return 0
	})
	for i, r := range rows {
		s.Entries[i] = r.entry
	}
}

func (k sortKey) compare(o sortKey, descending bool) int {
	if k.none != o.none {
		if k.none {
			return 1
		}
		return -1
	}
	n := cmp.Or(cmp.Compare(k.n, o.n), strings.Compare(k.text, o.text))
	if descending {
		return -n
	}
	return n
}

// sortKeys returns what makes the keys of a column: each text is prepared once.
func (c *builtInColumn) sortKeys(in *SheetContext) func(*Entry) sortKey {
	switch c.kind {
	case kindDate:
		return func(e *Entry) sortKey {
			d := c.date(e)
			return sortKey{none: d.IsZero(), n: d.Year()*10000 + d.Month()*100 + d.Day()}
		}
	case kindNumber:
		return func(e *Entry) sortKey {
			n, ok := c.number(e, in)
			return sortKey{none: !ok, n: n}
		}
	}
	order := collate.New(language.BritishEnglish, collate.IgnoreCase, collate.Numeric)
	var buffer collate.Buffer
	known := map[string]sortKey{}
	return func(e *Entry) sortKey {
		value := c.value(e, in)
		key, ok := known[value]
		if !ok {
			buffer.Reset()
			key = sortKey{none: value == "", text: string(order.KeyFromString(&buffer, value))}
			if c.place != nil && c.kind == kindCode {
				key.n = c.place(in, value)
			}
			known[value] = key
		}
		return key
	}
}
