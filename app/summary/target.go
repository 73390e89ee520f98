package summary

import (
	"slices"

	"needsbook/app/summary/audit"
)

// harm is the way in which a figure can give a child away.
type harm string

const (
	exact     harm = "E"  // a small count can be worked out exactly
	existence harm = "X"  // it can be shown that somebody is there
	narrow    harm = "N"  // it can be shown that two or fewer are there
	group     harm = "G"  // a whole known group shares one value
	overTime  harm = "K3" // against an earlier summary, something of a child who alone has changed
)

// target is one thing that an attacker would like to know. It is safe when two
// whole-number tables fit all that is known, one with the form at or below need.Lo
// and one at or above need.Hi.
type target struct {
	kind   harm // group, existence (low end only), or exact for a cell of both ends
	figure int  // of the plan, -1 for a count that is not published
	form   audit.Form
	cells  []selector // what the form adds up
	both   bool       // the upper end matters as well as the lower
	least  int        // the upper end that must be possible: 3 for a cell, 1 for a group
	// some and whole say, for each public count of a status and need, whether its
	// pupils can lie in the target, and whether they surely do.
	some, whole [2][len(needs)]bool
}

// place works out which public counts bear on a target.
func (t *target) place() {
	for s := range t.some {
		for n := range t.some[s] {
			for _, cell := range t.cells {
				some, whole := cell.covers(s, n)
				t.some[s][n], t.whole[s][n] = t.some[s][n] || some, t.whole[s][n] || whole
			}
		}
	}
}

// targets lists what must not be learnt from the shown values. A cell is
// sensitive when it is shown as low, or held back and truly under five.
// truth is nil for an attacker, who does not know what is held back.
func (c *cross) targets(shown []int, truth []int) []target {
	var out []target
	for i, row := range c.figureRow {
		if row < 0 {
			continue
		}
		hiddenSmall := shown[i] == HeldBack && (truth == nil || truth[row] <= 4)
		if shown[i] == Low || hiddenSmall {
			out = append(out, target{kind: exact, figure: i, form: audit.Form{{Row: row, Coef: 1}}, cells: []selector{c.plan.figures[i].sel}, both: true, least: 3})
		}
	}
	out = append(out, c.groups()...)
	for _, x := range c.crossRow {
		if truth == nil || truth[x.row] <= 4 {
			out = append(out, target{kind: existence, figure: -1, form: audit.Form{{Row: x.row, Coef: 1}}, cells: []selector{x.sel}})
		}
	}
	for _, k := range c.cells {
		row := c.kindRow[k]
		if truth != nil && truth[row] >= 1 && truth[row] <= 4 {
			sel := selector{anyOf, anyOf, k.status, k.area, anyOf, k.level, 0}
			out = append(out, target{kind: existence, figure: -1, form: audit.Form{{Row: row, Coef: 1}}, cells: []selector{sel}})
		}
	}
	if truth != nil {
		for i := range out {
			out[i].place()
		}
	}
	return out
}

// groups lists, for each known group (the pupils of an area, a phase, a cohort, a
// status), that its members do not all share one value: the others of its line
// must be able to be at least one. Without it, a child known to be in the group
// is known to have the value.
func (c *cross) groups() []target {
	var out []target
	for t, spec := range c.plan.tables {
		switch spec.id {
		case "T00", "T05":
			continue
		case "T07":
			out = c.addRoutes(out, t)
			continue
		}
		rows, cols := inner(spec.rows), inner(spec.cols)
		for r := range rows {
			for col := range cols {
				if !spec.rows.secret {
					out = c.addGroup(out, t, r, col, cols, true)
				}
				if !spec.cols.secret && spec.id != "T06A" {
					out = c.addGroup(out, t, r, col, rows, false)
				}
			}
		}
	}
	return out
}

// inner returns the number of lines without the one that counts all.
func inner(a axis) int {
	n := len(a.lines)
	if a.lines[n-1].Code == "ALL" {
		n--
	}
	return n
}

// addRoutes lists the groups of T07: not all pupils of a phase may be seen to be at
// levels of one funding route. T07 has not all the levels, so the others are those of
// T04.
func (c *cross) addRoutes(out []target, table int) []target {
	byLevel := slices.IndexFunc(c.plan.tables, func(spec tableSpec) bool { return spec.id == "T04" })
	for route := range routeRows {
		for phase := range phases {
			cell := c.plan.at(table, route, phase)
			if c.figureRow[cell] < 0 {
				continue
			}
			g := target{kind: group, figure: cell, both: true, least: 1}
			for level := range c.plan.levels + 1 {
				other := c.plan.at(byLevel, phase, level)
				if c.figureRow[other] >= 0 && !c.plan.figures[cell].sel.levels.holds(level) {
					g.form = append(g.form, audit.Term{Row: c.figureRow[other], Coef: 1})
					g.cells = append(g.cells, c.plan.figures[other].sel)
				}
			}
			if len(g.form) > 0 {
				out = append(out, g)
			}
		}
	}
	return out
}

func (c *cross) addGroup(out []target, table, row, col, lines int, alongRow bool) []target {
	cell := c.plan.at(table, row, col)
	if c.figureRow[cell] < 0 {
		return out
	}
	g := target{kind: group, figure: cell, both: true, least: 1}
	for i := range lines {
		other := c.plan.at(table, row, i)
		if !alongRow {
			other = c.plan.at(table, i, col)
		}
		if other != cell && c.figureRow[other] >= 0 {
			g.form = append(g.form, audit.Term{Row: c.figureRow[other], Coef: 1})
			g.cells = append(g.cells, c.plan.figures[other].sel)
		}
	}
	if len(g.form) == 0 {
		return out
	}
	return append(out, g)
}
