package continuum

import "math"

// Limits of a signal in standard deviations: 95 and 99.8 in a hundred of schools that
// differ by chance alone lie within.
const (
	SignalInner = 1.96
	SignalOuter = 3.09
)

// fewestForNormal is how many pupils must be expected at the levels in question, and as
// many elsewhere, before the normal distribution is near enough to be used.
const fewestForNormal = 10

// SignalCount counts the pupils of one area of need whose level is set: all of them, and
// those at the levels in question. The counts of other schools may be estimates.
type SignalCount struct{ At, Of float64 }

// SignalReading says how a school's number of pupils at some levels compares with what
// the needs of its pupils lead one to expect. It is a reason to talk, and never says
// that anybody is wrong.
type SignalReading struct {
	Known    bool    // false where the school or the others have nobody to compare
	Observed int     // pupils at the levels in question
	Of       int     // pupils whose level is set
	Expected float64 // of Of, by the shares of the other schools area by area
	Z        float64 // how far Observed lies from Expected in standard deviations of chance
	Star     float64 // Z with the limits widened by the spread between schools
	Exact    bool    // Z is from the exact distribution, since few are expected
	Band     int     // -2 to 2: outside the outer limit, outside the inner one, 0 within
}

// Signal compares a school with the others of its cluster. own and others are counts by
// area of need in the same order; others leaves the school itself out, since a school
// that is part of its own yardstick bends it. spread is what Spread measured, at least 1.
//
// With p = (O+0.5)/(N+1) of the others in each area, n the school's own pupils there:
//
//	E = sum n p,  V = sum n p (1-p) (1 + n/(N+1)),  z = (O-E)/sqrt(V)
//
// where the last factor of V says that p itself is known only from N pupils. Where fewer
// than ten are expected on either side, z comes from the two-sided mid-p of the exact
// distribution: the sum of one beta-binomial for each area, which is the binomial with
// that same uncertainty of p (the plain binomial would raise 6 false signals in a
// hundred instead of 5).
func Signal(own, others []SignalCount, spread float64) SignalReading {
	observed, _, _ := expect(own, others)
	return signalOf(observed, own, others, spread)
}

// SharedBand is the band that a school may tell its cluster: of all numbers from least to
// most that its published figure may stand for, the band nearest to 0. So a signal narrows
// no published figure down: whether there are 0 pupils or 4 behind a low one cannot be
// read off it.
func SharedBand(own, others []SignalCount, spread float64, least, most int) (band int, known bool) {
	a, b := signalOf(float64(least), own, others, spread), signalOf(float64(most), own, others, spread)
	switch {
	case !a.Known || !b.Known:
		return 0, false
	case a.Band < 0 && b.Band < 0:
		return max(a.Band, b.Band), true
	case a.Band > 0 && b.Band > 0:
		return min(a.Band, b.Band), true
	}
	return 0, true
}

// signalOf is Signal of a school with the same pupils in each area of which so many are
// at the levels in question.
func signalOf(observed float64, own, others []SignalCount, spread float64) SignalReading {
	_, expected, variance := expect(own, others)
	r := SignalReading{Observed: int(math.Round(observed)), Of: int(math.Round(sized(own))), Expected: expected}
	if r.Of == 0 || sized(others) == 0 || variance == 0 {
		return r
	}
	r.Known = true
	r.Exact = r.Expected < fewestForNormal || float64(r.Of)-r.Expected < fewestForNormal
	if r.Exact {
		r.Z = midZ(distribution(own, others), r.Observed)
	} else {
		r.Z = (observed - r.Expected) / math.Sqrt(variance)
	}
	r.Star = r.Z / math.Sqrt(max(1, spread))
	r.Band = signalBand(r.Star)
	return r
}

// expect sums, over the areas, the pupils at the levels in question, how many of them
// the others' shares lead one to expect, and the variance of that.
func expect(own, others []SignalCount) (observed, expected, variance float64) {
	for i, a := range own {
		o := others[i]
		p := (o.At + 0.5) / (o.Of + 1)
		observed += a.At
		expected += a.Of * p
		variance += a.Of * p * (1 - p) * (1 + a.Of/(o.Of+1))
	}
	return observed, expected, variance
}

// signalBand says within which limits z lies.
func signalBand(z float64) int {
	sign := 1
	if z < 0 {
		sign = -1
	}
	switch z = math.Abs(z); {
	case z < SignalInner:
		return 0
	case z < SignalOuter:
		return sign
	default:
		return 2 * sign
	}
}

// SignalStands is the two-term rule: one term outside the outer limit happens now and
// then by chance, so a talk is asked for only when the term before lay outside the inner
// limit on the same side.
func SignalStands(now, before int) bool {
	return now == 2 && before >= 1 || now == -2 && before <= -1
}

// SignalPower says how often a signal finds a school that puts so many in a hundred of
// its lower cases a step up, in a cluster of twelve whose schools agree otherwise. The
// figures are from 1,500 simulated clusters, and a test holds them.
type SignalPower struct {
	Pupils int // with a level, in the school
	Raised int // of its lower cases, per cent
	Inner  int // found outside the inner limit, per cent
	Outer  int // found outside the outer limit, per cent
}

// SignalPowers are what a page of signals prints, since no signal is no proof of agreement.
var SignalPowers = []SignalPower{{60, 15, 33, 7}, {60, 30, 83, 49}, {180, 30, 100, 94}}

// distribution is the chance of each number of pupils at the levels in question.
func distribution(own, others []SignalCount) []float64 {
	whole := []float64{1}
	for i, a := range own {
		one := betaBinomial(int(math.Round(a.Of)), others[i].At+0.5, others[i].Of-others[i].At+0.5)
		next := make([]float64, len(whole)+len(one)-1)
		for j, x := range whole {
			for k, y := range one {
				next[j+k] += x * y
			}
		}
		whole = next
	}
	return whole
}

// betaBinomial is the chance of 0 to n successes where the rate itself is drawn from a
// beta distribution.
func betaBinomial(n int, a, b float64) []float64 {
	lnBeta := func(x, y float64) float64 {
		u, _ := math.Lgamma(x)
		v, _ := math.Lgamma(y)
		w, _ := math.Lgamma(x + y)
		return u + v - w
	}
	out := make([]float64, n+1)
	for k := range out {
		m := float64(n - k)
		choose := -math.Log(float64(n)+1) - lnBeta(m+1, float64(k)+1)
		out[k] = math.Exp(choose + lnBeta(float64(k)+a, m+b) - lnBeta(a, b))
	}
	return out
}

// midZ turns the mid-p of an observed number, P(X<o) + P(X=o)/2, into the standard
// deviations of a normal distribution that leave as much below.
func midZ(chance []float64, observed int) float64 {
	below, above := 0.0, 0.0
	for k, p := range chance {
		switch {
		case k < observed:
			below += p
		case k > observed:
			above += p
		default:
			below, above = below+p/2, above+p/2
		}
	}
	tail := max(min(below, above), 1e-15)
	z := math.Sqrt2 * math.Erfinv(1-2*tail)
	if below < above {
		return -z
	}
	return z
}
