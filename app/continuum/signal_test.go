package continuum

import (
	"testing"

	"pgregory.net/rapid"
)

// The worked numbers were computed apart from the program, with exact fractions for the
// small schools and by hand for the large one.
func TestSignalMatchesWorkedNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		own, others []SignalCount
		spread      float64
		want        SignalReading
	}{
		"one area, as the others": {[]SignalCount{{12, 40}}, []SignalCount{{90, 300}}, 1,
			SignalReading{Known: true, Observed: 12, Of: 40, Expected: 12.026578073, Z: -0.008610249, Star: -0.008610249, Exact: false, Band: 0}},
		"large and higher": {[]SignalCount{{30, 60}, {25, 60}}, []SignalCount{{60, 200}, {60, 200}}, 1,
			SignalReading{Known: true, Observed: 55, Of: 120, Expected: 36.119402985, Z: 3.297486930, Star: 3.297486930, Exact: false, Band: 2}},
		"large, higher, and schools that differ widely": {[]SignalCount{{30, 60}, {25, 60}}, []SignalCount{{60, 200}, {60, 200}}, 4,
			SignalReading{Known: true, Observed: 55, Of: 120, Expected: 36.119402985, Z: 3.297486930, Star: 1.648743465, Exact: false, Band: 0}},
		"large and lower": {[]SignalCount{{10, 60}, {12, 60}, {0, 0}}, []SignalCount{{80, 200}, {60, 200}, {3, 10}}, 1.2,
			SignalReading{Known: true, Observed: 22, Of: 120, Expected: 42.089552239, Z: -3.390992311, Star: -3.095538301, Exact: false, Band: -2}},
		"small and higher": {[]SignalCount{{4, 8}, {1, 3}}, []SignalCount{{10, 100}, {20, 80}}, 1,
			SignalReading{Known: true, Observed: 5, Of: 11, Expected: 1.590942428, Z: 2.387365401, Star: 2.387365401, Exact: true, Band: 1}},
		"small, nobody at the level": {[]SignalCount{{0, 12}, {0, 6}}, []SignalCount{{30, 90}, {10, 60}}, 1,
			SignalReading{Known: true, Observed: 0, Of: 18, Expected: 5.054764907, Z: -2.919363711, Star: -2.919363711, Exact: true, Band: -1}},
		"no reference in one area": {[]SignalCount{{2, 5}, {3, 20}}, []SignalCount{{0, 0}, {20, 150}}, 1,
			SignalReading{Known: true, Observed: 5, Of: 25, Expected: 5.215231788, Z: -0.070977978, Star: -0.070977978, Exact: true, Band: 0}},
		"two pupils": {[]SignalCount{{2, 2}}, []SignalCount{{1, 200}}, 1,
			SignalReading{Known: true, Observed: 2, Of: 2, Expected: 0.014925373, Z: 3.909832920, Star: 3.909832920, Exact: true, Band: 2}},
		"nobody": {[]SignalCount{{0, 0}}, []SignalCount{{5, 20}}, 1, SignalReading{}},
	} {
		got := Signal(c.own, c.others, c.spread)
		w := c.want
		if got.Known != w.Known || got.Observed != w.Observed || got.Of != w.Of || got.Exact != w.Exact || got.Band != w.Band ||
			!near(got.Expected, w.Expected, 1e-6) || !near(got.Z, w.Z, 1e-6) || !near(got.Star, w.Star, 1e-6) {
			t.Errorf("%s: %+v, not %+v", name, got, w)
		}
	}
}

func TestBandsBeginAtTheLimits(t *testing.T) {
	for z, want := range map[float64]int{0: 0, 1.959: 0, 1.96: 1, -1.96: -1, 3.089: 1, 3.09: 2, -3.09: -2, -40: -2} {
		if got := signalBand(z); got != want {
			t.Errorf("z %g is band %d, not %d", z, got, want)
		}
	}
}

