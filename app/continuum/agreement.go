package continuum

import (
	"cmp"
	"math"
	"slices"
)

// FewestForRate is the fewest pairs of which agreement is given as a rate: of fewer,
// one pair more or less would move it too far, so only the counts are shown.
const FewestForRate = 10

// Pair is one case as two people rated it without seeing each other's rating: the
// levels that their ratings came to, and the ratings by strand.
type Pair struct {
	First, Second               string
	FirstRatings, SecondRatings map[string]string
}

// Interval is a range from low to high that holds the true value in 95 of 100 samples.
type Interval struct{ Low, High float64 }

// Agreement says how far two people agree on levels.
type Agreement struct {
	N         int // pairs with a level on both sides
	Exact     int // the same level
	WithinOne int // the same level or the next one
	Higher    int // the second is higher
	Lower     int // the second is lower

	ExactRange Interval // Wilson's interval for the exact rate; 0 to 1 where N is 0

	Kappa      float64  // quadratic-weighted; only where KappaKnown
	KappaRange Interval // 95 % by the large-sample variance
	KappaKnown bool     // false where N is 0 or everybody gave everything one and the same level twice over
}

// RateKnown reports whether there are enough pairs to speak of a rate.
func (a Agreement) RateKnown() bool { return a.N >= FewestForRate }

// ExactPercent is the exact rate in whole per cent; only meant where RateKnown.
func (a Agreement) ExactPercent() int { return percent(a.Exact, a.N) }

// WithinOnePercent is the rate within one level in whole per cent; only meant where RateKnown.
func (a Agreement) WithinOnePercent() int { return percent(a.WithinOne, a.N) }

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return int(math.Round(100 * float64(part) / float64(whole)))
}

// Agree compares the levels of pairs on the pack's scale. A pair whose level on either
// side the pack lacks, or that has none, is left out.
func Agree(p *Pack, pairs []Pair) Agreement {
	var steps [][2]int
	for _, pair := range pairs {
		steps = append(steps, [2]int{p.step(pair.First), p.step(pair.Second)})
	}
	return agree(len(p.Levels), steps)
}

// StrandAgreement is how far people agree on one strand.
type StrandAgreement struct {
	Area, Strand string // the strand's id, or the area's where it is rated as a whole
	Name         string
	Agreement
	Apart float64 // how many levels the two are apart on average
}

// AgreeByStrand compares the ratings strand by strand, where both rated it, the strand
// that splits people most first.
func AgreeByStrand(p *Pack, pairs []Pair) []StrandAgreement {
	var out []StrandAgreement
	for _, area := range p.Areas {
		for _, r := range p.ratedIn(area) {
			s := StrandAgreement{Area: area.ID, Strand: r.id, Name: r.name}
			var steps [][2]int
			apart := 0
			for _, pair := range pairs {
				a, b := p.step(pair.FirstRatings[r.id]), p.step(pair.SecondRatings[r.id])
				if a >= 0 && b >= 0 {
					steps = append(steps, [2]int{a, b})
					apart += max(a-b, b-a)
				}
			}
			if len(steps) == 0 {
				continue
			}
			s.Agreement = agree(len(p.Levels), steps)
			s.Apart = float64(apart) / float64(len(steps))
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b StrandAgreement) int { return cmp.Compare(b.Apart, a.Apart) })
	return out
}

// AreaAgreement is how far people agree on the strands of one area together.
type AreaAgreement struct {
	Area, Name   string
	N            int // ratings that both made
	Exact, Apart int // the same; levels apart in all
}

// AgreeByArea pools the strands of each area, in the pack's order.
func AgreeByArea(p *Pack, strands []StrandAgreement) []AreaAgreement {
	var out []AreaAgreement
	for _, area := range p.Areas {
		a := AreaAgreement{Area: area.ID, Name: area.Name}
		for _, s := range strands {
			if s.Area == area.ID {
				a.N, a.Exact = a.N+s.N, a.Exact+s.Exact
				a.Apart += int(math.Round(s.Apart * float64(s.N)))
			}
		}
		if a.N > 0 {
			out = append(out, a)
		}
	}
	return out
}

