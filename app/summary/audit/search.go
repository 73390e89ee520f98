package audit

import "math/rand/v2"

// Goal asks for a table in which a form is at most (Below) or at least a value.
type Goal struct {
	Form  Form
	Value int
	Below bool
}

// Met reports whether a table with these row sums meets the goal.
func (g Goal) Met(sums []int) bool {
	v := g.Form.Of(sums)
	if g.Below {
		return v <= g.Value
	}
	return v >= g.Value
}

// Of returns the value of the form for given row sums.
func (f Form) Of(sums []int) int {
	v := 0
	for _, t := range f {
		v += t.Coef * sums[t.Row]
	}
	return v
}

// Search looks for whole-number tables. A table is a list of pupils, each an
// atom of the shape; the search starts from a table that fits and changes one
// pupil at a time, going for the most broken range first (as WalkSAT does for
// logic). What it returns has been checked in whole numbers; that it finds
// nothing proves nothing.
type Search struct {
	shape *Shape
	atoms [][]Term  // row changes that one pupil of each atom makes
	inRow [][]int32 // atoms that raise each row
	lifts []bool    // atom x row: whether the atom raises the row
	rng   *rand.Rand

	ranges []Range
	goal   Goal
	weight []int // coefficient of each row in the goal's form
	table  []int32
	sums   []int
	broken []int // rows out of range, in no order
	spot   []int // place of a row in broken, or -1
	missed int   // how far the goal is away
	change []int // scratch: change of each row under a move
	hit    []int // scratch: rows touched by a move
}

// NewSearch prepares a shape for searching. The same seed walks the same way.
func NewSearch(s *Shape, seed uint64) *Search {
	k := &Search{
		shape: s, rng: rand.New(rand.NewPCG(seed, 0x5eed)), inRow: make([][]int32, s.Rows),
		weight: make([]int, s.Rows), sums: make([]int, s.Rows), spot: make([]int, s.Rows), change: make([]int, s.Rows),
	}
	k.lifts = make([]bool, len(s.Atoms)*s.Rows)
	for a, columns := range s.Atoms {
		net := map[int]int{}
		var order []int
		for _, c := range columns {
			for _, t := range s.Columns[c] {
				if _, ok := net[t.Row]; !ok {
					order = append(order, t.Row)
				}
				net[t.Row] += t.Coef
			}
		}
		var terms []Term
		for _, r := range order {
			if net[r] != 0 {
				terms = append(terms, Term{r, net[r]})
			}
			if net[r] > 0 {
				k.inRow[r] = append(k.inRow[r], int32(a))
				k.lifts[a*s.Rows+r] = true
			}
		}
		k.atoms = append(k.atoms, terms)
	}
	return k
}

// Sums returns the row sums of a table.
func (k *Search) Sums(table []int32) []int {
	sums := make([]int, k.shape.Rows)
	for _, a := range table {
		for _, t := range k.atoms[a] {
			sums[t.Row] += t.Coef
		}
	}
	return sums
}

// Find looks for a table that keeps every range and meets the goal, starting
// from a given one. The first held pupils are known and stay as they are. It
// gives up after the number of steps. The tables it returns are its own copies.
func (k *Search) Find(start []int32, held int, ranges []Range, goal Goal, steps int) ([]int32, bool) {
	k.begin(start, ranges, goal)
	for range steps {
		if len(k.broken) == 0 && k.missed == 0 {
			return append([]int32(nil), k.table...), true
		}
		k.move(held)
	}
	return nil, false
}

func (k *Search) begin(start []int32, ranges []Range, goal Goal) {
	k.table = append(k.table[:0], start...)
	k.ranges, k.goal = ranges, goal
	clear(k.weight)
	for _, t := range goal.Form {
		k.weight[t.Row] += t.Coef
	}
	copy(k.sums, k.Sums(start))
	k.broken = k.broken[:0]
	for r := range k.spot {
		k.spot[r] = -1
		k.mark(r)
	}
	k.missed = k.short(goal.Form.Of(k.sums))
}

// short returns how far a value of the form is from the goal.
func (k *Search) short(v int) int {
	if k.goal.Below {
		return max(0, v-k.goal.Value)
	}
	return max(0, k.goal.Value-v)
}

func outside(r Range, n int) int { return max(0, r.Lo-n, n-r.Hi) }

func (k *Search) mark(r int) {
	bad := outside(k.ranges[r], k.sums[r]) > 0
	switch {
	case bad && k.spot[r] < 0:
		k.spot[r] = len(k.broken)
		k.broken = append(k.broken, r)
	case !bad && k.spot[r] >= 0:
		last := k.broken[len(k.broken)-1]
		k.broken[k.spot[r]], k.spot[last] = last, k.spot[r]
		k.broken, k.spot[r] = k.broken[:len(k.broken)-1], -1
	}
}

// swap is a change of one pupil: out is a place in the table (-1 to add one),
// in an atom (-1 to take the pupil away).
type swap struct {
	out int
	in  int32
}

