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
	Values map[string]int `json:"values"`
	// Changed names the figures that everybody could see to be set anew in it.
	Changed []string `json:"changed,omitempty"`
}

// same reports whether a reader learns the same from both.
func (s seen) same(o seen) bool {
	return maps.Equal(s.Values, o.Values) && slices.Equal(s.Changed, o.Changed)
}

// alsoSeen adds a summary to those sent before it, unless it says what the last one did.
func alsoSeen(earlier []seen, s seen) []seen {
	if n := len(earlier); n > 0 && s.same(earlier[n-1]) {
		return earlier
	}
	return append(slices.Clone(earlier), s)
}

// sent returns all summaries sent, the last one last.
func (m Memory) sent() []seen {
	if m.Last == nil {
		return nil
	}
	return alsoSeen(m.Earlier, seen{m.Last.Values, m.Last.Changed})
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
//
// strict is the school's own rule for who joins and who leaves: such a child must not be
// possible at all. A reader who knows two schools puts together what is possible in
// both, and a school cannot know what the other leaves open.
//
// settled, where it is not nil, keeps for each movement that nothing is learnt because
// possible candidates differ in everything: wider ranges cannot change that.
func (c *cross) timeAttack(search *audit.Search, start []int32, before, after []audit.Range, proof, strict bool, settled map[movement]bool) ([]learnt, error) {
	t, ok := c.newTwoTimes(search, before, after)
	if !ok {
		return nil, nil
	}
	t.start = start
	var out []learnt
	for _, m := range []movement{joiner, leaver, mover} {
		if settled[m] {
			continue
		}
		var a agreement
		open := false
		t.movement, t.solver, t.dead, t.refused = m, nil, false, 0
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
			if a.none || t.dead || strict && m != mover && (a.any || open) {
				break
			}
			if t.refused > mostRefused[proof] { // not proved either way in this much work
				a.none, open = !proof && a.any, open || proof
				break
			}
		}
		if strict && m != mover {
			a.none = false // it does not help that the possible ones differ
		}
		if settled != nil && a.none {
			settled[m] = true
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
	movement      movement
	solver        *audit.Solver // for this movement
	dead          bool          // no such movement explains both
	refused       int           // candidates refused by the linear programme
	shift         []int         // scratch: change of each row by a step
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

// programme makes the linear programme in whose ranges all candidates of the movement
// lie: the earlier ranges, and the later ones less what such a pupil can change.
func (t *twoTimes) programme() (*audit.Solver, error) {
	if t.solver == nil {
		wide := slices.Clone(t.before)
		for r, later := range t.after {
			if later.Open() {
				continue
			}
			fewest, most := t.canShift(r)
			wide[r] = audit.Range{Lo: max(wide[r].Lo, later.Lo-most), Hi: min(wide[r].Hi, later.Hi-fewest)}
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

// canShift says by how much one pupil of the movement can change a row. Who moves
// stays in year and school.
func (t *twoTimes) canShift(row int) (fewest, most int) {
	var sel selector
	if row < len(t.c.rowOf) {
		sel = t.c.rowOf[row]
	}
	every := row < t.c.linked[0] && sel == everyone
	sel.phase, sel.cohort = anyOf, anyOf
	switch {
	case t.movement == joiner && every:
		return 1, 1
	case t.movement == joiner:
		return 0, 1
	case t.movement == leaver && every:
		return -1, -1
	case t.movement == leaver:
		return -1, 0
	case t.movement == mover && row < t.c.linked[0] && sel == everyone:
		return 0, 0
	}
	return -1, 1
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
// the linear programme, and how many candidates the programme may refuse before the
// question is left open.
const (
	firstLook = 200
	lastLook  = 2000
)

// By whether proof is wanted: a school holds back rather than look for long.
var mostRefused = map[bool]int{true: 25, false: 200}

// asWhole looks for a school. Where the first candidates are found easily the linear
// programme is never made; once a search has failed it is asked first.
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
	if t.solver == nil && t.look(held, ranges, firstLook) {
		return yes, nil
	}
	solver, err := t.programme()
	if errors.As(err, new(*audit.InfeasibleError)) {
		t.dead = true
		return no, nil
	} else if err != nil {
		return no, err
	}
	if fits, err := solver.Fits(ranges, known); err != nil && !errors.Is(err, audit.ErrUnsettled) {
		return no, err
	} else if err == nil && !fits {
		t.refused++
		return no, nil
	}
	if t.look(held, ranges, lastLook) {
		return yes, nil
	}
	t.refused += 10 // a long search for nothing
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
