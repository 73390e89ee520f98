package clustertest

import (
	"fmt"
	"math/rand/v2"

	"needsbook/app/cluster"
)

// Pupil is one invented child, by the places of its codes in the tables.
type Pupil struct {
	Phase, Status, Area, Need, Level, Cohort int
	// Support: the family of its provision, -1 for none, hours a week, pounds a year,
	// and how it went: 0 met, 1 partly, 2 not, -1 not yet known.
	Family, Hours, Pounds, Result int
	// Service that is wanted for it, -1 for none: 0 asked, 1 waiting, 2 refused.
	Service, State, Sessions int
	// What is complete in its record.
	Dated, OnTime, Voice bool
}

// Case is one invented request for funding. Stage is its place among the stages.
type Case struct{ Stage, Asked, Given, Days int }

// School is an invented school with its pupils.
type School struct {
	cluster.School
	Roll    int
	Pupils  []Pupil
	Cases   []Case
	Agreed  int // band of agreement at first sight: 0, 40, 60 or 80
	Sampled int // cases moderated
	Budget  int // notional SEN budget, pounds
	Spent   int // per cent
	// Tiny: the school sends totals only.
	Tiny bool
}

var (
	statuses = []string{"K", "E"}
	areas    = []string{"CI", "CL", "SEMH", "SP", "OT"}
	phases   = []string{"EY", "KS1", "KS2", "KS3", "KS4", "KS5"}
	cohorts  = []string{"YR", "Y2", "Y6", "Y11", "Y13"}
	needs    = []string{"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH", "NSA", "NR"}
	levels   = []string{"L0", "L1", "L2", "L3", "L4", "L5", "NR"}
	// needsOf gives, for each area, the needs that belong to it.
	needsOf = [][]int{{5, 10}, {0, 1, 2, 3}, {4}, {6, 7, 8, 9}, {11, 12, 13, 14}}
	// oftenOf is how often each of them is found, before a school's own tilt.
	oftenOf = [][]int{{60, 35}, {40, 40, 4, 2}, {1}, {8, 6, 3, 20}, {3, 12, 14, 6}}
)

var names = []string{"Meadowfield", "Hilltop", "St Dunstan’s", "Orchard Lane", "Riverside", "Weald View", "Holly Bank", "Castle Road",
	"Oakhurst", "The Downs", "Marsh Farm", "Priory Park", "Windmill", "Chalk Pit", "Hoppers Way", "Saltings"}

// Schools invents n schools, the same for the same seed. Every fourth is a secondary
// school. Schools differ in their needs and in how they use the levels, as real ones do.
func Schools(n int, seed uint64) []School {
	random := rand.New(rand.NewPCG(seed, 7))
	out := make([]School, n)
	for i := range out {
		s := &out[i]
		s.URN = fmt.Sprintf("9%05d", i+1)
		s.Phase, s.Name, s.Roll = "primary", names[i%len(names)]+" Primary School", 100+random.IntN(450)
		if i%4 == 3 {
			s.Phase, s.Name, s.Roll = "secondary", names[i%len(names)]+" School", 700+random.IntN(700)
		}
		if i >= len(names) {
			s.Name += fmt.Sprintf(" %d", i/len(names)+1)
		}
		s.fill(random, s.Roll*(13+random.IntN(6))/100)
	}
	return out
}

// Small returns an invented school of so many pupils with SEN, that sends totals only
// where they are fewer than 20.
func Small(pupils int, seed uint64) School {
	s := School{School: cluster.School{URN: fmt.Sprintf("8%05d", pupils), Name: fmt.Sprintf("Little Acre %d", pupils), Phase: "primary"}, Roll: pupils*6 + 5, Tiny: pupils < 20}
	s.fill(rand.New(rand.NewPCG(seed, 8)), pupils)
	return s
}

// fill invents the pupils and what goes with them.
func (s *School) fill(random *rand.Rand, pupils int) {
	areas := tilt(random, 36, 26, 22, 9, 7)
	levels := make([][]int, len(areas)) // each area is seen a little differently
	for i, own := 0, tilt(random, 2, 12, 38, 28, 12, 4, 4); i < len(levels); i++ {
		levels[i] = tilt(random, own...)
	}
	needs := make([][]int, len(areas))
	for i := range needs {
		needs[i] = tilt(random, oftenOf[i]...)
	}
	for range pupils {
		s.Pupils = append(s.Pupils, pupil(random, s.Phase, areas, levels, needs))
	}
	for range pupils / 12 {
		c := Case{Stage: pick(random, 20, 45, 15, 15, 5), Asked: 500 * (4 + random.IntN(20)), Days: 10 + random.IntN(120)}
		switch c.Stage {
		case 1:
			c.Given = c.Asked
		case 2, 4:
			c.Given = c.Asked / 1000 * 500
		}
		s.Cases = append(s.Cases, c)
	}
	s.Agreed, s.Sampled = []int{0, 40, 60, 80}[pick(random, 1, 2, 5, 4)], 5+random.IntN(20)
	s.Budget, s.Spent = 1000*(s.Roll/3+random.IntN(40)), 10*(6+random.IntN(7))
}

// tilt moves weights up and down, so that schools differ.
func tilt(random *rand.Rand, weights ...int) []int {
	out := make([]int, len(weights))
	for i, w := range weights {
		out[i] = max(1, w*(60+random.IntN(80))/20)
	}
	return out
}

func pupil(random *rand.Rand, phase string, areas []int, levels, needs [][]int) Pupil {
	p := Pupil{Cohort: -1, Family: -1, Result: -1, Service: -1}
	p.Area = pick(random, areas...)
	p.Need = needsOf[p.Area][pick(random, needs[p.Area]...)]
	p.Level = pick(random, levels[p.Area]...)
	if p.Area == 3 && p.Level > 0 && p.Level < 5 && random.IntN(2) == 0 {
		p.Level++ // needs of body and senses stand at higher levels
	}
	if p.Level >= 3 && random.IntN(3) == 0 || p.Level == 5 {
		p.Status = 1
	}
	year := random.IntN(7)
	p.Phase = []int{0, 1, 1, 2, 2, 2, 2}[year]
	if phase == "secondary" {
		year = 7 + random.IntN(5)
		p.Phase = 3 + (year-7)/3
	}
	if c, ok := map[int]int{0: 0, 2: 1, 6: 2, 11: 3}[year]; ok {
		p.Cohort = c
	}
	if p.Level >= 2 && p.Level < 6 {
		p.Family = min(2*p.Area+p.Level/4, 9)
		p.Hours, p.Pounds = 1+random.IntN(8), 400+random.IntN(5000)
		p.Result = pick(random, 55, 25, 10, 10)
		if p.Result == 3 {
			p.Result = -1
		}
		if random.IntN(4) == 0 {
			p.Service, p.State, p.Sessions = []int{1, 0, 2, 3, 4}[p.Area], pick(random, 30, 55, 15), 1+random.IntN(6)
		}
	}
	p.Dated, p.OnTime, p.Voice = random.IntN(10) > 0, random.IntN(4) > 0, random.IntN(3) > 0
	return p
}

// pick draws a place by weights.
func pick(random *rand.Rand, weights ...int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := random.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// Count returns how many pupils hold.
func (s School) Count(holds func(Pupil) bool) (n int) {
	for _, p := range s.Pupils {
		if holds(p) {
			n++
		}
	}
	return n
}
