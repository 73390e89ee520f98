package summary

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// parts is what each pupil adds to a figure, by opaque key. The parts of OTHER are
// keyed by family and pupil, as in "CI-T/k0001".
type parts map[string]int64

// pupil returns the pupil's own key of a key of parts.
func pupil(key string) string {
	if family, rest, ok := strings.Cut(key, "/"); ok && codeIndex(families, family) >= 0 {
		return rest
	}
	return key
}

// byPupil adds up what belongs to one pupil, as amounts without their keys.
func (p parts) byPupil() []int64 {
	sums := map[string]int64{}
	for key, n := range p {
		sums[pupil(key)] += n
	}
	return slices.Collect(maps.Values(sums))
}

// total is the sum of all the parts.
func (p parts) total() int64 {
	var t int64
	for _, n := range p {
		t += n
	}
	return t
}

// add puts an amount to a pupil.
func (p parts) add(key string, n int64) { p[key] += n }

// movement returns by how much each part differs from before, as positive amounts:
// who came, who went and whose own amount changed.
func (p parts) movement(before parts) parts {
	out := parts{}
	for key, n := range p {
		if old, was := before[key]; !was || old != n {
			out[key] = max(n-old, old-n)
		}
	}
	for key, old := range before {
		if _, still := p[key]; !still {
			out[key] = old
		}
	}
	return out
}

// dominated reports whether one of the amounts could be worked out too closely from
// their sum by whoever contributed the second largest: the p %-rule with p = 15 asks
// that the others together are at least 15 per cent of the largest.
func dominated(amounts []int64) bool {
	var sorted []int64
	for _, n := range amounts {
		sorted = append(sorted, max(n, -n)) // what has left counts as what has come
	}
	slices.SortFunc(sorted, func(a, b int64) int { return cmp.Compare(b, a) })
	if len(sorted) == 0 {
		return false
	}
	var rest int64
	for _, n := range sorted[min(2, len(sorted)):] {
		rest += n
	}
	return 100*rest < 15*sorted[0]
}

// telling reports whether a sum of these amounts would tell too much of one of them:
// one dominates, or fewer than five pupils have anything at all.
func telling(amounts []int64) bool {
	some := 0
	for _, n := range amounts {
		if n != 0 {
			some++
		}
	}
	return dominated(amounts) || (some > 0 && some < movers)
}

// enough reports whether a sum of these parts may be shown: five pupils or more,
// and none that it tells too much of.
func (p parts) enough() bool {
	amounts := p.byPupil()
	return len(amounts) >= movers && !telling(amounts)
}

// nearest rounds an amount to the nearest whole number of steps, of which one is
// per smallest units, and gives step for each. What rounds to nothing is low.
func nearest(amount, per int64, step int) int {
	n := int((amount + per/2) / per)
	if n == 0 {
		return Low
	}
	return n * step
}
