package summary

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func pupilKeys(prefix string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%s%02d", prefix, i))
	}
	return out
}

// plainFacts is a school of 24 without anything beside the cross.
func plainFacts() Facts {
	f := inventedInFull(1, 24, "primary")
	f.Provision, f.Wanted, f.Cases, f.Outcomes, f.Moderation, f.Budget = nil, nil, nil, nil, Moderation{}, Budget{}
	return f
}

func shownBy(b *builder) map[string]int {
	out := map[string]int{}
	for t, spec := range b.sides.specs {
		if b.sideInScope(spec.id) {
			for _, fig := range b.sides.of(t) {
				out[fig.id] = fig.shown
			}
		}
	}
	return out
}

func check(t *testing.T, name string, b *builder, want map[string]int) {
	t.Helper()
	got := shownBy(b)
	for id, v := range want {
		if got[id] != v {
			t.Errorf("%s: %s is %d, want %d", name, id, got[id], v)
		}
	}
}

func TestSmallFamilyIsFoldedIntoOtherForTheYear(t *testing.T) {
	f := plainFacts()
	give := func(family, prefix string, n int) {
		for _, key := range pupilKeys(prefix, n) {
			f.Provision = append(f.Provision, Given{family, key, 60, 100_000})
		}
	}
	give("CI-T", "ci", 10)
	give("SEMH-S", "se", 4)
	give("AP", "ap", 3)
	one := besides(f, Memory{})
	check(t, "first", one, map[string]int{
		"T08/CI-T/PUPILS": 10, "T08/CI-T/HOURS": 10, "T08/CI-T/GBP": 10_000,
		"T08/SEMH-S/PUPILS": Low, "T08/SEMH-S/HOURS": HeldBack, "T08/SEMH-S/GBP": HeldBack,
		"T08/CL-S/PUPILS": Low, "T08/CL-S/HOURS": HeldBack,
		"T08/OTHER/PUPILS": 5, "T08/OTHER/HOURS": 5, "T08/OTHER/GBP": 7_000,
	})
	give("SEMH-S", "more", 6) // ten now, but the year's pattern stands
	f.Series = "2026-27/spring"
	two := besides(f, one.next)
	check(t, "spring", two, map[string]int{"T08/SEMH-S/PUPILS": 10, "T08/SEMH-S/HOURS": HeldBack, "T08/OTHER/PUPILS": 15, "T08/OTHER/HOURS": 15})
	f.Series = "2027-28/autumn"
	check(t, "next year, where the rest of OTHER would be three", besides(f, two.next), map[string]int{"T08/SEMH-S/HOURS": HeldBack, "T08/OTHER/HOURS": 15})

	f = plainFacts()
	give("SEMH-S", "se", 4)
	give("AP", "ap", 3)
	give(OtherFamily, "ot", 5)
	one = besides(f, Memory{})
	check(t, "with more in OTHER", one, map[string]int{"T08/SEMH-S/HOURS": HeldBack, "T08/OTHER/PUPILS": 10, "T08/OTHER/HOURS": 10})
	give("SEMH-S", "more", 6)
	f.Series = "2027-28/autumn"
	check(t, "next year, where the rest is enough", besides(f, one.next), map[string]int{"T08/SEMH-S/HOURS": 10, "T08/AP/HOURS": HeldBack, "T08/OTHER/PUPILS": 10, "T08/OTHER/HOURS": 10})
}

func TestCostlyPupilIsNotShownAlone(t *testing.T) {
	f := plainFacts()
	for i, key := range pupilKeys("ci", 8) {
		cost := int64(50_000)
		if i == 0 {
			cost = 3_000_000
		}
		f.Provision = append(f.Provision, Given{"CI-S", key, 60, cost})
	}
	check(t, "dominated", besides(f, Memory{}), map[string]int{
		"T08/CI-S/PUPILS": 10, "T08/CI-S/HOURS": HeldBack, "T08/CI-S/GBP": HeldBack,
		"T08/OTHER/PUPILS": 10, "T08/OTHER/HOURS": 10, "T08/OTHER/GBP": HeldBack,
	})
}

