package parts

import (
	"slices"

	"fyne.io/fyne/v2"
)

// headingKey is TypedKey while the keyboard is in the headings.
func (g *Grid) headingKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		by := 1
		if key.Name == fyne.KeyLeft {
			by = -1
		}
		to := max(0, min(g.heading+by, len(g.Columns)-1))
		if bool(g.shift) {
			g.move(g.heading, to)
		}
		g.setHeading(to)
	case fyne.KeyDown, fyne.KeyEscape:
		g.setHeading(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.sortBy(g.heading, bool(g.shift))
	default:
		passKey(g, key)
	}
}

func (g *Grid) setHeading(col int) {
	g.heading = col
	if col >= 0 {
		g.revealColumn(col)
		if g.Cells {
			g.column = col
		}
	}
	g.redraw()
}

// firstHeading is the heading that Up leads to.
func (g *Grid) firstHeading() int {
	switch {
	case g.Cells:
		return g.CurrentColumn()
	case len(g.sorts) > 0:
		return g.sorts[0].Col
	}
	return 0
}

// sortable reports whether the headings have anything to do for the keyboard.
func (g *Grid) sortable() bool {
	return (g.OnSort != nil || g.OnSorts != nil) && slices.ContainsFunc(g.Columns, func(c GridColumn) bool { return c.Sorts })
}

// sortBy sorts by a column, and the other way round when it is sorted by it already.
// Adding keeps the columns sorted by before it.
func (g *Grid) sortBy(col int, adding bool) {
	if !g.sortable() || !g.Columns[col].Sorts {
		return
	}
	at := slices.IndexFunc(g.sorts, func(s GridSort) bool { return s.Col == col })
	next := GridSort{Col: col, Descending: at >= 0 && !g.sorts[at].Descending}
	switch {
	case !adding || g.OnSorts == nil:
		g.sorts = []GridSort{next}
	case at >= 0:
		g.sorts[at] = next
	default:
		g.sorts = append(g.sorts, next)
	}
	if g.OnSorts != nil {
		g.OnSorts(slices.Clone(g.sorts))
	} else {
		g.OnSort(next.Col, next.Descending)
	}
	g.Refresh()
}

// move hands the move of a column to the owner.
func (g *Grid) move(from, to int) {
	if g.OnMove != nil && from != to {
		g.OnMove(from, to)
	}
}

// sizeBy sizes the column of the heading by a key; it reports whether the key was one
// of its own.
func (g *Grid) sizeBy(r rune) bool {
	if g.OnWidth == nil {
		return false
	}
	step := cellPad()
	switch r {
	case '+', '=':
		g.sizeTo(g.heading, g.placed[g.heading]+step)
	case '-':
		g.sizeTo(g.heading, max(1, g.placed[g.heading]-step))
	case '0':
		g.sizeTo(g.heading, 0)
	default:
		return false
	}
	g.revealColumn(g.heading)
	return true
}
