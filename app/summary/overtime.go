package summary

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"

	"needsbook/app/summary/audit"
)

// movement is a change of one pupil between two summaries.
type movement string

const (
	joiner movement = "joiner"
	leaver movement = "leaver"
	mover  movement = "mover"
)

// seen is a summary that was sent, as everybody has it.
type seen struct {
	Series string         `json:"series"`
	Values map[string]int `json:"values"`
	// Changed names the figures that everybody could see to be set anew in it.
	Changed []string `json:"changed,omitempty"`
}

// same reports whether a reader learns the same from both.
func (s seen) same(o seen) bool {
	return maps.Equal(s.Values, o.Values) && slices.Equal(s.Changed, o.Changed)
}

// alsoSeen adds a summary to those sent before it, unless it says what one of them did.
func alsoSeen(earlier []seen, s seen) []seen {
	earlier = slices.DeleteFunc(slices.Clone(earlier), s.same)
	return append(earlier, s)
}

// sent returns all summaries sent, the last one last.
func (m Memory) sent() []seen {
	if m.Last == nil {
		return nil
	}
	return alsoSeen(m.Earlier, seen{m.Last.Series, m.Last.Values, m.Last.Changed})
}

// shownIn returns the values of a summary by figure of the plan; figures it did not
// have count as held back.
func (p *plan) shownIn(values map[string]int) []int {
	out := make([]int, len(p.figures))
	for i, fig := range p.figures {
		out[i] = HeldBack
		if v, ok := values[fig.id]; ok {
			out[i] = v
		}
	}
	return out
}

// learnt is what two summaries give away of one pupil, if just that pupil changed
// between them: the properties on which all possible pupils agree.
type learnt struct {
	Movement movement
	Agree    []string // area, level, status, new level, new status
}

// step is one candidate: the atom that goes (-1 none) and the one that comes.
type step struct{ out, in int32 }

// What an attacker would like to know of a step. A property of no meaning for a
// movement is absent.
var propertyNames = [...]string{"area", "level", "status", "new level", "new status"}

const absent = -1

type properties [len(propertyNames)]int

func (c *cross) properties(s step) properties {
	one := func(k kind) properties { return properties{k.area, k.level, k.status, absent, absent} }
	switch {
	case s.out < 0:
		return one(c.kinds[s.in])
	case s.in < 0:
		return one(c.kinds[s.out])
	}
	p, now := one(c.kinds[s.out]), c.kinds[s.in]
	p[3], p[4] = now.level, now.status
	return p
}

// common keeps the properties on which both agree and reports whether any is left.
func (p *properties) common(o properties) bool {
	left := false
	for i := range p {
		if p[i] != o[i] {
			p[i] = absent
		}
		left = left || p[i] != absent
	}
	return left
}

// names returns the properties that are left, in words.
func (p properties) names() []string {
	var out []string
	for i, v := range p {
		if v != absent {
			out = append(out, propertyNames[i])
		}
	}
	return out
}

// agreement gathers what all possible candidates have in common.
type agreement struct {
	agreed properties
	any    bool // a candidate is possible
	none   bool // the possible candidates agree on nothing
}

// worth reports whether a candidate would change what is agreed.
func (a *agreement) worth(p properties) bool {
	if a.none {
		return false
	}
	rest := a.agreed
	return !a.any || !rest.common(p) || rest != a.agreed
}

func (a *agreement) add(p properties) {
	if !a.any {
		a.any, a.agreed = true, p
		return
	}
	a.none = !a.agreed.common(p)
}

// timeAttack is K3: it takes two sets of ranges, earlier and later, and asks
// which pupil could have joined, left or moved so that both hold. What all
// possible pupils have in common is learnt. Where nothing is possible the reader
// only learns that more than one pupil changed.
//
// proof says how a candidate counts that fits the linear programme but for which
// no whole-number school was found: to an attacker it is possible, and the
// school's own audit does not lean on it. start is a school to search from.
func (c *cross) timeAttack(search *audit.Search, start []int32, before, after []audit.Range, proof bool) ([]learnt, error) {
	t, ok := c.newTwoTimes(search, before, after)
	if !ok {
		return nil, nil
	}
	t.start = start
	var out []learnt
	for _, m := range []movement{joiner, leaver, mover} {
		var a agreement
		open := false
		for _, s := range c.steps(m) {
			p := c.properties(s)
			if !a.worth(p) {
				continue
			}
			answer, err := t.possible(s)
			if err != nil {
				return nil, err
			}
			if answer == perhaps && proof {
				open = true
			} else if answer != no {
				a.add(p)
			}
			if a.none {
				break
			}
		}
		if a.any && !a.none {
			out = append(out, learnt{m, a.agreed.names()})
		} else if !a.any && open {
			out = append(out, learnt{m, nil}) // not proved safe
		}
	}
	return out, nil
}

// steps lists the candidates of a movement in a mixed order, so that different
// kinds come early. A mover changes level, status or need, not year.
func (c *cross) steps(m movement) []step {
	if out, ok := c.stepsOf[m]; ok {
		return out
	}
	var out []step
	for a := range int32(len(c.kinds)) {
		switch m {
		case joiner:
			out = append(out, step{-1, a})
		case leaver:
			out = append(out, step{a, -1})
		case mover:
			for _, b := range c.shape.Near[a] {
				if c.kinds[a].year == c.kinds[b].year {
					out = append(out, step{a, b})
				}
			}
		}
	}
	rand.New(rand.NewPCG(7, uint64(len(out)))).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	c.stepsOf[m] = out
	return out
}

