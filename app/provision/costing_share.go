package provision

import "slices"

// share divides what the weeks of a stretch cost among the rows that bear it.
func (r *run) share(s *stretch) {
	for _, row := range r.rowsOf(s) {
		week := r.prices[s.price].week.mul(r.part(s, row))
		for n, weeks := range s.parts {
			r.exact[row][n] = r.exact[row][n].add(week.mul(weeks))
		}
	}
}

// otherRow is the row of the pupils who share but are not placed here.
func (r *run) otherRow() int { return len(r.placed) }

// rowsOf are the rows of a stretch: those in it, and the others where there are any or
// where nobody is in it.
func (r *run) rowsOf(s *stretch) []int {
	if len(s.rows) == 0 || s.others > 0 {
		return append(slices.Clone(s.rows), r.otherRow())
	}
	return s.rows
}

// takesPart reports whether a row is one of a stretch.
func (r *run) takesPart(s *stretch, row int) bool {
	if row == r.otherRow() {
		return len(s.rows) == 0 || s.others > 0
	}
	return slices.Contains(s.rows, row)
}

// bearer is the row that bears all of a stretch, -1 for none: that of the pupil for whom
// the intervention was set up, while that pupil is in it.
func (r *run) bearer(s *stretch) int {
	if n := slices.IndexFunc(s.rows, func(row int) bool { return r.bears[row] }); n >= 0 {
		return s.rows[n]
	}
	return -1
}

// costs reports whether a stretch costs a row anything.
func (r *run) costs(s *stretch, row int) bool {
	bearer := r.bearer(s)
	return r.takesPart(s, row) && (bearer < 0 || bearer == row)
}

// part is what a row bears of a stretch; 1 is the whole cost of its weeks.
func (r *run) part(s *stretch, row int) exact {
	switch {
	case !r.costs(s, row):
		return exact{}
	case r.bearer(s) == row:
		return integer(1)
	case r.i.EachPays && row == r.otherRow():
		return integer(int64(s.others))
	case r.i.EachPays && r.bySession():
		return r.comes(row)
	case r.i.EachPays, len(s.rows)+s.others == 0: // by the week or the year; or nobody is in it
		return integer(1)
	}
	own, all := r.sessions(s, row)
	return own.by(all)
}

// bySession reports whether the price counts minutes or sessions.
func (r *run) bySession() bool {
	return !r.ownPrice() || r.i.Per != PerWeek && r.i.Per != PerYear
}

// sessions are the sessions of a week that a row of a stretch comes to, and that all come
// to together; 1 is every session of the week.
func (r *run) sessions(s *stretch, row int) (own, all exact) {
	own, all = integer(int64(s.others)), integer(int64(s.others))
	for _, n := range s.rows {
		comes := r.comes(n)
		if n == row {
			own = comes
		}
		all = all.add(comes)
	}
	return own, all
}

// comes is the part of a week's sessions that a placed pupil comes to.
func (r *run) comes(row int) exact {
	if !r.comesLess(row) {
		return integer(1)
	}
	return exactly(r.placed[row].SessionsAWeek).by(exactly(r.i.SessionsAWeek))
}

// comesLess reports whether a placed pupil comes to fewer sessions than there are.
func (r *run) comesLess(row int) bool {
	if row == r.otherRow() {
		return false
	}
	own := r.placed[row].SessionsAWeek
	return !own.IsZero() && likelySessions(own) && own.IsPositive() && own.LessThan(r.i.SessionsAWeek)
}

// alike reports whether all of a stretch bear equal parts.
func (r *run) alike(s *stretch) bool {
	return !slices.ContainsFunc(s.rows, r.comesLess) || len(s.rows)+s.others == 1
}
