package cluster

import (
	"cmp"
	"slices"
	"strings"
)

// Gathered is what the boards of a cluster or a group, and those of its schools, are made
// from in one term. It is added up once, however many boards are made of it.
type Gathered struct {
	members []Member
	units   []unit // the schools whose summary can be read, in order of name
	whole   Tally
	earlier []termOf
}

// Gather adds the summaries of a term up. Members and summaries may come in any order; a
// summary of a school that is not a member is left out. earlier holds the terms before,
// for the trend.
func Gather(members []School, sent []Sent, earlier ...Term) *Gathered {
	listed, of := list(members, sent)
	g := &Gathered{members: listed}
	for _, member := range listed {
		s, ok := of[member.URN]
		if !ok {
			continue
		}
		own := s.Counted().tally
		g.whole.Merge(*own)
		if !s.Unreadable {
			g.units = append(g.units, unit{name: member.Name, urn: member.URN, own: &s.Document, tally: *own})
		}
	}
	for _, t := range earlier {
		_, of := list(members, t.Sent)
		var whole Tally
		for _, s := range of {
			whole.Add(s)
		}
		g.earlier = append(g.earlier, termOf{series: t.Series, whole: unit{tally: whole}})
	}
	lens := g.whole.lens()
	for i := range listed {
		hash := of[listed[i].URN].Document.CodeLists.Continuum
		listed[i].OtherContinuum = listed[i].Sent && !listed[i].OnlyTotals && hash != lens[continuumList]
	}
	return g
}

// Board works out one board. For that of one school, give its URN in about.Ref: it shows
// the school beside the sums of all.
func (g *Gathered) Board(about About) Board {
	m := &maker{about: phrases{about}, whole: unit{tally: g.whole}, all: g.units, units: g.units, terms: slices.Clone(g.earlier)}
	if about.Level == AtSchool {
		m.units = slices.DeleteFunc(slices.Clone(g.units), func(u unit) bool { return u.urn != about.Ref })
	}
	b := m.board(len(g.members))
	b.Members = slices.Clone(g.members)
	return b
}

// Make works out the board of a school, a cluster or a group where no other board is made
// of the same summaries. For a school's board, give those of its whole cluster.
func Make(about About, members []School, sent []Sent, earlier ...Term) Board {
	return Gather(members, sent, earlier...).Board(about)
}

// list puts the members in order of name, with what came from each.
func list(members []School, sent []Sent) ([]Member, map[string]Sent) {
	of := map[string]Sent{}
	for _, school := range members {
		of[school.URN] = Sent{}
	}
	for _, s := range sent {
		if _, member := of[s.URN]; member {
			of[s.URN] = s
		}
	}
	var out []Member
	for _, school := range members {
		m := Member{School: school}
		if s := of[school.URN]; s.URN == "" {
			delete(of, school.URN)
		} else if s.Unreadable {
			m.Unreadable, m.Received = true, s.Received
		} else {
			d := s.Document
			m.Sent, m.AsOf, m.Received, m.Rev, m.OnlyTotals = true, d.AsOf, s.Received, d.Rev, onlyTotals(d)
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Member) int { return cmp.Or(byName(a.Name, b.Name), strings.Compare(a.URN, b.URN)) })
	return out, of
}
