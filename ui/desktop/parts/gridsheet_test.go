package parts

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/theme"
)

// sheetOf is a grid as a spreadsheet: ten columns of 150 in a window of 600, the
// first one standing still.
func sheetOf(rows int) *Grid {
	var columns []GridColumn
	for i := range 10 {
		columns = append(columns, GridColumn{Title: fmt.Sprintf("C%d", i), Width: 150, Sorts: true, Filters: true})
	}
	g := NewGrid(columns, func() int { return rows }, func(row, col int) string { return fmt.Sprintf("r%dc%d", row, col) })
	g.Cells, g.Still, g.Ticks = true, 1, true
	return g
}

// alt presses a key with Alt.
func alt(w fyne.Window, key fyne.KeyName) {
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt})
}

// withShift presses a key with Shift.
func withShift(w fyne.Window, g *Grid, key fyne.KeyName) {
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(w, key)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// drag drags a heading from one place to another, in steps as a mouse does.
func drag(h *gridHeads, from, to float32) {
	h.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(from, 10)}})
	for i := 1; i <= 4; i++ {
		at := from + (to-from)*float32(i)/4
		h.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(at, 10)}, Dragged: fyne.NewDelta((to-from)/4, 0)})
	}
	h.MouseUp(&desktop.MouseEvent{})
	h.DragEnd()
}

// drawn is what is written in a part of the grid, by where it begins.
func drawn(thing fyne.Widget) map[string]float32 {
	words := map[string]float32{}
	for _, o := range test.WidgetRenderer(thing).Objects() {
		if text, ok := o.(*canvas.Text); ok {
			words[text.Text] = text.Position().X
		}
	}
	return words
}

func TestColumnIsSizedByItsEdgeAndItsKeys(t *testing.T) {
	g := sheetOf(5)
	var told []string
	g.OnSorts = func([]GridSort) {}
	g.OnWidth = func(col int, width float32) { told = append(told, fmt.Sprintf("%d %.0f", col, width)) }
	w := show(t, g, 600, 400)
	edge := g.leftOf(1) + g.placed[1]
	drag(g.heads, edge-2, edge+58)
	if g.placed[1] != 210 || g.placed[0] != 150 || told[len(told)-1] != "1 210" {
		t.Errorf("after the drag columns are %v, told %v", g.placed, told)
	}
	drag(g.heads, g.leftOf(1)+g.placed[1]-2, -500)
	if g.placed[1] != theme.Steps(narrowest) {
		t.Errorf("a column can be %v narrow", g.placed[1])
	}
	edge = g.leftOf(1) + g.placed[1]
	test.TapAt(g.heads, fyne.NewPos(edge-1, 10))
	if g.placed[1] != theme.Steps(narrowest) || len(g.sorts) > 0 {
		t.Error("one click on an edge should do nothing")
	}
	test.TapAt(g.heads, fyne.NewPos(edge-1, 10))
	asWide := g.placed[1]
	if least := gridText.measure("r0c1").Width; asWide < least || asWide > 150 || told[len(told)-1] != "1 0" {
		t.Errorf("a double click makes it %v wide, told %v", asWide, told)
	}
	w.Canvas().Focus(g)
	press(w, fyne.KeyUp, fyne.KeyRight)
	typeIn(w, "++-")
	if g.placed[1] != asWide+cellPad() {
		t.Errorf("+ + - makes %v of %v", g.placed[1], asWide)
	}
	typeIn(w, "0")
	if g.placed[1] != asWide {
		t.Errorf("0 makes %v, want %v", g.placed[1], asWide)
	}
}

func TestEdgeStaysUnderTheMouseThoughAnotherColumnGrows(t *testing.T) {
	g := numbered(5)
	g.OnWidth = func(int, float32) {}
	show(t, g, 900, 400)
	before := slices.Clone(g.placed)
	edge := g.leftOf(1) + g.placed[1]
	drag(g.heads, edge, edge+40)
	if g.placed[0] != before[0] || g.placed[1] != before[1]+40 {
		t.Errorf("columns went from %v to %v", before, g.placed)
	}
}

