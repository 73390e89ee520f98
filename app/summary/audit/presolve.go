package audit

// bounds holds what interval propagation knows of columns and rows.
type bounds struct {
	col []Range
	row []Range
}

// propagate tightens the interval of every column and row until nothing moves:
// a column cannot exceed what its row leaves over when all others are at their
// least, and so on. It returns an InfeasibleError when an interval is empty.
func propagate(p Problem) (bounds, error) {
	b := bounds{col: make([]Range, len(p.Columns)), row: append([]Range(nil), p.Ranges...)}
	for c := range b.col {
		b.col[c] = Free
		if p.Known != nil {
			b.col[c].Lo = p.Known[c]
		}
	}
	members := rowMembers(p.Shape)
	const passes = 50 // propagation converges in a handful; the rest is for safety
	for range passes {
		moved := false
		for r, list := range members {
			if p.Ranges[r].Open() {
				continue
			}
			changed, ok := b.tighten(r, list)
			if !ok {
				return b, &InfeasibleError{"propagation"}
			}
			moved = moved || changed
		}
		if !moved {
			break
		}
	}
	return b, nil
}

func rowMembers(s *Shape) [][]Term {
	members := make([][]Term, s.Rows) // Term.Row is the column here
	for c, terms := range s.Columns {
		for _, t := range terms {
			members[t.Row] = append(members[t.Row], Term{c, t.Coef})
		}
	}
	return members
}

// tighten applies one row to its columns. ok is false when the row cannot hold.
func (b *bounds) tighten(r int, list []Term) (changed, ok bool) {
	least, most, open, openBelow := b.sums(list)
	row := &b.row[r]
	if open == 0 && most < row.Hi {
		row.Hi, changed = most, true
	}
	if openBelow == 0 && least > row.Lo {
		row.Lo, changed = least, true
	}
	if row.Lo > row.Hi {
		return changed, false
	}
	for _, t := range list {
		lo, hi, up, down := b.reach(t)
		col := &b.col[t.Row]
		before := *col
		restLeast, restMost := least-lo, most-hi
		knowsLeast := openBelow == 0 || (openBelow == 1 && down)
		knowsMost := open == 0 || (open == 1 && up)
		// The term itself lies in [row.Lo-restMost, row.Hi-restLeast].
		top, hasTop := row.Hi-restLeast, knowsLeast && row.Hi < NoLimit
		bottom, hasBottom := row.Lo-restMost, knowsMost
		if t.Coef < 0 {
			top, bottom, hasTop, hasBottom = -bottom, -top, hasBottom, hasTop
		}
		if hasTop {
			col.Hi = min(col.Hi, top)
		}
		if hasBottom {
			col.Lo = max(col.Lo, bottom)
		}
		if col.Lo > col.Hi {
			return changed, false
		}
		if *col != before {
			changed = true
			least, most, open, openBelow = b.sums(list)
		}
	}
	return changed, true
}

// sums returns the least and the most that a row can come to, leaving out (and
// counting) the terms without an end on that side.
func (b *bounds) sums(list []Term) (least, most, open, openBelow int) {
	for _, t := range list {
		lo, hi, up, down := b.reach(t)
		least, most = least+lo, most+hi
		if up {
			open++
		}
		if down {
			openBelow++
		}
	}
	return
}

// reach returns the ends of a term (coefficient +1 or -1 times a column) and
// whether it is unlimited upwards or downwards; an unlimited end counts as 0.
func (b *bounds) reach(t Term) (lo, hi int, up, down bool) {
	c := b.col[t.Row]
	up = c.Hi >= NoLimit
	hi = c.Hi
	if up {
		hi = 0
	}
	if t.Coef > 0 {
		return c.Lo, hi, up, false
	}
	return -hi, -c.Lo, false, up
}

// components groups the columns that are tied together by rows which still say
// something. Fixed columns belong to none and get group -1.
func components(s *Shape, b bounds, binding []bool) (group []int, count int) {
	parent := make([]int, len(s.Columns))
	for c := range parent {
		parent[c] = c
	}
	find := func(c int) int {
		for parent[c] != c {
			parent[c] = parent[parent[c]]
			c = parent[c]
		}
		return c
	}
	first := make([]int, s.Rows)
	for r := range first {
		first[r] = -1
	}
	for c, terms := range s.Columns {
		if b.col[c].Lo == b.col[c].Hi {
			continue
		}
		for _, t := range terms {
			if !binding[t.Row] {
				continue
			}
			if first[t.Row] < 0 {
				first[t.Row] = c
			} else {
				parent[find(c)] = find(first[t.Row])
			}
		}
	}
	group = make([]int, len(parent))
	names := map[int]int{}
	for c := range parent {
		if b.col[c].Lo == b.col[c].Hi {
			group[c] = -1
			continue
		}
		root := find(c)
		if _, ok := names[root]; !ok {
			names[root] = len(names)
		}
		group[c] = names[root]
	}
	return group, len(names)
}
