package moves

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"needsbook/app/cluster/papers"
	"needsbook/app/summary"
)

// table is a year group on its way into figures.
type table struct {
	of     Cohort
	before *cohort
	floor  int             // fewest; a test sets it lower to see that the attacker then finds something
	hidden map[string]bool // destinations and cells that are not shown again this year
	rows   map[string]*cell
	cells  map[string]*cell
}

// cell is a figure with the pupils of today.
type cell struct {
	figure
	to    string
	area  int // -1 for a row
	today []string
	fresh bool // set from the pupils of today
}

func cellKey(to string, area int) string { return to + "/" + strconv.Itoa(area) }

func (c *cell) key() string {
	if c.area < 0 {
		return c.to
	}
	return cellKey(c.to, c.area)
}

// build sets a year group's figures anew.
func build(c Cohort, before *cohort) (*cohort, error) { return buildWith(c, before, fewest) }

func buildWith(c Cohort, before *cohort, floor int) (*cohort, error) {
	t := &table{of: c, before: before, floor: floor, hidden: map[string]bool{}}
	if before != nil {
		maps.Copy(t.hidden, before.Hidden)
	}
	for {
		t.setRows()
		t.setCells()
		again, err := t.repair()
		if err != nil {
			return nil, err
		}
		if !again {
			return t.remember(), nil
		}
	}
}

// next applies T5: a figure is set anew when there was none or when five pupils have
// moved in or out of it; otherwise it stays, shown or not. may says whether today's
// pupils may be shown.
func (t *table) next(c *cell, before *figure, may bool) *cell {
	if before != nil && difference(before.Set, c.today) < fewest {
		c.figure = *before
	} else {
		c.figure, c.fresh = figure{Set: c.today}, true
		if may {
			c.Shown = max(fewest, summary.Round(len(c.today)))
		}
	}
	if t.hidden[c.key()] {
		c.Shown = 0
	}
	return c
}

// setRows decides which schools are named. All others are one row, which five or more
// pupils stand behind as well.
func (t *table) setRows() {
	sets := map[string][]string{}
	for _, p := range t.of.Pupils {
		sets[p.To] = append(sets[p.To], p.Key)
	}
	if t.before != nil {
		for to := range t.before.Rows {
			if to != papers.OtherSchools && sets[to] == nil {
				sets[to] = []string{}
			}
		}
	}
	delete(sets, "")
	all := len(t.of.Pupils)
	t.rows = map[string]*cell{}
	for to, set := range sets {
		slices.Sort(set)
		var before *figure
		if t.before != nil {
			if before = t.before.Rows[to]; before == nil {
				before = &figure{} // nobody went there
			}
		}
		t.rows[to] = t.next(&cell{to: to, area: -1, today: set}, before, len(set) >= t.floor && all-len(set) >= t.floor)
	}
	for len(t.others()) < t.floor {
		least := smallest(t.rows, func(*cell) bool { return true })
		if least == nil {
			break
		}
		t.hide(least)
	}
	t.setOther()
}

// others are the pupils who go to no school that is named.
func (t *table) others() []string {
	var out []string
	for _, p := range t.of.Pupils {
		if r := t.rows[p.To]; r == nil || r.Shown == 0 {
			out = append(out, p.Key)
		}
	}
	slices.Sort(out)
	return out
}

func (t *table) setOther() {
	c := &cell{to: papers.OtherSchools, area: -1, today: t.others()}
	var before *figure
	if t.before != nil && t.before.Rows[papers.OtherSchools] != nil && t.before.Rows[papers.OtherSchools].Shown > 0 {
		before = t.before.Rows[papers.OtherSchools]
	}
	if len(c.today) < t.floor { // the whole year group: where any school is named the others are enough
		return
	}
	t.rows[papers.OtherSchools] = t.next(c, before, true)
}

