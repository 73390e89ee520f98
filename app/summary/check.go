package summary

import (
	"errors"
	"slices"

	"needsbook/app/summary/audit"
)

// How hard the search tries before and after the linear programme has said that
// the wanted table may exist.
const (
	firstSteps = 300
	lastSteps  = 2000
)

// fail is one target that is not shown to be safe.
type fail struct {
	harm    harm
	target  target
	mode    string
	holding []int // rows that hold the target where it is
	all     bool  // hold all of them back
}

// checker certifies targets. It keeps every table it has found: a table stays
// good when figures are held back, so that each round of repair starts far ahead.
type checker struct {
	c        *cross
	search   *audit.Search
	start    []int32 // the truth
	truth    []int
	found    []witness
	shared   map[string]*shared
	failed   map[int]bool // targets that failed for some reader in this round
	searches int
	solves   int
}

// witness is a whole-number table that fits what some reader knows.
type witness struct {
	table []int32 // sorted
	sums  []int
}

func newChecker(c *cross, table []int32) *checker {
	k := &checker{c: c, search: audit.NewSearch(c.shape, 1), start: table}
	k.truth = k.search.Sums(table)
	k.found = []witness{{table, k.truth}}
	return k
}

// shared is what readers with the same ranges have in common in one round.
type shared struct {
	solver  *audit.Solver
	fitting []int // tables found that fit the ranges
	seen    int   // how many of the tables found have been looked at
}

// fresh begins a round: ranges have changed, tables found stay.
func (k *checker) fresh() {
	k.shared = map[string]*shared{}
	k.failed = map[int]bool{}
}

// check returns the targets that this reader could learn, but for those that
// already failed for another reader in this round.
func (k *checker) check(who knowledge, targets []target) ([]fail, error) {
	var fails []fail
	fitting := k.fitting(who)
	for i, t := range targets {
		lo, hi, ok := who.need(k.c, t)
		if !ok || k.failed[i] {
			continue
		}
		var goals []audit.Goal
		if t.kind != group {
			goals = append(goals, audit.Goal{Form: t.form, Value: lo, Below: true})
		}
		if t.both {
			goals = append(goals, audit.Goal{Form: t.form, Value: hi})
		}
		for _, g := range goals {
			f, safe, err := k.certify(who, t, g, &fitting)
			if err != nil {
				return nil, err
			}
			if !safe {
				fails = append(fails, f)
				k.failed[i] = true
				break
			}
		}
	}
	return fails, nil
}

// fitting returns the tables found so far that this reader cannot rule out.
// Readers with the same ranges share the list, and only the pupils they know by
// name are looked at again.
func (k *checker) fitting(who knowledge) []int {
	s := k.sharing(who)
	for ; s.seen < len(k.found); s.seen++ {
		if k.found[s.seen].within(who.ranges) {
			s.fitting = append(s.fitting, s.seen)
		}
	}
	var out []int
	for _, i := range s.fitting {
		if k.found[i].has(who.known) {
			out = append(out, i)
		}
	}
	return out
}

// sharing returns what readers with the same ranges have in common: an insider
// starts from the public counts, as K1 does.
func (k *checker) sharing(who knowledge) *shared {
	mode := who.mode
	if mode == "K2" {
		mode = "K1"
	}
	if k.shared[mode] == nil {
		k.shared[mode] = &shared{}
	}
	return k.shared[mode]
}

func (w witness) within(ranges []audit.Range) bool {
	for r, n := range w.sums {
		if !ranges[r].Holds(n) {
			return false
		}
	}
	return true
}

// has reports whether the table holds all the given pupils.
func (w witness) has(known []int32) bool {
	for i, atom := range known {
		again := 0 // how many of those before are alike
		for _, other := range known[:i] {
			if other == atom {
				again++
			}
		}
		at, ok := slices.BinarySearch(w.table, atom)
		if !ok || at+again >= len(w.table) || w.table[at+again] != atom {
			return false
		}
	}
	return true
}

