package continuum

import (
	"math"
	"math/rand/v2"
	"testing"
)

// simulated draws clusters of twelve schools of different sizes and needs, in which the
// chance of a pupil to be at the upper levels depends on the area of need alone, and
// counts how often each size of signal is raised.
type simulated struct {
	varied  float64              // how far schools truly differ, as a standard deviation of the share
	size    func(*rand.Rand) int // pupils with a level
	raise   float64              // the share of its lower cases that the first school raises
	first   int                  // pupils of the first school; 0 for any size
	outlier bool                 // the first school raises 60 % and is not counted itself
	ref     func([][]SignalCount) Reference
}

// upper is the share at the upper levels by area of need.
var upper = []float64{0.35, 0.25, 0.40, 0.45, 0.20}

// run returns how often the schools (all, or the first where it raises) lie outside the
// inner and outer limits, per cent, and in how many clusters any lies outside the outer.
func (s simulated) run(clusters int, seed uint64) (inner, outer, anyOuter float64) {
	r := rand.New(rand.NewPCG(seed, 8))
	in, out, n, clustersOut := 0, 0, 0, 0
	for range clusters {
		var schools [][]SignalCount
		for i := range 12 {
			size := 20 + r.IntN(140)
			if s.size != nil {
				size = s.size(r)
			}
			if i == 0 && s.first > 0 {
				size = s.first
			}
			schools = append(schools, s.school(r, size, i == 0))
		}
		ref := s.refer(schools)
		hit := false
		for i, own := range schools {
			if s.raise > 0 && i > 0 || s.outlier && i == 0 {
				continue
			}
			others := ref.Total
			if !contains(ref.LeftOut, i) {
				others = Without(ref.Total, own)
			}
			band := Signal(own, others, ref.Spread).Band
			n++
			if band != 0 {
				in++
			}
			if band == 2 || band == -2 {
				out, hit = out+1, true
			}
		}
		if hit {
			clustersOut++
		}
	}
	return 100 * float64(in) / float64(n), 100 * float64(out) / float64(n), 100 * float64(clustersOut) / float64(clusters)
}

func (s simulated) refer(schools [][]SignalCount) Reference {
	if s.ref != nil {
		return s.ref(schools)
	}
	ref, _ := Refer(schools, 0)
	return ref
}

func contains(list []int, i int) bool {
	for _, x := range list {
		if x == i {
			return true
		}
	}
	return false
}

// school draws one school: how its pupils fall into areas, and who is at the upper levels.
func (s simulated) school(r *rand.Rand, size int, first bool) []SignalCount {
	mix, sum := make([]float64, len(upper)), 0.0
	for a := range mix {
		mix[a] = 0.3 + r.ExpFloat64()
		sum += mix[a]
	}
	differs := s.varied * r.NormFloat64()
	raise := 0.0
	if first {
		raise = s.raise
		if s.outlier {
			raise = 0.6
		}
	}
	own := make([]SignalCount, len(upper))
	for range size {
		at, a := r.Float64()*sum, 0
		for ; a < len(mix)-1 && at >= mix[a]; a++ {
			at -= mix[a]
		}
		own[a].Of++
		p := math.Min(0.98, math.Max(0.02, upper[a]+differs))
		if r.Float64() < p || raise > 0 && r.Float64() < raise {
			own[a].At++
		}
	}
	return own
}

// untrimmed and narrow are what the program would do without leaving schools out and
// without widening the limits.
func narrow(schools [][]SignalCount) Reference { ref, _ := Refer(schools, 1); return ref }

func untrimmed(schools [][]SignalCount) Reference {
	ref := add(schools, Reference{}, func(int, Reference) bool { return true })
	ref.Spread = 1
	return ref
}

// clustersDrawn is how many clusters a simulation draws, and slack how far a rate may lie
// from its design, in points.
const (
	clustersDrawn = 1500
	slack         = 1
)

// small are the sizes of a cluster of primary schools.
func small(r *rand.Rand) int { return 15 + r.IntN(60) }

func TestSchoolsThatAgreeAreFlaggedAsOftenAsDesigned(t *testing.T) {
	tiny := func(r *rand.Rand) int { return 4 + r.IntN(20) }
	for name, s := range map[string]simulated{
		"all sizes":                   {},
		"all sizes, limits as drawn":  {ref: narrow},
		"small schools":               {size: small},
		"few pupils, exact numbers":   {size: tiny, ref: narrow},
		"one outlier that is trimmed": {first: 160, outlier: true},
	} {
		inner, outer, _ := s.run(clustersDrawn, 1)
		t.Logf("%s: %.2f and %.2f per cent", name, inner, outer)
		if math.Abs(inner-5) > slack || outer > 0.2+0.5 {
			t.Errorf("%s: %.2f per cent outside the inner limit, not 5, and %.2f outside the outer, not 0.2", name, inner, outer)
		}
	}
}

func TestOneOutlierWouldDragTheOthersIfItStayed(t *testing.T) {
	if inner, _, _ := (simulated{first: 160, outlier: true, ref: untrimmed}).run(clustersDrawn, 1); inner < 8 {
		t.Errorf("untrimmed, %.2f per cent are flagged: the simulation shows nothing", inner)
	}
}

func TestTrueVariationBetweenSchoolsWidensTheLimits(t *testing.T) {
	_, raw, anyRaw := simulated{varied: 0.08, size: small, ref: narrow}.run(clustersDrawn, 1)
	_, outer, _ := simulated{varied: 0.08, size: small}.run(clustersDrawn, 1)
	t.Logf("outside the outer limit: %.2f per cent of schools, %.1f of clusters; widened %.2f", raw, anyRaw, outer)
	if raw < 2.2 || anyRaw < 25 {
		t.Errorf("without widening %.2f per cent: the schools do not differ enough to show anything", raw)
	}
	if math.Abs(outer-1) > 0.5 {
		t.Errorf("widened, %.2f per cent lie outside the outer limit, not 1.0", outer)
	}
}

// The second figures are those of the design, without widening the limits.
func TestPrintedPowerIsWhatSimulationGives(t *testing.T) {
	design := []SignalPower{{60, 15, 34, 7}, {60, 30, 87, 53}, {180, 30, 100, 99}}
	for i, p := range SignalPowers {
		s := simulated{first: p.Pupils, raise: float64(p.Raised) / 100}
		for name, c := range map[string]struct {
			ref    func([][]SignalCount) Reference
			want   SignalPower
			within float64
		}{"printed": {nil, p, 1}, "designed": {narrow, design[i], 5}} {
			s.ref = c.ref
			inner, outer, _ := s.run(clustersDrawn, 2)
			if math.Abs(inner-float64(c.want.Inner)) > c.within || math.Abs(outer-float64(c.want.Outer)) > c.within {
				t.Errorf("%d pupils, %d per cent raised: %.1f and %.1f per cent, %s %d and %d", p.Pupils, p.Raised, inner, outer, name, c.want.Inner, c.want.Outer)
			}
		}
	}
}
