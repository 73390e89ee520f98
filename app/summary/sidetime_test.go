package summary

import (
	"fmt"
	"slices"
	"testing"
)

// waiting is a school whose first pupils, and some guests, wait for the first service.
func waiting(f Facts, rev int, prev Built, members, guests int) Facts {
	f.Rev, f.Prev, f.Wanted = rev, prev.ID, nil
	f.Members = slices.Clone(f.Members)
	for i := range guests {
		key := fmt.Sprint("guest", rev, "-", i)
		f.Members = append(f.Members, Member{Key: key, Year: i % 6, Status: "K", PrimaryNeed: "SEMH", Level: "L2"})
		f.Wanted = append(f.Wanted, Want{f.Services[0], key, "waiting", 3, 10})
	}
	for _, m := range f.Members[:members] {
		f.Wanted = append(f.Wanted, Want{f.Services[0], m.Key, "waiting", 3, 10})
	}
	return f
}

const firstWaiting = "T09/S00/WAIT"

// TestLoneChildTellsNothingBesideTheCross lets one child wait for a service, then not,
// then another. With T5 nothing is learnt of any of them; the same counts rounded afresh
// each time give them away.
func TestLoneChildTellsNothingBesideTheCross(t *testing.T) {
	f := inventedInFull(4, 40, "primary")
	var built Built
	var held, fresh []Document
	for i, n := range []int{4, 5, 4, 5} {
		built = mustBuild(t, waiting(f, i+1, built, n, 0), built.NextMemory)
		held = append(held, built.Document)
		fresh = append(fresh, changed(t, built.Document, map[string]int{firstWaiting: Round(n)}))
		if v := built.Document.values()[firstWaiting]; v != Low {
			t.Errorf("one child changed the figure to %d", v)
		}
		if lone := loneChild(rangeOf(Round(4)), rangeOf(Round(n))); (lone == joiner) != (n == 5) {
			t.Errorf("from 4 to %d without T5: %q", n, lone)
		}
	}
	if r := attacks(t, held...); len(r.Recovered) > 0 {
		t.Errorf("%+v", r.Recovered)
	}
	if r := attacks(t, fresh...); !recovered(r, firstWaiting, "K3") {
		t.Errorf("without T5, no child was given away: %+v", r.Recovered)
	}
}

// TestLoneChildAgainstAnOlderSummaryIsHeldBackBesideTheCross lets five pupils wait and go
// again: against the summary before the last, one child alone is new. T5 looks back to
// the last time only.
func TestLoneChildAgainstAnOlderSummaryIsHeldBackBesideTheCross(t *testing.T) {
	f := inventedInFull(4, 40, "primary")
	first := mustBuild(t, waiting(f, 1, Built{}, 4, 0), Memory{})
	crowd := mustBuild(t, waiting(f, 2, first, 4, 6), first.NextMemory)
	one := mustBuild(t, waiting(f, 3, crowd, 5, 0), crowd.NextMemory)
	if v := crowd.Document.values()[firstWaiting]; v != 10 {
		t.Fatalf("six more pupils show as %d", v)
	}
	if v := one.Document.values()[firstWaiting]; v != HeldBack || one.Audit.Found["S K3"] == 0 {
		t.Errorf("shows %d, found %v", v, one.Audit.Found)
	}
	if r := attacks(t, first.Document, crowd.Document, one.Document); len(r.Recovered) > 0 {
		t.Errorf("%+v", r.Recovered)
	}
	leak := changed(t, one.Document, map[string]int{firstWaiting: 5})
	if r := attacks(t, first.Document, crowd.Document, leak); !recovered(r, firstWaiting, "K3") {
		t.Errorf("who waits besides the first four was not found: %+v", r.Recovered)
	}
}

// TestFivePupilsAtOnceAreShown tips the same figure by five pupils who come together:
// nobody is given away, and nothing is held back.
func TestFivePupilsAtOnceAreShown(t *testing.T) {
	f := inventedInFull(4, 40, "primary")
	none := mustBuild(t, waiting(f, 1, Built{}, 0, 0), Memory{})
	five := mustBuild(t, waiting(f, 2, none, 5, 0), none.NextMemory)
	if v := five.Document.values()[firstWaiting]; v != 5 || five.Audit.Found["S K3"] > 0 {
		t.Errorf("shows %d, found %v", v, five.Audit.Found)
	}
	if r := attacks(t, none.Document, five.Document); len(r.Recovered) > 0 {
		t.Errorf("%+v", r.Recovered)
	}
}