func TestColumnIsMovedByItsHeadingAndByKeys(t *testing.T) {
	g := sheetOf(5)
	var moves [][2]int
	g.OnSorts = func([]GridSort) { t.Error("a move sorted") }
	g.OnMove = func(from, to int) {
		moves = append(moves, [2]int{from, to})
		c := g.Columns[from]
		g.SetColumns(slices.Insert(slices.Delete(slices.Clone(g.Columns), from, from+1), to, c))
	}
	w := show(t, g, 1200, 400)
	drag(g.heads, g.leftOf(1)+40, g.leftOf(3)+100)
	drag(g.heads, g.leftOf(4)+40, g.leftOf(2)+20)
	drag(g.heads, g.leftOf(2)+40, g.leftOf(2)+60) // not far enough
	w.Canvas().Focus(g)
	press(w, fyne.KeyUp, fyne.KeyRight)
	withShift(w, g, fyne.KeyRight)
	withShift(w, g, fyne.KeyLeft)
	if want := [][2]int{{1, 3}, {4, 2}, {1, 2}, {2, 1}}; !slices.Equal(moves, want) {
		t.Errorf("moves %v, want %v", moves, want)
	}
	if g.heading != 1 {
		t.Errorf("the keyboard is in heading %d, want the moved one", g.heading)
	}
}

func TestFirstColumnStandsStillUnderAScrollSideways(t *testing.T) {
	g := sheetOf(50)
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	at := drawn(g.body)["r0c0"]
	for range 6 {
		press(w, fyne.KeyRight)
	}
	if g.scroll.Offset.X == 0 || g.CurrentColumn() != 6 {
		t.Fatalf("offset %v, column %d", g.scroll.Offset.X, g.CurrentColumn())
	}
	words := drawn(g.body)
	if words["r0c0"]-g.scroll.Offset.X != at {
		t.Errorf("the first column moved from %v to %v", at, words["r0c0"]-g.scroll.Offset.X)
	}
	if _, there := words["r0c1"]; there {
		t.Error("a column that is out of view is drawn")
	}
	left := g.leftOf(6)
	if _, _, edge := g.spans(); left < edge || left+g.placed[6] > 600 {
		t.Errorf("the current column lies at %v", left)
	}
	heads := drawn(g.heads)
	if heads["C6"] != left+cellPad() || heads["C0"] != at {
		t.Errorf("headings lie at %v and %v, cells at %v and %v", heads["C0"], heads["C6"], at, left+cellPad())
	}
}

func TestNothingStandsStillWhereItWouldLeaveNoRoom(t *testing.T) {
	g := sheetOf(5)
	g.Columns[0].Width = 500
	show(t, g, 600, 400)
	if g.stillColumns() != 0 {
		t.Error("a column of 500 in 600 stands still")
	}
}

func TestRowsAreSortedByMoreThanOneColumn(t *testing.T) {
	g := sheetOf(5)
	var got []GridSort
	g.OnSorts = func(s []GridSort) { got = s }
	w := show(t, g, 900, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyUp, fyne.KeyRight, fyne.KeyReturn, fyne.KeyRight)
	withShift(w, g, fyne.KeyReturn)
	withShift(w, g, fyne.KeyReturn)
	if want := []GridSort{{1, false}, {2, true}}; !slices.Equal(got, want) {
		t.Errorf("sorted by %v, want %v", got, want)
	}
	if heads := drawn(g.heads); heads["1▲"] == 0 || heads["2▼"] == 0 {
		t.Errorf("headings show %v", heads)
	}
	g.heads.MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierShift, PointEvent: fyne.PointEvent{Position: fyne.NewPos(g.leftOf(0)+20, 10)}})
	test.TapAt(g.heads, fyne.NewPos(g.leftOf(0)+20, 10))
	if want := []GridSort{{1, false}, {2, true}, {0, false}}; !slices.Equal(got, want) {
		t.Errorf("shift click sorts by %v, want %v", got, want)
	}
	g.heads.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(g.leftOf(0)+20, 10)}})
	test.TapAt(g.heads, fyne.NewPos(g.leftOf(0)+20, 10))
	if want := []GridSort{{0, true}}; !slices.Equal(got, want) {
		t.Errorf("a plain click sorts by %v, want %v", got, want)
	}
}

