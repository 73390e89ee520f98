package audit

import "math"

// Exact returns the whole-number interval of a form by branch and bound on the
// linear programme: slower than Least and Most, and never wider. It gives up with
// ErrUnsettled after the given number of programmes.
func (s *Solver) Exact(f Form, nodes int) (Range, error) {
	left := nodes
	lo, err := s.branch(f, 1, math.Inf(1), &left)
	if err != nil {
		return Free, err
	}
	left = nodes
	hi, err := s.branch(f, -1, math.Inf(1), &left)
	if err != nil {
		return Free, err
	}
	r := Range{-NoLimit, NoLimit}
	if !math.IsInf(lo, 0) {
		r.Lo = int(math.Round(lo))
	}
	if !math.IsInf(hi, 0) {
		r.Hi = int(math.Round(-hi))
	}
	return r, nil
}

// branch returns the least whole-number value of sign times the form that is
// under best, or best when there is none.
func (s *Solver) branch(f Form, sign, best float64, left *int) (float64, error) {
	if *left--; *left < 0 {
		return best, ErrUnsettled
	}
	x, err := s.extreme(f, sign)
	if err != nil || math.IsInf(x, -1) {
		return x, err
	}
	if math.Ceil(x-rounder) >= best {
		return best, nil
	}
	g, column, at := s.fractional()
	if column < 0 {
		return math.Ceil(x - rounder), nil
	}
	for _, up := range []bool{false, true} {
		child, ok, err := s.split(g, column, at, up)
		if err != nil {
			return best, err
		}
		if !ok {
			continue
		}
		if best, err = child.branch(f, sign, best, left); err != nil {
			return best, err
		}
	}
	return best, nil
}

// fractional returns the column farthest from a whole number at the present
// point, or -1 when all are whole.
func (s *Solver) fractional() (g, column int, at float64) {
	worst := rounder
	column = -1
	for i, part := range s.parts {
		for c := range part.columns {
			x := part.d.read(c)
			if away := math.Abs(x - math.Round(x)); away > worst {
				worst, g, column, at = away, i, c, x
			}
		}
	}
	return g, column, at
}

// split returns a solver with one column kept below or above a broken value.
func (s *Solver) split(g, column int, at float64, up bool) (*Solver, bool, error) {
	next := *s
	next.parts = append([]*part(nil), s.parts...)
	for i, old := range s.parts {
		next.parts[i] = &part{d: old.d.clone(), columns: old.columns, rows: old.rows, fixed: old.fixed, goal: make([]float64, len(old.goal))}
	}
	d := next.parts[g].d
	if up {
		d.lo[column] = math.Ceil(at)
	} else {
		d.hi[column] = math.Floor(at)
	}
	ok, err := d.feasible()
	return &next, ok, err
}
