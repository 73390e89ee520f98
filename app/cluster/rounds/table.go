package rounds

import (
	"maps"
	"math"

	"needsbook/app/cluster/papers"
)

// table counts how two schools rated the same cases: in row a and column b the weight of
// cases that one gave step a and the other step b. It is kept symmetric, since neither of
// two schools is the first.
type table struct {
	levels int
	cells  []float64
	n      float64 // cases that both rated
}

func newTable(levels int) table { return table{levels: levels, cells: make([]float64, levels*levels)} }

// count adds one case: every rater of one school with every rater of the other, so that
// all of them together weigh one.
func (t *table) count(one, other []int) {
	if len(one) == 0 || len(other) == 0 {
		return
	}
	w := 1 / float64(2*len(one)*len(other))
	for _, a := range one {
		for _, b := range other {
			t.cells[a*t.levels+b] += w
			t.cells[b*t.levels+a] += w
		}
	}
	t.n++
}

// plus adds another table, sign times.
func (t *table) plus(o table, sign float64) {
	for i, c := range o.cells {
		t.cells[i] += sign * c
	}
	t.n += sign * o.n
}

// within is the share of cases on which two schools are at most so many levels apart.
func (t table) within(apart int) float64 {
	sum := 0.0
	t.each(func(a, b int, c float64) {
		if max(a-b, b-a) <= apart {
			sum += c
		}
	})
	return sum / max(t.n, 1e-9)
}

// apart is how many levels two schools are apart on average.
func (t table) apart() float64 {
	sum := 0.0
	t.each(func(a, b int, c float64) { sum += c * math.Abs(float64(a-b)) })
	return sum / max(t.n, 1e-9)
}

func (t table) each(do func(a, b int, c float64)) {
	for i, c := range t.cells {
		do(i/t.levels, i%t.levels, c)
	}
}

// kappa is Cohen's kappa weighted by the square of the distance (Cohen, 1968); not known
// where chance alone would explain full agreement.
func (t table) kappa() (k float64, known bool) {
	if t.n < 1e-9 || t.levels < 2 {
		return 0, false
	}
	share := make([]float64, t.levels) // the same by rows and by columns
	t.each(func(a, _ int, c float64) { share[a] += c / t.n })
	seen, chance := 0.0, 0.0
	t.each(func(a, b int, c float64) {
		d := float64(a-b) * float64(a-b)
		seen += d * c / t.n
		chance += d * share[a] * share[b]
	})
	if chance < 1e-9 {
		return 0, false
	}
	return 1 - seen/chance, true
}

// pairs holds a table for every two schools.
type pairs struct {
	levels, schools int
	of              map[[2]int]table
	rated           map[string]bool // what two schools both rated: a case, or a strand of it
}

func newPairs(levels, schools int) pairs {
	return pairs{levels, schools, map[[2]int]table{}, map[string]bool{}}
}

// count adds how schools i and j rated one thing.
func (p pairs) count(i, j int, what string, one, other []int) {
	if len(one) > 0 && len(other) > 0 {
		p.rated[what] = true
	}
	t, ok := p.of[[2]int{i, j}]
	if !ok {
		t = newTable(p.levels)
	}
	t.count(one, other)
	p.of[[2]int{i, j}] = t
}

// plus adds the pairs of another strand.
func (p pairs) plus(o pairs) {
	maps.Copy(p.rated, o.rated)
	for at, t := range o.of {
		sum, ok := p.of[at]
		if !ok {
			sum = newTable(p.levels)
		}
		sum.plus(t, 1)
		p.of[at] = sum
	}
}

// all is every two schools together; with is those of one school.
func (p pairs) all() table { return p.sum(func(i, j int) bool { return true }) }

func (p pairs) with(school int) table {
	return p.sum(func(i, j int) bool { return i == school || j == school })
}

func (p pairs) sum(in func(i, j int) bool) table {
	t := newTable(p.levels)
	for i := range p.schools {
		for j := i + 1; j < p.schools; j++ { // in order, so that sums do not wander
			if one, ok := p.of[[2]int{i, j}]; ok && in(i, j) {
				t.plus(one, 1)
			}
		}
	}
	return t
}

// agree says how far the schools agree. The interval of kappa is that of the jackknife:
// it is worked out again without each school in turn, which allows for one school's
// ratings standing in many pairs (Efron and Tibshirani, 1993, chapter 11).
func (p pairs) agree() papers.Agree {
	whole := p.all()
	a := papers.Agree{N: int(math.Round(whole.n))}
	if a.N == 0 {
		return a
	}
	a.Exact, a.WithinOne = hundredths(whole.within(0)), hundredths(whole.within(1))
	k, known := whole.kappa()
	if !known || len(p.rated) < fewestRated {
		return a
	}
	var without []float64
	mean := 0.0
	for i := range p.schools {
		own := p.with(i)
		if own.n < 0.5 {
			continue
		}
		rest := newTable(p.levels)
		rest.plus(whole, 1)
		rest.plus(own, -1)
		one, known := rest.kappa()
		if !known {
			return a
		}
		without = append(without, one)
		mean += one
	}
	if len(without) < fewestForKappa {
		return a
	}
	n := float64(len(without))
	mean /= n
	sum := 0.0
	for _, one := range without {
		sum += (one - mean) * (one - mean)
	}
	half := student(len(without)-1) * math.Sqrt((n-1)/n*sum)
	a.Known, a.Kappa, a.Low, a.High = true, hundredths(k), hundredths(max(-1, k-half)), hundredths(min(1, k+half))
	return a
}

// Kappa is known from fewestForKappa schools, which it takes to say how sure it is, that
// rated fewestRated things: kappa asks whether schools tell cases apart, and of one or two
// cases it says nothing.
const (
	fewestForKappa = 4
	fewestRated    = 3
)

func hundredths(x float64) int { return int(math.Round(100 * x)) }

// student is the point of Student's distribution that leaves 2.5 % above it.
func student(df int) float64 {
	points := []float64{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042}
	if df > len(points) {
		return 1.96
	}
	return points[max(1, df)-1]
}
