package audit

import "fmt"

// NoLimit as the upper end of a Range means that nothing is known from above.
const NoLimit = 1 << 30

// Range is the interval, ends included, in which a count is known to lie.
type Range struct{ Lo, Hi int }

// Free is a Range that says nothing beyond "not negative".
var Free = Range{0, NoLimit}

// Open reports whether the range says nothing.
func (r Range) Open() bool { return r.Lo <= 0 && r.Hi >= NoLimit }

// Holds reports whether n lies in the range.
func (r Range) Holds(n int) bool { return r.Lo <= n && n <= r.Hi }

// Term is one row of a problem with the whole number it is multiplied by.
type Term struct{ Row, Coef int }

// Shape is the part of a problem that does not change between attacks: which
// unknown counts (columns) enter which sums (rows).
//
// An atom is what one pupil adds: one to each of the named columns. Where every
// column stands alone, Atoms is [][]int{{0}, {1}, ...}. Near lists, for each
// atom, the atoms that differ from it in one respect; the search moves along it.
type Shape struct {
	Rows    int
	Columns [][]Term
	Atoms   [][]int
	Near    [][]int32
}

// Problem is a shape with what is known: the range of each row, and the number
// of pupils known to be in each column (nil for none).
type Problem struct {
	*Shape
	Ranges []Range
	Known  []int
}

// Form is a sum of rows that an attacker would like to know.
type Form []Term

// Plain returns the shape in which every column is an atom and all atoms are
// neighbours. members[r] lists the columns that row r adds up.
func Plain(columns int, members [][]int) *Shape {
	s := &Shape{Rows: len(members), Columns: make([][]Term, columns)}
	for r, list := range members {
		for _, c := range list {
			s.Columns[c] = append(s.Columns[c], Term{r, 1})
		}
	}
	for c := range columns {
		s.Atoms = append(s.Atoms, []int{c})
		var near []int32
		for other := range columns {
			if other != c {
				near = append(near, int32(other))
			}
		}
		s.Near = append(s.Near, near)
	}
	return s
}

// InfeasibleError says that no table fits what is claimed to be known. For a
// school's own document that is a fault of the producer.
type InfeasibleError struct{ Where string }

func (e *InfeasibleError) Error() string {
	return fmt.Sprintf("no table of whole numbers fits the published figures (%s)", e.Where)
}
