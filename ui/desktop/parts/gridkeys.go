package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// page is how many rows a Page key moves by: what is in view, less one.
func (g *Grid) page() int { return max(1, int(g.scroll.Size().Height/g.rowHeight())-1) }

// TypedKey moves, opens and ticks.
func (g *Grid) TypedKey(key *fyne.KeyEvent) {
	if g.heading >= 0 {
		g.headingKey(key)
		return
	}
	to := g.current
	switch key.Name {
	case fyne.KeyDown:
		to++
	case fyne.KeyUp:
		if g.current <= 0 && !bool(g.shift) && g.sortable() {
			g.setHeading(g.firstHeading())
			return
		}
		to--
	case fyne.KeyPageDown:
		to += g.page()
	case fyne.KeyPageUp:
		to -= g.page()
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = g.Rows() - 1
	case fyne.KeyLeft:
		g.sideways(-1)
		return
	case fyne.KeyRight:
		g.sideways(1)
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		g.open()
		return
	case fyne.KeySpace:
		g.tick(g.current)
		return
	default:
		if g.OnKey == nil || !g.OnKey(key.Name) {
			passKey(g, key)
		}
		return
	}
	to = max(0, min(to, g.Rows()-1))
	if bool(g.shift) && g.Ticks {
		g.tickRange(to)
		return
	}
	g.anchor = to
	g.moveTo(to)
}

// TypedRune offers a letter to the owner, then to the window. In the headings + and
// - size the column, and 0 makes it as wide as its words.
func (g *Grid) TypedRune(r rune) {
	if g.heading >= 0 && g.sizeBy(r) {
		return
	}
	if r == ' ' || (g.OnRune != nil && g.OnRune(r)) {
		return
	}
	passRune(g, r)
}

// UndoTyping takes back what was typed into the rows last; false where there is none,
// so that Ctrl+Z takes back the last change instead.
func (g *Grid) UndoTyping() bool { return g.OnUndo != nil && g.OnUndo(false) }

// RedoTyping repeats what UndoTyping took back.
func (g *Grid) RedoTyping() bool { return g.OnUndo != nil && g.OnUndo(true) }

// KeyDown notes Shift.
func (g *Grid) KeyDown(key *fyne.KeyEvent) { g.shift.note(key, true) }

// KeyUp notes that Shift was let go.
func (g *Grid) KeyUp(key *fyne.KeyEvent) { g.shift.note(key, false) }

// TypedShortcut copies the rows, hands over what is pasted, ticks all rows, lists
// the values of a column, or moves a row.
func (g *Grid) TypedShortcut(shortcut fyne.Shortcut) {
	switch s := shortcut.(type) {
	case *fyne.ShortcutCopy:
		s.Clipboard.SetContent(g.lines())
	case *fyne.ShortcutPaste:
		if g.OnPaste != nil && g.Current() >= 0 {
			g.OnPaste(s.Clipboard.Content(), g.current, g.CurrentColumn())
		}
	case *fyne.ShortcutSelectAll:
		if !g.Ticks {
			return
		}
		for row := range g.Rows() {
			g.ticked[row] = true
		}
		g.ticksChanged()
	case *desktop.CustomShortcut:
		if s.Modifier == fyne.KeyModifierAlt {
			g.altKey(s.KeyName)
		}
	}
}

// altKey moves the current row, or with Alt+Down lists the values of the column.
func (g *Grid) altKey(key fyne.KeyName) {
	by := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[key]
	switch {
	case by == 0:
	case g.OnMoveRow != nil:
		if to := g.current + by; g.Current() >= 0 && to >= 0 && to < g.Rows() {
			g.OnMoveRow(g.current, by)
		}
	case by > 0 && g.heading >= 0:
		g.listValues(g.heading)
	case by > 0 && g.Cells:
		g.listValues(g.CurrentColumn())
	}
}

// FocusGained shows the ring.
func (g *Grid) FocusGained() {
	g.focused = true
	g.ring.Show()
	g.ring.Refresh()
	g.body.Refresh()
	reveal(g)
}

// FocusLost hides the ring and forgets a Shift that was let go elsewhere.
func (g *Grid) FocusLost() {
	g.focused, g.shift = false, false
	g.ring.Hide()
	g.ring.Refresh()
	g.setHeading(-1)
	g.body.Refresh()
}

// moveTo makes a row the current one and brings it into view.
func (g *Grid) moveTo(row int) {
	row = max(0, min(row, g.Rows()-1))
	moved := row != g.current
	g.current = row
	g.reveal(row)
	g.body.Refresh()
	if moved && g.OnCurrent != nil {
		g.OnCurrent(row)
	}
}

func (g *Grid) reveal(row int) {
	top, height := float32(row)*g.rowHeight(), g.scroll.Size().Height
	offset := g.scroll.Offset
	if top < offset.Y {
		offset.Y = top
	} else if bottom := top + g.rowHeight(); bottom > offset.Y+height {
		offset.Y = bottom - height
	}
	g.scrollTo(offset)
}

// sideways goes to the cell beside, or scrolls where there are no cells to go to.
func (g *Grid) sideways(direction int) {
	if !g.Cells {
		offset := g.scroll.Offset
		offset.X = max(0, min(offset.X+float32(direction)*g.rowHeight()*2, g.total()-g.scroll.Size().Width))
		g.scrollTo(offset)
		return
	}
	g.column = max(0, min(g.column+direction, len(g.Columns)-1))
	g.revealColumn(g.column)
	g.body.Refresh()
	g.foot.Refresh()
	if g.OnCurrent != nil && g.Current() >= 0 {
		g.OnCurrent(g.current)
	}
}

func (g *Grid) scrollTo(offset fyne.Position) {
	if offset != g.scroll.Offset {
		g.scroll.ScrollToOffset(offset)
		g.redraw()
	}
}

func (g *Grid) open() {
	if g.OnOpen != nil && g.Current() >= 0 {
		g.OnOpen(g.current)
	}
}

// tick turns one row's tick over and begins a range there.
func (g *Grid) tick(row int) {
	if !g.Ticks || g.Current() < 0 {
		return
	}
	if g.ticked[row] {
		delete(g.ticked, row)
	} else {
		g.ticked[row] = true
	}
	g.anchor = row
	g.ticksChanged()
}

// tickRange ticks from where the range began to the row, and moves there.
func (g *Grid) tickRange(to int) {
	clear(g.ticked)
	for row := min(g.anchor, to); row <= max(g.anchor, to); row++ {
		g.ticked[row] = true
	}
	g.moveTo(to)
	g.ticksChanged()
}

func (g *Grid) ticksChanged() {
	g.body.Refresh()
	if g.OnTicks != nil {
		g.OnTicks(g.Ticked())
	}
}
