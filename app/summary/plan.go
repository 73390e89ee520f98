package summary

import "strconv"

// anyOf in a selector means that the figure does not look at that property.
const anyOf = -1

// selector says which pupils a figure counts.
type selector struct {
	phase, cohort, status, area, need, level int
	levels                                   levelSet
}

// levelSet narrows a selector to several levels, a bit for each place in the pack.
// The zero set does not look at levels.
type levelSet uint16

// noLevel is the set of a funding route that no level of the pack has.
const noLevel levelSet = 1 << 15

func (s levelSet) holds(level int) bool { return s == 0 || s>>level&1 == 1 }

var everyone = selector{anyOf, anyOf, anyOf, anyOf, anyOf, anyOf, 0}

func (s selector) counts(k kind) bool {
	y := yearClasses[k.year]
	return (s.phase == anyOf || s.phase == y.phase) && (s.cohort == anyOf || s.cohort == y.cohort) &&
		(s.status == anyOf || s.status == k.status) && (s.area == anyOf || s.area == k.area) &&
		(s.need == anyOf || s.need == k.need) && (s.level == anyOf || s.level == k.level) && s.levels.holds(k.level)
}

// tells reports whether a figure looks at more of a pupil than the year group.
func (s selector) tells() bool {
	s.phase, s.cohort = anyOf, anyOf
	return s != everyone
}

// and returns the selector that both narrow.
func (s selector) and(o selector) selector {
	pick := func(a, b int) int {
		if a != anyOf {
			return a
		}
		return b
	}
	return selector{pick(s.phase, o.phase), pick(s.cohort, o.cohort), pick(s.status, o.status),
		pick(s.area, o.area), pick(s.need, o.need), pick(s.level, o.level), s.levels | o.levels}
}

// axis is one side of a table: fixed codes, words, and what each line selects.
type axis struct {
	lines []coded
	pick  func(i int) selector
	// secret marks a side that people do not know of a child they know: it is
	// what a disclosure would tell them.
	secret bool
}

var (
	byStatus = axis{statuses, func(i int) selector { s := everyone; s.status = i; return s }, false}
	byArea   = axis{areas, func(i int) selector { s := everyone; s.area = i; return s }, false}
	byPhase  = axis{phases, func(i int) selector { s := everyone; s.phase = i; return s }, false}
	byCohort = axis{cohorts, func(i int) selector { s := everyone; s.cohort = i; return s }, false}
	byNeed   = axis{needLines(), func(i int) selector { s := everyone; s.need = i; return s }, false}
	single   = axis{[]coded{{"N", "Pupils"}}, func(int) selector { return everyone }, false}
)

func needLines() []coded {
	out := make([]coded, len(needs))
	for i, n := range needs {
		out[i] = n.coded
	}
	return out
}

// byLevel has one line for each level of the pack, by its rank, and one for
// pupils without a level.
func byLevel(levels int) axis {
	var lines []coded
	for i := range levels {
		lines = append(lines, coded{"L" + strconv.Itoa(i), "Level " + strconv.Itoa(i)})
	}
	lines = append(lines, coded{NotRecorded, "Not set"})
	return axis{lines, func(i int) selector { s := everyone; s.level = i; return s }, true}
}

// byRoute has one line for each route that T07 counts, over the levels of that
// route. routes holds the route of each level of the pack.
func byRoute(routes []string) axis {
	return axis{routeRows, func(i int) selector {
		s := everyone
		for l, route := range routes {
			if route == routeRows[i].Code {
				s.levels |= 1 << l
			}
		}
		if s.levels == 0 {
			s.levels = noLevel
		}
		return s
	}, true}
}

// withAll adds a line that counts all the others together.
func withAll(a axis) axis {
	lines := append(append([]coded(nil), a.lines...), coded{"ALL", "All"})
	return axis{lines, func(i int) selector {
		if i == len(a.lines) {
			return everyone
		}
		return a.pick(i)
	}, a.secret}
}

