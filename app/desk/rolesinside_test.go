package desk

import "needsbook/app/access"

// SitAs puts somebody else before the open file, for tests.
func (d *Desk) SitAs(s access.Seat) {
	d.seat = s
	if s.Name != "" {
		d.options.By = s.Name
	}
	d.veil()
	d.forgetMap()
	d.forgetDates()
}

// KindWithMoney reports whether a record of a kind holds amounts.
func KindWithMoney(kind string) bool { return withAmounts[kind] != nil }
