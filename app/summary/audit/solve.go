package audit

import (
	"math"
)

// Solver answers "how small and how large can this sum be" for one problem. It
// keeps its last basis, so that each further question starts where the one
// before ended.
type Solver struct {
	p      Problem
	bounds bounds
	group  []int // component of each column, -1 when fixed
	local  []int // number of a column inside its component
	parts  []*part
}

// part is one connected component of the problem with its own small programme.
type part struct {
	d       *dictionary
	columns []int // of the problem
	rows    []int // of the problem
	fixed   []int // what fixed columns add to each row
	goal    []float64
}

// NewSolver presolves a problem (propagation, fixed columns, rows that say
// nothing, components) and finds a first feasible point. The error is an
// InfeasibleError when nothing fits. The programme keeps the published ranges
// rather than the tightened ones, so that Holding can name the figure behind a bound.
func NewSolver(p Problem) (*Solver, error) {
	b, err := propagate(p)
	if err != nil {
		return nil, err
	}
	s := &Solver{p: p, bounds: b, local: make([]int, len(p.Columns))}
	members := rowMembers(p.Shape)
	binding := make([]bool, p.Rows)
	for r := range binding {
		binding[r] = !p.Ranges[r].Open()
	}
	var count int
	s.group, count = components(p.Shape, b, binding)
	s.parts = make([]*part, count)
	for i := range s.parts {
		s.parts[i] = &part{}
	}
	for c, g := range s.group {
		if g >= 0 {
			s.local[c] = len(s.parts[g].columns)
			s.parts[g].columns = append(s.parts[g].columns, c)
		}
	}
	if err := s.share(members, binding); err != nil {
		return nil, err
	}
	return s, nil
}

// share hands each row to the component of its columns and builds the programmes.
func (s *Solver) share(members [][]Term, binding []bool) error {
	rows, ranges := make([][][]float64, len(s.parts)), make([][]Range, len(s.parts))
	for r, list := range members {
		if !binding[r] {
			continue
		}
		owner, fixed := -1, 0
		for _, t := range list {
			if g := s.group[t.Row]; g >= 0 {
				owner = g
			} else {
				fixed += t.Coef * s.bounds.col[t.Row].Lo
			}
		}
		if owner < 0 {
			continue // propagation has already checked a row of fixed columns
		}
		row := make([]float64, len(s.parts[owner].columns))
		for _, t := range list {
			if s.group[t.Row] >= 0 {
				row[s.local[t.Row]] = float64(t.Coef)
			}
		}
		part := s.parts[owner]
		part.rows, part.fixed = append(part.rows, r), append(part.fixed, fixed)
		rows[owner] = append(rows[owner], row)
		ranges[owner] = append(ranges[owner], part.shift(len(part.rows)-1, s.p.Ranges[r]))
	}
	for g, part := range s.parts {
		var colRange []Range
		for _, c := range part.columns {
			known := Free
			if s.p.Known != nil {
				known.Lo = s.p.Known[c]
			}
			colRange = append(colRange, known)
		}
		part.d = newDictionary(rows[g], ranges[g], colRange)
		part.goal = make([]float64, len(part.columns))
		ok, err := part.d.feasible()
		if err != nil {
			return err
		}
		if !ok {
			return &InfeasibleError{"linear programme"}
		}
	}
	return nil
}

// Least returns the least whole number that the form can be by linear programming,
// -NoLimit for none: an outer bound, the truth may be larger.
func (s *Solver) Least(f Form) (int, error) {
	x, err := s.extreme(f, 1)
	if err != nil || math.IsInf(x, -1) {
		return -NoLimit, err
	}
	return int(math.Ceil(x - rounder)), nil
}

// Most returns the greatest, NoLimit for none: the truth may be smaller.
func (s *Solver) Most(f Form) (int, error) {
	x, err := s.extreme(f, -1)
	if err != nil || math.IsInf(x, -1) {
		return NoLimit, err
	}
	return int(math.Floor(-x + rounder)), nil
}