// valued is a sheet with three values in the list of each heading.
func valued(t *testing.T) (*Grid, fyne.Window, *[]string) {
	g := sheetOf(9)
	ticked := map[string]bool{}
	g.Values = func(col int) []GridValue {
		var out []GridValue
		for i, words := range []string{"SEMH", "SLCN", "SPLD"} {
			out = append(out, GridValue{Value: strings.ToLower(words), Words: words, Count: 4 - i, Ticked: ticked[strings.ToLower(words)]})
		}
		return out
	}
	told := []string{"not told"}
	g.OnFilter = func(col int, values []string) {
		told = values
		clear(ticked)
		for _, v := range values {
			ticked[v] = true
		}
		g.Columns[col].Filtered = len(values) > 0
		g.Refresh()
	}
	w := show(t, g, 900, 500)
	w.Canvas().Focus(g)
	return g, w, &told
}

func TestHeadingListsItsValuesAndFilters(t *testing.T) {
	g, w, told := valued(t)
	alt(w, fyne.KeyDown)
	press(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
	if !slices.Equal(*told, []string{"semh", "spld"}) || w.Canvas().Focused() != g || !g.Columns[0].Filtered {
		t.Errorf("filtered by %v", *told)
	}
	alt(w, fyne.KeyDown)
	press(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
	if len(*told) != 0 {
		t.Errorf("with all unticked the filter is %v", *told)
	}
	press(w, fyne.KeyRight)
	alt(w, fyne.KeyDown)
	typeIn(w, "sl")
	press(w, fyne.KeyReturn)
	if !slices.Equal(*told, []string{"slcn"}) || g.Columns[0].Filtered || !g.Columns[1].Filtered {
		t.Errorf("type-ahead and Enter filter by %v", *told)
	}
	alt(w, fyne.KeyDown)
	press(w, fyne.KeyDelete)
	if *told != nil || w.Canvas().Overlays().Top() != nil {
		t.Errorf("Delete should show all; filtered by %v", *told)
	}
}

func TestHeadingListsItsValuesByMouse(t *testing.T) {
	g, w, told := valued(t)
	bars := fyne.NewPos(g.leftOf(1)+g.placed[1]-grip()-theme.Steps(2), 10)
	g.heads.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: bars}})
	test.TapAt(g.heads, bars)
	card, ok := w.Canvas().Focused().(*valueCard)
	if !ok {
		t.Fatalf("a click on the bars gives the keyboard to %T", w.Canvas().Focused())
	}
	test.TapAt(card.list, fyne.NewPos(30, theme.Size(theme.SizeRow)*1.5))
	card.apply()
	if !slices.Equal(*told, []string{"slcn"}) {
		t.Errorf("filtered by %v", *told)
	}
}

func TestTotalsStandUnderTheirColumns(t *testing.T) {
	g := sheetOf(500)
	g.Totals = func(col int) string { return fmt.Sprintf("t%d", col) }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyEnd, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight)
	totals, heads := drawn(g.foot), drawn(g.heads)
	if totals["t5"] == 0 || totals["t5"] != heads["C5"] || totals["t0"] != heads["C0"] {
		t.Errorf("totals lie at %v, headings at %v", totals, heads)
	}
	bottom := g.scroll.Position().Y + g.scroll.Size().Height
	if bottom > 400-g.rowHeight() {
		t.Errorf("rows reach to %v, into the totals", bottom)
	}
}

func TestMarkedRowHasAShapeATintAndWords(t *testing.T) {
	g := sheetOf(5)
	g.Mark = func(row int) RowMark {
		if row == 2 {
			return RowMark{LookOverdue, "No plan"}
		}
		return RowMark{}
	}
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	if _, there := drawn(g.body)["!"]; !there {
		t.Error("the shape is not drawn")
	}
	press(w, fyne.KeyDown, fyne.KeyDown)
	if !strings.HasPrefix(g.AccessibilityLabel(), "No plan. ") {
		t.Errorf("a screen reader says %q", g.AccessibilityLabel())
	}
}

func TestTintsLeaveEveryTextItsContrast(t *testing.T) {
	for _, variant := range []theme.Variant{theme.Light, theme.Dark, theme.HighContrast, theme.HighContrastDark} {
		test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: variant})
		for _, look := range Looks {
			for _, ink := range []fyne.ThemeColorName{theme.ColourInk, theme.ColourQuiet, theme.ColourAccent, look.Colour, theme.ColourSoon, theme.ColourOverdue} {
				if got := contrast(theme.Colour(ink), look.Look.tint()); got < 4.5 {
					t.Errorf("%v: %s on %s has %.2f", variant, ink, look.Look, got)
				}
			}
		}
	}
}

