package clustertest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/summary"
)

// Pupil is one invented child, by the places of its codes in the tables.
type Pupil struct{ Phase, Status, Area, Need, Level, Cohort int }

// School is an invented school with its pupils.
type School struct {
	cluster.School
	Roll   int
	Pupils []Pupil
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
)

var names = []string{"Meadowfield", "Hilltop", "St Dunstan’s", "Orchard Lane", "Riverside", "Weald View", "Holly Bank", "Castle Road",
	"Oakhurst", "The Downs", "Marsh Farm", "Priory Park", "Windmill", "Chalk Pit", "Hoppers Way", "Saltings"}

// Schools invents n schools, the same for the same seed. Every fourth is a
// secondary school.
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
		for range s.Roll * (13 + random.IntN(6)) / 100 {
			s.Pupils = append(s.Pupils, pupil(random, s.Phase))
		}
	}
	return out
}

func pupil(random *rand.Rand, phase string) Pupil {
	var p Pupil
	p.Area = pick(random, 36, 26, 22, 9, 7)
	p.Need = needsOf[p.Area][random.IntN(len(needsOf[p.Area]))]
	p.Level = pick(random, 2, 12, 38, 28, 12, 4, 4)
	if p.Level >= 3 && random.IntN(3) == 0 || p.Level == 5 {
		p.Status = 1
	}
	p.Cohort = -1
	year := random.IntN(7)
	p.Phase = []int{0, 1, 1, 2, 2, 2, 2}[year]
	if phase == "secondary" {
		year = 7 + random.IntN(5)
		p.Phase = 3 + (year-7)/3
	}
	if c, ok := map[int]int{0: 0, 2: 1, 6: 2, 11: 3}[year]; ok {
		p.Cohort = c
	}
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

// Document makes the school's summary for a cluster, rounded as the rule asks. The
// audit that a real summary also passes is not run.
func (s School) Document(clusterCode string, rev int, prev string) summary.Document {
	d := summary.Document{Schema: summary.SchemaName, Kind: exchange.KindSummary, URN: s.URN, Cluster: clusterCode, Series: "2026-27/autumn",
		Epoch: "b3f1c2", Rev: rev, Prev: prev, AsOf: day.Of(2026, 11, 6).AddDays(len(s.Pupils) % 14),
		CodeLists: summary.CodeLists{Continuum: "sha256:" + strings.Repeat("41", 32), Need: "sha256:" + strings.Repeat("aa", 32)},
		SDC:       summary.SDC{Rule: summary.RuleName, Scope: "full", Audit: "pass", Public: "assumed"}}
	has := func(phase int) bool { return (phase >= 3) == (s.Phase == "secondary") && phase < 5 }
	hasCohort := func(c int) bool { return (c >= 3) == (s.Phase == "secondary") && c < 4 }
	always := func(int) bool { return true }
	all := func(n int) []int { return append(upTo(n), -1) }
	table := func(id string, rows, cols []string, rowAt, colAt []int, applies func(r, c int) bool, holds func(p Pupil, r, c int) bool) {
		t := summary.Table{ID: id, Rows: rows, Cols: cols}
		for _, r := range rowAt {
			for _, c := range colAt {
				v := summary.NotApplicable
				if applies(r, c) {
					v = summary.Round(s.Count(func(p Pupil) bool { return holds(p, r, c) }))
				}
				t.V = append(t.V, v)
			}
		}
		d.Tables = append(d.Tables, t)
	}
	is := func(want, got int) bool { return want < 0 || want == got }
	rowsApply := func(f func(int) bool) func(r, c int) bool {
		return func(r, _ int) bool { return r < 0 || f(r) }
	}
	with := func(list []string) []string { return append(append([]string{}, list...), "ALL") }

	table("T00", []string{"ROLL", "ALL", "K", "E"}, []string{"N"}, []int{-2, -1, 0, 1}, []int{0}, rowsApply(always), func(p Pupil, r, _ int) bool { return is(r, p.Status) })
	d.Tables[0].V[0] = 50 * ((s.Roll + 25) / 50)
	table("T01", with(statuses), phases, all(2), upTo(6), func(_, c int) bool { return has(c) }, func(p Pupil, r, c int) bool { return is(r, p.Status) && c == p.Phase })
	table("T02", statuses, areas, upTo(2), upTo(5), rowsApply(always), func(p Pupil, r, c int) bool { return r == p.Status && c == p.Area })
	table("T03", areas, with(levels), upTo(5), all(7), rowsApply(always), func(p Pupil, r, c int) bool { return r == p.Area && is(c, p.Level) })
	table("T04", with(phases), levels, all(6), upTo(7), rowsApply(has), func(p Pupil, r, c int) bool { return is(r, p.Phase) && c == p.Level })
	table("T05", needs, []string{"N"}, upTo(15), []int{0}, rowsApply(always), func(p Pupil, r, _ int) bool { return r == p.Need })
	table("T06A", cohorts, areas, upTo(5), upTo(5), rowsApply(hasCohort), func(p Pupil, r, c int) bool { return r == p.Cohort && c == p.Area })
	table("T06L", cohorts, levels, upTo(5), upTo(7), rowsApply(hasCohort), func(p Pupil, r, c int) bool { return r == p.Cohort && c == p.Level })
	return d
}

// Payload returns the canonical bytes of the school's summary.
func (s School) Payload(clusterCode string, rev int, prev string) []byte {
	b, err := s.Document(clusterCode, rev, prev).Payload()
	if err != nil {
		panic(err)
	}
	return b
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