// certify looks for a table that meets the goal: among those found, by search,
// then by asking the linear programme whether there can be one at all.
func (k *checker) certify(who knowledge, t target, g audit.Goal, fitting *[]int) (fail, bool, error) {
	for _, i := range *fitting {
		if g.Met(k.found[i].sums) {
			return fail{}, true, nil
		}
	}
	if k.look(who, g, firstSteps, 2, fitting) {
		return fail{}, true, nil
	}
	bad := fail{harm: t.kind, target: t, mode: who.mode}
	safe, err := k.decide(who, g, &bad, fitting)
	if errors.Is(err, audit.ErrUnsettled) {
		return bad, false, nil // not proved safe
	}
	return bad, safe, err
}

// decide asks the linear programme whether a table that meets the goal can exist,
// and fills in how the target fails. It reports true when the target is safe.
func (k *checker) decide(who knowledge, g audit.Goal, bad *fail, fitting *[]int) (bool, error) {
	solver, err := k.solver(who)
	if err != nil {
		return false, err
	}
	k.solves++
	end, err := reach(solver, g)
	if err != nil {
		return false, err
	}
	impossible := (g.Below && end > g.Value) || (!g.Below && end < g.Value)
	if !impossible && k.look(who, g, lastSteps, 3, fitting) {
		return true, nil
	}
	if bad.harm == exact {
		bad.harm = narrow
		if g.Below {
			bad.harm = existence
		}
		other, err := reach(solver, audit.Goal{Form: g.Form, Below: !g.Below})
		if err != nil {
			return false, err
		}
		if other == end {
			bad.harm = exact
		}
	}
	if bad.holding, err = solver.Holding(g.Form, !g.Below); err != nil {
		return false, err
	}
	// A bound that rests on no published figure is known without the summary.
	return impossible && !k.c.published(bad.holding), nil
}

func reach(s *audit.Solver, g audit.Goal) (int, error) {
	if g.Below {
		return s.Least(g.Form)
	}
	return s.Most(g.Form)
}

// look searches for a table and keeps it. It starts from the truth, and for an
// insider first from a table that would do for somebody who knows less.
func (k *checker) look(who knowledge, g audit.Goal, steps, tries int, fitting *[]int) bool {
	starts := [][]int32{k.start}
	if len(who.known) > 0 {
		for _, i := range k.sharing(who).fitting {
			if g.Met(k.found[i].sums) {
				starts = [][]int32{k.found[i].table, k.start}
				break
			}
		}
	}
	for try := range tries {
		k.searches++
		start := k.c.replace(starts[try%len(starts)], who.known)
		table, ok := k.search.Find(start, len(who.known), who.ranges, g, steps)
		if ok {
			slices.Sort(table)
			k.found = append(k.found, witness{table, k.search.Sums(table)})
			*fitting = append(*fitting, len(k.found)-1)
			return true
		}
	}
	return false
}

// replace returns a table with the known pupils first. Each takes the place of the
// pupil most like it.
func (c *cross) replace(table, known []int32) []int32 {
	rest := slices.Clone(table)
	for _, atom := range known {
		best, most := -1, -1
		for i, a := range rest {
			if alike := c.alike(atom, a); alike > most {
				best, most = i, alike
			}
		}
		if best >= 0 {
			rest = slices.Delete(rest, best, best+1)
		}
	}
	return append(slices.Clone(known), rest...)
}

// alike counts the properties that two atoms share.
func (c *cross) alike(a, b int32) int {
	x, y := c.kinds[a], c.kinds[b]
	n := 0
	for _, same := range []bool{x.year == y.year, x.status == y.status, x.area == y.area, x.need == y.need, x.level == y.level} {
		if same {
			n++
		}
	}
	return n
}

// solver returns the linear programme of a reader; an insider's grows out of that
// of K1.
func (k *checker) solver(who knowledge) (*audit.Solver, error) {
	s := k.sharing(who)
	if s.solver == nil {
		var err error
		if s.solver, err = audit.NewSolver(audit.Problem{Shape: k.c.shape, Ranges: who.ranges}); err != nil {
			return nil, err
		}
	}
	if len(who.known) > 0 {
		return s.solver.With(who.columns(k.c))
	}
	return s.solver, nil
}