// ratedIn lists what takes a rating in an area: its strands, and the area itself where
// people rate it as a whole.
func (p *Pack) ratedIn(a Area) []rateable {
	list := a.rateables()
	if len(a.Strands) > 0 && p.Rateable(a.ID) {
		list = append([]rateable{{a.ID, a.Name}}, list...)
	}
	return list
}

// agree compares pairs of steps of a scale with so many levels; a step below 0 is none.
func agree(levels int, steps [][2]int) Agreement {
	table := make([][]int, levels)
	for i := range table {
		table[i] = make([]int, levels)
	}
	var a Agreement
	for _, s := range steps {
		if s[0] < 0 || s[1] < 0 {
			continue
		}
		a.N++
		table[s[0]][s[1]]++
		switch apart := s[1] - s[0]; {
		case apart == 0:
			a.Exact++
		case apart > 0:
			a.Higher++
		default:
			a.Lower++
		}
		if apart := s[1] - s[0]; max(apart, -apart) <= 1 {
			a.WithinOne++
		}
	}
	a.ExactRange = wilson(a.Exact, a.N)
	a.Kappa, a.KappaRange, a.KappaKnown = weightedKappa(table, quadratic)
	return a
}

// z95 is the point of the normal distribution that leaves 2.5 % above it.
const z95 = 1.959963984540054

// wilson is Wilson's score interval for a proportion (E. B. Wilson, 1927), which stays
// between 0 and 1 and is fair for small samples.
func wilson(hits, n int) Interval {
	if n == 0 {
		return Interval{0, 1}
	}
	rate, size := float64(hits)/float64(n), float64(n)
	z2 := z95 * z95
	middle := (rate + z2/(2*size)) / (1 + z2/size)
	half := z95 / (1 + z2/size) * math.Sqrt(rate*(1-rate)/size+z2/(4*size*size))
	return Interval{max(0, middle-half), min(1, middle+half)}
}

// quadratic is the usual weight for levels that are in order: 1 where they are the
// same, less by the square of how far they are apart (Fleiss and Cohen, 1973).
func quadratic(i, j, levels int) float64 {
	if levels < 2 {
		return 1
	}
	apart := float64(i-j) / float64(levels-1)
	return 1 - apart*apart
}

// weightedKappa is Cohen's weighted kappa (1968) of a square table of counts, with the
// 95 % interval of its large-sample variance after Fleiss, Cohen and Everitt (1969):
//
//	var = (sum p_ij (w_ij - (w_i. + w_.j)(1-k))^2 - (k - pe(1-k))^2) / (n (1-pe)^2)
//
// The interval is cut at -1 and 1. It is not known where chance alone would explain
// full agreement, since then there is nothing beyond chance to measure.
func weightedKappa(table [][]int, weight func(i, j, levels int) float64) (kappa float64, within Interval, known bool) {
	k := len(table)
	rows, columns := make([]float64, k), make([]float64, k)
	n := 0.0
	for i := range table {
		for j, c := range table[i] {
			rows[i] += float64(c)
			columns[j] += float64(c)
			n += float64(c)
		}
	}
	if n == 0 {
		return 0, Interval{}, false
	}
	observed, expected := 0.0, 0.0
	byRow, byColumn := make([]float64, k), make([]float64, k) // mean weights of a row and of a column
	for i := range table {
		for j, c := range table[i] {
			w := weight(i, j, k)
			observed += w * float64(c) / n
			expected += w * rows[i] * columns[j] / (n * n)
			byRow[i] += w * columns[j] / n
			byColumn[j] += w * rows[i] / n
		}
	}
	if 1-expected < 1e-12 {
		return 0, Interval{}, false
	}
	kappa = (observed - expected) / (1 - expected)
	sum := 0.0
	for i := range table {
		for j, c := range table[i] {
			d := weight(i, j, k) - (byRow[i]+byColumn[j])*(1-kappa)
			sum += float64(c) / n * d * d
		}
	}
	d := kappa - expected*(1-kappa)
	half := z95 * math.Sqrt(max(0, sum-d*d)/n) / (1 - expected)
	return kappa, Interval{max(-1, kappa-half), min(1, kappa+half)}, true
}
