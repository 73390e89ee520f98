package summary

import (
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

// timeAttack is K3: it takes two sets of ranges, earlier and later, and asks
// which pupil could have joined, left or moved so that both hold. What all
// possible pupils have in common is learnt. Where nothing is possible the reader
// only learns that more than one pupil changed.
func (c *cross) timeAttack(before, after []audit.Range) ([]learnt, error) {
	t, err := c.newTwoTimes(before, after)
	if err != nil {
		return nil, err
	}
	var out []learnt
	for _, m := range []movement{joiner, leaver, mover} {
		var agreed properties
		possible, left := false, true
		for _, s := range c.steps(m) {
			p := c.properties(s)
			if rest := agreed; possible && rest.common(p) && rest == agreed {
				continue // it shares all that is agreed so far and would teach nothing
			}
			ok, err := t.possible(s)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			if !possible {
				possible, agreed = true, p
			} else if left = agreed.common(p); !left {
				break
			}
		}
		if !possible || !left {
			continue
		}
		l := learnt{Movement: m}
		for i, v := range agreed {
			if v != absent {
				l.Agree = append(l.Agree, propertyNames[i])
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// steps lists the candidates of a movement in a mixed order, so that different
// kinds come early. A mover changes level, status or need, not year.
func (c *cross) steps(m movement) []step {
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
	return out
}

// twoTimes holds what is known of a school at two times, as ranges of the earlier.
type twoTimes struct {
	c             *cross
	before, after []audit.Range
	still         []audit.Range // both, if nobody had changed
	broken        int           // rows that cannot be right if nobody had changed
	solver        *audit.Solver
	shift         []int // scratch: change of each row by a step
}

func (c *cross) newTwoTimes(before, after []audit.Range) (*twoTimes, error) {
	t := &twoTimes{c: c, before: before, after: after, shift: make([]int, len(before)), still: make([]audit.Range, len(before))}
	for r := range before {
		t.still[r] = t.both(r)
		if t.still[r].Lo > t.still[r].Hi {
			t.broken++
		}
	}
	var err error
	t.solver, err = c.bothTimes(before, after)
	return t, err
}

// bothTimes makes the programme in whose ranges every candidate's ranges lie.
func (c *cross) bothTimes(before, after []audit.Range) (*audit.Solver, error) {
	wide := make([]audit.Range, len(before))
	for r := range wide {
		wide[r] = before[r]
		if before[r].Open() {
			wide[r] = widen(after[r], 1)
		} else if !after[r].Open() {
			wide[r] = audit.Range{Lo: min(before[r].Lo, max(0, after[r].Lo-1)), Hi: max(before[r].Hi, after[r].Hi+1)}
		}
	}
	for _, r := range c.linked {
		wide[r] = audit.Range{}
	}
	return audit.NewSolver(audit.Problem{Shape: c.shape, Ranges: wide})
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
func (t *twoTimes) possible(s step) (bool, error) {
	rows := [2][]int{}
	if s.out >= 0 {
		rows[0] = t.c.atomRows[s.out]
	}
	if s.in >= 0 {
		rows[1] = t.c.atomRows[s.in]
	}
	t.move(rows, 1)
	defer t.move(rows, -1)
	mended := 0
	for _, list := range rows {
		for _, r := range list {
			if t.shift[r] == 0 {
				continue // in both lists: nothing changes
			}
			now := t.both(r)
			if now.Lo > now.Hi {
				return false, nil
			}
			if t.still[r].Lo > t.still[r].Hi {
				mended++
			}
		}
	}
	if mended < t.broken {
		return false, nil
	}
	return t.asWhole(s, rows)
}

// asWhole asks the linear programme.
func (t *twoTimes) asWhole(s step, rows [2][]int) (bool, error) {
	ranges := slices.Clone(t.still)
	for _, list := range rows {
		for _, r := range list {
			ranges[r] = t.both(r)
		}
	}
	var known []int
	if s.out >= 0 {
		known = make([]int, len(t.c.shape.Columns))
		for _, column := range t.c.shape.Atoms[s.out] {
			known[column]++
		}
	}
	return t.solver.Fits(ranges, known)
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
