package audit

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// grid is a small table with its totals, the way a school's figures are built,
// whose every possible content can be written out. The last row is the grand total.
type grid struct {
	cells int
	shape *Shape
}

// newGrid is a table of two sides with cells, row totals and column totals.
func newGrid(rows, cols int) grid {
	return newCube([3]int{rows, cols, 1}, [][3]bool{{true, true, true}, {true, false, false}, {false, true, false}})
}

// newCube is a table of three sides. Each view publishes the sums over the sides
// that it does not keep.
func newCube(sides [3]int, views [][3]bool) grid {
	cells := sides[0] * sides[1] * sides[2]
	var members [][]int
	for _, keep := range append(views, [3]bool{}) {
		lines := map[[3]int]int{}
		for cell := range cells {
			at := [3]int{cell / (sides[1] * sides[2]), cell / sides[2] % sides[1], cell % sides[2]}
			for side := range at {
				if !keep[side] {
					at[side] = 0
				}
			}
			if _, ok := lines[at]; !ok {
				lines[at] = len(members)
				members = append(members, nil)
			}
			members[lines[at]] = append(members[lines[at]], cell)
		}
	}
	return grid{cells, Plain(cells, members)}
}

// every calls visit with the row sums of each table that fits the ranges.
func (g grid) every(ranges []Range, visit func(sums []int)) {
	cells := make([]int, g.cells)
	sums := make([]int, g.shape.Rows)
	most := ranges[len(ranges)-1].Hi
	var fill func(i, left int)
	fill = func(i, left int) {
		if i == len(cells) {
			for r := range sums {
				if !ranges[r].Holds(sums[r]) {
					return
				}
			}
			visit(sums)
			return
		}
		for n := 0; n <= left; n++ {
			for _, t := range g.shape.Columns[i] {
				sums[t.Row] += n
			}
			fill(i+1, left-n)
			for _, t := range g.shape.Columns[i] {
				sums[t.Row] -= n
			}
		}
	}
	fill(0, most)
}

// interval returns both ends of a form by linear programming.
func (s *Solver) interval(f Form) (Range, error) {
	lo, err := s.Least(f)
	if err != nil {
		return Free, err
	}
	hi, err := s.Most(f)
	return Range{lo, hi}, err
}

func published(n int) Range {
	switch {
	case n <= 4:
		return Range{0, 4}
	case n <= 7:
		return Range{5, 7}
	}
	shown := 5 * ((n + 2) / 5)
	return Range{shown - 2, shown + 2}
}

