package publish

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestSmallNeedsAreLeftOut(t *testing.T) {
	f := SafeFigures(412, 52, 9, []NeedCount{{"Speech", 18}, {"Autism", 14}, {"Feelings", 11}, {"Reading", 9}, {"Hearing", 3}, {"Sight", 2}, {"Moving", 4}, {"Other", 0}})
	if got := fmt.Sprint(f.Needs); got != "[{Speech 18} {Autism 14} {Feelings 11} {Reading 9}]" || !f.Others {
		t.Errorf("shown %s", got)
	}
	if f.Total != "61 pupils" || f.Support != "52 pupils" || f.Plans != "9 pupils" || f.OnRoll != "412 pupils" {
		t.Errorf("%+v", f)
	}
}

func TestOneSmallNeedIsNotLeftToTakeAway(t *testing.T) {
	if f := SafeFigures(200, 30, 10, []NeedCount{{"A", 20}, {"B", 16}, {"C", 4}}); f.Needs != nil {
		t.Errorf("%+v", f)
	}
	if f := SafeFigures(200, 30, 10, []NeedCount{{"A", 32}, {"B", 4}, {"C", 4}}); f.Needs != nil {
		t.Errorf("eight pupils in two needs of at most four: %+v", f)
	}
}

func TestFewPlansAreNotPrintedNorLeftToTakeAway(t *testing.T) {
	f := SafeFigures(200, 30, 3, []NeedCount{{"A", 33}})
	if f.Plans != "fewer than five pupils" || f.Support != "" || f.Total != "33 pupils" {
		t.Errorf("%+v", f)
	}
	if f := SafeFigures(34, 30, 0, nil); f.OnRoll != "" {
		t.Errorf("the roll gives away how few have no SEN: %+v", f)
	}
}

func TestSmallOrContradictoryCountsGiveNoFigures(t *testing.T) {
	for _, f := range []Figures{
		SafeFigures(100, 5, 4, []NeedCount{{"A", 9}}),
		SafeFigures(100, 0, 0, nil),
		SafeFigures(100, -1, 30, nil),
		SafeFigures(10, 30, 2, nil),
	} {
		if f.Total != "" || f.Needs != nil || f.OnRoll != "" {
			t.Errorf("%+v", f)
		}
	}
	if f := SafeFigures(100, 20, 0, []NeedCount{{"A", 21}}); f.Needs != nil {
		t.Errorf("more needs than pupils: %+v", f)
	}
}

// TestNobodyCanWorkOutASmallNumber is the attack: for every school of four needs
// and up to a bound, it gathers all schools whose printed figures are the same.
// A reader who knows the rule and every printed figure knows only that the truth is
// one of them. So each small number must differ among them.
func TestNobodyCanWorkOutASmallNumber(t *testing.T) {
	const most = 8
	type values [6]map[int]bool // what each need, the plans and the support may be
	seen := map[string]*values{}
	each := func(use func(counts [4]int)) {
		for n := range (most + 1) * (most + 1) * (most + 1) * (most + 1) {
			var counts [4]int
			for i := range counts {
				counts[i], n = n%(most+1), n/(most+1)
			}
			use(counts)
		}
	}
	each(func(counts [4]int) {
		total := counts[0] + counts[1] + counts[2] + counts[3]
		needs := []NeedCount{{"A", counts[0]}, {"B", counts[1]}, {"C", counts[2]}, {"D", counts[3]}}
		for plans := 0; plans <= total; plans++ {
			if plans > 5 && total-plans > 5 {
				continue // neither is small
			}
			key := fmt.Sprintf("%+v", SafeFigures(300, total-plans, plans, needs))
			if seen[key] == nil {
				seen[key] = &values{{}, {}, {}, {}, {}, {}}
			}
			for i, n := range []int{counts[0], counts[1], counts[2], counts[3], plans, total - plans} {
				seen[key][i][n] = true
			}
		}
	})
	for key, v := range seen {
		for i, may := range v {
			for n := range may {
				if small(n) && len(may) < 2 {
					t.Fatalf("%s gives away number %d: it must be %d", key, i, n)
				}
			}
		}
	}
	if len(seen) < 1000 {
		t.Fatalf("only %d different sets of figures", len(seen))
	}
}

func TestNoPrintedCountIsSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var needs []NeedCount
		total := 0
		for i, n := range rapid.SliceOfN(rapid.IntRange(0, 40), 0, 14).Draw(t, "needs") {
			needs = append(needs, NeedCount{fmt.Sprintf("Need %02d", i), n})
			total += n
		}
		total += rapid.IntRange(0, 6).Draw(t, "not recorded")
		plans := rapid.IntRange(0, total).Draw(t, "plans")
		others := rapid.IntRange(0, 500).Draw(t, "others")
		f := SafeFigures(total+others, total-plans, plans, needs)
		for _, n := range f.Needs {
			if n.Count < leastCount {
				t.Fatalf("prints %d", n.Count)
			}
		}
		for _, words := range []string{f.OnRoll, f.Total, f.Support, f.Plans} {
			var n int
			if _, err := fmt.Sscanf(words, "%d pupil", &n); err == nil && small(n) {
				t.Fatalf("prints %q", words)
			}
		}
		if f.Total != "" && (f.Plans == "" || f.Support == "") && f.Plans+f.Support != "fewer than five pupils" {
			t.Fatalf("%+v", f)
		}
		if small(others) && f.OnRoll != "" {
			t.Fatalf("the roll gives away that %d have no SEN", others)
		}
	})
}
