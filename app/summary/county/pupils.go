package county

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"needsbook/app/summary"
)

// levels of the continuum that the county uses, lowest first.
var levels = []string{"L0", "L1", "L2", "L3", "L4", "L5"}

// yearsOf gives the first and the last year group of each kind of school.
var yearsOf = map[string][2]int{
	"nursery": {-2, -1}, "infant": {0, 2}, "primary": {0, 6}, "junior": {3, 6},
	"secondary": {7, 11}, "all-through": {0, 11}, "post-16": {12, 14}, "special": {0, 14},
}

// register is a school's SEN register as it changes from term to term.
type register struct {
	school      School
	random      *rand.Rand
	first, last int
	next        int // number of the next pupil
	pupils      []summary.Member
}

func newRegister(s School) *register {
	r := &register{school: s, random: rand.New(rand.NewPCG(s.seed, 3))}
	years := yearsOf[s.Phase]
	r.first, r.last = years[0], years[1]
	if s.Nursery {
		r.first = -1
	}
	if s.SixthForm {
		r.last = 13
	}
	for range int(float64(s.roll) * s.share) {
		r.join(r.first + r.random.IntN(r.last-r.first+1))
	}
	if s.Resourced != "" {
		for range 10 + r.random.IntN(16) {
			r.joinProvision(r.first + r.random.IntN(r.last-r.first+1))
		}
	}
	return r
}

// join adds a pupil of a year group.
func (r *register) join(year int) {
	m := summary.Member{Key: r.key(), Year: year, Status: "K"}
	if r.random.IntN(100) < 24 || r.school.Phase == "special" {
		m.Status = "E"
	}
	m.PrimaryNeed = needCodes[pick(r.random, needWeights)]
	if m.PrimaryNeed == "DS" {
		m.Area = "CL"
	}
	m.Level = levelOf(r.random, m.Status)
	r.pupils = append(r.pupils, m)
}

// joinProvision adds a pupil of the resourced provision: an EHC plan, its need, a high
// level.
func (r *register) joinProvision(year int) {
	r.pupils = append(r.pupils, summary.Member{Key: r.key(), Year: year, Status: "E", PrimaryNeed: r.school.Resourced, Level: levels[3+r.random.IntN(3)]})
}

func (r *register) key() string {
	r.next++
	return fmt.Sprintf("p%05d", r.next)
}

var (
	needCodes   = []string{"SLCN", "SEMH", "SPLD", "MLD", "ASD", "PD", "HI", "VI", "MSI", "SLD", "PMLD", "OTH", "NSA", "DS", ""}
	needWeights = []int{26, 22, 13, 11, 14, 2, 1, 1, 1, 1, 1, 3, 3, 1, 1}
	lowLevels   = []int{0, 5, 46, 33, 10, 2, 4} // on SEN support
	highLevels  = []int{0, 0, 4, 28, 44, 22, 2} // with an EHC plan
)

func levelOf(random *rand.Rand, status string) string {
	weights := lowLevels
	if status == "E" {
		weights = highLevels
	}
	if k := pick(random, weights); k < len(levels) {
		return levels[k]
	}
	return ""
}

// pass moves the register on by a term: a few pupils come and go, some change level, a
// few get a plan, some records are completed. In September everybody moves up a year,
// the oldest leave and a new year begins.
func (r *register) pass(september bool) {
	if september {
		r.moveUp()
	}
	r.pupils = slices.DeleteFunc(r.pupils, func(summary.Member) bool { return r.random.IntN(1000) < 20 })
	for i := range r.pupils {
		m := &r.pupils[i]
		switch n := r.random.IntN(1000); {
		case n < 60:
			m.Level = levelOf(r.random, m.Status)
		case n < 75 && m.Status == "K":
			m.Status = "E"
		case n < 95:
			m.PrimaryNeed, m.Area = needCodes[pick(r.random, needWeights)], ""
		}
	}
	for range r.some(len(r.pupils), 30) {
		r.join(r.first + r.random.IntN(r.last-r.first+1))
	}
}

func (r *register) moveUp() {
	leavers := 0
	for i := range r.pupils {
		r.pupils[i].Year++
	}
	r.pupils = slices.DeleteFunc(r.pupils, func(m summary.Member) bool {
		if m.Year > r.last {
			leavers++
			return true
		}
		return false
	})
	for range leavers {
		if r.school.Resourced != "" && r.random.IntN(4) == 0 {
			r.joinProvision(r.first)
			continue
		}
		r.join(r.first)
	}
}

// some draws how many of n come, at so many in a thousand each.
func (r *register) some(n, of1000 int) int {
	count := 0
	for range n {
		if r.random.IntN(1000) < of1000 {
			count++
		}
	}
	return count
}
