package summary

import (
	"fmt"
	"slices"
	"strings"
)

// Moved is a child of whom the documents of two schools of a cluster give something
// away: whoever knows that just this child left one school for the other between two
// terms learns what all possible children have in common.
type Moved struct {
	From  string   `json:"from"` // URN
	To    string   `json:"to"`
	Term  string   `json:"term"` // the later of the two
	Agree []string `json:"agree"`
}

// ClusterReport is what an attack on a whole cluster tried and found.
type ClusterReport struct {
	Rounds int     `json:"rounds"` // pairs of terms
	Pairs  int     `json:"pairs"`  // pairs of schools compared in them
	Moved  []Moved `json:"moved"`
}

// Cluster is K4: the reader who has every document of a cluster. schools are those
// that ever sent for it, each with all its documents in the order in which they were
// sent; those sent for another cluster only tell what had changed. What a hub shows is
// worked out from the documents alone and adds nothing to them, and no count of one
// school is tied to one of another, so what is left is to look at two schools at once:
// a child who left one and joined the other between two terms must be possible in both.
//
// A school that joins or leaves the cluster has no term before or after it here: all
// that its coming or going tells is its own documents, which School attacks.
func (k *Attacker) Cluster(name string, schools [][]Document) (ClusterReport, error) {
	report := ClusterReport{Moved: []Moved{}}
	heads, terms, err := k.heads(name, schools)
	if err != nil {
		return report, err
	}
	for i := 1; i < len(terms); i++ {
		var rounds []*round
		for s := range schools {
			if r := newRound(heads[s][terms[i-1]], heads[s][terms[i]]); r != nil {
				rounds = append(rounds, r)
			}
		}
		report.Rounds++
		for _, from := range rounds {
			for _, to := range rounds {
				if from == to || (!from.changed && !to.changed) || !from.comparable(to) {
					continue
				}
				report.Pairs++
				a, err := from.movedTo(to)
				if err != nil {
					return report, err
				}
				if a.any && !a.none {
					report.Moved = append(report.Moved, Moved{from.urn, to.urn, terms[i], a.agreed.names()})
				}
			}
		}
	}
	return report, nil
}

// heads reads the last document of each school in each term for a cluster, and lists
// the terms.
func (k *Attacker) heads(name string, schools [][]Document) ([]map[string]*attacked, []string, error) {
	var terms []string
	heads := make([]map[string]*attacked, len(schools))
	for s, documents := range schools {
		heads[s] = map[string]*attacked{}
		var earlier *attacked
		for _, d := range documents {
			a, err := k.read(d, earlier)
			if err != nil {
				return nil, nil, fmt.Errorf("school %s: %w", d.URN, err)
			}
			earlier = a
			if d.Cluster != name {
				continue
			}
			heads[s][d.Series] = a
			if !slices.Contains(terms, d.Series) {
				terms = append(terms, d.Series)
			}
		}
	}
	slices.SortFunc(terms, func(a, b string) int { return strings.Compare(TermOrder(a), TermOrder(b)) })
	return heads, terms, nil
}

// TermOrder makes a series sort by time: the autumn comes before the spring.
func TermOrder(series string) string {
	return strings.NewReplacer("autumn", "1", "spring", "2", "summer", "3").Replace(series)
}

// round is one school between two terms.
type round struct {
	urn     string
	lists   CodeLists
	changed bool // it sent other figures than before
	two     *twoTimes
	answers map[step]answer
}

// newRound returns nil where the school sent nothing comparable in both terms, or
// where no single child explains the change.
func newRound(before, after *attacked) *round {
	if before == nil || after == nil || !before.sameShape(after) || before.scope != after.scope {
		return nil
	}
	two, ok := after.c.newTwoTimes(after.search, before.ranges, after.ranges)
	if !ok {
		return nil
	}
	two.start = after.start()
	return &round{urn: after.urn, lists: after.lists, changed: !slices.Equal(before.shown, after.shown),
		two: two, answers: map[step]answer{}}
}

// comparable reports whether the levels of two schools mean the same.
func (r *round) comparable(o *round) bool {
	return r.lists.Continuum == o.lists.Continuum && r.two.c.plan.levels == o.two.c.plan.levels
}

// possible remembers its answers: every other school asks the same.
func (r *round) possible(s step) (answer, error) {
	if a, ok := r.answers[s]; ok {
		return a, nil
	}
	m := joiner
	if s.in < 0 {
		m = leaver
	}
	if r.two.movement != m {
		r.two.movement, r.two.solver, r.two.dead = m, nil, false
	}
	a, err := r.two.possible(s)
	r.answers[s] = a
	return a, err
}

// movedTo gathers what all children have in common who can have left this school and
// joined the other. A child takes year, need, status and level along.
func (r *round) movedTo(o *round) (agreement, error) {
	var a agreement
	c := r.two.c
	for _, s := range c.steps(leaver) {
		in, ok := o.two.c.atom[c.kinds[s.out]]
		if !ok || !a.worth(c.properties(s)) {
			continue
		}
		left, err := r.possible(s)
		if err != nil {
			return a, err
		}
		if left == no {
			continue
		}
		came, err := o.possible(step{-1, in})
		if err != nil {
			return a, err
		}
		if came != no {
			a.add(c.properties(s))
		}
		if a.none {
			break
		}
	}
	return a, nil
}