// cost returns by how much a change would make the table worse.
func (k *Search) cost(s swap) int {
	if s.out >= 0 {
		k.tally(k.table[s.out], -1)
	}
	if s.in >= 0 {
		k.tally(s.in, 1)
	}
	worse, form := 0, 0
	for _, r := range k.hit {
		d := k.change[r]
		if d == 0 {
			continue
		}
		worse += outside(k.ranges[r], k.sums[r]+d) - outside(k.ranges[r], k.sums[r])
		form += k.weight[r] * d
		k.change[r] = 0
	}
	k.hit = k.hit[:0]
	if form != 0 {
		now := k.goal.Form.Of(k.sums)
		worse += k.short(now+form) - k.short(now)
	}
	return worse
}

func (k *Search) tally(atom int32, sign int) {
	for _, t := range k.atoms[atom] {
		k.change[t.Row] += sign * t.Coef
		k.hit = append(k.hit, t.Row)
	}
}

func (k *Search) apply(s swap) {
	if s.out >= 0 {
		k.add(k.table[s.out], -1)
	}
	if s.in >= 0 {
		k.add(s.in, 1)
	}
	switch {
	case s.out < 0:
		k.table = append(k.table, s.in)
	case s.in < 0:
		// Keep the order of the others: known pupils are told by their place.
		k.table = append(k.table[:s.out], k.table[s.out+1:]...)
	default:
		k.table[s.out] = s.in
	}
	k.missed = k.short(k.goal.Form.Of(k.sums))
}

func (k *Search) add(atom int32, sign int) {
	for _, t := range k.atoms[atom] {
		k.sums[t.Row] += sign * t.Coef
		k.mark(t.Row)
	}
}

// move picks something that is wrong, collects a few changes of one pupil that
// would mend it, and makes the best of them (now and then any of them).
func (k *Search) move(held int) {
	row, raise := k.wrong()
	var best swap
	bestCost, seen := 1<<30, 0
	consider := func(s swap) {
		seen++
		cost := k.cost(s)
		if cost < bestCost || (cost == bestCost && k.rng.IntN(seen) == 0) {
			best, bestCost = s, cost
		}
	}
	random := k.rng.IntN(12) == 0
	if random { // one candidate only: it is taken whatever it costs
		if s, ok := k.candidate(row, raise, held); ok {
			k.apply(s)
		}
		return
	}
	const candidates = 40
	for range candidates {
		if s, ok := k.candidate(row, raise, held); ok {
			consider(s)
		}
	}
	if seen > 0 {
		k.apply(best)
	}
}

// wrong returns a row that should change and in which direction.
func (k *Search) wrong() (row int, raise bool) {
	n := len(k.broken)
	if k.missed > 0 {
		n++
	}
	pick := k.rng.IntN(n)
	if pick < len(k.broken) {
		row = k.broken[pick]
		return row, k.sums[row] < k.ranges[row].Lo
	}
	t := k.goal.Form[k.rng.IntN(len(k.goal.Form))]
	return t.Row, (t.Coef < 0) == k.goal.Below
}

// candidate proposes one change that raises or lowers a row.
func (k *Search) candidate(row int, raise bool, held int) (swap, bool) {
	if raise {
		choices := k.inRow[row]
		if len(choices) == 0 {
			return swap{}, false
		}
		in := choices[k.rng.IntN(len(choices))]
		if len(k.table) == held || k.rng.IntN(4) == 0 {
			return swap{-1, in}, true
		}
		// A pupil outside the row that becomes one of its near atoms inside it.
		out := held + k.rng.IntN(len(k.table)-held)
		if k.raises(k.table[out], row) {
			return swap{}, false
		}
		if near := k.nearIn(k.table[out], row, true); near >= 0 {
			return swap{out, near}, true
		}
		return swap{out, in}, k.rng.IntN(8) == 0
	}
	out := k.pupilIn(row, held)
	if out < 0 {
		return swap{}, false
	}
	if k.rng.IntN(4) == 0 {
		return swap{out, -1}, true
	}
	if near := k.nearIn(k.table[out], row, false); near >= 0 {
		return swap{out, near}, true
	}
	return swap{out, -1}, true
}

func (k *Search) raises(atom int32, row int) bool { return k.lifts[int(atom)*k.shape.Rows+row] }

// pupilIn returns a pupil counted in a row, or -1, looking from a random place on.
func (k *Search) pupilIn(row, held int) int {
	n := len(k.table) - held
	if n == 0 {
		return -1
	}
	from := k.rng.IntN(n)
	for i := range n {
		if at := held + (from+i)%n; k.raises(k.table[at], row) {
			return at
		}
	}
	return -1
}

// nearIn tries a few neighbours of an atom for one inside (or outside) a row.
func (k *Search) nearIn(atom int32, row int, inside bool) int32 {
	near := k.shape.Near[atom]
	if len(near) == 0 {
		return -1
	}
	for range 6 {
		a := near[k.rng.IntN(len(near))]
		if k.raises(a, row) == inside {
			return a
		}
	}
	return -1
}