// extreme minimises sign times the form, component by component.
func (s *Solver) extreme(f Form, sign float64) (float64, error) {
	total := s.load(f, sign)
	for _, part := range s.parts {
		if !part.wanted() {
			continue
		}
		x, err := part.d.minimise(part.goal)
		if err != nil {
			return 0, err
		}
		total += x
	}
	return total, nil
}

// load spreads a form over the components' objectives and returns the share of
// the fixed columns.
func (s *Solver) load(f Form, sign float64) float64 {
	for _, part := range s.parts {
		clear(part.goal)
	}
	weight := map[int]int{}
	for _, t := range f {
		weight[t.Row] += t.Coef
	}
	total := 0.0
	for c, terms := range s.p.Columns {
		sum := 0
		for _, t := range terms {
			sum += weight[t.Row] * t.Coef
		}
		if sum == 0 {
			continue
		}
		if g := s.group[c]; g < 0 {
			total += sign * float64(sum*s.bounds.col[c].Lo)
		} else {
			s.parts[g].goal[s.local[c]] = sign * float64(sum)
		}
	}
	return total
}

func (p *part) wanted() bool {
	for _, c := range p.goal {
		if c != 0 {
			return true
		}
	}
	return false
}

func (p *part) floor(column int) int { return int(p.d.lo[column]) }

// Holding returns the rows that hold the form at the end last asked for: the
// rows whose range would have to widen for the form to go any further.
func (s *Solver) Holding(f Form, upper bool) ([]int, error) {
	sign := 1.0
	if upper {
		sign = -1
	}
	if _, err := s.extreme(f, sign); err != nil {
		return nil, err
	}
	var rows []int
	for _, part := range s.parts {
		if !part.wanted() {
			continue
		}
		for j, c := range part.d.line(part.d.m) {
			if v := part.d.nonbasic[j]; v >= part.d.n && math.Abs(c) > slack {
				rows = append(rows, part.rows[v-part.d.n])
			}
		}
	}
	return rows, nil
}

// With returns a solver for the same ranges with more pupils known: known[c] is
// the least number in column c. It starts from this solver's basis.
func (s *Solver) With(known []int) (*Solver, error) {
	next := *s
	next.parts = make([]*part, len(s.parts))
	for g, old := range s.parts {
		next.parts[g] = &part{d: old.d.clone(), columns: old.columns, rows: old.rows, fixed: old.fixed, goal: make([]float64, len(old.goal))}
	}
	for c, n := range known {
		r := s.bounds.col[c]
		if n > r.Hi {
			return nil, &InfeasibleError{"known pupils"}
		}
		if g := s.group[c]; g >= 0 {
			next.parts[g].d.setRange(s.local[c], Range{max(n, next.parts[g].floor(s.local[c])), NoLimit})
		}
	}
	for _, part := range next.parts {
		ok, err := part.d.feasible()
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, &InfeasibleError{"known pupils"}
		}
	}
	return &next, nil
}

// Fits reports whether any table fits other ranges, and pupils known by column
// (nil for none). Each range must lie within the one the solver was made with.
func (s *Solver) Fits(ranges []Range, known []int) (bool, error) {
	for _, r := range ranges {
		if r.Lo > r.Hi {
			return false, nil
		}
	}
	for _, old := range s.parts {
		d := old.d.clone()
		for i, r := range old.rows {
			d.setRange(d.n+i, old.shift(i, ranges[r]))
		}
		for j, c := range old.columns {
			if known != nil && known[c] > 0 {
				d.setRange(j, Range{known[c], NoLimit})
			}
		}
		if ok, err := d.feasible(); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// shift takes the share of the fixed columns off a row's range.
func (p *part) shift(i int, r Range) Range {
	r.Lo -= p.fixed[i]
	if r.Hi < NoLimit {
		r.Hi -= p.fixed[i]
	}
	return r
}
