package cluster

import (
	"needsbook/app/day"
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

// span is the days that the unit's figures stand for.
func (u unit) span() (from, to day.Date) { return u.tally.From, u.tally.To }
