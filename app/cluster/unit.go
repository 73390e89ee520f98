package cluster

import (
	"strconv"

	"needsbook/app/summary"
)

// lens is the packs that a board reads its figures by: of each kind the one that most
// schools used, since figures of two packs are never added.
type lens map[string]string

func (t Tally) lens() lens {
	l := lens{}
	for kind := range t.Lists {
		l[kind], _ = t.most(kind)
	}
	return l
}

// unit is one row of a board: a school with its own summary, or a part with its sums.
type unit struct {
	name  string
	urn   string
	own   *summary.Document // nil for sums
	tally Tally
}

// sum returns one figure as it is kept, and whether it is there at all.
func (u unit) sum(l lens, f FigureID) (Sum, bool) {
	s, ok := u.tally.Sums[l[f.list()]][f]
	return s, ok
}

// figure returns one figure as it may be shown: a school's own as it published it, a
// sum only where enough schools stand behind it.
func (u unit) figure(l lens, f FigureID) Figure {
	s, _ := u.sum(l, f)
	if u.own == nil {
		return s.figure()
	}
	if list := f.list(); list != "" && listsOf(*u.own)[list] != l[list] {
		return Figure{State: NoFigure}
	}
	v := value(find(*u.own, f.Table), f.Row, f.Col)
	return schoolFigure(v, float64(s.Estimate)/1000)
}

// amount returns one sum of money, hours or the like as it may be shown.
func (u unit) amount(l lens, f FigureID) Figure {
	if u.own != nil {
		v := value(find(*u.own, f.Table), f.Row, f.Col)
		if s, ok := u.sum(l, f); ok {
			return s.shown().at(int(s.Estimate / 1000))
		}
		return schoolFigure(v, 0)
	}
	s, _ := u.sum(l, f)
	return s.amount()
}

// at gives a figure the number to write.
func (f Figure) at(n int) Figure {
	f.About = n
	return f
}

// bands returns how many schools gave each band of a figure, and how many all together.
func (u unit) bands(l lens, f FigureID, values []int) (schools []int, all int) {
	for _, v := range values {
		s := u.tally.Sums[l[f.list()]][FigureID{f.Table, f.Row, f.Col + "=" + strconv.Itoa(v)}]
		schools = append(schools, s.N)
		all += s.N
	}
	return schools, all
}

// middleBand returns the band of the middle school, the lower one of two; false where a
// sum has fewer than three schools behind it, or a school has none.
func (u unit) middleBand(l lens, f FigureID, values []int) (v, schools int, ok bool) {
	by, all := u.bands(l, f, values)
	if all == 0 || u.own == nil && all < fewest {
		return 0, all, false
	}
	upTo := 0
	for i, n := range by {
		if upTo += n; 2*upTo >= all {
			return values[i], all, true
		}
	}
	return 0, all, false
}

// together adds figures of the same schools: all must be there. Fewer schools stand
// behind the whole than behind any part of it.
func (u unit) together(l lens, figures ...FigureID) Figure {
	var all Sum
	for i, f := range figures {
		s, ok := u.sum(l, f)
		if !ok {
			if u.own != nil && u.figure(l, f).State == NoFigure {
				continue // this kind of school has no such pupils
			}
			return Figure{State: u.figure(l, f).State}
		}
		schools := s.N
		if i > 0 && all.N > 0 {
			schools = min(all.N, s.N)
		}
		all = all.plus(s)
		all.N = schools
	}
	if u.own != nil {
		return all.shown()
	}
	return all.figure()
}