func TestServicesAreCountedByStateAndShownFromFive(t *testing.T) {
	f := plainFacts()
	want := func(service, state, prefix string, n, weeks int) {
		for _, key := range pupilKeys(prefix, n) {
			f.Wanted = append(f.Wanted, Want{service, key, state, 3, weeks})
		}
	}
	want("speech_language", "waiting", "w", 6, 13)
	want("speech_language", "refused", "r", 5, 0)
	want("educational_psychology", "asked", "a", 3, 0)
	want("educational_psychology", "waiting", "v", 3, 30)
	b := besides(f, Memory{})
	check(t, "services", b, map[string]int{
		"T09/S00/ASKED": Low, "T09/S00/WAIT": 5, "T09/S00/REFUSED": 5, "T09/S00/SESSIONS": 20, "T09/S00/WEEKS": 3,
		"T09/S01/ASKED": Low, "T09/S01/WAIT": Low, "T09/S01/SESSIONS": HeldBack, "T09/S01/WEEKS": HeldBack,
		"T09/S00/PRIORITY": 1, "T09/S02/PRIORITY": NotApplicable, "T09/S02/ASKED": Low, "T09/S02/SESSIONS": HeldBack,
	})
	// A new list puts another service first: the memory goes with the service.
	f.Series = "2026-27/spring"
	f.Services = append([]string{"vision"}, f.Services...)
	f.CodeLists.Services = "sha256:" + strings.Repeat("6", 64)
	want("speech_language", "waiting", "x", 4, 13)
	next := besides(f, b.next)
	check(t, "new list", next, map[string]int{"T09/S00/WAIT": Low, "T09/S01/WAIT": 5, "T09/S01/SESSIONS": 20, "T09/S02/WAIT": Low})
}

func TestFundingIsShownFromFivePupils(t *testing.T) {
	f := plainFacts()
	for i, key := range pupilKeys("p", 8) {
		f.Cases = append(f.Cases, Case{"a" + key, "agreed", []string{key}, 600_000, 400_000, 10 * i})
	}
	for i := range 6 { // six requests for the same two pupils
		f.Cases = append(f.Cases, Case{fmt.Sprint("d", i), "declined", []string{"one", "two"}, 900_000, 0, 30})
	}
	f.Cases = append(f.Cases, Case{"group", "part", pupilKeys("g", 7), 700_000, 350_000, 61})
	check(t, "funding", besides(f, Memory{}), map[string]int{
		"T10/AGREED/CASES": 10, "T10/AGREED/ASKED": 48_000, "T10/AGREED/GIVEN": 32_000, "T10/AGREED/DAYS": 2,
		"T10/DECLINED/CASES": Low, "T10/DECLINED/ASKED": HeldBack, "T10/DECLINED/DAYS": HeldBack, "T10/DECLINED/GIVEN": NotApplicable,
		"T10/PART/CASES": Low, "T10/PART/ASKED": HeldBack, // one request, whatever the number of its pupils
		"T10/WAIT/CASES": Low, "T10/WAIT/GIVEN": NotApplicable, "T10/DISPUTE/CASES": Low,
	})
}

func TestResultsAreShownFromTenPupilsAndNeverAsThreeLows(t *testing.T) {
	f := plainFacts()
	result := func(family string, met, partly, not int) {
		for i, n := range []int{met, partly, not} {
			for _, key := range pupilKeys(family+results[i], n) {
				f.Outcomes = append(f.Outcomes, Outcome{family, key, results[i]})
			}
		}
	}
	result("CI-T", 9, 3, 1)
	result("CL-T", 5, 4, 0)
	result("SP-T", 4, 4, 4)
	b := besides(f, Memory{})
	check(t, "results", b, map[string]int{
		"T11/CI-T/MET": 10, "T11/CI-T/PARTLY": Low, "T11/CI-T/NOT": Low,
		"T11/CL-T/MET": HeldBack, "T11/CL-T/PARTLY": HeldBack, "T11/CL-T/NOT": HeldBack,
		"T11/SP-T/MET": HeldBack, "T11/SP-T/PARTLY": HeldBack, "T11/AP/MET": HeldBack,
	})
	f.Series = "2026-27/spring"
	f.Outcomes = f.Outcomes[:9] // four results fewer: still what it was
	check(t, "four fewer", besides(f, b.next), map[string]int{"T11/CI-T/MET": 10, "T11/CI-T/PARTLY": Low})
	f.Outcomes = f.Outcomes[:6]
	check(t, "too few", besides(f, b.next), map[string]int{"T11/CI-T/MET": HeldBack, "T11/CI-T/PARTLY": HeldBack})
}

