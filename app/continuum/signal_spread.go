package continuum

import (
	"math"
	"slices"
)

// fewestForSpread is how many schools it takes to tell a spread between schools from
// one school that differs.
const fewestForSpread = 5

// fewestForReference is how many schools must stay in a reference: with fewer, what is
// left could be read as one school's own figures.
const fewestForReference = 3

// Spread measures how much more schools differ than chance alone would have them: the
// mean of z squared once the outer tenth at each end, one school at least, is drawn in
// to the next (Spiegelhalter, 2005). A mean within one standard error of 1, the root of
// 2/n, is what chance alone brings, and counts as 1: widening the limits by it would hide
// what is there. So it is for fewer than five.
func Spread(z []float64) float64 {
	if len(z) < fewestForSpread {
		return 1
	}
	z = slices.Sorted(slices.Values(z))
	cut := max(1, len(z)/10)
	low, high, sum := z[cut], z[len(z)-1-cut], 0.0
	for _, x := range z {
		x = min(high, max(low, x))
		sum += x * x
	}
	n := float64(len(z))
	if spread := sum / n; spread > 1+math.Sqrt(2/n) {
		return spread
	}
	return 1
}

// Reference is what schools of a cluster come to together, to compare one with.
type Reference struct {
	Total []SignalCount // by area of need
	// LeftOut are the places of schools that lie so far out that they would drag the
	// total towards themselves.
	LeftOut []int
	Z       []float64 // of each school against the others, in order
	Spread  float64
}

// Refer adds schools up. A school outside the outer limit is left out, once, and the
// spread measured again without it. spread is a wider area's, to be used in the place of
// the schools' own; 0 for none. It returns false where too few schools have counts.
func Refer(schools [][]SignalCount, spread float64) (Reference, bool) {
	in := func(i int, r Reference) bool { return !slices.Contains(r.LeftOut, i) }
	filled := 0
	for _, s := range schools {
		if sized(s) > 0 {
			filled++
		}
	}
	if filled < fewestForReference {
		return Reference{}, false
	}
	first := add(schools, Reference{}, in)
	first.measure(schools, spread, in)
	second := Reference{}
	for i := range schools {
		if math.Abs(first.Z[i])/math.Sqrt(first.Spread) >= SignalOuter {
			second.LeftOut = append(second.LeftOut, i)
		}
	}
	if len(second.LeftOut) == 0 || filled-len(second.LeftOut) < fewestForReference {
		return first, true
	}
	second = add(schools, second, in)
	second.measure(schools, spread, in)
	return second, true
}

func sized(s []SignalCount) (n float64) {
	for _, a := range s {
		n += a.Of
	}
	return n
}

func add(schools [][]SignalCount, r Reference, in func(int, Reference) bool) Reference {
	for i, s := range schools {
		if r.Total == nil {
			r.Total = make([]SignalCount, len(s))
		}
		for a := range s {
			if in(i, r) {
				r.Total[a].At += s[a].At
				r.Total[a].Of += s[a].Of
			}
		}
	}
	return r
}

// measure sets Z of every school, and the spread of those that are in.
func (r *Reference) measure(schools [][]SignalCount, spread float64, in func(int, Reference) bool) {
	var inside []float64
	for i, s := range schools {
		others := r.Total
		if in(i, *r) {
			others = Without(r.Total, s)
		}
		z := normalZ(s, others)
		r.Z = append(r.Z, z)
		if in(i, *r) && sized(s) > 0 {
			inside = append(inside, z)
		}
	}
	if r.Spread = spread; spread == 0 {
		r.Spread = Spread(inside)
	}
}

// Without takes one school out of a total.
func Without(total, school []SignalCount) []SignalCount {
	out := slices.Clone(total)
	for a := range school {
		out[a].At = max(0, out[a].At-school[a].At)
		out[a].Of = max(out[a].At, out[a].Of-school[a].Of)
	}
	return out
}

// normalZ is z of Signal without its exact distribution, for counts that are estimates.
func normalZ(own, others []SignalCount) float64 {
	observed, expected, variance := expect(own, others)
	if variance == 0 {
		return 0
	}
	return (observed - expected) / math.Sqrt(variance)
}
