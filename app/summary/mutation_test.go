package summary

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"needsbook/app/summary/audit"
)

// Each test here switches a rule off and holds that the attacker, or the school's own
// audit, notices. A lone suppressed cell, a total of five over five lows and a joiner
// who turns nought into low are in attack_test.go.

// changed returns a copy of a document with other figures.
func changed(t *testing.T, d Document, values map[string]int) Document {
	t.Helper()
	d.Tables = slices.Clone(d.Tables)
	left := maps.Clone(values)
	for i, table := range d.Tables {
		table.V = slices.Clone(table.V)
		for k := range table.V {
			id := table.ID + "/" + table.Rows[k/len(table.Cols)] + "/" + table.Cols[k%len(table.Cols)]
			if v, ok := left[id]; ok {
				table.V[k] = v
				delete(left, id)
			}
		}
		d.Tables[i] = table
	}
	if len(left) > 0 {
		t.Fatalf("the document has no %v", left)
	}
	return d
}

func attacks(t *testing.T, documents ...Document) AttackReport {
	t.Helper()
	r, err := Attack(documents, AttackOptions{NoNursery: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func fullDocument(t *testing.T) Document {
	t.Helper()
	d := mustBuild(t, inventedSort(4, 57, 0), Memory{}).Document
	if r := attacks(t, d); len(r.Recovered) > 0 {
		t.Fatalf("the honest document gives away %+v", r.Recovered)
	}
	return d
}

func TestRowOfThreeLowOutcomesIsCaught(t *testing.T) {
	d := changed(t, fullDocument(t), map[string]int{"T11/SP-S/MET": Low, "T11/SP-S/PARTLY": Low, "T11/SP-S/NOT": Low})
	if r := attacks(t, d); !recovered(r, "T11/SP-S/MET", "X") {
		t.Errorf("three lows of ten pupils or more tell that somebody is in each: %+v", r.Recovered)
	}
}

func TestAmountOfTwoPupilsIsCaught(t *testing.T) {
	d := changed(t, fullDocument(t), map[string]int{"T08/AP/PUPILS": Low, "T08/AP/GBP": 12_000})
	if r := attacks(t, d); !recovered(r, "T08/AP/GBP", "M") {
		t.Errorf("pounds for a low number of pupils: %+v", r.Recovered)
	}
}

func TestProvisionOfEverybodyIsCaught(t *testing.T) {
	v := sideView{ranges: []audit.Range{{Lo: 18, Hi: 22}}, all: audit.Range{Lo: 18, Hi: 18}, known: []int{0}}
	each, ok := v.possible()
	if !ok || v.judge(each, 0, false, false) != group {
		t.Errorf("20 of 18 or so is everybody: %v", each)
	}
}

func TestFigureShownAgainInTheSameYearIsCaught(t *testing.T) {
	d := fullDocument(t)
	id := ""
	for _, area := range areas {
		if d.values()["T02/K/"+area.Code] >= 5 {
			id = "T02/K/" + area.Code
		}
	}
	held := changed(t, d, map[string]int{id: HeldBack})
	later := d
	later.Series, later.Rev, later.Prev = "2026-27/spring", 2, "sha256:x"
	if r := attacks(t, held, later); !recovered(r, id, "P") {
		t.Errorf("held back in autumn, shown in spring: %+v", r.Recovered)
	}
	later.Series = "2027-28/autumn"
	if r := attacks(t, held, later); recovered(r, id, "P") {
		t.Error("a new academic year begins anew")
	}
}

func TestFamilyUnfoldedInTheSameYearIsCaught(t *testing.T) {
	d := changed(t, fullDocument(t), map[string]int{"T08/CI-T/PUPILS": 10, "T08/CI-T/HOURS": HeldBack})
	later := changed(t, d, map[string]int{"T08/CI-T/HOURS": 15})
	later.Series, later.Rev, later.Prev = "2026-27/spring", 2, "sha256:x"
	if r := attacks(t, d, later); !recovered(r, "T08/CI-T/HOURS", "P") {
		t.Errorf("a folded family stands alone in the same year: %+v", r.Recovered)
	}
}

// TestFreshRoundingAfterEachJoinerIsCaught switches T5 off: every summary rounds the
// counts of its day.
func TestFreshRoundingAfterEachJoinerIsCaught(t *testing.T) {
	f := inventedSchool(2, 57, "primary")
	c := newCross(newPlan(len(f.Levels), f.routes(), classesOf(f)))
	rounded := func(f Facts) []audit.Range {
		b, err := newBuilder(f, Memory{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return c.ranges(func(i int) audit.Range { return rangeOf(Round(len(b.sets[i]))) })
	}
	search, caught := audit.NewSearch(c.shape, 1), 0
	for i := range 12 {
		after := f
		after.Members = append(slices.Clone(f.Members), Member{Key: "joiner", Year: i % 7, Status: "E", PrimaryNeed: []string{"ASD", "SEMH", "MLD"}[i%3], Level: []string{"L2", "L3"}[i%2]})
		found, err := c.timeAttack(search, nil, rounded(f), rounded(after), false, false, nil)
		if err != nil {
			t.Fatal(err)
		}
		caught += min(1, len(found))
	}
	if caught == 0 {
		t.Error("without T5, none of twelve joiners was caught")
	}
	t.Logf("%d of 12 joiners caught", caught)
}

// TestChildMovingInATwoSchoolClusterIsCaught lets two schools round freshly: one child
// leaves the one for the other and tips a figure in both.
func TestChildMovingInATwoSchoolClusterIsCaught(t *testing.T) {
	school := func(urn, series string, pupils, others int) Document {
		f := inventedSchool(1, 0, "infant")
		f.URN, f.Series, f.Roll = urn, series, 300
		for i := range pupils + others {
			m := Member{Key: fmt.Sprint(i), Year: i % 3, Status: "K", PrimaryNeed: "PD", Level: "L3"}
			if i >= pupils {
				m.PrimaryNeed, m.Level = []string{"SEMH", "MLD", "SLCN"}[i%3], []string{"L2", "L1"}[i%2]
			}
			f.Members = append(f.Members, m)
		}
		d := leaky(t, f, func(id string, exact int) int {
			if id == "T00/"+roll+"/N" {
				return 300
			}
			return Round(exact)
		})
		if series != "2026-27/autumn" {
			d.Rev, d.Prev = 2, "sha256:x"
		}
		return d
	}
	autumn, spring := "2026-27/autumn", "2026-27/spring"
	k := NewAttacker(AttackOptions{NoNursery: true})
	leaky := [][]Document{
		{school("111111", autumn, 8, 40), school("111111", spring, 7, 40)},
		{school("222222", autumn, 7, 40), school("222222", spring, 8, 40)},
	}
	r, err := k.Cluster("KENT-07", leaky)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Moved) == 0 {
		t.Errorf("nothing learnt of the child who moved: %+v", r)
	}
	same := [][]Document{{leaky[0][0], leaky[0][0]}, {leaky[1][0], leaky[1][0]}}
	for i := range same {
		same[i][1].Series, same[i][1].Rev, same[i][1].Prev = spring, 2, "sha256:x"
	}
	if r, err := k.Cluster("KENT-07", same); err != nil || len(r.Moved) > 0 {
		t.Errorf("with T5 both schools repeat their figures: %+v, %v", r, err)
	}
}

// TestRowsBesideTheCrossAgreeWithWritingOutEveryTable is the oracle of side rows: what
// each count can be, against every table of whole numbers.
func TestRowsBesideTheCrossAgreeWithWritingOutEveryTable(t *testing.T) {
	for seed := range 400 {
		n := func(k, below int) int { return (seed*7919 + k*104729 + seed*seed*31) / 13 % below }
		v := sideView{least: n(1, 8), out: n(2, 3), known: []int{n(3, 2), n(4, 2), 0}}
		v.all.Lo = n(5, 6)
		v.all.Hi = v.all.Lo + n(6, 6)
		for k := range 3 {
			lo := n(7+k, 5)
			v.ranges = append(v.ranges, audit.Range{Lo: lo, Hi: lo + n(11+k, 5)})
		}
		truth, any := make([]audit.Range, 3), false
		for i := range truth {
			truth[i] = audit.Range{Lo: audit.NoLimit, Hi: -1}
		}
		for a := range 12 {
			for b := range 12 {
				for c := range 12 {
					x, fits := []int{a, b, c}, a+b+c >= v.least && a+b+c+v.out <= v.all.Hi
					for i := range x {
						fits = fits && v.ranges[i].Holds(x[i]) && x[i] >= v.known[i]
					}
					if !fits {
						continue
					}
					any = true
					for i := range x {
						truth[i] = audit.Range{Lo: min(truth[i].Lo, x[i]), Hi: max(truth[i].Hi, x[i])}
					}
				}
			}
		}
		each, ok := v.possible()
		if ok != any || (ok && !slices.Equal(each, truth)) {
			t.Fatalf("%+v: %v, %v; written out %v, %v", v, each, ok, truth, any)
		}
	}
}

// TestChildWhoComesAgainstAnOlderSummaryIsMended lets pupils come and go again, so that
// against the summary before the last only one child is new. The summary that follows
// must not say which.
func TestChildWhoComesAgainstAnOlderSummaryIsMended(t *testing.T) {
	found := 0
	for seed := range uint64(oneOrMany(2, 20)) {
		f := inventedSchool(seed, 57, "primary")
		first := mustBuild(t, f, Memory{})
		crowd := f
		crowd.Rev, crowd.Prev, crowd.Members = 2, first.ID, slices.Clone(f.Members)
		for i := range 6 {
			crowd.Members = append(crowd.Members, Member{Key: fmt.Sprintf("guest%d", i), Year: 4, Status: "K", PrimaryNeed: "SEMH", Level: "L3"})
		}
		second := mustBuild(t, crowd, first.NextMemory)
		one := f
		one.Rev, one.Prev = 3, second.ID
		one.Members = append(slices.Clone(f.Members), Member{Key: "joiner", Year: 4, Status: "K", PrimaryNeed: "SEMH", Level: "L3"})
		third := mustBuild(t, one, second.NextMemory)
		for k, n := range third.Audit.Found {
			if k[:2] == "K3" {
				found += n
			}
		}
		if r := attacks(t, first.Document, second.Document, third.Document); len(r.Recovered) > 0 {
			t.Errorf("seed %d: %+v", seed, r.Recovered)
		}
	}
	if found == 0 {
		t.Error("no change had to be mended")
	}
}
