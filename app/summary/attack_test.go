package summary

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"needsbook/app/summary/audit"
)

// TestAttackMeetsTheFailuresThatRepairMends switches the repair off: the same
// schools must then show failures to audit and attacker alike, or the test above
// would prove nothing.
func TestAttackMeetsTheFailuresThatRepairMends(t *testing.T) {
	audited, attacked := 0, 0
	for seed := range uint64(oneOrMany(2, 20)) {
		b, err := newBuilder(inventedSchool(seed, 61, "primary"), Memory{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := b.attempt()
		p.result.Found = map[string]int{}
		fails, err := p.audit()
		if err != nil {
			t.Fatal(err)
		}
		audited += len(fails)
		d := assemble(b.facts, b.plan, p.shown, scopeFull, publicGuess)
		report, err := Attack([]Document{d}, AttackOptions{NoNursery: true})
		if err != nil {
			t.Fatal(err)
		}
		attacked += len(report.Recovered)
		fromDocument := 0
		for k, n := range p.result.Found {
			if k[:2] == "K0" {
				fromDocument += n
			}
		}
		if fromDocument > 0 && len(report.Recovered) == 0 {
			t.Errorf("seed %d: the audit met %v and the attacker nothing", seed, p.result.Found)
		}
	}
	if audited == 0 || attacked == 0 {
		t.Errorf("without repair the audit met %d failures and the attacker %d", audited, attacked)
	}
}

// leaky makes a document of the full plan in which every figure of a school is
// published exactly, but for what change says: the rule switched off.
func leaky(t *testing.T, f Facts, change func(id string, exact int) int) Document {
	t.Helper()
	b, err := newBuilder(f, Memory{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	shown := make([]int, len(b.plan.figures))
	for i, fig := range b.plan.figures {
		shown[i] = NotApplicable
		if fig.applies {
			shown[i] = change(fig.id, len(b.sets[i]))
		}
	}
	return assemble(f, b.plan, shown, scopeFull, publicGuess)
}

// attackExactly attacks ranges that say each shown number exactly, low as 1 to 4.
func attackExactly(t *testing.T, d Document) AttackReport {
	t.Helper()
	a, err := NewAttacker(AttackOptions{NoNursery: true}).read(d, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.found = nil
	a.ranges = a.c.ranges(func(i int) audit.Range {
		switch v := a.shown[i]; v {
		case Low:
			return audit.Range{Lo: 0, Hi: 4}
		case HeldBack:
			return audit.Free
		default:
			return audit.Range{Lo: v, Hi: v}
		}
	})
	if err := a.fit(); err != nil {
		t.Fatal(err)
	}
	var report AttackReport
	if err := a.alone(&report, 0); err != nil {
		t.Fatal(err)
	}
	return report
}

func recovered(r AttackReport, figure, harm string) bool {
	for _, x := range r.Recovered {
		if x.Figure == figure && x.Harm == harm {
			return true
		}
	}
	return false
}

// TestAttackRefusesFiguresThatContradictThemselves takes valid documents whose
// figures were changed at random: the attack may find them impossible, no more.
func TestAttackRefusesFiguresThatContradictThemselves(t *testing.T) {
	good := builtPrimary(t, 3, 40).Document
	impossible := 0
	for seed := range uint64(4) {
		rng := rand.New(rand.NewPCG(seed, 1))
		d := good
		d.Tables = nil
		for _, table := range good.Tables {
			table.V = slices.Clone(table.V)
			for i := range table.V {
				if rng.IntN(10) == 0 {
					table.V[i] = []int{Low, HeldBack, NotApplicable, 5, 100}[rng.IntN(5)]
				}
			}
			d.Tables = append(d.Tables, table)
		}
		_, err := Attack([]Document{d}, AttackOptions{})
		var contradiction *audit.InfeasibleError
		if errors.As(err, &contradiction) {
			impossible++
		} else if err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
	if impossible == 0 {
		t.Error("none of the changed documents was found impossible")
	}
}

func TestLoneHiddenFigureAmongExactOnesIsRecovered(t *testing.T) {
	f := inventedSchool(1, 57, "primary")
	d := leaky(t, f, func(id string, exact int) int {
		if id == "T02/E/SEMH" {
			return HeldBack
		}
		return exact
	})
	if r := attackExactly(t, d); !recovered(r, "T02/E/SEMH", "E") {
		t.Errorf("a lone held-back figure was not recovered: %+v", r.Recovered)
	}
}

func TestSmallTotalOverLowFiguresIsCaught(t *testing.T) {
	// Five pupils with a physical disability, all at one level: a total of 5 over
	// five low figures. Whoever knows one of the five knows the level.
	f := inventedSchool(1, 0, "infant")
	for i := range 25 {
		m := Member{Key: fmt.Sprintf("k%02d", i), Year: i % 3, Status: "K", PrimaryNeed: "SEMH", Level: "L2"}
		if i < 5 {
			m.PrimaryNeed, m.Level = "PD", "L3"
		}
		f.Members = append(f.Members, m)
	}
	b, err := newBuilder(f, Memory{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	p := b.attempt()
	for i, fig := range b.plan.figures { // total 5 over five low: the cell is wrongly shown as low
		if fig.id == "T03/SP/L3" || fig.id == "T04/ALL/L3" {
			p.shown[i] = HeldBack
		}
	}
	p.result.Found = map[string]int{}
	if _, err := p.audit(); err != nil {
		t.Fatal(err)
	}
	if len(p.result.Found) == 0 {
		t.Error("a total of five, all of one level, passed the audit")
	}
}

func TestZeroToLowJoinerIsCaughtOverTime(t *testing.T) {
	// The old habit: nought is printed as 0 and 1 to 4 as low. One child joins.
	f := inventedSchool(2, 57, "primary")
	after := f
	after.Members = append(append([]Member(nil), f.Members...), Member{Key: "joiner", Year: 4, Status: "E", PrimaryNeed: "VI", Level: "L5"})
	ranges := func(f Facts, c *cross) []audit.Range {
		b, err := newBuilder(f, Memory{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return c.ranges(func(i int) audit.Range {
			switch n := len(b.sets[i]); {
			case n == 0:
				return audit.Range{}
			case n <= 4:
				return audit.Range{Lo: 1, Hi: 4}
			default:
				return rangeOf(Round(n))
			}
		})
	}
	c := newCross(newPlan(len(f.Levels), f.routes(), classesOf(f)))
	search := audit.NewSearch(c.shape, 1)
	found, err := c.timeAttack(search, nil, ranges(f, c), ranges(after, c), false, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 || found[0].Movement != joiner || len(found[0].Agree) == 0 {
		t.Errorf("a joiner who turns a 0 into low was not caught: %+v", found)
	}
	// Under R5L both are low, and nothing is learnt.
	low := func(f Facts) []audit.Range {
		b, err := newBuilder(f, Memory{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return c.ranges(func(i int) audit.Range { return heldRange(Round(len(b.sets[i]))) })
	}
	found, err = c.timeAttack(search, nil, low(f), low(f), false, false, nil)
	if err != nil || len(found) > 0 {
		t.Errorf("equal summaries taught %+v, %v", found, err)
	}
}

// TestAttackerTakesWholeNumbersWhereBrokenOnesMislead gives an attacker margins of which
// the linear programme thinks that a count can be less or more than any school of whole
// numbers has.
func TestAttackerTakesWholeNumbersWhereBrokenOnesMislead(t *testing.T) {
	narrower := 0
	for seed := range uint64(40) {
		f := inventedSchool(1, 0, "infant")
		f.Levels = f.Levels[:2]
		rng := rand.New(rand.NewPCG(seed, 5))
		for i := range 9 {
			f.Members = append(f.Members, Member{Key: fmt.Sprint("k", i), Year: rng.IntN(3), Status: statuses[rng.IntN(2)].Code,
				PrimaryNeed: []string{"SLCN", "MLD", "SEMH"}[rng.IntN(3)], Level: []string{"L0", "L1", ""}[rng.IntN(3)]})
		}
		b, err := newBuilder(f, Memory{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		c := newCross(b.plan)
		a := &attacked{ground: &ground{c, audit.NewSearch(c.shape, 1)}, c: c}
		sums := a.search.Sums(c.table(b.kinds))
		a.ranges = c.ranges(func(i int) audit.Range { n := sums[c.figureRow[i]]; return audit.Range{Lo: n, Hi: n} })
		for _, x := range c.crossRow {
			a.ranges[x.row] = audit.Range{Lo: sums[x.row], Hi: sums[x.row]}
		}
		for _, k := range c.cells {
			row := c.kindRow[k]
			r, err := a.interval(target{kind: exact, figure: -1, both: true, form: audit.Form{{Row: row, Coef: 1}}})
			if err != nil {
				t.Fatal(err)
			}
			whole, err := a.wholeInterval(target{form: audit.Form{{Row: row, Coef: 1}}}, r)
			if err != nil || whole.Lo < r.Lo || whole.Hi > r.Hi || !whole.Holds(sums[row]) {
				t.Fatalf("seed %d: whole numbers %v, %v; linear programme %v; truth %d", seed, whole, err, r, sums[row])
			}
			if whole != r {
				narrower++
			}
		}
	}
	if narrower == 0 {
		t.Error("whole numbers never said more than broken ones")
	}
	t.Logf("%d counts narrower in whole numbers", narrower)
}
