package continuum

import (
	"testing"
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
