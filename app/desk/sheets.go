package desk

import (
	"slices"
	"strings"

	"needsbook/app/register"
)

// Columns returns every column that a view can show: the built-in ones, then the
// school's own fields.
func (d *Desk) Columns() []register.Column {
	return d.titled(register.Columns(d.queryContext().Fields))
}

// titled puts the words in use into the headings of columns.
func (d *Desk) titled(columns []register.Column) []register.Column {
	for i, c := range columns {
		if !c.Own {
			columns[i].Title = d.terms.Say(c.Title)
		}
	}
	return columns
}

// ColumnNamed returns the column that people call so: by its heading, its identifier
// or, for a field of the school's own, the name as a query writes it.
func (d *Desk) ColumnNamed(name string) (register.Column, bool) {
	want := register.FoldName(name)
	for _, c := range d.Columns() {
		if c.ID == name || want != "" && (want == register.FoldName(c.Title) || want == register.FoldName(c.ID)) {
			return c, true
		}
	}
	return register.Column{}, false
}

// StandardView returns the view that the register has before anyone makes one: the
// pupils with SEN.
func (d *Desk) StandardView() register.View {
	return register.View{Name: "SEN register", Query: "status:sen"}.WithColumns("name", "year", "class", "status", "since",
		"primary_need", "other_needs", "level", "review_due", "flags")
}

// Sheet returns the register through a view: found, sorted and set out. What a saved
// view names and is no more is left out and said in Lost. An error is a
// *register.QueryError.
func (d *Desk) Sheet(v register.View, n Names) (*register.Sheet, error) {
	in := d.sheetContext(v.ID, n)
	d.mu.RLock()
	entries := slices.Clone(d.entries)
	d.mu.RUnlock() // a search may ask for the provision map, which has a lock of its own
	s, err := register.MakeSheet(v, entries, in)
	if err != nil {
		return nil, err
	}
	d.titled(s.Columns)
	return s, nil
}

func (d *Desk) sheetContext(view string, n Names) register.SheetContext {
	saved, _ := d.View(view)
	return register.SheetContext{QueryContext: d.queryContext(), Full: n == NamesFull, Saved: saved,
		NameOf: func(e *register.Entry) string { return NameOf(e, n) }}
}

// ColumnValue is one of the values in a column, for the filter in its heading.
type ColumnValue = register.ColumnValue

// Values returns the values that a column has among the pupils whom the view's query
// finds without its own terms about that column; nil where there is nothing to choose
// from, or where the query cannot be read.
func (d *Desk) Values(v register.View, column string) []ColumnValue {
	term := d.term(column)
	if term == "" {
		return nil
	}
	v.Query = register.WithoutField(v.Query, term)
	if term == "left" {
		v.Query = strings.TrimSpace("left:any " + v.Query)
	}
	s, err := d.Sheet(register.View{ID: v.ID, Query: v.Query}, NamesFull)
	if err != nil {
		return nil
	}
	return register.ColumnValues(column, s.Entries, d.sheetContext(v.ID, NamesFull))
}

// Filtered returns a query with the filter of one column set to the chosen terms, as
// Values gives them: a row that has any of them answers. Without terms the column's
// filter is taken off.
func (d *Desk) Filtered(query, column string, terms []string) string {
	field := d.term(column)
	query = register.WithoutField(query, field)
	values := make([]string, len(terms))
	for i, t := range terms {
		_, values[i], _ = strings.Cut(t, ":")
	}
	if len(values) == 0 || field == "" {
		return query
	}
	return strings.TrimSpace(query + " " + field + ":" + strings.Join(values, ","))
}

// term is the query's name for a column, "" where a query cannot ask about it.
func (d *Desk) term(column string) string {
	for _, c := range d.Columns() {
		if c.ID == column {
			return c.Term
		}
	}
	return ""
}
