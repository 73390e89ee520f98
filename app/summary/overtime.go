package summary

import (
	"math/rand/v2"

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

// properties returns what an attacker would like to know of a step, by name.
func (c *cross) properties(s step) map[string]int {
	p := map[string]int{}
	if s.out >= 0 {
		k := c.kinds[s.out]
		p["area"], p["level"], p["status"] = k.area, k.level, k.status
	}
	if s.in >= 0 {
		k := c.kinds[s.in]
		if s.out < 0 {
			p["area"], p["level"], p["status"] = k.area, k.level, k.status
		} else {
			p["new level"], p["new status"] = k.level, k.status
		}
	}
	return p
}

// timeAttack is K3: it takes two sets of ranges, earlier and later, and asks
// which pupil could have joined, left or moved so that both hold. What all
// possible pupils have in common is learnt. Where nothing is possible the reader
// only learns that more than one pupil changed.
func (c *cross) timeAttack(before, after []audit.Range) ([]learnt, error) {
	solver, err := c.bothTimes(before, after)
	if err != nil {
		return nil, err
	}
	var out []learnt
	for _, m := range []movement{joiner, leaver, mover} {
		agreed, possible := map[string]int(nil), 0
		for _, s := range c.steps(m) {
			if possible > 0 && len(agreed) == 0 {
				break // nothing in common any more
			}
			p := c.properties(s)
			if possible > 0 && agrees(agreed, p) {
				// It would teach nothing new, possible or not; it still may be the
				// only one that differs in another property, so it is left alone.
				continue
			}
			ok, err := c.possible(solver, before, after, s)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			possible++
			agreed = common(agreed, p)
		}
		if possible > 0 && len(agreed) > 0 {
			l := learnt{Movement: m}
			for _, name := range []string{"area", "level", "status", "new level", "new status"} {
				if _, ok := agreed[name]; ok {
					l.Agree = append(l.Agree, name)
				}
			}
			out = append(out, l)
		}
	}
	return out, nil
}

// agrees reports whether a candidate shares everything agreed so far.
func agrees(agreed, p map[string]int) bool {
	for name, v := range agreed {
		if p[name] != v {
			return false
		}
	}
	return true
}

func common(agreed, p map[string]int) map[string]int {
	if agreed == nil {
		return p
	}
	for name, v := range agreed {
		if p[name] != v {
			delete(agreed, name)
		}
	}
	return agreed
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

// possible asks whether some school fits the earlier ranges and, with the step
// made, the later ones.
func (c *cross) possible(solver *audit.Solver, before, after []audit.Range, s step) (bool, error) {
	shift := make([]int, len(before))
	known := make([]int, len(c.shape.Columns))
	for _, side := range []struct {
		atom int32
		sign int
	}{{s.out, -1}, {s.in, 1}} {
		if side.atom < 0 {
			continue
		}
		for _, column := range c.shape.Atoms[side.atom] {
			if side.sign < 0 {
				known[column]++
			}
			for _, t := range c.shape.Columns[column] {
				shift[t.Row] += side.sign * t.Coef
			}
		}
	}
	both := make([]audit.Range, len(before))
	for r := range both {
		both[r] = before[r]
		if !after[r].Open() {
			hi := after[r].Hi
			if hi < audit.NoLimit {
				hi -= shift[r]
			}
			both[r] = audit.Range{Lo: max(before[r].Lo, after[r].Lo-shift[r]), Hi: min(before[r].Hi, hi)}
		}
		if both[r].Lo > both[r].Hi {
			return false, nil
		}
	}
	for _, r := range c.linked {
		both[r] = audit.Range{}
	}
	return solver.Fits(both, known)
}
