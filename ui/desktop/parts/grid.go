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

	Filters  bool // its heading offers the list of its values
	Filtered bool // its heading shows that it filters now
}

// GridSort is one column that rows are sorted by.
type GridSort struct {
	Col        int
	Descending bool
}

// CellStyle says how one cell stands out. The zero value is plain.
type CellStyle struct {
	State  State // draws the state's shape before the words; give the words as well
	Quiet  bool
	Shaded bool // on the desk's ground, for words that stand in the place of a figure
}

// Grid is a table of rows that are chosen, opened and ticked by keyboard or
// mouse. It asks for the cells that are in view alone, so its length costs
// nothing. Arrows, Page Up, Page Down, Home and End move the current row, Enter
// and a double click open it. With Ticks, Space ticks rows, and Shift with a move
// ticks a range. Ctrl+C copies the ticked rows, or the current one, with their
// headings.
//
// Up from the first row goes into the headings: Left and Right move, Enter sorts,
// Shift+Enter sorts by one more, Shift+Left and Shift+Right move the column, + and -
// size it, 0 makes it as wide as its words, Alt+Down lists its values. A mouse drags
// the edge of a heading to size it and the heading to move it.
type Grid struct {
	widget.BaseWidget

	Columns []GridColumn
	Rows    func() int
	Cell    func(row, col int) string
	Style   func(row, col int) CellStyle // may be nil
	Mark    func(row int) RowMark        // how a row is marked by a rule; may be nil
	Heads   func(row int) bool           // which rows head a group; may be nil
	Totals  func(col int) string         // the row that stands at the foot; nil for none

	OnCurrent func(row int)                   // the current row has moved
	OnOpen    func(row int)                   // Enter or double click
	OnTicks   func(rows []int)                // the ticked rows have changed
	OnSort    func(col int, descending bool)  // a heading was pressed; the owner sorts and calls Refresh
	OnSorts   func(sorts []GridSort)          // in place of OnSort where rows sort by several columns
	OnRune    func(r rune) bool               // a letter key; true means it was used
	OnKey     func(key fyne.KeyName) bool     // a key that rows have no use for, such as Delete; true means it was used
	OnUndo    func(redo bool) bool            // Ctrl+Z or Ctrl+Y on rows that are typed into; true means it was used
	OnWidth   func(col int, width float32)    // a column was sized: pixels at 100 % text, 0 as wide as its words
	OnMove    func(from, to int)              // a column was moved; the owner sets Columns and calls SetColumns
	OnMoveRow func(row, by int)               // Alt+Up or Alt+Down on a row
	OnPaste   func(text string, row, col int) // Ctrl+V on a cell
	Values    func(col int) []GridValue       // what the list of a heading offers
	OnFilter  func(col int, values []string)  // what was ticked in it, nothing for all

	Ticks bool   // rows can be ticked
	Cells bool   // Left and Right move from cell to cell
	Still int    // how many columns at the left stand still under a scroll sideways
	Empty string // what stands here when there are no rows

	current int
	column  int // the current column, with Cells
	ticked  map[int]bool
	anchor  int // where a range began
	shift   shiftKey
	focused bool
	heading int // the heading that has the keyboard, -1 for none
	sorts   []GridSort

	body   *gridBody
	heads  *gridHeads
	foot   *gridFoot
	top    *container.Clip // holds heads, which may be wider than the grid
	bottom *container.Clip // holds foot
	scroll *container.Scroll
	ring   *canvas.Rectangle
	widths []float32 // as measured, before growing
	placed []float32 // as drawn
	sized  measured  // what widths were measured for
}

// NewGrid makes a grid. Set the other fields before it is shown.
func NewGrid(columns []GridColumn, rows func() int, cell func(row, col int) string) *Grid {
	g := &Grid{Columns: columns, Rows: rows, Cell: cell, ticked: map[int]bool{}, heading: -1}
	g.body = newGridBody(g)
	g.heads = newGridHeads(g)
	g.foot = newGridFoot(g)
	g.top = container.NewClip(g.heads)
	g.bottom = container.NewClip(g.foot)
	g.ring = newRing()
	g.scroll = container.NewScroll(g.body)
	g.scroll.OnScrolled = func(fyne.Position) { g.redraw() }
	g.ExtendBaseWidget(g)
	return g
}

// redraw draws what is in view again, at the offset and widths of now.
func (g *Grid) redraw() {
	g.heads.Refresh()
	g.foot.Refresh()
	g.body.Refresh()
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

// SetCurrentCell makes a cell of a grid with Cells the current one and brings it into
// view.
func (g *Grid) SetCurrentCell(row, col int) {
	g.column = max(0, min(col, len(g.Columns)-1))
	g.revealColumn(g.column)
	g.moveTo(row)
}

// CurrentColumn returns the current column of a grid with Cells.
func (g *Grid) CurrentColumn() int { return max(0, min(g.column, len(g.Columns)-1)) }

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
	g.sorts = nil
	if col >= 0 {
		g.sorts = []GridSort{{col, descending}}
	}
	g.heads.Refresh()
}

// SetSorts shows by which columns the rows are sorted, the first one first.
func (g *Grid) SetSorts(sorts []GridSort) {
	g.sorts = slices.Clone(sorts)
	g.heads.Refresh()
}

// SetColumns shows other columns, or the same ones in another order.
func (g *Grid) SetColumns(columns []GridColumn) {
	g.Columns = columns
	g.sized = measured{}
	g.column = g.CurrentColumn()
	g.heading = min(g.heading, len(columns)-1)
	g.Refresh()
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
	if mark := g.mark(g.current); mark.Look != NoLook {
		words = mark.Words + ". "
	}
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
		g: g, line: newBox(), footLine: newBox(),
		empty: NewProse(g.Empty, QuietText),
	}
}

type gridRenderer struct {
	g              *Grid
	line, footLine *canvas.Rectangle
	empty          *Prose
}

func (r *gridRenderer) Layout(size fyne.Size) {
	g := r.g
	g.place(size.Width)
	head, foot := g.rowHeight(), g.footHeight()
	g.top.Resize(fyne.NewSize(size.Width, head))
	rule := func(line *canvas.Rectangle, y float32) {
		line.FillColor = lineColour()
		line.Move(fyne.NewPos(0, y))
		line.Resize(fyne.NewSize(size.Width, 1))
	}
	rule(r.line, head-1)
	rule(r.footLine, size.Height-foot)
	r.footLine.Hidden = foot == 0
	g.scroll.Move(fyne.NewPos(0, head))
	g.scroll.Resize(size.SubtractWidthHeight(0, head+foot))
	g.bottom.Move(fyne.NewPos(0, size.Height-foot))
	g.bottom.Resize(fyne.NewSize(size.Width, foot))
	g.bottom.Hidden = foot == 0
	r.empty.Move(fyne.NewPos(cellPad(), head+cellPad()*1.5))
	r.empty.Resize(fyne.NewSize(size.Width-2*cellPad(), size.Height-head-foot))
	placeRing(g.ring, size)
	g.heads.Resize(fyne.NewSize(size.Width, head))
	g.foot.Resize(fyne.NewSize(size.Width, foot))
	g.redraw() // columns may have moved at the same size
}

func (r *gridRenderer) MinSize() fyne.Size {
	return fyne.NewSize(40*cellPad()/2, 4*r.g.rowHeight()+r.g.footHeight())
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
	return []fyne.CanvasObject{r.g.scroll, r.g.top, r.line, r.g.bottom, r.footLine, r.empty, r.g.ring}
}

func (r *gridRenderer) Destroy() {}
