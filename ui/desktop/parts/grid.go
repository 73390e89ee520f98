package parts

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// GridColumn is one column of a Grid.
type GridColumn struct {
	Title  string
	Number bool    // set to the right, for figures and money
	Grows  bool    // takes a share of the width that is left
	Sorts  bool    // its heading sorts
	Strong bool    // in semi-bold, for the column that names the row
	Width  float32 // at 100 % text; 0 means as wide as its words, up to a bound
}

// CellStyle says how one cell stands out. The zero value is plain.
type CellStyle struct {
	State State // draws the state's shape before the words; give the words as well
	Quiet bool
}

// Grid is a table of rows that are chosen, opened and ticked by keyboard or
// mouse. It asks for the cells that are in view alone, so its length costs
// nothing. Arrows, Page Up, Page Down, Home and End move the current row, Enter
// and a double click open it. With Ticks, Space ticks rows, and Shift with a move
// ticks a range. Up from the first row goes into the headings, where Left and
// Right move and Enter sorts. Ctrl+C copies the ticked rows, or the current one,
// as lines with tabs.
type Grid struct {
	widget.BaseWidget

	Columns []GridColumn
	Rows    func() int
	Cell    func(row, col int) string
	Style   func(row, col int) CellStyle // may be nil

	OnCurrent func(row int)                  // the current row has moved
	OnOpen    func(row int)                  // Enter or double click
	OnTicks   func(rows []int)               // the ticked rows have changed
	OnSort    func(col int, descending bool) // a heading was pressed; the owner sorts and calls Refresh
	OnRune    func(r rune) bool              // a letter key; true means it was used

	Ticks bool   // rows can be ticked
	Empty string // what stands here when there are no rows

	current    int
	ticked     map[int]bool
	anchor     int // where a range began
	shift      bool
	focused    bool
	heading    int // the heading that has the keyboard, -1 for none
	sorted     int // the column sorted by, -1 for none
	descending bool

	body   *gridBody
	heads  *gridHeads
	top    *container.Clip // holds heads, which may be wider than the grid
	scroll *container.Scroll
	ring   *canvas.Rectangle
	widths []float32 // as measured, before growing
	placed []float32 // as drawn
	sized  measured  // what widths were measured for
}

// NewGrid makes a grid. Set the other fields before it is shown.
func NewGrid(columns []GridColumn, rows func() int, cell func(row, col int) string) *Grid {
	g := &Grid{Columns: columns, Rows: rows, Cell: cell, ticked: map[int]bool{}, heading: -1, sorted: -1}
	g.body = newGridBody(g)
	g.heads = newGridHeads(g)
	g.top = container.NewClip(g.heads)
	g.ring = newRing()
	g.scroll = container.NewScroll(g.body)
	g.scroll.OnScrolled = func(fyne.Position) {
		g.heads.Refresh()
		g.body.Refresh()
	}
	g.ExtendBaseWidget(g)
	return g
}

// Current returns the current row, or -1 when there are none.
func (g *Grid) Current() int {
	if g.Rows() == 0 {
		return -1
	}
	return g.current
}

// SetCurrent makes a row the current one and brings it into view.
func (g *Grid) SetCurrent(row int) { g.moveTo(row) }

// Ticked returns the ticked rows in order.
func (g *Grid) Ticked() []int {
	var rows []int
	for row := range g.ticked {
		if row < g.Rows() {
			rows = append(rows, row)
		}
	}
	slices.Sort(rows)
	return rows
}

// SetTicked ticks these rows and no others, without calling OnTicks.
func (g *Grid) SetTicked(rows []int) {
	clear(g.ticked)
	for _, row := range rows {
		g.ticked[row] = true
	}
	g.body.Refresh()
}

// SetSorted shows by which column the rows are sorted; -1 for none.
func (g *Grid) SetSorted(col int, descending bool) {
	g.sorted, g.descending = col, descending
	g.heads.Refresh()
}

// Reload is for when the rows are other ones than before: it measures the columns
// again, unticks what was ticked, and keeps the current row within the rows. For
// a filter that changes as it is typed use Refresh, under which columns stand still.
func (g *Grid) Reload() {
	g.sized = measured{}
	clear(g.ticked)
	g.current = max(0, min(g.current, g.Rows()-1))
	g.anchor = g.current
	g.Refresh()
}

// AccessibilityLabel is what a screen reader says: the current row.
func (g *Grid) AccessibilityLabel() string {
	if g.Current() < 0 {
		return g.Empty
	}
	words := ""
	for col, c := range g.Columns {
		words += c.Title + " " + g.Cell(g.current, col) + ". "
	}
	return words
}

// AccessibilityRole tells a screen reader that this holds things.
func (g *Grid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// CreateRenderer draws the headings, the rows and the ring.
func (g *Grid) CreateRenderer() fyne.WidgetRenderer {
	return &gridRenderer{
		g: g, line: newBox(),
		empty: NewProse(g.Empty, QuietText),
	}
}

type gridRenderer struct {
	g     *Grid
	line  *canvas.Rectangle
	empty *Prose
}

func (r *gridRenderer) Layout(size fyne.Size) {
	g := r.g
	g.place(size.Width)
	head := g.rowHeight()
	g.top.Resize(fyne.NewSize(size.Width, head))
	r.line.FillColor = lineColour()
	r.line.Move(fyne.NewPos(0, head-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	g.scroll.Move(fyne.NewPos(0, head))
	g.scroll.Resize(size.SubtractWidthHeight(0, head))
	r.empty.Move(fyne.NewPos(cellPad(), head+cellPad()*1.5))
	r.empty.Resize(fyne.NewSize(size.Width-2*cellPad(), size.Height-head))
	placeRing(g.ring, size)
	g.heads.Resize(fyne.NewSize(size.Width, head))
	g.heads.Refresh() // columns may have moved at the same size
	g.body.Refresh()
}

func (r *gridRenderer) MinSize() fyne.Size {
	return fyne.NewSize(40*cellPad()/2, 4*r.g.rowHeight())
}

func (r *gridRenderer) Refresh() {
	g := r.g
	g.current = max(0, min(g.current, g.Rows()-1))
	dressRing(g.ring)
	g.ring.Hidden = !g.focused
	r.empty.SetText(g.Empty)
	r.empty.Hidden = g.Rows() > 0
	r.Layout(g.Size())
	g.scroll.Refresh()
	canvas.Refresh(g)
}

func (r *gridRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.g.scroll, r.g.top, r.line, r.empty, r.g.ring}
}

func (r *gridRenderer) Destroy() {}
