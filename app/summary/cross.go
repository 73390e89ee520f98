package summary

import (
	"slices"

	"needsbook/app/summary/audit"
)

// cross is the table behind all the published ones: how many pupils there are of
// each kind. A kind is year class x status x area x level; needs are counted
// beside it (status x need x area), because no table crosses need with level, and
// the two are tied together by their status and area.
type cross struct {
	plan      *plan
	shape     *audit.Shape
	figureRow []int               // row of each figure of the plan, -1 for none
	needRow   [2][]int            // row of each status x need: what the January census publishes
	kindRow   map[kind]int        // row of each kind (need left at 0)
	cells     []kind              // the kinds that have a row, in order
	crossRow  []crossed           // two-way counts that no table publishes
	rowOf     []selector          // what each row counts, for rows that count pupils
	linked    []int               // rows that tie the two parts together: always nought
	atom      map[kind]int32      // what one pupil of each full kind adds
	kinds     []kind              // of each atom
	atomRows  [][]int             // rows that a pupil of each atom adds one to
	mostRows  int                 // the most rows that one pupil adds to
	stepsOf   map[movement][]step // candidates, in a mixed order
}

// crossed is an unpublished two-way count that must stay unknown all the same.
type crossed struct {
	row int
	sel selector
}

func newCross(p *plan) *cross {
	c := &cross{plan: p, shape: &audit.Shape{}, kindRow: map[kind]int{}, atom: map[kind]int32{}, stepsOf: map[movement][]step{}}
	c.addRows()
	c.addColumns()
	c.addNeighbours()
	for _, rows := range c.atomRows {
		c.mostRows = max(c.mostRows, len(rows))
	}
	return c
}

func (c *cross) addRow(s selector) int {
	c.rowOf = append(c.rowOf, s)
	c.shape.Rows++
	return c.shape.Rows - 1
}

func (c *cross) addRows() {
	for _, f := range c.plan.figures {
		row := -1
		if f.applies && !f.roll {
			row = c.addRow(f.sel)
		}
		c.figureRow = append(c.figureRow, row)
	}
	for s := range statuses {
		for n := range needs {
			sel := everyone
			sel.status, sel.need = s, n
			c.needRow[s] = append(c.needRow[s], c.addRow(sel))
		}
	}
	for s := range statuses {
		for l := range c.plan.levels + 1 {
			sel := everyone
			sel.status, sel.level = s, l
			c.crossRow = append(c.crossRow, crossed{c.addRow(sel), sel})
		}
	}
	for ph := range phases {
		for a := range areas {
			sel := everyone
			sel.phase, sel.area = ph, a
			if c.plan.has(sel) {
				c.crossRow = append(c.crossRow, crossed{c.addRow(sel), sel})
			}
		}
	}
	for range len(statuses) * len(areas) {
		c.linked = append(c.linked, c.addRow(selector{}))
	}
}

// addColumns makes the unknowns of both parts, and the atoms that pair them.
func (c *cross) addColumns() {
	type place struct{ status, area int }
	kindColumns, needColumns := map[place][]int{}, map[place][]int{}
	var columnKind []kind
	add := func(k kind, withNeed bool) {
		column := len(c.shape.Columns)
		at := place{k.status, k.area}
		link := audit.Term{Row: c.linked[k.status*len(areas)+k.area], Coef: 1}
		if withNeed {
			link.Coef = -1
			needColumns[at] = append(needColumns[at], column)
		} else {
			kindColumns[at] = append(kindColumns[at], column)
		}
		terms := []audit.Term{link}
		for row, sel := range c.rowOf[:c.linked[0]] {
			if (sel.need != anyOf) == withNeed && sel.counts(k) {
				terms = append(terms, audit.Term{Row: row, Coef: 1})
			}
		}
		if !withNeed {
			c.kindRow[k] = c.addRow(selector{})
			c.cells = append(c.cells, k)
			terms = append(terms, audit.Term{Row: c.kindRow[k], Coef: 1})
		}
		c.shape.Columns = append(c.shape.Columns, terms)
		columnKind = append(columnKind, k)
	}
	for s := range statuses {
		for a := range areas {
			for _, y := range c.plan.classes {
				for l := range c.plan.levels + 1 {
					add(kind{year: y, status: s, area: a, level: l}, false)
				}
			}
			for n, need := range needs {
				if need.area < 0 || need.area == a {
					add(kind{status: s, area: a, need: n}, true)
				}
			}
			at := place{s, a}
			for _, x := range kindColumns[at] {
				for _, y := range needColumns[at] {
					full := columnKind[x]
					full.need = columnKind[y].need
					c.addAtom(full, x, y)
				}
			}
		}
	}
}

// addAtom makes the pupil of a kind from its two columns.
func (c *cross) addAtom(full kind, columns ...int) {
	c.atom[full] = int32(len(c.kinds))
	c.kinds = append(c.kinds, full)
	c.shape.Atoms = append(c.shape.Atoms, columns)
	c.atomRows = append(c.atomRows, c.rowsOf(columns...))
}

// rowsOf returns the rows that the two columns of an atom add to; the row that
// ties them together cancels out.
func (c *cross) rowsOf(columns ...int) []int {
	var out []int
	for _, column := range columns {
		for _, t := range c.shape.Columns[column] {
			if !slices.Contains(c.linked, t.Row) {
				out = append(out, t.Row)
			}
		}
	}
	return out
}

// addNeighbours lists, for each atom, those that differ in one property. Need
// and area go together, since a need settles its area.
func (c *cross) addNeighbours() {
	c.shape.Near = make([][]int32, len(c.kinds))
	for i, k := range c.kinds {
		var near []int32
		try := func(other kind) {
			if a, ok := c.atom[other]; ok && other != k {
				near = append(near, a)
			}
		}
		for _, y := range c.plan.classes {
			try(kind{y, k.status, k.area, k.need, k.level})
		}
		for l := range c.plan.levels + 1 {
			try(kind{k.year, k.status, k.area, k.need, l})
		}
		for s := range statuses {
			try(kind{k.year, s, k.area, k.need, k.level})
		}
		for a := range areas {
			for n := range needs {
				try(kind{k.year, k.status, a, n, k.level})
			}
		}
		c.shape.Near[i] = near
	}
}

// sent returns the cross with a row for those figures only that were sent.
func (c *cross) sent(figure func(i int) bool) *cross {
	one := *c
	one.figureRow = slices.Clone(c.figureRow)
	for i := range one.figureRow {
		if !figure(i) {
			one.figureRow[i] = -1
		}
	}
	return &one
}

// table turns kinds into the atoms of a search.
func (c *cross) table(kinds []kind) []int32 {
	out := make([]int32, len(kinds))
	for i, k := range kinds {
		out[i] = c.atom[k]
	}
	return out
}

// freeRanges returns ranges that say nothing but that both parts count the same pupils.
func (c *cross) freeRanges() []audit.Range {
	out := make([]audit.Range, c.shape.Rows)
	for r := range out {
		out[r] = audit.Free
	}
	for _, r := range c.linked {
		out[r] = audit.Range{}
	}
	return out
}

// ranges returns what published figures say. one gives the range of each figure.
func (c *cross) ranges(one func(figure int) audit.Range) []audit.Range {
	out := c.freeRanges()
	for i, row := range c.figureRow {
		if row >= 0 {
			out[row] = one(i)
		}
	}
	return out
}

// published reports whether any of the rows is a figure of the plan.
func (c *cross) published(rows []int) bool {
	return slices.ContainsFunc(c.figureRow, func(row int) bool { return row >= 0 && slices.Contains(rows, row) })
}
