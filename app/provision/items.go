package provision

import (
	"math/big"

	"needsbook/app/day"
)

// boughtPart is the part of something bought that falls in the school year.
type boughtPart struct {
	item   Item
	row    int // the placement it is for, -1 for the whole group
	shared int // how many share it
}

// items costs what was bought: for the whole group in equal parts for the pupils of the
// year, for one pupil to that pupil.
func (r *run) items() {
	if !r.inYear(r.i.Starts, r.i.Ends) {
		return
	}
	shared := max(r.i.Size, r.pupils)
	for _, item := range r.i.Bought {
		if !r.countsNow(item) {
			continue
		}
		r.bought = append(r.bought, boughtPart{item, -1, shared})
		switch {
		case r.bearer >= 0:
			r.pay(r.bearer, item, 1, 1)
		case shared == 0:
			r.pay(r.otherRow(), item, 1, 1)
		default:
			for n := range r.placed {
				if r.in[n] {
					r.pay(n, item, 1, shared)
				}
			}
			r.pay(r.otherRow(), item, shared-r.pupils, shared)
		}
	}
	for n, p := range r.placed {
		for _, item := range p.Bought {
			if r.in[n] && r.countsNow(item) {
				r.bought = append(r.bought, boughtPart{item, n, 1})
				r.pay(n, item, 1, 1)
			}
		}
	}
}

// boughtOn is when something was bought; without a date it was as the year began.
func (c Costing) boughtOn(item Item) day.Date {
	if item.On.IsZero() {
		return c.First
	}
	return item.On
}

// countsNow reports whether one of an item's useful years is this school year.
func (c Costing) countsNow(item Item) bool {
	age := day.AcademicYear(c.First) - day.AcademicYear(c.boughtOn(item))
	return age >= 0 && age < max(1, item.Years)
}

// pay adds a row's part of this year's part of an item.
func (r *run) pay(row int, item Item, part, of int) {
	pence := item.Amount.Decimal().Rat()
	pence.Mul(pence, big.NewRat(100*int64(part), int64(of)*int64(max(1, item.Years))))
	n := heldPart
	if later(r.boughtOn(item), r.First).After(r.Today) {
		n = toComePart
	}
	r.exact[row][n].Add(&r.exact[row][n], pence)
}
