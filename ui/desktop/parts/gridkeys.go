package parts

import (
	"strings"

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
		if g.current <= 0 && !g.shift && g.sortable() {
			g.setHeading(max(0, g.sorted))
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
		g.scrollSideways(-1)
		return
	case fyne.KeyRight:
		g.scrollSideways(1)
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		g.open()
		return
	case fyne.KeySpace:
		g.tick(g.current)
		return
	default:
		passKey(g, key)
		return
	}
	to = max(0, min(to, g.Rows()-1))
	if g.shift && g.Ticks {
		g.tickRange(to)
		return
	}
	g.anchor = to
	g.moveTo(to)
}

// headingKey is TypedKey while the keyboard is in the headings.
func (g *Grid) headingKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeyLeft:
		g.setHeading(max(0, g.heading-1))
	case fyne.KeyRight:
		g.setHeading(min(len(g.Columns)-1, g.heading+1))
	case fyne.KeyDown, fyne.KeyEscape:
		g.setHeading(-1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		g.sortBy(g.heading)
	default:
		passKey(g, key)
	}
}

func (g *Grid) setHeading(col int) {
	g.heading = col
	g.heads.Refresh()
}

func (g *Grid) sortable() bool {
	for _, c := range g.Columns {
		if c.Sorts {
			return g.OnSort != nil
		}
	}
	return false
}

// sortBy sorts by a column, and the other way round when it is sorted by it already.
func (g *Grid) sortBy(col int) {
	if g.OnSort == nil || !g.Columns[col].Sorts {
		return
	}
	g.SetSorted(col, g.sorted == col && !g.descending)
	g.OnSort(col, g.descending)
	g.Refresh()
}

// TypedRune offers a letter to the owner, then to the window.
func (g *Grid) TypedRune(r rune) {
	if r == ' ' || (g.OnRune != nil && g.OnRune(r)) {
		return
	}
	passRune(g, r)
}

// KeyDown notes Shift and Ctrl, which TypedKey does not tell.
func (g *Grid) KeyDown(key *fyne.KeyEvent) { g.modifier(key, true) }

// KeyUp notes that Shift or Ctrl was let go.
func (g *Grid) KeyUp(key *fyne.KeyEvent) { g.modifier(key, false) }

func (g *Grid) modifier(key *fyne.KeyEvent, down bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		g.shift = down
	}
}

// TypedShortcut copies the rows, or ticks them all.
func (g *Grid) TypedShortcut(shortcut fyne.Shortcut) {
	switch s := shortcut.(type) {
	case *fyne.ShortcutCopy:
		s.Clipboard.SetContent(g.lines())
	case *fyne.ShortcutSelectAll:
		if !g.Ticks {
			return
		}
		for row := range g.Rows() {
			g.ticked[row] = true
		}
		g.ticksChanged()
	}
}

// lines writes the ticked rows, or the current one, with tabs between the cells.
func (g *Grid) lines() string {
	rows := g.Ticked()
	if len(rows) == 0 && g.Current() >= 0 {
		rows = []int{g.current}
	}
	var b strings.Builder
	for _, row := range rows {
		for col := range g.Columns {
			if col > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.Join(strings.Fields(g.Cell(row, col)), " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// FocusGained shows the ring.
func (g *Grid) FocusGained() {
	g.focused = true
	g.ring.Show()
	g.ring.Refresh()
	reveal(g)
}

// FocusLost hides the ring and forgets a Shift that was let go elsewhere.
func (g *Grid) FocusLost() {
	g.focused, g.shift = false, false
	g.ring.Hide()
	g.ring.Refresh()
	g.setHeading(-1)
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

func (g *Grid) scrollSideways(direction float32) {
	offset := g.scroll.Offset
	offset.X = max(0, min(offset.X+direction*g.rowHeight()*2, g.total()-g.scroll.Size().Width))
	g.scrollTo(offset)
}

func (g *Grid) scrollTo(offset fyne.Position) {
	if offset != g.scroll.Offset {
		g.scroll.ScrollToOffset(offset)
		g.heads.Refresh()
		g.body.Refresh()
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