func TestModerationIsPooledAndSignalsChangeOnceATerm(t *testing.T) {
	f := plainFacts()
	f.Moderation = Moderation{Cases: 9, From: 60}
	b := besides(f, Memory{})
	check(t, "nine", b, map[string]int{"T12/CASES/N": HeldBack, "T12/AGREE/N": HeldBack, "T12/L0/N": NotApplicable})
	f.Moderation = Moderation{Cases: 10, From: 60, Signals: []int{0, 1, 2, -1, -2, 0}}
	b = besides(f, b.next)
	check(t, "ten", b, map[string]int{"T12/CASES/N": 10, "T12/AGREE/N": 60, "T12/L0/N": 3, "T12/L2/N": 5, "T12/L4/N": 1})
	f.Moderation = Moderation{Cases: 14, From: 80, Signals: []int{2, 2, 2, 2, 2, 2}}
	b = besides(f, b.next)
	check(t, "four more, same term", b, map[string]int{"T12/CASES/N": 10, "T12/AGREE/N": 60, "T12/L0/N": 3})
	f.Moderation.Cases, f.Series = 15, "2026-27/spring"
	b = besides(f, b.next)
	check(t, "five more, next term", b, map[string]int{"T12/CASES/N": 15, "T12/AGREE/N": 80, "T12/L0/N": 5})
}

func TestSignalsStandStillWhileFewerThanFivePupilsHaveChanged(t *testing.T) {
	f := inventedInFull(3, 30, "primary")
	one := mustBuild(t, f, Memory{})
	f.Series, f.Rev, f.Prev = "2026-27/spring", 2, one.ID
	f.Moderation.Signals = []int{2, 2, 2, 2, 2, 2}
	f.Members = slices.Clone(f.Members)
	f.Members[0].Level = "L5"
	two := mustBuild(t, f, one.NextMemory)
	for _, level := range []string{"L0", "L3", "L5"} {
		if a, b := one.Document.values()["T12/"+level+"/N"], two.Document.values()["T12/"+level+"/N"]; a != b {
			t.Errorf("one child tipped the signal of %s from %d to %d", level, a, b)
		}
	}
}

func TestBudgetChangesOnceATermAndTinySchoolsSendOnlyTheNotionalPart(t *testing.T) {
	f := plainFacts()
	f.Budget = Budget{true, 87_499, 33}
	b := besides(f, Memory{})
	check(t, "first", b, map[string]int{"T13/NOTIONAL/N": 87_000, "T13/SPENT/N": 30})
	f.Budget.SpentPercent = 71
	check(t, "same term", besides(f, b.next), map[string]int{"T13/SPENT/N": 30})
	f.Series = "2026-27/spring"
	check(t, "next term", besides(f, b.next), map[string]int{"T13/SPENT/N": 70})

	tiny := inventedInFull(1, 19, "primary")
	built := mustBuild(t, tiny, Memory{})
	var ids []string
	for _, table := range built.Document.Tables {
		ids = append(ids, table.ID)
	}
	if strings.Join(ids, " ") != "T00 T13" || built.Document.values()["T13/SPENT/N"] != HeldBack || built.Document.Routes != nil {
		t.Errorf("a school of 19 sends %v: %v", ids, built.Document.values())
	}
	tiny.Budget = Budget{}
	if built = mustBuild(t, tiny, Memory{}); len(built.Document.Tables) != 1 {
		t.Errorf("without a known budget: %d tables", len(built.Document.Tables))
	}
}

