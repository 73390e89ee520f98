package cluster

import "needsbook/app/summary"

// tableSums says which tables add up to which: the row totals of a table stand in
// rowsIn, the column totals in colsIn, as "T01/ALL/*" with the star for the line's own
// code; "" where they are not printed.
var tableSums = []struct{ table, rowsIn, colsIn string }{
	{"T01", "T00/*/N", "T01/ALL/*"},
	{"T02", "T00/*/N", "T03/*/ALL"},
	{"T03", "T03/*/ALL", "T04/ALL/*"},
	{"T04", "T01/ALL/*", "T04/ALL/*"},
	{"T05", "", "T00/ALL/N"},
}

// balances lists every sum that the tables of the summary hold.
func (f *fitting) balances() {
	f.balance([]int{f.at("T00", "K", "N"), f.at("T00", "E", "N")}, f.at("T00", allOf, "N"))
	for _, s := range tableSums {
		t, ok := f.tables[s.table]
		if !ok {
			continue
		}
		for r, row := range t.Rows {
			if total := f.named(s.rowsIn, row); row != allOf && total >= 0 {
				f.balance(f.row(t, r), total)
			}
		}
		for c, col := range t.Cols {
			if total := f.named(s.colsIn, col); col != allOf && total >= 0 {
				f.balance(f.col(t, c), total)
			}
		}
	}
	// The totals of phases, areas and levels come to all pupils.
	all := f.at("T00", allOf, "N")
	if t, ok := f.tables["T01"]; ok {
		f.balance(f.across("T01", t.Cols, func(c string) int { return f.at("T01", allOf, c) }), all)
	}
	if t, ok := f.tables["T03"]; ok {
		f.balance(f.across("T03", t.Rows, func(r string) int { return f.at("T03", r, allOf) }), all)
	}
	if t, ok := f.tables["T04"]; ok {
		f.balance(f.across("T04", t.Cols, func(c string) int { return f.at("T04", allOf, c) }), all)
	}
	f.cohorts()
}

// cohorts adds that a year group has as many pupils by area as by level.
func (f *fitting) cohorts() {
	byArea, ok := f.tables["T06A"]
	byLevel, has := f.tables["T06L"]
	if !ok || !has {
		return
	}
	for r := range byArea.Rows {
		if r < len(byLevel.Rows) {
			f.sums = append(f.sums, balance{f.applying(f.row(byArea, r)), f.applying(f.row(byLevel, r))})
		}
	}
}

// balance adds one sum; a total that is not there makes none.
func (f *fitting) balance(parts []int, total int) {
	if total < 0 || f.values[total] == summary.NotApplicable {
		return
	}
	if parts = f.applying(parts); len(parts) > 0 {
		f.sums = append(f.sums, balance{parts, []int{total}})
	}
}

// applying leaves out figures that the school cannot have.
func (f *fitting) applying(places []int) []int {
	var out []int
	for _, i := range places {
		if i >= 0 && f.values[i] != summary.NotApplicable {
			out = append(out, i)
		}
	}
	return out
}

// named finds the figure of a pattern such as T01/ALL/* for a code.
func (f *fitting) named(pattern, code string) int {
	var id FigureID
	if pattern == "" || id.UnmarshalText([]byte(pattern)) != nil {
		return -1
	}
	if id.Row == "*" {
		id.Row = code
	}
	if id.Col == "*" {
		id.Col = code
	}
	return f.at(id.Table, id.Row, id.Col)
}

// row returns the places of a row but for its total.
func (f *fitting) row(t summary.Table, r int) (places []int) {
	for c, col := range t.Cols {
		if col != allOf {
			places = append(places, f.start[t.ID]+r*len(t.Cols)+c)
		}
	}
	return places
}

// col returns the places of a column but for its total.
func (f *fitting) col(t summary.Table, c int) (places []int) {
	for r, row := range t.Rows {
		if row != allOf {
			places = append(places, f.start[t.ID]+r*len(t.Cols)+c)
		}
	}
	return places
}

func (f *fitting) across(table string, codes []string, at func(code string) int) (places []int) {
	for _, code := range codes {
		if code != allOf {
			places = append(places, at(code))
		}
	}
	return places
}
