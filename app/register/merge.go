package register

import (
	"errors"
	"slices"

	"needsbook/app/day"
)

// Why two records cannot be merged as they stand.
var (
	ErrTwoUPNs   = errors.New("both records have a permanent UPN, and not the same")
	ErrTwoBirths = errors.New("the dates of birth are not the same")
	ErrItself    = errors.New("a record cannot be merged with itself")
)

// Mergeable refuses to make one record of two different children.
func Mergeable(a, b Pupil) error {
	switch {
	case a.ID == b.ID:
		return ErrItself
	case a.UPN != b.UPN && PermanentUPN(a.UPN) && PermanentUPN(b.UPN):
		return ErrTwoUPNs
	case a.Born != b.Born && !a.Born.IsZero() && !b.Born.IsZero():
		return ErrTwoBirths
	}
	return nil
}

// Conflict is a time in which two histories say different things.
type Conflict struct {
	From, Until  day.Date // Until is the first day after it, zero where it is still so
	Left, Right  string   // what each says: a status, or needs in rank order
	PrefersRight bool     // the side that is taken unless a person chooses
}

// JoinStatuses joins the statuses of two records of one child: each day has the
// status that either says. Where both say different things, takesRight says by the
// place of the conflict whether the second is taken; nil takes the one that was recorded
// for the later day, which knew of more.
func JoinStatuses(left, right []Status, pupil string, takesRight func(conflict int, c Conflict) bool, mark Corrected, newID func() string) (Revision[Status], []Conflict) {
	rows, conflicts := join(spansOfStatuses(left), spansOfStatuses(right), takesRight)
	all := slices.Concat(left, right)
	was := spansOfStatuses(all)
	return rejoin(all, was, rows, func(at int, s span) Status {
		row := Status{ID: s.id, Pupil: pupil, Code: s.code, From: s.from, Until: s.until, Legacy: s.legacy, Corrected: mark}
		if at >= 0 && was[at] == s {
			row.Corrected = all[at].Corrected
		}
		return row
	}, newID), conflicts
}

// JoinNeeds joins the needs of two records as JoinStatuses does. Where one says all
// that the other says and more, that one is taken.
func JoinNeeds(left, right []Need, pupil string, takesRight func(conflict int, c Conflict) bool, mark Corrected, newID func() string) (Revision[Need], []Conflict) {
	rows, conflicts := join(spansOfNeeds(left), spansOfNeeds(right), takesRight)
	all := slices.Concat(left, right)
	was := spansOfNeeds(all)
	return rejoin(all, was, rows, func(at int, s span) Need {
		row := Need{ID: s.id, Pupil: pupil, Code: s.code, Rank: s.rank, From: s.from, Until: s.until, Corrected: mark}
		if at >= 0 && was[at] == s {
			row.Corrected = all[at].Corrected
		}
		return row
	}, newID), conflicts
}

// rejoin takes every row away and writes those of the joined history in their place.
func rejoin[T any](all []T, was, rows []span, row func(at int, s span) T, newID func() string) Revision[T] {
	rev := Revision[T]{Remove: all}
	for _, s := range rows {
		at := -1
		if s.id == "" {
			s.id = newID()
		} else {
			at = slices.IndexFunc(was, func(w span) bool { return w.id == s.id })
		}
		rev.Put = append(rev.Put, row(at, s))
	}
	return rev
}

// join joins two histories day by day.
func join(left, right []span, takesRight func(int, Conflict) bool) ([]span, []Conflict) {
	fromRight := map[string]bool{}
	for _, s := range right {
		fromRight[s.id] = true
	}
	list := stretches(slices.Concat(left, right))
	var conflicts []Conflict
	for i, st := range list {
		var one, other []span
		for _, s := range st.rows {
			if fromRight[s.id] {
				other = append(other, s)
			} else {
				one = append(one, s)
			}
		}
		list[i].rows = one
		switch {
		case len(one) == 0:
			list[i].rows = other
		case len(other) == 0, codesOf(one) == codesOf(other):
		default:
			c := Conflict{From: st.from, Until: st.until, Left: codesOf(one), Right: codesOf(other), PrefersRight: knowsMore(other, one)}
			if last := len(conflicts) - 1; last >= 0 && conflicts[last].Until == c.From && conflicts[last].Left == c.Left && conflicts[last].Right == c.Right {
				conflicts[last].Until = c.Until
			} else {
				conflicts = append(conflicts, c)
			}
			at := len(conflicts) - 1
			if takesRight != nil && takesRight(at, conflicts[at]) || takesRight == nil && conflicts[at].PrefersRight {
				list[i].rows = other
			}
		}
	}
	return joined(list, func(a, b span) bool { return a.code == b.code && a.legacy == b.legacy }), conflicts
}

// knowsMore reports whether one side of a conflict says all that the other says and
// more, or, where neither does, was recorded for the later day.
func knowsMore(a, b []span) bool {
	holds := func(whole, part []span) bool {
		for _, p := range part {
			if !slices.ContainsFunc(whole, func(w span) bool { return w.code == p.code }) {
				return false
			}
		}
		return len(whole) > len(part)
	}
	if holds(a, b) || holds(b, a) {
		return holds(a, b)
	}
	newest := func(rows []span) day.Date {
		var last day.Date
		for _, s := range rows {
			if s.from.After(last) {
				last = s.from
			}
		}
		return last
	}
	return newest(a).After(newest(b))
}

// codesOf writes the codes of rows in rank order: "SLCN, ASD".
func codesOf(rows []span) string {
	words := ""
	for i, s := range rows {
		if i > 0 {
			words += ", "
		}
		words += s.code
	}
	return words
}
