package parts

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"needsbook/ui/desktop/theme"
)

// gridHeads is the row of headings; it moves sideways with the rows under it. The
// right edge of a heading sizes the column, the three bars before the edge list its
// values, and the rest sorts, or moves the column when it is dragged.
type gridHeads struct {
	widget.BaseWidget
	g *Grid

	over    int              // the heading under the mouse, -1 for none
	atEdge  bool             // the mouse is on its edge
	pressed fyne.KeyModifier // what was held when the mouse went down
	drag    headDrag
	tapped  int // the edge that was clicked last, and when: for a double click
	when    time.Time
}

// headDrag is a heading that is being dragged.
type headDrag struct {
	col   int // -1 for none
	sizes bool
	begun float32 // the width it had
	x     float32 // where the mouse is
	by    float32 // how far it has come
}

func newGridHeads(g *Grid) *gridHeads {
	h := &gridHeads{g: g, over: -1, drag: headDrag{col: -1}, tapped: -1}
	h.ExtendBaseWidget(h)
	return h
}

// grip is how near to the edge of a heading the mouse sizes it.
func grip() float32 { return theme.Steps(1.5) }

// at says what is under the mouse: the heading, and whether it is its edge or the
// bars that list its values.
func (h *gridHeads) at(x float32) (col int, edge, bars bool) {
	g := h.g
	for _, try := range []float32{x, x - grip()} { // the edge reaches into the next heading
		col = g.columnAt(try)
		if col < 0 {
			continue
		}
		if right := g.leftOf(col) + g.placed[col]; x >= right-grip() {
			return col, g.OnWidth != nil, false
		}
	}
	if col = g.columnAt(x); col < 0 {
		return -1, false, false
	}
	right := g.leftOf(col) + g.placed[col]
	return col, false, g.filters(col) && x >= right-grip()-theme.Steps(4)
}

// MouseDown notes what is pressed.
func (h *gridHeads) MouseDown(e *desktop.MouseEvent) {
	h.pressed = e.Modifier
	h.drag = headDrag{col: -1}
	col, edge, _ := h.at(e.Position.X)
	if col < 0 || (!edge && h.g.OnMove == nil) {
		return
	}
	h.drag = headDrag{col: col, sizes: edge, begun: h.g.placed[col], x: e.Position.X}
}

// MouseUp forgets a heading that was not dragged.
func (h *gridHeads) MouseUp(*desktop.MouseEvent) {
	if h.drag.by == 0 {
		h.drag.col = -1
	}
}

// Dragged sizes a column by its edge, or shows where the heading would go.
func (h *gridHeads) Dragged(e *fyne.DragEvent) {
	if h.drag.col < 0 {
		return
	}
	h.drag.by += e.Dragged.DX
	h.drag.x += e.Dragged.DX
	if h.drag.sizes {
		h.g.sizeTo(h.drag.col, max(1, h.drag.begun+h.drag.by))
		return
	}
	h.Refresh()
}

// DragEnd moves the column to where its heading was dropped.
func (h *gridHeads) DragEnd() {
	d := h.drag
	h.drag = headDrag{col: -1}
	if d.col >= 0 && !d.sizes {
		if to := h.drop(d); to != d.col {
			h.g.move(d.col, to)
		}
	}
	h.Refresh()
}

// drop is the place that a dragged heading would take.
func (h *gridHeads) drop(d headDrag) int {
	g := h.g
	to := 0
	for col, width := range g.placed {
		if d.x > g.leftOf(col)+width/2 {
			to = col + 1
		}
	}
	if to > d.col {
		to--
	}
	return to
}

// Tapped sorts by the heading under the mouse, or lists its values. A double click
// on an edge makes the column as wide as its words.
func (h *gridHeads) Tapped(e *fyne.PointEvent) {
	g := h.g
	focusOn(g)
	col, edge, bars := h.at(e.Position.X)
	now := time.Now()
	switch {
	case col < 0:
	case edge:
		if h.tapped == col && now.Sub(h.when) < fyne.CurrentApp().Driver().DoubleTapDelay() {
			g.sizeTo(col, 0)
		}
		h.tapped, h.when = col, now
	case bars:
		g.listValues(col)
	default:
		g.sortBy(col, h.pressed&fyne.KeyModifierShift != 0)
	}
}

// MouseIn follows the mouse.
func (h *gridHeads) MouseIn(e *desktop.MouseEvent) { h.MouseMoved(e) }

// MouseMoved shows what the heading under the mouse can do.
func (h *gridHeads) MouseMoved(e *desktop.MouseEvent) {
	col, edge, _ := h.at(e.Position.X)
	if h.atEdge = edge; col != h.over {
		h.over = col
		h.Refresh()
	}
}

// MouseOut forgets the mouse.
func (h *gridHeads) MouseOut() {
	h.over, h.atEdge = -1, false
	h.Refresh()
}

// Cursor is the arrow that sizes, over an edge.
func (h *gridHeads) Cursor() desktop.Cursor {
	if h.atEdge {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the headings.
func (h *gridHeads) CreateRenderer() fyne.WidgetRenderer { return newHeadsRenderer(h) }
