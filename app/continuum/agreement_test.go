package continuum

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"needsbook/assets"
)

func shipped(t testing.TB) *Pack {
	t.Helper()
	p, problems := Load(assets.Pack("continuum.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	return p
}

func near(a, b, within float64) bool { return math.Abs(a-b) <= within }

// The tables and results are published: skin conditions from the SAS/STAT User's Guide
// (FREQ, measures of agreement), and SexualFun from R's vcd package (after Agresti, 1990).
func TestKappaAndItsIntervalGiveThePublishedValues(t *testing.T) {
	linear := func(i, j, k int) float64 { return 1 - math.Abs(float64(i-j))/float64(k-1) }
	same := func(i, j, _ int) float64 {
		if i == j {
			return 1
		}
		return 0
	}
	skin := [][]int{{10, 4, 1, 0}, {5, 10, 12, 2}, {2, 4, 12, 5}, {0, 2, 6, 13}}
	couples := [][]int{{7, 7, 2, 3}, {2, 8, 3, 7}, {1, 5, 4, 9}, {2, 8, 9, 14}}
	for _, c := range []struct {
		name                string
		table               [][]int
		weight              func(i, j, k int) float64
		kappa, error1, l, h float64
	}{
		{"SAS simple", skin, same, 0.3449, 0.0724, 0.2030, 0.4868},
		{"SAS weighted", skin, linear, 0.5082, 0.0655, 0.3798, 0.6366},
		{"vcd unweighted", couples, same, 0.1293, 0.0686, -0.0051, 0.2638},
		{"vcd weighted", couples, linear, 0.2374, 0.0783, 0.0839, 0.3909},
	} {
		kappa, within, known := weightedKappa(c.table, c.weight)
		if !known || !near(kappa, c.kappa, 6e-5) || !near(within.Low, c.l, 1.1e-4) || !near(within.High, c.h, 1.1e-4) || !near((within.High-within.Low)/2/z95, c.error1, 6e-5) {
			t.Errorf("%s: kappa %.4f (%.4f to %.4f), want %.4f (%.4f to %.4f)", c.name, kappa, within.Low, within.High, c.kappa, c.l, c.h)
		}
	}
}

// Newcombe (1998), Statistics in Medicine 17, table I, method 3.
func TestWilsonIntervalGivesThePublishedValues(t *testing.T) {
	for _, c := range []struct {
		hits, n   int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		if got := wilson(c.hits, c.n); !near(got.Low, c.low, 6e-5) || !near(got.High, c.high, 6e-5) {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.hits, c.n, got.Low, got.High, c.low, c.high)
		}
	}
	if got := wilson(0, 0); got != (Interval{0, 1}) {
		t.Errorf("of nothing %v, want 0 to 1", got)
	}
}

func anyPairs(t *rapid.T, p *Pack, least int) []Pair {
	level := rapid.SampledFrom(p.levelIDs())
	n := rapid.IntRange(least, 40).Draw(t, "n")
	pairs := make([]Pair, n)
	for i := range pairs {
		pairs[i] = Pair{First: level.Draw(t, "first"), Second: level.Draw(t, "second")}
	}
	return pairs
}

func TestAgreementStaysWithinItsBounds(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		a := Agree(p, anyPairs(t, p, 0))
		if a.Exact > a.WithinOne || a.WithinOne > a.N || a.Exact+a.Higher+a.Lower != a.N {
			t.Fatalf("counts do not fit: %+v", a)
		}
		if a.ExactRange.Low < 0 || a.ExactRange.High > 1 || a.ExactRange.Low > a.ExactRange.High {
			t.Fatalf("interval of the exact rate %v", a.ExactRange)
		}
		if a.N > 0 {
			if rate := float64(a.Exact) / float64(a.N); rate < a.ExactRange.Low-1e-9 || rate > a.ExactRange.High+1e-9 {
				t.Fatalf("the rate %v is outside %v", rate, a.ExactRange)
			}
		}
		if a.KappaKnown && (a.Kappa < -1-1e-9 || a.Kappa > 1+1e-9 || a.KappaRange.Low > a.Kappa+1e-9 || a.KappaRange.High < a.Kappa-1e-9 || math.IsNaN(a.Kappa)) {
			t.Fatalf("kappa %v in %v", a.Kappa, a.KappaRange)
		}
	})
}

