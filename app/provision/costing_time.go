package provision

import (
	"math/big"
	"slices"

	"needsbook/app/day"
	"needsbook/app/money"
)

// price is what a week is costed with: an hourly rate of the card, or the
// intervention's own price.
type price struct {
	amount  money.Amount
	per     string
	example bool
	missing bool
	week    big.Rat // what a week of all its sessions costs, in pence
}

// time costs the time of the adults, week by week.
func (r *run) time(held []Attendance) {
	ticks := map[day.Date][]Attendance{}
	for _, a := range held {
		if a.Intervention == r.i.ID {
			ticks[a.Week] = append(ticks[a.Week], a)
		}
	}
	if !r.timed() {
		return
	}
	present := make([]int, 0, len(r.placed))
	for _, week := range r.counted {
		present = present[:0]
		for n := range r.placed {
			if r.in[n] && r.during[n].has(week) {
				present = append(present, n)
			}
		}
		others := max(0, r.i.Size-len(present))
		price, rows := r.priceOn(week), ticks[r.Weeks[week]]
		if !r.i.EachPays {
			r.add(price, present, others, week, rows)
			continue
		}
		for n := range present {
			one := present[n : n+1]
			r.add(price, one, 0, week, slices.DeleteFunc(slices.Clone(rows), func(a Attendance) bool { return a.Placement != r.placed[one[0]].ID }))
		}
		if r.pupils == 0 {
			others = max(1, others)
		}
		if others > 0 {
			r.add(price, nil, others, week, nil)
		}
	}
	for n := range r.stretches {
		r.cost(&r.stretches[n])
	}
}

// timed reports whether there is time, or a price, to cost week by week.
func (r *run) timed() bool {
	if r.ownPrice() && (r.i.Per == PerWeek || r.i.Per == PerYear) {
		return true
	}
	if r.ownPrice() && r.i.Per == PerSession {
		return !r.i.SessionsAWeek.IsZero()
	}
	return r.i.Minutes != 0 && !r.i.SessionsAWeek.IsZero()
}

func (r *run) ownPrice() bool { return !r.i.Price.IsZero() }

// priceOn returns the number of the price that holds in a week. A week that begins in
// the holidays before the school year takes the price of the year's first day.
func (r *run) priceOn(week int) int {
	p := price{amount: r.i.Price, per: r.i.Per}
	if !r.ownPrice() {
		var rate HourlyRate
		found := false
		if r.Rate != nil {
			rate, found = r.Rate(r.i.StaffKind, later(r.Weeks[week], r.First))
		}
		p = price{amount: rate.Amount, per: PerHour, example: found && rate.Example, missing: !found}
	}
	for n, known := range r.prices {
		if known.amount.Cmp(p.amount) == 0 && known.example == p.example && known.missing == p.missing {
			return n
		}
	}
	p.week.Mul(p.amount.Decimal().Rat(), big.NewRat(100, 1))
	switch p.per {
	case PerYear:
		p.week.Quo(&p.week, big.NewRat(int64(len(r.counted)), 1))
	case PerWeek:
	case PerSession:
		p.week.Mul(&p.week, r.i.SessionsAWeek.Rat())
	default:
		p.week.Mul(&p.week, big.NewRat(int64(r.i.Minutes), 60))
		p.week.Mul(&p.week, r.i.SessionsAWeek.Rat())
	}
	r.prices = append(r.prices, p)
	return len(r.prices) - 1
}

// add counts a week to the stretch that it belongs to.
func (r *run) add(price int, rows []int, others, week int, ticks []Attendance) {
	n := slices.IndexFunc(r.stretches, func(s stretch) bool {
		return s.price == price && s.others == others && slices.Equal(s.rows, rows)
	})
	if n < 0 {
		n = len(r.stretches)
		r.stretches = append(r.stretches, stretch{price: price, rows: slices.Clone(rows), others: others})
	}
	s := &r.stretches[n]
	s.weeks++
	if !r.past(week, len(ticks) > 0) {
		s.parts[toComePart].Add(&s.parts[toComePart], big.NewRat(1, 1))
		return
	}
	missed := r.missed(ticks)
	s.parts[notHeldPart].Add(&s.parts[notHeldPart], missed)
	s.parts[heldPart].Add(&s.parts[heldPart], missed.Sub(big.NewRat(1, 1), missed))
}

