package audit

import (
	"errors"
	"math"
)

// Tolerances of the linear programme. Counts are whole numbers below a few
// thousand, so these sit far from any real difference.
const (
	tiny    = 1e-9 // a reduced cost or pivot smaller than this is nought
	feeble  = 1e-7 // a pivot this small is not divided by
	slack   = 1e-7 // how far a value may lie outside its range
	proof   = 1e-4 // how far a bound and its proof may lie apart
	rounder = 1e-6 // taken off before rounding a bound to a whole number
)

// ErrUnsettled says that the simplex found no answer that it could prove; callers
// treat the figure as unsafe.
var ErrUnsettled = errors.New("the linear programme did not settle")

// dictionary is a bounded-variable simplex tableau in dictionary form: every
// basic variable is a linear combination of the nonbasic ones, which sit at one
// of their ends. Variables 0..n-1 are columns, n..n+m-1 are the sums of rows.
type dictionary struct {
	m, n     int
	rows     [][]float64 // as given, to check answers against
	t        []float64   // (m+1) x n; row m is the objective
	basic    []int       // variable of each row
	nonbasic []int       // variable of each column
	place    []int       // where a variable is: its row if basic, its column if not
	isBasic  []bool
	atTop    []bool // a nonbasic variable sits at its upper end
	lo, hi   []float64
	value    []float64 // of the basic variable of each row
	pivots   int
}

// newDictionary starts with every row sum basic and every column at its lower end.
func newDictionary(rows [][]float64, row, col []Range) *dictionary {
	m, n := len(rows), len(col)
	d := &dictionary{
		m: m, n: n, rows: rows, t: make([]float64, (m+1)*n), basic: make([]int, m), nonbasic: make([]int, n),
		place: make([]int, n+m), isBasic: make([]bool, n+m), atTop: make([]bool, n+m),
		lo: make([]float64, n+m), hi: make([]float64, n+m), value: make([]float64, m),
	}
	for j, r := range col {
		d.setRange(j, r)
	}
	for i, r := range row {
		d.setRange(n+i, r)
	}
	d.reset()
	return d
}

// reset goes back to the first basis, which is free of rounding.
func (d *dictionary) reset() {
	clear(d.isBasic)
	clear(d.atTop)
	for j := range d.n {
		d.nonbasic[j], d.place[j] = j, j
	}
	for i := range d.m {
		copy(d.line(i), d.rows[i])
		d.basic[i], d.place[d.n+i], d.isBasic[d.n+i] = d.n+i, i, true
	}
	d.settle()
}

func (d *dictionary) line(i int) []float64 { return d.t[i*d.n : (i+1)*d.n] }

func (d *dictionary) setRange(v int, r Range) {
	d.lo[v], d.hi[v] = float64(r.Lo), float64(r.Hi)
	if r.Hi >= NoLimit {
		d.hi[v] = math.Inf(1)
	}
	if d.atTop[v] && math.IsInf(d.hi[v], 1) {
		d.atTop[v] = false
	}
}

// at returns the value of a nonbasic variable.
func (d *dictionary) at(v int) float64 {
	if d.atTop[v] {
		return d.hi[v]
	}
	return d.lo[v]
}

// settle works out the basic variables from the nonbasic ones, which also wipes
// out rounding gathered on the way.
func (d *dictionary) settle() {
	for i := range d.m {
		sum := 0.0
		for j, f := range d.line(i) {
			if f != 0 {
				sum += f * d.at(d.nonbasic[j])
			}
		}
		d.value[i] = sum
	}
}

// feasible runs phase one: it walks until every basic variable is in its range,
// and reports false when there is no such point. That there is none is believed
// only from a fresh start.
func (d *dictionary) feasible() (bool, error) {
	if ok, err := d.walkInside(); ok && err == nil {
		return true, nil
	}
	d.reset()
	return d.walkInside()
}

func (d *dictionary) walkInside() (bool, error) {
	d.settle()
	cost := d.line(d.m)
	for step := 0; step < d.limit(); step++ {
		clear(cost)
		outside := 0.0
		for i, v := range d.basic {
			sign := 0.0
			switch {
			case d.value[i] < d.lo[v]-slack:
				sign, outside = -1, outside+d.lo[v]-d.value[i]
			case d.value[i] > d.hi[v]+slack:
				sign, outside = 1, outside+d.value[i]-d.hi[v]
			default:
				continue
			}
			for j, f := range d.line(i) {
				cost[j] += sign * f
			}
		}
		if outside == 0 {
			return true, nil
		}
		j := d.entering(step > d.limit()/2)
		if j < 0 {
			return false, nil
		}
		d.step(j)
	}
	return false, ErrUnsettled
}

// minimise walks from a feasible point to the least value of the objective over
// the columns, and returns it (-Inf when there is none). The answer is proved by
// the programme itself (see proved), or found once more from a fresh start.
func (d *dictionary) minimise(objective []float64) (float64, error) {
	for range 2 {
		x, err := d.walkDown(objective)
		if err == nil && (math.IsInf(x, -1) || d.proved(objective, x)) {
			return x, nil
		}
		d.reset()
		if ok, err := d.walkInside(); !ok || err != nil {
			break
		}
	}
	return 0, ErrUnsettled
}