// contrast is the ratio of WCAG 2.2 between two colours.
func contrast(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		total := 0.0
		for i, v := range []uint8{rgb(c).R, rgb(c).G, rgb(c).B} {
			part := float64(v) / 255
			if part <= 0.04045 {
				part /= 12.92
			} else {
				part = math.Pow((part+0.055)/1.055, 2.4)
			}
			total += part * [...]float64{0.2126, 0.7152, 0.0722}[i]
		}
		return total
	}
	one, other := light(a), light(b)
	return (max(one, other) + 0.05) / (min(one, other) + 0.05)
}

func TestPastedTextIsHandedOverWithItsCell(t *testing.T) {
	g := sheetOf(5)
	got := ""
	g.OnPaste = func(text string, row, col int) { got = fmt.Sprint(text, " at ", row, " ", col) }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyDown, fyne.KeyRight)
	clip := test.NewClipboard()
	clip.SetContent("4B")
	g.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if got != "4B at 1 1" {
		t.Errorf("handed over %q", got)
	}
}

func TestCopyIsNoFormula(t *testing.T) {
	cells := []string{"=1+1", "+44 20", "@x", "-3", "–", "a\tb"}
	g := NewGrid([]GridColumn{{Title: "T"}}, func() int { return len(cells) }, func(row, _ int) string { return cells[row] })
	g.Ticks = true
	show(t, g, 600, 400)
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got, want := g.lines(), "T\n'=1+1\n'+44 20\n'@x\n-3\n–\na b\n"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestRowsAreMovedByAltAndArrows(t *testing.T) {
	g := NewGrid([]GridColumn{{Title: "T"}}, func() int { return 3 }, func(row, _ int) string { return fmt.Sprint(row) })
	var moves [][2]int
	g.OnMoveRow = func(row, by int) { moves = append(moves, [2]int{row, by}) }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	alt(w, fyne.KeyUp) // the first row cannot go up
	alt(w, fyne.KeyDown)
	if want := [][2]int{{0, 1}}; !slices.Equal(moves, want) {
		t.Errorf("moves %v", moves)
	}
}

func TestSheetAsksOnlyForCellsInView(t *testing.T) {
	asked := 0
	g := sheetOf(5000)
	cell := g.Cell
	g.Cell = func(row, col int) string { asked++; return cell(row, col) }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	asked = 0
	press(w, fyne.KeyPageDown)
	if asked > 2*5*12 {
		t.Errorf("a page down asked for %d cells of a view of 5 columns and 11 rows", asked)
	}
}

func TestTotalOfTheCurrentColumnIsWhole(t *testing.T) {
	long := "SLCN 18 · SEMH 13 · SPLD 11 · ASD 9"
	g := sheetOf(5)
	g.Totals = func(col int) string {
		if col == 2 {
			return long
		}
		return ""
	}
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	if _, there := drawn(g.foot)[long]; there {
		t.Error("a total is wider than its column")
	}
	press(w, fyne.KeyRight, fyne.KeyRight)
	x, there := drawn(g.foot)[long]
	if !there || x+gridStrong.measure(long).Width > 600 {
		t.Errorf("the current total lies at %v, drawn %v", x, there)
	}
}

func TestRowThatHeadsAGroupRunsOnOverEmptyCellsAndWidensNoColumn(t *testing.T) {
	rows := [][]string{{"A heading that is longer than any of the names", "", "7"}, {"Lego", "Mon", "3"}, {"Maths", "Tue", "4"}}
	g := NewGrid([]GridColumn{{Title: "Name"}, {Title: "When", Width: 300}, {Title: "Pupils", Number: true}}, func() int { return len(rows) }, func(row, col int) string { return rows[row][col] })
	g.Heads = func(row int) bool { return row == 0 }
	show(t, g, 900, 300)
	if words := drawn(g.body); words[rows[0][0]] == 0 {
		t.Errorf("the heading is cut: %v", words)
	}
	whole := g.placed[0]
	g.Heads = nil
	g.Reload()
	if g.placed[0] <= whole {
		t.Errorf("the heading widened its column: %v, without being one %v", whole, g.placed[0])
	}
}
