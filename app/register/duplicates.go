package register

import (
	"cmp"
	"slices"

	"needsbook/app/day"
)

// Likeness says how sure it is that two records are of one child.
type Likeness string

// Likenesses, surest first.
const (
	SameChild  Likeness = "same"     // one number
	VeryLikely Likeness = "likely"   // one name and one date of birth
	Possible   Likeness = "possible" // the names or the dates differ a little, or both have a number of their own
)

// Reasons for which two records look like one child.
const (
	LikeUPN       = "upn"       // one has, or had, the other's UPN
	LikeName      = "name"      // one name and one date of birth
	LikePreferred = "preferred" // the same with the name the pupil goes by
	LikeSwapped   = "swapped"   // first name and surname have changed places
	LikeDayMonth  = "day_month" // one name; day and month of birth have changed places
	LikeNoBirth   = "no_birth"  // one name; one record lacks the date of birth
)

// Pair is two records that may be of one child, by their places in the list given.
type Pair struct {
	One, Other int
	Likeness   Likeness
	Why        string // one of the Like reasons
	TwoNumbers bool   // both have a permanent UPN, and not the same: perhaps twins with one name
}

// FindDuplicates finds the records that may be of one child, surest first.
func FindDuplicates(pupils []Pupil) []Pair {
	f := finder{pupils: pupils, seen: map[[2]int]bool{}, folded: make([]*names, len(pupils))}
	f.byUPN()
	f.byName()
	slices.SortFunc(f.found, func(a, b Pair) int { return cmp.Or(order(a.Likeness)-order(b.Likeness), a.One-b.One, a.Other-b.Other) })
	return f.found
}

func order(l Likeness) int {
	return slices.Index([]Likeness{SameChild, VeryLikely, Possible}, l)
}

type finder struct {
	pupils []Pupil
	folded []*names
	seen   map[[2]int]bool
	found  []Pair
}

// names are the names of a pupil, folded for comparing.
type names struct{ forename, preferred, surname string }

func (f *finder) names(i int) *names {
	if f.folded[i] == nil {
		p := f.pupils[i]
		f.folded[i] = &names{FoldName(p.Forename), FoldName(p.Preferred), FoldName(p.Surname)}
	}
	return f.folded[i]
}

func (f *finder) add(i, j int, l Likeness, why string) {
	pair := [2]int{min(i, j), max(i, j)}
	if i == j || f.seen[pair] {
		return
	}
	f.seen[pair] = true
	a, b := f.pupils[i].UPN, f.pupils[j].UPN
	two := why != LikeUPN && a != b && PermanentUPN(a) && PermanentUPN(b)
	if two {
		l = Possible
	}
	f.found = append(f.found, Pair{pair[0], pair[1], l, why, two})
}

// byUPN finds pupils of whom one has, or had, a number of the other.
func (f *finder) byUPN() {
	owner := map[string]int{}
	former := false
	for i, p := range f.pupils {
		former = former || p.FormerUPN != ""
		if p.UPN != "" {
			owner[p.UPN] = i
		}
	}
	if !former {
		return // no two pupils have one number now
	}
	for i, p := range f.pupils {
		for _, upn := range p.FormerUPNs() {
			if j, ok := owner[upn]; ok {
				f.add(i, j, SameChild, LikeUPN)
			} else {
				owner[upn] = i
			}
		}
	}
}

// byName finds pupils of one name. Names are folded only for those whose date of
// birth another has too, which are few.
func (f *finder) byName() {
	born := map[day.Date][]int{}
	for i, p := range f.pupils {
		born[p.Born] = append(born[p.Born], i)
	}
	for d, same := range born {
		if d.IsZero() {
			continue
		}
		f.within(same)
		if swapped := swapDayMonth(d); swapped != d {
			f.across(same, born[swapped], Possible, LikeDayMonth)
		}
	}
	unknown := born[day.Date{}]
	if len(unknown) == 0 {
		return
	}
	everyone := make([]int, len(f.pupils))
	for i := range everyone {
		everyone[i] = i
	}
	f.across(unknown, everyone, Possible, LikeNoBirth)
}

// within finds pupils of one name among those of one date of birth.
func (f *finder) within(group []int) {
	if len(group) < 2 {
		return
	}
	type name struct{ first, last string }
	type known struct {
		pupil int
		why   string
	}
	here := map[name][]known{}
	for _, i := range group {
		n := f.names(i)
		for _, k := range []struct {
			name
			why string
		}{{name{n.forename, n.surname}, LikeName}, {name{n.preferred, n.surname}, LikePreferred}, {name{n.surname, n.forename}, LikeSwapped}} {
			if k.first == "" || k.last == "" || k.why == LikeSwapped && k.first == k.last {
				continue
			}
			for _, j := range here[k.name] {
				f.add(i, j.pupil, VeryLikely, rarer(k.why, j.why))
			}
			if k.why != LikeSwapped && len(here[k.name]) < mostAlike {
				here[k.name] = append(here[k.name], known{i, k.why})
			}
		}
	}
}

// rarer is the reason that says more of how two names are alike.
func rarer(a, b string) string {
	if a == LikeName {
		return b
	}
	return a
}

// mostAlike bounds how many records of one name and date of birth each other one is
// set beside, so that a file of nothing but copies does not stop the program.
const mostAlike = 10

// across finds pupils of one name in two lists.
func (f *finder) across(some, others []int, l Likeness, why string) {
	if len(others) == 0 {
		return
	}
	type name struct{ first, last string }
	here := map[name][]int{}
	for _, i := range some {
		n := f.names(i)
		here[name{n.forename, n.surname}] = append(here[name{n.forename, n.surname}], i)
	}
	for _, j := range others {
		n := f.names(j)
		if n.forename == "" || n.surname == "" {
			continue
		}
		for _, i := range here[name{n.forename, n.surname}] {
			f.add(i, j, l, why)
		}
	}
}

// swapDayMonth returns the date with day and month in each other's place, where that
// is a date.
func swapDayMonth(d day.Date) day.Date {
	if d.Day() > 12 {
		return d
	}
	return day.Of(d.Year(), d.Day(), d.Month())
}
