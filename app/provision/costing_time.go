package provision

import (
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
	week    exact // what a week with all its sessions costs, in pence
}

// time costs the time of the adults, week by week.
func (r *run) time(held []Attendance) {
	if !r.timed() {
		return
	}
	ticks := map[day.Date][]Attendance{}
	for _, a := range held {
		if a.Intervention == r.i.ID {
			ticks[a.Week] = append(ticks[a.Week], a)
		}
	}
	present := make([]int, 0, len(r.placed))
	for _, week := range r.counted {
		present = present[:0]
		for n := range r.placed {
			if r.in[n] && r.during[n].has(week) {
				present = append(present, n)
			}
		}
		price, others, ticked := r.priceOn(week), max(0, r.i.Size-len(present)), ticks[r.Weeks[week]]
		if !r.i.EachPays {
			r.add(price, present, others, week, ticked)
			continue
		}
		for n, row := range present {
			r.add(price, present[n:n+1], 0, week, ticksOf(ticked, r.placed[row].ID))
		}
		if r.pupils == 0 {
			others = max(1, others) // nobody is placed yet: what one pupil would pay
		}
		if others > 0 {
			r.add(price, nil, others, week, nil)
		}
	}
	for n := range r.stretches {
		r.share(&r.stretches[n])
	}
}

func ticksOf(ticks []Attendance, placement string) (own []Attendance) {
	for _, a := range ticks {
		if a.Placement == placement {
			own = append(own, a)
		}
	}
	return own
}

// timed reports whether there is time, or a price, to cost week by week.
func (r *run) timed() bool {
	switch {
	case !likelySessions(r.i.SessionsAWeek):
		return false
	case r.ownPrice() && (r.i.Per == PerWeek || r.i.Per == PerYear):
		return true
	case r.ownPrice() && r.i.Per == PerSession:
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
		rate, found := HourlyRate{}, false
		if r.Rate != nil {
			rate, found = r.Rate(r.i.StaffKind, later(r.Weeks[week], r.First))
		}
		p = price{amount: rate.Amount, per: PerHour, example: rate.Example, missing: !found}
	}
	for n, known := range r.prices {
		if known.example == p.example && known.missing == p.missing && known.amount.Cmp(p.amount) == 0 {
			return n
		}
	}
	sessions := exactly(r.i.SessionsAWeek)
	p.week = exactly(p.amount.Decimal()).mul(integer(100))
	switch p.per {
	case PerYear:
		p.week = p.week.by(integer(int64(len(r.counted))))
	case PerWeek:
	case PerSession:
		p.week = p.week.mul(sessions)
	default:
		p.week = p.week.mul(sessions).mul(ratio(int64(r.i.Minutes), 60))
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
		s.parts[toComePart] = s.parts[toComePart].add(integer(1))
		return
	}
	missed := r.missed(ticks)
	s.parts[heldPart] = s.parts[heldPart].add(integer(1)).sub(missed)
	s.parts[notHeldPart] = s.parts[notHeldPart].add(missed)
}

// missed is the part of a week's sessions that was not held, from 0 to 1. A session was
// not held where every mark for it says so. A session without a mark counts as held, and
// one more than planned costs nothing more.
func (r *run) missed(ticks []Attendance) exact {
	held, off := countMarks(ticks)
	if off == 0 {
		return exact{}
	}
	planned := exactly(r.i.SessionsAWeek)
	if planned.sign() == 0 {
		planned = integer(held + off)
	}
	missed := integer(off)
	if left := planned.sub(integer(held)); missed.cmp(left) > 0 {
		missed = left
	}
	if missed.sign() <= 0 {
		return exact{}
	}
	return missed.by(planned)
}

// countMarks counts the sessions of a week that were held, and those that were not.
func countMarks(ticks []Attendance) (held, off int64) {
	for session := 0; ; session++ {
		marked, here := false, false
		for _, a := range ticks {
			if session < len(a.Marks) {
				marked = true
				here = here || a.Marks[session] == MarkThere || a.Marks[session] == MarkAbsent
			}
		}
		switch {
		case !marked:
			return held, off
		case here:
			held++
		case slices.ContainsFunc(ticks, func(a Attendance) bool { return session < len(a.Marks) && a.Marks[session] == MarkNotHeld }):
			off++
		}
	}
}