// TestIntervalsAgreeWithWritingOutEveryTable is the oracle: full enumeration
// against propagation, linear programming, branch and bound, and the search.
func TestIntervalsAgreeWithWritingOutEveryTable(t *testing.T) {
	exact, narrower, ends, witnessed := 0, 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		g, most := newGrid(rapid.IntRange(2, 3).Draw(t, "rows"), rapid.IntRange(2, 3).Draw(t, "cols")), 10
		unpublished := 0 // the cells of a cube are asked for, never published
		if rapid.Bool().Draw(t, "three sides") {
			g, most = newCube([3]int{2, 3, 2}, [][3]bool{{true, true, true}, {true, true, false}, {true, false, true}, {false, true, true}}), 6
			unpublished = g.cells
		}
		var table []int32
		for range rapid.IntRange(0, most).Draw(t, "n") {
			table = append(table, int32(rapid.IntRange(0, g.cells-1).Draw(t, "cell")))
		}
		search := NewSearch(g.shape, 1)
		sums := search.Sums(table)
		ranges := make([]Range, g.shape.Rows)
		exactly := rapid.SampledFrom([]int{0, 1, 9}).Draw(t, "one in")
		for r := range ranges {
			ranges[r] = published(sums[r])
			if r < len(ranges)-1 && rapid.IntRange(0, 3).Draw(t, "hide") == 0 {
				ranges[r] = Free
			}
			if rapid.IntRange(0, exactly).Draw(t, "exact") == 0 {
				ranges[r] = Range{sums[r], sums[r]}
			}
			if r < unpublished {
				ranges[r] = Free
			}
		}
		truth := make([]Range, g.shape.Rows)
		for r := range truth {
			truth[r] = Range{NoLimit, -1}
		}
		g.every(ranges, func(sums []int) {
			for r, n := range sums {
				truth[r].Lo, truth[r].Hi = min(truth[r].Lo, n), max(truth[r].Hi, n)
			}
		})
		solver, err := NewSolver(Problem{Shape: g.shape, Ranges: ranges})
		if err != nil {
			t.Fatal(err)
		}
		for r := range truth {
			form := Form{{r, 1}}
			outer, err := solver.interval(form)
			if err != nil {
				t.Fatal(err)
			}
			if outer.Lo > truth[r].Lo || outer.Hi < truth[r].Hi {
				t.Fatalf("row %d: linear bound %v cuts into the truth %v (ranges %v)", r, outer, truth[r], ranges)
			}
			whole, err := solver.Exact(form, 5000)
			if err != nil || whole != truth[r] {
				t.Fatalf("row %d: exact bound %v, %v; enumeration %v (ranges %v)", r, whole, err, truth[r], ranges)
			}
			exact++
			if outer != truth[r] {
				narrower++
			}
			for _, below := range []bool{true, false} {
				goal := Goal{form, truth[r].Hi, below}
				if below {
					goal.Value = truth[r].Lo
				}
				ends++
				found, ok := search.Find(table, 0, ranges, goal, 2000)
				if !ok {
					continue
				}
				witnessed++
				got := search.Sums(found)
				for k, n := range got {
					if !ranges[k].Holds(n) {
						t.Fatalf("witness breaks row %d", k)
					}
				}
				if !goal.Met(got) {
					t.Fatal("witness misses its goal")
				}
				goal.Value--
				if below {
					if _, ok := search.Find(table, 0, ranges, goal, 50); ok {
						t.Fatalf("row %d: a witness below what enumeration allows", r)
					}
				}
			}
		}
	})
	if witnessed*100 < ends*99 {
		t.Errorf("the search found %d of %d witnesses", witnessed, ends)
	}
	t.Logf("%d rows exact; linear bound wider than exact in %d; %d of %d ends witnessed", exact, narrower, witnessed, ends)
}

func TestInfeasibleFiguresAreRefused(t *testing.T) {
	g := newGrid(2, 2)
	ranges := make([]Range, g.shape.Rows)
	for r := range ranges {
		ranges[r] = Free
	}
	ranges[0], ranges[4] = Range{5, 7}, Range{0, 4} // a cell larger than its row
	_, err := NewSolver(Problem{Shape: g.shape, Ranges: ranges})
	var bad *InfeasibleError
	if !errors.As(err, &bad) {
		t.Fatalf("got %v", err)
	}
}

func TestKnownPupilsNarrowTheInterval(t *testing.T) {
	g := newGrid(2, 2)
	ranges := make([]Range, g.shape.Rows)
	for r := range ranges {
		ranges[r] = published(4)
	}
	plain, err := NewSolver(Problem{Shape: g.shape, Ranges: ranges})
	if err != nil {
		t.Fatal(err)
	}
	known, err := plain.With([]int{3, 0, 0, 0})
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range map[int]Range{0: {3, 4}, 1: {0, 1}, 3: {0, 1}} {
		if got, _ := known.interval(Form{{row, 1}}); got != want {
			t.Errorf("row %d: %v, want %v", row, got, want)
		}
	}
	if got, _ := plain.interval(Form{{1, 1}}); got != (Range{0, 4}) {
		t.Errorf("the first solver changed: %v", got)
	}
	if _, err := plain.With([]int{5, 0, 0, 0}); err == nil {
		t.Error("more known pupils than the total should be refused")
	}
}

func TestUnrelatedTablesAreSolvedApart(t *testing.T) {
	var members [][]int
	for i := range 4 {
		members = append(members, []int{2 * i, 2*i + 1})
	}
	shape := Plain(8, members)
	ranges := []Range{{2, 4}, {5, 7}, {0, 0}, {8, 12}}
	s, err := NewSolver(Problem{Shape: shape, Ranges: ranges})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.parts) != 3 {
		t.Errorf("%d components, want 3 (one row fixes its columns)", len(s.parts))
	}
	got, _ := s.interval(Form{{0, 1}, {1, 1}, {2, 1}, {3, -1}})
	if want := (Range{2 + 5 - 12, 4 + 7 - 8}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	held, _ := s.Holding(Form{{0, 1}}, true)
	if fmt.Sprint(held) != "[0]" {
		t.Errorf("rows that hold the form: %v", held)
	}
}