// setCells decides which areas are shown within the rows that are. What is left of a row
// beside them, and of an area, is five or more or nobody.
func (t *table) setCells() {
	t.cells = map[string]*cell{}
	for to, r := range t.rows {
		if r.Shown == 0 {
			continue
		}
		byArea := make([][]string, len(papers.Areas))
		for _, p := range t.of.Pupils {
			if p.To == to || to == papers.OtherSchools && slices.Contains(r.today, p.Key) {
				byArea[p.Area] = append(byArea[p.Area], p.Key)
			}
		}
		for area, set := range byArea {
			slices.Sort(set)
			var before *figure
			if t.before != nil {
				before = t.before.Cells[cellKey(to, area)]
			}
			c := t.next(&cell{to: to, area: area, today: set}, before, len(set) >= t.floor && len(r.today)-len(set) >= t.floor)
			t.cells[c.key()] = c
		}
		for t.left(func(c *cell) bool { return c.to == to }) < t.floor {
			if !t.hideSmallest(func(c *cell) bool { return c.to == to }) {
				break
			}
		}
	}
	for area := range papers.Areas {
		in := func(c *cell) bool { return c.area == area }
		for n := t.left(in); n > 0 && n < t.floor; n = t.left(in) {
			if !t.hideSmallest(in) {
				break
			}
		}
	}
}

// left counts the pupils of a line of cells that are in none that is shown.
func (t *table) left(line func(*cell) bool) int {
	n := 0
	for _, c := range t.cells {
		if line(c) && c.Shown == 0 {
			n += len(c.today)
		}
	}
	return n
}

// hide takes a figure back for as long as the year's paper lasts: one that came and went
// would say when its pupils did.
func (t *table) hide(c *cell) {
	c.Shown = 0
	t.hidden[c.key()] = true
}

func (t *table) hideSmallest(among func(*cell) bool) bool {
	least := smallest(t.cells, among)
	if least == nil {
		return false
	}
	t.hide(least)
	return true
}

// smallest returns the shown figure that costs least to hide: one that is new, then one
// of few pupils. The row of the others is never hidden.
func smallest(cells map[string]*cell, among func(*cell) bool) *cell {
	var shown []*cell
	for _, c := range cells {
		if c.Shown > 0 && among(c) && (c.area >= 0 || c.to != papers.OtherSchools) {
			shown = append(shown, c)
		}
	}
	if len(shown) == 0 {
		return nil
	}
	return slices.MinFunc(shown, func(a, b *cell) int {
		return cmp.Or(cmp.Compare(b2i(b.fresh), b2i(a.fresh)), cmp.Compare(len(a.today), len(b.today)), cmp.Compare(a.key(), b.key()))
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// remember keeps what was shown, and of whom.
func (t *table) remember() *cohort {
	m := &cohort{States: map[string]string{}, Rows: map[string]*figure{}, Cells: map[string]*figure{}, Hidden: t.hidden}
	for _, p := range t.of.Pupils {
		m.States[p.Key] = p.state()
	}
	for to, r := range t.rows {
		m.Rows[to] = &figure{r.Shown, r.Set}
		if r.Shown == 0 {
			continue
		}
		row := papers.Move{From: t.of.From, To: to, Count: r.Shown}
		for area := range papers.Areas {
			c := t.cells[cellKey(to, area)]
			m.Cells[c.key()] = &figure{c.Shown, c.Set}
			row.Areas[area] = summary.HeldBack
			if c.Shown > 0 {
				row.Areas[area] = c.Shown
			}
		}
		m.Shown = append(m.Shown, row)
	}
	slices.SortFunc(m.Shown, compare)
	return m
}

// difference counts the keys that are in one sorted list only.
func difference(a, b []string) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0], b[0]) {
		case 0:
			a, b = a[1:], b[1:]
		case -1:
			a, n = a[1:], n+1
		default:
			b, n = b[1:], n+1
		}
	}
	return n + len(a) + len(b)
}