func (d *dictionary) walkDown(objective []float64) (float64, error) {
	cost := d.line(d.m)
	clear(cost)
	for v, c := range objective {
		if c == 0 {
			continue
		}
		if !d.isBasic[v] {
			cost[d.place[v]] += c
			continue
		}
		for j, f := range d.line(d.place[v]) {
			cost[j] += c * f
		}
	}
	for step := 0; step < d.limit(); step++ {
		j := d.entering(step > d.limit()/2)
		if j < 0 {
			d.settle()
			return d.total(objective), nil
		}
		if !d.step(j) {
			return math.Inf(-1), nil
		}
	}
	return 0, ErrUnsettled
}

func (d *dictionary) limit() int { return 2000 + 40*(d.m+d.n) }

func (d *dictionary) total(objective []float64) float64 {
	sum := 0.0
	for v, c := range objective {
		if c != 0 {
			sum += c * d.read(v)
		}
	}
	return sum
}

// read returns the present value of any variable.
func (d *dictionary) read(v int) float64 {
	if d.isBasic[v] {
		return d.value[d.place[v]]
	}
	return d.at(v)
}

// entering picks the nonbasic variable that improves the objective fastest, or,
// when careful, the one of lowest number (Bland's rule, which cannot cycle).
func (d *dictionary) entering(careful bool) int {
	best, bestGain := -1, tiny
	for j, c := range d.line(d.m) {
		v := d.nonbasic[j]
		if d.lo[v] == d.hi[v] {
			continue
		}
		gain := -c
		if d.atTop[v] {
			gain = c
		}
		if gain <= tiny {
			continue
		}
		if careful {
			if best < 0 || v < d.nonbasic[best] {
				best = j
			}
		} else if gain > bestGain {
			best, bestGain = j, gain
		}
	}
	return best
}

// step moves nonbasic column j away from its end as far as the ranges allow and
// exchanges it with the variable that stopped it. A basic variable that is out of
// its range stops the walk when it reaches the range. It reports false when
// nothing stops it.
func (d *dictionary) step(j int) bool {
	v := d.nonbasic[j]
	way := 1.0
	if d.atTop[v] {
		way = -1
	}
	// First how far it can go at all, then, among those that stop it there, the one
	// with the strongest pivot: dividing by small numbers is what breeds rounding.
	reach := d.hi[v] - d.lo[v]
	for i, b := range d.basic {
		if rate := d.t[i*d.n+j] * way; math.Abs(rate) > feeble {
			room, _ := d.room(i, b, rate)
			reach = min(reach, max(0, room+slack)/math.Abs(rate))
		}
	}
	far, leaving, atTop, strength := d.hi[v]-d.lo[v], -1, false, 0.0
	for i, b := range d.basic {
		rate := d.t[i*d.n+j] * way
		if math.Abs(rate) <= max(feeble, strength) {
			continue
		}
		room, top := d.room(i, b, rate)
		if room = max(0, room) / math.Abs(rate); room <= reach {
			far, leaving, atTop, strength = room, i, top, math.Abs(rate)
		}
	}
	if math.IsInf(far, 1) {
		return false
	}
	for i := range d.basic {
		d.value[i] += d.t[i*d.n+j] * way * far
	}
	if leaving < 0 { // the variable itself reaches its other end
		d.atTop[v] = !d.atTop[v]
		return true
	}
	arrived := d.at(v) + way*far
	d.exchange(leaving, j, atTop)
	d.value[leaving] = arrived
	return true
}

// room returns how far the basic variable b of row i may move in the direction
// of rate before it meets an end, and whether that is its upper end.
func (d *dictionary) room(i, b int, rate float64) (float64, bool) {
	x := d.value[i]
	if rate > 0 {
		if x < d.lo[b]-slack {
			return d.lo[b] - x, false
		}
		if x > d.hi[b]+slack {
			return math.Inf(1), true
		}
		return d.hi[b] - x, true
	}
	if x > d.hi[b]+slack {
		return x - d.hi[b], true
	}
	if x < d.lo[b]-slack {
		return math.Inf(1), false
	}
	return x - d.lo[b], false
}

// exchange makes column j basic in row i; the variable that was basic there
// becomes nonbasic at its upper end (atTop) or its lower.
func (d *dictionary) exchange(i, j int, atTop bool) {
	d.pivots++
	row := d.line(i)
	inverse := 1 / row[j]
	touched := make([]int, 0, d.n)
	for k, f := range row {
		if k == j || f == 0 {
			continue
		}
		f *= -inverse
		if math.Abs(f) < 1e-12 {
			f = 0
		} else {
			touched = append(touched, k)
		}
		row[k] = f
	}
	row[j] = inverse
	for r := 0; r <= d.m; r++ {
		if r == i {
			continue
		}
		line := d.line(r)
		f := line[j]
		if f == 0 {
			continue
		}
		for _, k := range touched {
			line[k] += f * row[k]
		}
		line[j] = f * inverse
	}
	in, out := d.nonbasic[j], d.basic[i]
	d.nonbasic[j], d.basic[i] = out, in
	d.place[in], d.isBasic[in] = i, true
	d.place[out], d.isBasic[out], d.atTop[out] = j, false, atTop
}

// clone returns a copy that can be walked on its own.
func (d *dictionary) clone() *dictionary {
	c := *d
	c.t = append([]float64(nil), d.t...)
	c.basic = append([]int(nil), d.basic...)
	c.nonbasic = append([]int(nil), d.nonbasic...)
	c.place = append([]int(nil), d.place...)
	c.isBasic = append([]bool(nil), d.isBasic...)
	c.atTop = append([]bool(nil), d.atTop...)
	c.lo = append([]float64(nil), d.lo...)
	c.hi = append([]float64(nil), d.hi...)
	c.value = append([]float64(nil), d.value...)
	return &c
}
