package summary

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// churn lets pupils join, leave and move: n changes.
func churn(rng *rand.Rand, f *Facts, n int) {
	f.Members = slices.Clone(f.Members)
	for range n {
		i := rng.IntN(len(f.Members))
		switch rng.IntN(3) {
		case 0:
			f.Members = append(f.Members, inventedMember(rng, f.Phase, fmt.Sprintf("j%08x", rng.Uint32())))
		case 1:
			if len(f.Members) > fewestPupils+2 {
				f.Members = slices.Delete(f.Members, i, i+1)
			}
		case 2:
			fresh := inventedMember(rng, f.Phase, f.Members[i].Key)
			fresh.Year = f.Members[i].Year
			f.Members[i] = fresh
		}
	}
}

// september moves everybody up a year: the oldest leave, a new Reception comes.
func september(rng *rand.Rand, f *Facts) {
	var up []Member
	for _, m := range f.Members {
		if m.Year++; m.Year <= schoolYears[f.Phase].last {
			up = append(up, m)
		}
	}
	for range 8 {
		m := inventedMember(rng, f.Phase, fmt.Sprintf("r%08x", rng.Uint32()))
		m.Year = schoolYears[f.Phase].first
		up = append(up, m)
	}
	f.Members = up
}

var sixTerms = []string{"2026-27/autumn", "2026-27/spring", "2026-27/summer", "2027-28/autumn", "2027-28/spring", "2027-28/summer"}

// TestOneJoinerNeverChangesAFigure follows a school over six terms. After each
// term's summary one child joins, leaves or moves, and the summary is sent again:
// it must say the same, so that every child stays as possible as any other. The
// attacker, who keeps all summaries, must recover nothing.
func TestOneJoinerNeverChangesAFigure(t *testing.T) {
	for seed := range uint64(oneOrMany(1, 20)) {
		rng := rand.New(rand.NewPCG(seed, 9))
		f := inventedSchool(seed, 57, "primary")
		var memory Memory
		var sent []Document
		hidden := map[string]int{}
		for term, series := range sixTerms {
			f.Series, f.Rev = series, term+1
			if term == 3 && seed%4 != 3 { // a quarter of the schools has nobody moving up
				september(rng, &f)
			}
			if term > 0 {
				churn(rng, &f, 3+rng.IntN(9))
			}
			b := mustBuild(t, f, memory)
			for id, v := range b.Document.values() {
				if year := hidden[id]; year == 2026+term/3 && v != HeldBack {
					t.Errorf("seed %d %s: %s was held back and is shown again in the same year", seed, series, id)
				}
				if v == HeldBack {
					hidden[id] = 2026 + term/3
				}
			}
			sent, memory, f.Prev = append(sent, b.Document), b.NextMemory, b.ID
			for range 3 {
				after := f
				churn(rng, &after, 1)
				after.Rev++
				again := mustBuild(t, after, memory)
				for id, v := range again.Document.values() {
					if was := b.Document.values()[id]; was != v {
						t.Fatalf("seed %d %s: one child changed %s from %d to %d", seed, series, id, was, v)
					}
				}
			}
		}
		report, err := Attack(sent, AttackOptions{NoNursery: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range report.Recovered {
			t.Errorf("seed %d: the attacker recovered %+v", seed, r)
		}
	}
}

// TestSuppressionCannotBeUndone sends corrections until much has changed: what is
// held back in a year stays held back, whatever comes after.
func TestSuppressionCannotBeUndone(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	f := inventedSchool(5, 61, "primary")
	b := builtPrimary(t, 5, 61)
	if b.Hidden == 0 {
		t.Fatal("this school is meant to have figures held back")
	}
	first := b.Document.values()
	for rev := 2; rev < 4; rev++ {
		f.Rev, f.Prev = rev, b.ID
		churn(rng, &f, 12)
		b = mustBuild(t, f, b.NextMemory)
		now := b.Document.values()
		for id, v := range first {
			if v == HeldBack && now[id] != HeldBack && b.Document.SDC.Scope == scopeFull {
				t.Errorf("revision %d shows %s again", rev, id)
			}
		}
	}
}

// TestLostMemoryChangesLittle restores a school without its memory: it starts from
// what the cluster holds, and one child still changes nothing.
func TestLostMemoryChangesLittle(t *testing.T) {
	f := inventedSchool(5, 61, "primary")
	b := builtPrimary(t, 5, 61)
	lost, err := MemoryFrom(b.Document)
	if err != nil {
		t.Fatal(err)
	}
	f.Epoch, f.Rev, f.Prev = "c4a2b3", 1, b.ID
	churn(rand.New(rand.NewPCG(1, 2)), &f, 1)
	again := mustBuild(t, f, lost)
	was := b.Document.values()
	for id, v := range again.Document.values() {
		if v != was[id] && v != HeldBack {
			t.Errorf("%s went from %d to %d", id, was[id], v)
		}
	}
	f.Series = "2027-28/autumn"
	churn(rand.New(rand.NewPCG(1, 3)), &f, 10)
	next := mustBuild(t, f, again.NextMemory)
	for id, m := range next.NextMemory.Figures {
		if !m.Known {
			t.Errorf("%s still has no set in the next academic year", id)
		}
	}
}

// TestRestoredSchoolIsAuditedAgainstBothReadingsOfItsLastSummary: revisions begin again
// with each term, so that the summary a school is restored from may hold figures of the
// term before although it looks like the first. What the audit takes it to say must not
// rule the register of its day out, nor may it forget the reader who saw it come first.
func TestRestoredSchoolIsAuditedAgainstBothReadingsOfItsLastSummary(t *testing.T) {
	f := inventedSchool(5, 61, "primary")
	held, tight := 0, 0
	for seed := range uint64(4) {
		spring := f
		spring.Series, spring.Members = "2026-27/spring", slices.Clone(f.Members)
		churn(rand.New(rand.NewPCG(seed, 7)), &spring, 12)
		b := mustBuild(t, spring, builtPrimary(t, 5, 61).NextMemory) // its first revision, and no summary before it in the term
		lost, err := MemoryFrom(b.Document)
		if err != nil {
			t.Fatal(err)
		}
		day, err := newBuilder(spring, Memory{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		readings := lost.sent()
		for i, fig := range day.plan.figures {
			if !fig.applies || fig.roll {
				continue
			}
			v, n := b.Document.values()[fig.id], len(day.sets[i])
			if now := readings[len(readings)-1]; !visibleRange(v, slices.Contains(now.Changed, fig.id)).Holds(n) {
				t.Errorf("seed %d: %s shows %d and is taken not to be %d", seed, fig.id, v, n)
			}
			if !rangeOf(v).Holds(n) {
				held++
			}
			for _, r := range readings {
				if v > 0 && visibleRange(v, slices.Contains(r.Changed, fig.id)) == rangeOf(v) {
					tight++
					break
				}
			}
		}
	}
	if held == 0 || tight == 0 {
		t.Errorf("%d figures had been held, %d are also read as set that day", held, tight)
	}
	later := builtPrimary(t, 5, 61).Document
	later.Rev, later.Prev = 2, builtPrimary(t, 5, 61).ID
	if m, err := MemoryFrom(later); err != nil || len(m.sent()) != 1 || len(m.sent()[0].Changed) > 0 {
		t.Errorf("a correction is read as set that day: %v, %v", m.sent(), err)
	}
}