func TestKappaIsOneWhereAllAgree(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		pairs := anyPairs(t, p, 2)
		for i := range pairs {
			pairs[i].Second = pairs[i].First
		}
		pairs[0].First, pairs[0].Second, pairs[1].First, pairs[1].Second = "L0", "L0", "L5", "L5" // two levels, so that chance cannot explain it
		if a := Agree(p, pairs); !a.KappaKnown || !near(a.Kappa, 1, 1e-9) || a.Exact != a.N {
			t.Fatalf("%+v", a)
		}
	})
	if a := Agree(p, []Pair{{First: "L3", Second: "L3"}, {First: "L3", Second: "L3"}}); a.KappaKnown || a.Exact != 2 {
		t.Errorf("one level twice over: %+v; chance alone explains that", a)
	}
}

// With quadratic weights kappa is the concordance correlation of the two ratings
// (Fleiss and Cohen, 1973; Lin, 1989): another way to the same number.
func TestQuadraticKappaIsTheConcordanceOfTheRatings(t *testing.T) {
	p := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		pairs := anyPairs(t, p, 2)
		a := Agree(p, pairs)
		var sx, sy, sxx, syy, sxy float64
		for _, pair := range pairs {
			x, y := float64(p.step(pair.First)), float64(p.step(pair.Second))
			sx, sy, sxx, syy, sxy = sx+x, sy+y, sxx+x*x, syy+y*y, sxy+x*y
		}
		n := float64(len(pairs))
		below := sxx/n - sx*sx/n/n + syy/n - sy*sy/n/n + (sx/n-sy/n)*(sx/n-sy/n)
		if near(below, 0, 1e-12) {
			if a.KappaKnown {
				t.Fatal("kappa is known where nothing varies")
			}
			return
		}
		if want := 2 * (sxy/n - sx*sy/n/n) / below; !near(a.Kappa, want, 1e-9) {
			t.Fatalf("kappa %v, concordance %v", a.Kappa, want)
		}
	})
}

func TestPairsWithoutAKnownLevelAreLeftOut(t *testing.T) {
	p := shipped(t)
	a := Agree(p, []Pair{{First: "L2", Second: "L3"}, {First: "L2", Second: ""}, {First: "X9", Second: "L2"}})
	if a.N != 1 || a.WithinOne != 1 || a.Higher != 1 || a.RateKnown() {
		t.Errorf("%+v", a)
	}
}

func TestStrandThatSplitsPeopleMostComesFirst(t *testing.T) {
	p := shipped(t)
	strands := AgreeByStrand(p, []Pair{
		{FirstRatings: map[string]string{"cl.lit": "L2", "se.reg": "L1", "ci.und": "L2"}, SecondRatings: map[string]string{"cl.lit": "L2", "se.reg": "L4"}},
		{FirstRatings: map[string]string{"cl.lit": "L3", "se.reg": "L2"}, SecondRatings: map[string]string{"cl.lit": "L2", "se.reg": "L3"}},
	})
	if len(strands) != 2 || strands[0].Strand != "se.reg" || strands[0].Apart != 2 || strands[1].Strand != "cl.lit" || strands[1].Exact != 1 || strands[1].N != 2 {
		t.Fatalf("%+v", strands)
	}
	areas := AgreeByArea(p, strands)
	if len(areas) != 2 || areas[0].Area != "cognition_learning" || areas[0].N != 2 || areas[0].Apart != 1 || areas[1].Apart != 4 {
		t.Errorf("%+v", areas)
	}
}