// answer says whether a candidate is possible.
type answer int

const (
	no      answer = iota // no table fits
	perhaps               // a table of broken numbers fits
	yes                   // a school was found that fits
)

// twoTimes holds what is known of a school at two times, as ranges of the earlier.
type twoTimes struct {
	c             *cross
	search        *audit.Search
	before, after []audit.Range
	still         []audit.Range // both, if nobody had changed
	broken        []int         // rows that cannot be right if nobody had changed
	start         []int32       // the school last found to fit
	solver        *audit.Solver
	shift         []int // scratch: change of each row by a step
}

// newTwoTimes reports false when no single pupil can explain the change.
func (c *cross) newTwoTimes(search *audit.Search, before, after []audit.Range) (*twoTimes, bool) {
	t := &twoTimes{c: c, search: search, before: before, after: after, shift: make([]int, len(before)), still: make([]audit.Range, len(before))}
	for r := range before {
		t.still[r] = t.both(r)
		if t.still[r].Lo > t.still[r].Hi {
			if t.still[r].Lo-t.still[r].Hi > 1 {
				return nil, false // one pupil moves a count by one at most
			}
			t.broken = append(t.broken, r)
		}
	}
	return t, len(t.broken) <= 2*c.mostRows
}

// programme makes the linear programme in whose ranges every candidate's ranges
// lie: the earlier ones, and the later ones give or take one pupil.
func (t *twoTimes) programme() (*audit.Solver, error) {
	if t.solver == nil {
		wide := make([]audit.Range, len(t.before))
		for r, later := range t.after {
			later = widen(later, 1)
			wide[r] = audit.Range{Lo: max(t.before[r].Lo, later.Lo), Hi: min(t.before[r].Hi, later.Hi)}
		}
		for _, r := range t.c.linked {
			wide[r] = audit.Range{}
		}
		var err error
		if t.solver, err = audit.NewSolver(audit.Problem{Shape: t.c.shape, Ranges: wide}); err != nil {
			return nil, err
		}
	}
	return t.solver, nil
}

// both returns the earlier range of a row that the later one allows, given shift.
func (t *twoTimes) both(r int) audit.Range {
	if t.after[r].Open() {
		return t.before[r]
	}
	hi := t.after[r].Hi
	if hi < audit.NoLimit {
		hi -= t.shift[r]
	}
	return audit.Range{Lo: max(t.before[r].Lo, t.after[r].Lo-t.shift[r]), Hi: min(t.before[r].Hi, hi)}
}

// possible asks whether some school fits the earlier ranges and, with the step
// made, the later ones: interval by interval first, then as a whole.
func (t *twoTimes) possible(s step) (answer, error) {
	rows := [2][]int{}
	if s.out >= 0 {
		rows[0] = t.c.atomRows[s.out]
	}
	if s.in >= 0 {
		rows[1] = t.c.atomRows[s.in]
	}
	t.move(rows, 1)
	defer t.move(rows, -1)
	for _, r := range t.broken {
		if t.shift[r] == 0 {
			return no, nil
		}
	}
	for _, list := range rows {
		for _, r := range list {
			if now := t.both(r); now.Lo > now.Hi {
				return no, nil
			}
		}
	}
	return t.asWhole(s, rows)
}

// How hard the search tries to find a school for a candidate, before and after
// the linear programme.
const (
	firstLook = 600
	lastLook  = 4000
)

// asWhole looks for a school, and asks the linear programme where it finds none.
func (t *twoTimes) asWhole(s step, rows [2][]int) (answer, error) {
	ranges := slices.Clone(t.still)
	for _, list := range rows {
		for _, r := range list {
			ranges[r] = t.both(r)
		}
	}
	var held []int32
	var known []int
	if s.out >= 0 {
		held = []int32{s.out}
		known = make([]int, len(t.c.shape.Columns))
		for _, column := range t.c.shape.Atoms[s.out] {
			known[column]++
		}
	}
	if t.look(held, ranges, firstLook) {
		return yes, nil
	}
	var nothing *audit.InfeasibleError
	solver, err := t.programme()
	if errors.As(err, &nothing) {
		return no, nil
	} else if err != nil {
		return no, err
	}
	if fits, err := solver.Fits(ranges, known); errors.Is(err, audit.ErrUnsettled) {
		return perhaps, nil
	} else if err != nil || !fits {
		return no, err
	}
	if t.look(held, ranges, lastLook) {
		return yes, nil
	}
	return perhaps, nil
}

// look searches for a school with the held pupils, from the one found last.
func (t *twoTimes) look(held []int32, ranges []audit.Range, steps int) bool {
	start := t.c.replace(t.start, held)
	found, ok := t.search.Find(start, len(held), ranges, audit.Goal{Below: true}, steps)
	if ok {
		t.start = found
	}
	return ok
}

// move adds a step to shift, or with -1 takes it off again.
func (t *twoTimes) move(rows [2][]int, sign int) {
	for _, r := range rows[0] {
		t.shift[r] -= sign
	}
	for _, r := range rows[1] {
		t.shift[r] += sign
	}
}
