package cluster

// matrix is a square symmetric matrix, row by row.
type matrix struct {
	n int
	v []float64
}

func newMatrix(n int) matrix { return matrix{n, make([]float64, n*n)} }

func (m matrix) at(r, c int) float64 { return m.v[r*m.n+c] }

func (m matrix) add(r, c int, x float64) { m.v[r*m.n+c] += x }

// inverse turns a positive definite matrix round in place (Gauss and Jordan, no pivots
// needed) and returns it.
func (m matrix) inverse() matrix {
	n := m.n
	for p := range n {
		row := m.v[p*n : p*n+n]
		d := 1 / row[p]
		row[p] = 1
		for c := range row {
			row[c] *= d
		}
		for r := range n {
			if r == p {
				continue
			}
			other := m.v[r*n : r*n+n]
			by := other[p]
			if by == 0 {
				continue
			}
			other[p] = 0
			for c, x := range row {
				other[c] -= by * x
			}
		}
	}
	return m
}

// times multiplies the matrix with a column of numbers.
func (m matrix) times(v []float64) []float64 {
	out := make([]float64, m.n)
	for r := range out {
		for c, x := range v {
			out[r] += m.at(r, c) * x
		}
	}
	return out
}