func TestATalkIsAskedForAfterTwoTermsOnOneSide(t *testing.T) {
	for _, c := range []struct {
		now, before int
		stands      bool
	}{{2, 1, true}, {2, 2, true}, {2, 0, false}, {2, -2, false}, {1, 2, false}, {-2, -1, true}, {-2, 0, false}, {0, 2, false}} {
		if SignalStands(c.now, c.before) != c.stands {
			t.Errorf("%d after %d: %v", c.now, c.before, !c.stands)
		}
	}
}

// The mean of squares is worked out by hand: the outer one at each end is drawn in.
func TestSpreadDrawsTheOutermostIn(t *testing.T) {
	for _, c := range []struct {
		z    []float64
		want float64
	}{
		{[]float64{9, 9, 9, 9}, 1},                         // too few to tell
		{[]float64{-1, 0, 0.5, 1, 9}, 1},                   // one school that differs
		{[]float64{-9, -3, -2, 0, 2, 3, 9}, 44.0 / 7},      // 9+9+4+0+4+9+9
		{[]float64{-1.2, -1.2, -1.2, 1.2, 1.2, 1.2}, 1},    // 1.44, within 1+sqrt(2/6)
		{[]float64{3, -3, 2, -2, 9, -9, 0}, 44.0 / 7},      // in any order
		{[]float64{-1.6, -1.6, -1.6, 1.6, 1.6, 1.6}, 2.56}, // beyond it
	} {
		if got := Spread(c.z); !near(got, c.want, 1e-9) {
			t.Errorf("%v: %g, not %g", c.z, got, c.want)
		}
	}
}

func TestReferenceLeavesAnOutlierOutButNeverTooMany(t *testing.T) {
	school := func(at float64) []SignalCount { return []SignalCount{{at, 100}} }
	schools := [][]SignalCount{school(30), school(31), school(29), school(30), school(28), school(75)}
	r, ok := Refer(schools, 0)
	if !ok || len(r.LeftOut) != 1 || r.LeftOut[0] != 5 || r.Total[0] != (SignalCount{148, 500}) || r.Spread != 1 {
		t.Errorf("%v %+v", ok, r)
	}
	if r, ok = Refer(schools[3:], 0); !ok || len(r.LeftOut) != 0 || r.Total[0].Of != 300 {
		t.Errorf("of three, one was left out: %+v", r)
	}
	if _, ok = Refer([][]SignalCount{school(30), school(31), {{0, 0}}}, 0); ok {
		t.Error("two schools make a reference")
	}
}

func TestSignalIsTheSameHoweverAreasAreOrderedAndTurnsWithItsSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "areas")
		own, others := make([]SignalCount, n), make([]SignalCount, n)
		flipOwn, flipOthers := make([]SignalCount, n), make([]SignalCount, n)
		backOwn, backOthers := make([]SignalCount, n), make([]SignalCount, n)
		for i := range n {
			of, all := rapid.IntRange(0, 60).Draw(t, "own"), rapid.IntRange(0, 400).Draw(t, "others")
			own[i] = SignalCount{float64(rapid.IntRange(0, of).Draw(t, "at")), float64(of)}
			others[i] = SignalCount{float64(rapid.IntRange(0, all).Draw(t, "othersAt")), float64(all)}
			flipOwn[i], flipOthers[i] = SignalCount{own[i].Of - own[i].At, own[i].Of}, SignalCount{others[i].Of - others[i].At, others[i].Of}
			backOwn[n-1-i], backOthers[n-1-i] = own[i], others[i]
		}
		a, flipped, back := Signal(own, others, 1), Signal(flipOwn, flipOthers, 1), Signal(backOwn, backOthers, 1)
		if a.Known != flipped.Known || !near(a.Z, -flipped.Z, 1e-6) || !near(a.Z, back.Z, 1e-6) {
			t.Fatalf("%+v, of the others %+v, in another order %+v", a, flipped, back)
		}
		if wide := Signal(own, others, 4); !near(wide.Star, a.Star/2, 1e-9) || max(wide.Band, -wide.Band) > max(a.Band, -a.Band) {
			t.Fatalf("widened: %+v", wide)
		}
	})
}