// TestSharesSayNoMoreThanTheCountsTheyRestOn goes through all numbers of pupils and of
// records that lack something: a share never narrows the count under what R5L says.
func TestSharesSayNoMoreThanTheCountsTheyRestOn(t *testing.T) {
	type said struct{ all, lack int }
	share := map[said]map[int]bool{}
	for n := 20; n <= 60; n++ {
		for lack := 0; lack <= n; lack++ {
			f := plainFacts()
			f.Members = nil
			for i, key := range pupilKeys("k", n) {
				m := Member{Key: key, Year: i % 7, Status: "K", PrimaryNeed: "SLCN", Level: "L2", Reviewed: i >= lack, OnTime: true, Voice: true}
				if i < lack {
					m.PrimaryNeed, m.Level = "", ""
				}
				f.Members = append(f.Members, m)
			}
			b := besides(f, Memory{})
			got := shownBy(b)
			at := said{Round(n), Round(lack)}
			if share[at] == nil {
				share[at] = map[int]bool{}
			}
			for _, row := range []string{"NEED", "LEVEL", "DATE"} {
				share[at][got["T14/"+row+"/SHARE"]] = true
			}
			if got["T14/VOICE/SHARE"] != 80 {
				t.Errorf("%d records in order: %d", n, got["T14/VOICE/SHARE"])
			}
		}
	}
	for at, values := range share {
		if len(values) != 1 {
			t.Errorf("for %+v the share tells counts apart: %v", at, values)
		}
	}
	if len(share) < 60 {
		t.Errorf("only %d cases", len(share))
	}
}

// TestOneChildChangesNothingBesideTheCross follows schools over six terms. After each
// summary one child gets, loses or changes something, and the summary is made again:
// the tables beside the cross say the same. It may not count how many changed earlier
// without being seen.
func TestOneChildChangesNothingBesideTheCross(t *testing.T) {
	changes, terms := 0, 0
	for seed := range uint64(oneOrMany(25, 200)) {
		rng := rand.New(rand.NewPCG(seed, 4))
		f := inventedInFull(seed, 40, "primary")
		var memory Memory
		for term, series := range sixTerms {
			f.Series, f.Rev = series, term+1
			was := shownBy(besides(f, memory))
			b := besides(f, memory)
			if term > 0 {
				terms++
				for id, v := range b.next.Last.Values {
					if besideCross(id) && memory.Last.Values[id] != v {
						changes++
					}
				}
			}
			memory = b.next
			for range 3 {
				after := f
				another(rng, &after)
				for id, v := range shownBy(besides(after, memory)) {
					if was[id] != v {
						t.Fatalf("seed %d %s: one child changed %s from %d to %d", seed, series, id, was[id], v)
					}
				}
			}
			for range 2 + rng.IntN(12) {
				another(rng, &f)
			}
		}
	}
	if changes < terms {
		t.Errorf("in %d terms only %d figures changed at all", terms, changes)
	}
}

// another lets one child's affairs change in every table.
func another(rng *rand.Rand, f *Facts) {
	i := rng.IntN(len(f.Members))
	key := f.Members[i].Key
	f.Members = slices.Clone(f.Members)
	mine := func(k string) bool { return k == key }
	f.Provision = slices.DeleteFunc(slices.Clone(f.Provision), func(g Given) bool { return mine(g.Key) })
	f.Outcomes = slices.DeleteFunc(slices.Clone(f.Outcomes), func(o Outcome) bool { return mine(o.Key) })
	f.Wanted = slices.DeleteFunc(slices.Clone(f.Wanted), func(w Want) bool { return mine(w.Key) })
	f.Cases = slices.DeleteFunc(slices.Clone(f.Cases), func(c Case) bool { return slices.ContainsFunc(c.Pupils, mine) })
	beside(rng, f, i)
}

func TestLostMemoryHoldsTheTablesBesideTheCrossForTheYear(t *testing.T) {
	f := inventedInFull(6, 60, "primary")
	sent := mustBuild(t, f, Memory{})
	lost, err := MemoryFrom(sent.Document)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	f.Epoch, f.Rev, f.Prev, f.Series = "c4a2b3", 1, sent.ID, "2026-27/spring"
	another(rng, &f)
	again := mustBuild(t, f, lost)
	for id, v := range again.Document.values() {
		if was := sent.Document.values()[id]; besideCross(id) && v != was && v != HeldBack && !strings.HasPrefix(id, "T13") {
			t.Errorf("%s went from %d to %d", id, was, v)
		}
	}
	f.Series, f.Rev = "2027-28/autumn", 2
	for range 20 {
		another(rng, &f)
	}
	next := mustBuild(t, f, again.NextMemory)
	for id, m := range next.NextMemory.Sides {
		if !m.Known && next.Document.values()[id] != HeldBack {
			t.Errorf("%s still has no pupils in the next academic year", id)
		}
	}
}
