package summary

import (
	"math/rand/v2"

	"needsbook/app/summary/audit"
)

// NeedCount is one number of a public census file: pupils of one status with one
// primary need.
type NeedCount struct {
	Status, Need string
	Count        int
}

// Options say what the audit assumes that other people know. A school has no other
// school's documents: what a cluster's documents give away together is K4, which the
// Attacker tries.
type Options struct {
	// January holds the school's counts in the DfE's public file and JanuaryName
	// its name in the document, such as dfe-sen-2026-01. Without them the audit
	// assumes that today's counts of each status and need are public, which is the
	// worst case.
	January     []NeedCount
	JanuaryName string
	// Turnover is how many pupils each public count may be away from today.
	Turnover int
}

// knowledge is what one kind of reader knows: a range for each row, what was
// public before the summary, and pupils known by name.
type knowledge struct {
	mode   string // K0, K1 or K2
	ranges []audit.Range
	public *[2][]audit.Range // counts of status x need, nil where nothing is public
	known  []int32           // atoms of the pupils known by name
}

// documentOnly is K0: nothing but the summary.
func documentOnly(ranges []audit.Range) knowledge { return knowledge{mode: "K0", ranges: ranges} }

// withPublic is K1: the summary and the public January counts, each within the
// turnover. A public count that is further from the truth is widened to reach it:
// the audit guards against the reader whose knowledge is right.
func (c *cross) withPublic(ranges []audit.Range, truth []int, o Options) knowledge {
	var january [2][len(needs)]int
	for _, n := range o.January {
		if s, need := codeIndex(statuses, n.Status), needIndex(n.Need); s >= 0 && need >= 0 {
			january[s][need] += n.Count
		}
	}
	k := knowledge{mode: "K1", ranges: append([]audit.Range(nil), ranges...), public: new([2][]audit.Range)}
	for s, rows := range c.needRow {
		for n, row := range rows {
			r := audit.Range{Lo: truth[row], Hi: truth[row]}
			if o.JanuaryName != "" {
				m := january[s][n]
				r = audit.Range{Lo: min(m, truth[row]), Hi: max(m, truth[row])}
			}
			r = audit.Range{Lo: max(0, r.Lo-o.Turnover), Hi: r.Hi + o.Turnover}
			k.ranges[row] = r
			k.public[s] = append(k.public[s], r)
		}
	}
	return k
}

// insiders are the K2 readers: somebody of the school, or a parent, who knows one
// to three of the pupils fully, besides what is public. Each pupil is known alone
// and in three groups of three, drawn the same way for the same pupils.
func insiders(base knowledge, table []int32) []knowledge {
	var out []knowledge
	knows := func(pupils ...int) {
		k := base
		k.mode = "K2"
		for _, p := range pupils {
			k.known = append(k.known, table[p])
		}
		out = append(out, k)
	}
	for i, a := range table {
		if i == 0 || table[i-1] != a { // the table is sorted: pupils of one kind are alike
			knows(i)
		}
	}
	rng := rand.New(rand.NewPCG(uint64(len(table)), 3))
	for range 3 {
		order := rng.Perm(len(table))
		for ; len(order) >= 3; order = order[3:] {
			knows(order[0], order[1], order[2])
		}
		if len(order) == 2 {
			knows(order[0], order[1])
		}
	}
	return out
}

// need says between which values a target must be able to move for this reader.
// ok is false when the reader could know as much without the summary.
func (k knowledge) need(c *cross, t target) (lo, hi int, ok bool) {
	lo, most, inside := k.without(c, t)
	if t.kind == group { // somebody besides the known pupils must be able to differ
		return 0, inside + 1, lo <= inside && most > inside
	}
	return lo, max(min(t.least, most), min(lo+1, most)), lo < most
}

// without returns the least and the most that a target can be by what is public
// and by the pupils known by name, without the summary, and how many of the known
// pupils are in it. It goes through the public counts one by one: each can at most
// lie wholly in the target, but for the known pupils who do not.
func (k knowledge) without(c *cross, t target) (lo, hi, mine int) {
	known, inside := k.knownBy(c, t.form)
	for s := range inside {
		for _, n := range inside[s] {
			mine += n
		}
	}
	if k.public == nil {
		return mine, audit.NoLimit, mine
	}
	for s, row := range k.public {
		for n, r := range row {
			some, whole := t.some[s][n], t.whole[s][n]
			if !some {
				continue
			}
			hi += r.Hi - (known[s][n] - inside[s][n])
			if whole {
				lo += max(r.Lo, inside[s][n])
			} else {
				lo += inside[s][n]
			}
		}
	}
	return lo, hi, mine
}

// covers reports whether a selector can hold some, and surely holds all, of the
// pupils of a status and need.
func (s selector) covers(status, n int) (some, whole bool) {
	area := needs[n].area
	if (s.status != anyOf && s.status != status) || (s.need != anyOf && s.need != n) ||
		(s.area != anyOf && area >= 0 && area != s.area) {
		return false, false
	}
	return true, s.phase == anyOf && s.cohort == anyOf && s.level == anyOf && s.levels == 0 && (s.area == anyOf || area == s.area)
}

// knownBy counts the pupils known by name by status and need: all of them, and
// those inside a form.
func (k knowledge) knownBy(c *cross, f audit.Form) (all, inside [2][len(needs)]int) {
	for _, atom := range k.known {
		kind := c.kinds[atom]
		all[kind.status][kind.need]++
		for _, column := range c.shape.Atoms[atom] {
			for _, term := range c.shape.Columns[column] {
				for _, t := range f {
					if t.Row == term.Row {
						inside[kind.status][kind.need] += t.Coef * term.Coef
					}
				}
			}
		}
	}
	return all, inside
}

// columns returns the known pupils as counts of the columns.
func (k knowledge) columns(c *cross) []int {
	out := make([]int, len(c.shape.Columns))
	for _, atom := range k.known {
		for _, column := range c.shape.Atoms[atom] {
			out[column]++
		}
	}
	return out
}