// roll is the row of T00 that holds the whole school's roll, in bands of fifty;
// it counts no SEN pupils and has no part in the audit.
const roll = "ROLL"

var schoolAxis = axis{
	[]coded{{roll, "All pupils on roll, to the nearest 50"}, {"ALL", "All with SEN"}, {"K", "SEN support"}, {"E", "EHC plan"}},
	func(i int) selector {
		s := everyone
		if i >= 2 {
			s.status = i - 2
		}
		return s
	}, false,
}

// tableSpec is one table of the plan. Sides with an "all" line give the margins,
// which follow the rule from their own pupils, never as sums of rounded cells.
type tableSpec struct {
	id, words  string
	rows, cols axis
}

// tablePlan is table plan 1, fixed: a school cannot add to it. Every total is
// printed once, in the table where it is wanted most, so that no number stands
// in two places.
//
// These are the tables of the base cross, which the audit takes as one whole. T07
// is there where the routes of the levels are known. The tables after it are in
// sidePlan.
func tablePlan(levels int, routes []string) []tableSpec {
	level := byLevel(levels)
	plan := []tableSpec{
		{"T00", "The school", schoolAxis, single},
		{"T01", "SEN status by phase", withAll(byStatus), byPhase},
		{"T02", "SEN status by broad area of need", byStatus, byArea},
		{"T03", "Broad area of need by level", byArea, withAll(level)},
		{"T04", "Phase by level", withAll(byPhase), level},
		{"T05", "Primary need", byNeed, single},
		{"T06A", "Pupils about to move on, by broad area of need", byCohort, byArea},
		{"T06L", "Pupils about to move on, by level", byCohort, level},
	}
	if len(routes) > 0 {
		plan = append(plan, tableSpec{"T07", "Funding route by phase", byRoute(routes), byPhase})
	}
	return plan
}

// figure is one number of the plan.
type figure struct {
	id       string // such as T03/CI/L3
	table    int
	row, col int
	sel      selector
	applies  bool // false: the school has no such pupils by its kind
	roll     bool
}

// plan is the table plan as it applies to one school.
type plan struct {
	levels  int
	routes  []string // of each level, nil when not known
	classes []int    // year classes the school has
	tables  []tableSpec
	figures []figure
	start   []int // first figure of each table
}

// newPlan makes the plan for a school with these year classes. routes is nil where
// the routes of the levels are not known.
func newPlan(levels int, routes []string, classes []int) *plan {
	p := &plan{levels: levels, routes: routes, classes: classes, tables: tablePlan(levels, routes)}
	for t, spec := range p.tables {
		p.start = append(p.start, len(p.figures))
		for r, row := range spec.rows.lines {
			for c, col := range spec.cols.lines {
				f := figure{id: spec.id + "/" + row.Code + "/" + col.Code, table: t, row: r, col: c,
					sel: spec.rows.pick(r).and(spec.cols.pick(c)), roll: row.Code == roll}
				f.applies = p.has(f.sel) && f.sel.levels != noLevel
				p.figures = append(p.figures, f)
			}
		}
	}
	return p
}

// has reports whether a school with these year groups could have such a pupil.
func (p *plan) has(s selector) bool {
	for _, c := range p.classes {
		y := yearClasses[c]
		if (s.phase == anyOf || s.phase == y.phase) && (s.cohort == anyOf || s.cohort == y.cohort) {
			return true
		}
	}
	return false
}

// at returns the number of a figure from its table, row and column.
func (p *plan) at(table, row, col int) int {
	return p.start[table] + row*len(p.tables[table].cols.lines) + col
}

// classesOf returns the year classes of a school.
func classesOf(f Facts) []int {
	first, last := f.years()
	var out []int
	for i, y := range yearClasses {
		if y.first <= last && y.last >= first {
			out = append(out, i)
		}
	}
	return out
}
