package provision

import (
	"math/big"
	"slices"
)

// share divides what the weeks of a stretch cost among the rows that bear it.
func (r *run) share(s *stretch) {
	week := &r.prices[s.price].week
	var parts parts // what the stretch costs
	for n := range parts {
		parts[n].Mul(&s.parts[n], week)
	}
	for _, row := range r.rowsOf(s) {
		own := r.part(s, row)
		for n := range parts {
			if parts[n].Sign() != 0 && own.Sign() != 0 {
				var pence big.Rat
				pence.Mul(own, &parts[n])
				r.exact[row][n].Add(&r.exact[row][n], &pence)
			}
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

// borneWhole reports whether one pupil bears all of a stretch.
func (r *run) borneWhole(s *stretch) bool { return r.bearer >= 0 && slices.Contains(s.rows, r.bearer) }

// part is what a row bears of a stretch; 1 is the whole cost of its weeks.
func (r *run) part(s *stretch, row int) *big.Rat {
	others := big.NewRat(int64(s.others), 1)
	switch {
	case r.borneWhole(s) && row == r.bearer:
		return new(big.Rat).Set(one)
	case r.borneWhole(s):
		return new(big.Rat)
	case r.i.EachPays && row == r.otherRow():
		return others
	case r.i.EachPays && r.bySession():
		return r.comes(row)
	case r.i.EachPays, len(s.rows)+s.others == 0: // by the week or the year; or nobody is in it
		return new(big.Rat).Set(one)
	}
	own, all := r.sessions(s, row)
	return own.Quo(own, all)
}

// bySession reports whether the price counts minutes or sessions.
func (r *run) bySession() bool {
	return !r.ownPrice() || r.i.Per != PerWeek && r.i.Per != PerYear
}

// sessions are the sessions of a week that a row of a stretch comes to, and that all come
// to together; 1 is every session of the week.
func (r *run) sessions(s *stretch, row int) (own, all *big.Rat) {
	own = big.NewRat(int64(s.others), 1)
	all = big.NewRat(int64(s.others), 1)
	for _, n := range s.rows {
		comes := r.comes(n)
		if n == row {
			own = comes
		}
		all.Add(all, comes)
	}
	return own, all
}

// comes is the part of a week's sessions that a placed pupil comes to.
func (r *run) comes(row int) *big.Rat {
	if !r.comesLess(row) {
		return new(big.Rat).Set(one)
	}
	own := r.placed[row].SessionsAWeek.Rat()
	return own.Quo(own, r.i.SessionsAWeek.Rat())
}

// comesLess reports whether a placed pupil comes to fewer sessions than there are.
func (r *run) comesLess(row int) bool {
	if row == r.otherRow() {
		return false
	}
	own := r.placed[row].SessionsAWeek
	return likelySessions(own) && own.IsPositive() && own.LessThan(r.i.SessionsAWeek)
}

// alike reports whether all of a stretch bear equal parts.
func (r *run) alike(s *stretch) bool {
	return !slices.ContainsFunc(s.rows, r.comesLess) || len(s.rows)+s.others == 1
}