// missed is the part of a week's sessions that was not held, from 0 to 1. A session was
// not held where nobody's mark says that it was. A session without any mark counts as
// held, and one more than planned costs nothing more.
func (r *run) missed(ticks []Attendance) *big.Rat {
	held, off := 0, 0
	for n := 0; ; n++ {
		here, marked := false, false
		for _, a := range ticks {
			if n < len(a.Marks) {
				marked = true
				here = here || a.Marks[n] != MarkNotHeld
			}
		}
		switch {
		case !marked:
			planned := r.i.SessionsAWeek.Rat()
			if planned.Sign() == 0 {
				planned.SetInt64(int64(held + off))
			}
			if planned.Sign() == 0 {
				return planned
			}
			left := new(big.Rat).Sub(planned, big.NewRat(int64(held), 1))
			missed := big.NewRat(int64(off), 1)
			if missed.Cmp(left) > 0 {
				missed.Set(left)
			}
			if missed.Sign() < 0 {
				missed.SetInt64(0)
			}
			return missed.Quo(missed, planned)
		case here:
			held++
		default:
			off++
		}
	}
}

// cost shares what the weeks of a stretch cost among its rows.
func (r *run) cost(s *stretch) {
	for _, row := range r.rowsOf(s) {
		part := r.part(s, row)
		part.Mul(part, &r.prices[s.price].week)
		for n := range s.parts {
			var pence big.Rat
			pence.Mul(part, &s.parts[n])
			r.exact[row][n].Add(&r.exact[row][n], &pence)
		}
	}
}

// rowsOf are the rows that a stretch costs something: those in it and the others.
func (r *run) rowsOf(s *stretch) []int {
	if r.shared(s) == 0 || s.others > 0 {
		return append(slices.Clone(s.rows), r.otherRow())
	}
	return s.rows
}

func (r *run) otherRow() int { return len(r.placed) }

// shared is how many share a stretch.
func (r *run) shared(s *stretch) int { return len(s.rows) + s.others }

// part is what a row bears of a stretch's weeks: 1 is the whole of a week's cost.
func (r *run) part(s *stretch, row int) *big.Rat {
	own, all := r.sessionsIn(s, row)
	if all.Sign() == 0 {
		return big.NewRat(1, 1) // nobody is in it: the others bear it
	}
	switch {
	case r.i.EachPays && (r.i.Per == PerWeek || r.i.Per == PerYear):
		return big.NewRat(int64(r.shared(s)), 1)
	case r.i.EachPays:
		return own.Quo(own, r.comesTo(r.otherRow()))
	case r.bearer >= 0 && slices.Contains(s.rows, r.bearer):
		return big.NewRat(map[bool]int64{true: 1}[row == r.bearer], 1)
	}
	return own.Quo(own, all)
}

// sessionsIn are the sessions a week that a row of a stretch comes to, and that all who
// share it come to together.
func (r *run) sessionsIn(s *stretch, row int) (own, all *big.Rat) {
	whole := r.comesTo(r.otherRow())
	others := new(big.Rat).Mul(whole, big.NewRat(int64(s.others), 1))
	own, all = others, new(big.Rat).Set(others)
	for _, n := range s.rows {
		comes := r.comesTo(n)
		if n == row {
			own = comes
		}
		all.Add(all, comes)
	}
	return new(big.Rat).Set(own), all
}

// comesTo is the number of sessions a week that a row comes to; without sessions it is 1.
func (r *run) comesTo(row int) *big.Rat {
	all := r.i.SessionsAWeek
	if all.IsZero() {
		return big.NewRat(1, 1)
	}
	if row < len(r.placed) {
		if own := r.placed[row].SessionsAWeek; own.IsPositive() && own.LessThan(all) {
			return own.Rat()
		}
	}
	return all.Rat()
}
