package cluster

import (
	"strconv"

	"needsbook/app/summary"
)

// needsIn lists the needs of each broad area. The last four may be put in any.
var needsIn = map[string][]string{
	"CI": {"SLCN", "ASD"}, "CL": {"SPLD", "MLD", "SLD", "PMLD"}, "SEMH": {"SEMH"}, "SP": {"HI", "VI", "MSI", "PD"},
	"OT": {"DS", "OTH", "NSA", "NR"},
}

// tableSums says which tables add up to which: the row totals of a table stand in
// rowsIn, the column totals in colsIn, with a star for the line's own code; no figure
// where they are not printed.
var tableSums = []struct {
	table          string
	rowsIn, colsIn FigureID
}{
	{"T01", FigureID{"T00", "*", "N"}, FigureID{"T01", allOf, "*"}},
	{"T02", FigureID{"T00", "*", "N"}, FigureID{"T03", "*", allOf}},
	{"T03", FigureID{"T03", "*", allOf}, FigureID{"T04", allOf, "*"}},
	{"T04", FigureID{"T01", allOf, "*"}, FigureID{"T04", allOf, "*"}},
	{"T05", FigureID{}, FigureID{"T00", allOf, "N"}},
}

// balances lists every sum that the tables of the summary hold.
func (f *fitting) balances() {
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
	for _, line := range f.lines() {
		f.balance(line, f.at("T00", allOf, "N"))
	}
	f.cohorts()
	f.needs()
	f.funded()
}

// lines are the totals that come to all pupils: of statuses, phases, areas and levels.
func (f *fitting) lines() [][]int {
	return [][]int{
		f.applying([]int{f.at("T00", "K", "N"), f.at("T00", "E", "N")}),
		f.applying(f.across(f.tables["T01"].Cols, func(c string) int { return f.at("T01", allOf, c) })),
		f.applying(f.across(f.tables["T03"].Rows, func(r string) int { return f.at("T03", r, allOf) })),
		f.applying(f.across(f.tables["T04"].Cols, func(c string) int { return f.at("T04", allOf, c) })),
	}
}

// needs adds that the needs of an area come to about as many pupils as the area has.
func (f *fitting) needs() {
	for _, a := range areaWords {
		total := f.at("T03", a.code, allOf)
		if total < 0 {
			continue
		}
		if parts := f.applying(f.across(needsIn[a.code], func(c string) int { return f.at("T05", c, "N") })); len(parts) > 0 {
			f.sums = append(f.sums, balance{parts, []int{total}, loose})
		}
	}
}

// funded adds that the levels of a route have as many pupils by phase as together.
func (f *fitting) funded() {
	t := f.tables["T07"]
	for r, route := range t.Rows {
		if levels := f.levelsOf(route); len(levels) > 0 {
			f.sums = append(f.sums, balance{f.applying(f.row(t, r)), levels, slack})
		}
	}
}

// levelsOf returns the totals of the levels that are funded by a route.
func (f *fitting) levelsOf(route string) (places []int) {
	for rank, of := range f.routes {
		if i := f.at("T04", allOf, "L"+strconv.Itoa(rank)); of == route && i >= 0 {
			places = append(places, i)
		}
	}
	return places
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
			f.sums = append(f.sums, balance{f.applying(f.row(byArea, r)), f.applying(f.row(byLevel, r)), slack})
		}
	}
}

// balance adds one sum; a total that is not there makes none.
func (f *fitting) balance(parts []int, total int) {
	if total < 0 || f.values[total] == summary.NotApplicable {
		return
	}
	if parts = f.applying(parts); len(parts) > 0 {
		f.sums = append(f.sums, balance{parts, []int{total}, slack})
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

// named finds the figure of a pattern such as T01/ALL/* for a code, or -1.
func (f *fitting) named(pattern FigureID, code string) int {
	if pattern.Row == "*" {
		pattern.Row = code
	}
	if pattern.Col == "*" {
		pattern.Col = code
	}
	return f.at(pattern.Table, pattern.Row, pattern.Col)
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

func (f *fitting) across(codes []string, at func(code string) int) (places []int) {
	for _, code := range codes {
		if code != allOf {
			places = append(places, at(code))
		}
	}
	return places
}
