package audit

import "math"

// proved checks an answer against the rows as they were given. The present point
// must fit them, so the least value is not above x; and the multipliers of the
// rows must show by weak duality that it is not below.
func (d *dictionary) proved(objective []float64, x float64) bool {
	y := make([]float64, d.m)
	for j, c := range d.line(d.m) {
		if v := d.nonbasic[j]; v >= d.n {
			y[v-d.n] = c
		}
	}
	rest := append([]float64(nil), objective...)
	bound := 0.0
	for i, row := range d.rows {
		sum := 0.0
		for j, a := range row {
			if a != 0 {
				sum += a * d.read(j)
				rest[j] -= a * y[i]
			}
		}
		if !d.inside(d.n+i, sum) {
			return false
		}
		bound += d.lowest(d.n+i, y[i])
	}
	for j, c := range rest {
		if !d.inside(j, d.read(j)) {
			return false
		}
		bound += d.lowest(j, c)
	}
	return bound > x-proof
}

func (d *dictionary) inside(v int, x float64) bool {
	return x > d.lo[v]-proof && x < d.hi[v]+proof
}

// lowest returns the least that factor times a variable can be. A factor that is
// nought but for rounding counts as nought where the variable has no upper end.
func (d *dictionary) lowest(v int, factor float64) float64 {
	if factor >= 0 {
		return factor * d.lo[v]
	}
	if math.IsInf(d.hi[v], 1) && factor > -slack {
		return 0
	}
	return factor * d.hi[v]
}
