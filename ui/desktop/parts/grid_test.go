package parts

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// numbered is a grid of so many rows.
func numbered(rows int) *Grid {
	return NewGrid([]GridColumn{{Title: "Name", Sorts: true, Grows: true}, {Title: "Year"}, {Title: "Cost £", Number: true, Sorts: true}},
		func() int { return rows },
		func(row, col int) string { return fmt.Sprintf("%s %d", [...]string{"Pupil", "Y", "£"}[col], row) })
}

func TestGridMovesByEveryKey(t *testing.T) {
	g := numbered(100)
	w := show(t, g, 600, 36*11) // a heading and ten rows
	w.Canvas().Focus(g)
	steps := []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 1}, {fyne.KeyDown, 2}, {fyne.KeyUp, 1}, {fyne.KeyPageDown, 10}, {fyne.KeyPageDown, 19},
		{fyne.KeyPageUp, 10}, {fyne.KeyEnd, 99}, {fyne.KeyDown, 99}, {fyne.KeyHome, 0}, {fyne.KeyPageUp, 0},
	}
	for i, step := range steps {
		press(w, step.key)
		if g.Current() != step.want {
			t.Fatalf("step %d: %s leads to row %d, want %d", i, step.key, g.Current(), step.want)
		}
	}
}

func TestGridKeepsTheCurrentRowInView(t *testing.T) {
	g := numbered(5000)
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyEnd)
	top := float32(g.Current()) * g.rowHeight()
	if top < g.scroll.Offset.Y || top+g.rowHeight() > g.scroll.Offset.Y+g.scroll.Size().Height+0.5 {
		t.Errorf("row %d at %v is not in view at offset %v", g.Current(), top, g.scroll.Offset.Y)
	}
}

func TestGridAsksOnlyForCellsInView(t *testing.T) {
	asked := 0
	g := numbered(5000)
	cell := g.Cell
	g.Cell = func(row, col int) string { asked++; return cell(row, col) }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	asked = 0
	press(w, fyne.KeyDown)
	if asked > 3*12*2 {
		t.Errorf("one step asked for %d cells", asked)
	}
}

func TestGridOpensOnEnterAndDoubleClick(t *testing.T) {
	g := numbered(10)
	var opened []int
	g.OnOpen = func(row int) { opened = append(opened, row) }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyDown, fyne.KeyReturn)
	g.body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(50, 3.5*g.rowHeight())})
	if !slices.Equal(opened, []int{1, 3}) {
		t.Errorf("opened %v", opened)
	}
}

func TestGridClickMovesAndCtrlAndShiftTick(t *testing.T) {
	g := numbered(10)
	g.Ticks = true
	w := show(t, g, 600, 400)
	click := func(row int, x float32, modifier fyne.KeyModifier) {
		g.body.MouseDown(&desktop.MouseEvent{Modifier: modifier,
			PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, (float32(row)+0.5)*g.rowHeight())}})
	}
	click(4, 100, 0)
	if g.Current() != 4 || w.Canvas().Focused() != g {
		t.Errorf("a click should make row 4 current and focus the grid; current %d", g.Current())
	}
	click(6, 100, fyne.KeyModifierShift)
	if !slices.Equal(g.Ticked(), []int{4, 5, 6}) {
		t.Errorf("shift click ticked %v", g.Ticked())
	}
	click(5, 100, fyne.KeyModifierShortcutDefault)
	click(8, 5, 0)
	if !slices.Equal(g.Ticked(), []int{4, 6, 8}) {
		t.Errorf("after ctrl click and a click in the margin %v are ticked", g.Ticked())
	}
}

func TestGridTicksBySpaceAndShiftRange(t *testing.T) {
	g := numbered(20)
	g.Ticks = true
	var told []int
	g.OnTicks = func(rows []int) { told = rows }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	if !slices.Equal(told, []int{0, 2}) {
		t.Errorf("space ticked %v", told)
	}
	press(w, fyne.KeySpace)
	if !slices.Equal(told, []int{0}) {
		t.Errorf("a second space should untick; ticked %v", told)
	}
	g.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(w, fyne.KeyDown, fyne.KeyDown)
	g.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if !slices.Equal(told, []int{2, 3, 4}) {
		t.Errorf("shift with arrows ticked %v", told)
	}
	press(w, fyne.KeyDown)
	if !slices.Equal(g.Ticked(), []int{2, 3, 4}) || g.Current() != 5 {
		t.Errorf("a move without shift should leave the ticks; %v ticked", g.Ticked())
	}
}

func TestGridSpaceDoesNothingWithoutTicks(t *testing.T) {
	g := numbered(5)
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeySpace)
	if len(g.Ticked()) != 0 {
		t.Error("a grid without ticks was ticked")
	}
}

func TestGridSortsFromHeadingsByMouseAndKeys(t *testing.T) {
	g := numbered(5)
	type sort struct {
		col        int
		descending bool
	}
	var sorts []sort
	g.OnSort = func(col int, descending bool) { sorts = append(sorts, sort{col, descending}) }
	w := show(t, g, 600, 400)
	test.TapAt(g.heads, fyne.NewPos(590, 10))                        // cost
	test.TapAt(g.heads, fyne.NewPos(590, 10))                        // the other way
	test.TapAt(g.heads, fyne.NewPos(g.placed[0]+30, 10))             // year does not sort
	press(w, fyne.KeyUp, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyReturn) // name, by keys
	press(w, fyne.KeyDown, fyne.KeyDown)
	want := []sort{{2, false}, {2, true}, {0, false}}
	if !slices.Equal(sorts, want) {
		t.Errorf("sorts were %v, want %v", sorts, want)
	}
	if g.Current() != 1 {
		t.Errorf("down should leave the headings and then move; current %d", g.Current())
	}
}

func TestGridCopiesRowsWithTabs(t *testing.T) {
	g := numbered(5)
	g.Ticks = true
	show(t, g, 600, 400)
	clip := test.NewClipboard()
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if got, want := clip.Content(), "Name\tYear\tCost £\nPupil 0\tY 0\t£ 0\n"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	g.SetTicked([]int{1, 3})
	g.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	if got, want := clip.Content(), "Name\tYear\tCost £\nPupil 1\tY 1\t£ 1\nPupil 3\tY 3\t£ 3\n"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
	g.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(g.Ticked()) != 5 {
		t.Errorf("select all ticked %v", g.Ticked())
	}
}

func TestGridWithoutRowsSaysWhatWillBeThere(t *testing.T) {
	g := numbered(0)
	g.Empty = "Pupils will stand here."
	opened := false
	g.OnOpen = func(int) { opened = true }
	w := show(t, g, 600, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyDown, fyne.KeyEnd, fyne.KeyReturn, fyne.KeySpace)
	if g.Current() != -1 || opened {
		t.Errorf("an empty grid has current row %d, opened %v", g.Current(), opened)
	}
	if got := g.AccessibilityLabel(); got != g.Empty {
		t.Errorf("an empty grid says %q", got)
	}
}

func TestGridStaysWithinRowsThatShrink(t *testing.T) {
	rows := 50
	g := NewGrid([]GridColumn{{Title: "Name"}}, func() int { return rows }, func(row, _ int) string { return fmt.Sprint(row) })
	w := show(t, g, 300, 400)
	w.Canvas().Focus(g)
	press(w, fyne.KeyEnd)
	rows = 3
	g.Reload()
	if g.Current() != 2 {
		t.Errorf("current row is %d of 3", g.Current())
	}
}

func TestGridColumnsStandStillUnderAFilter(t *testing.T) {
	rows := 40
	g := NewGrid([]GridColumn{{Title: "Name"}, {Title: "Need"}}, func() int { return rows },
		func(row, col int) string { return fmt.Sprint("long words in row ", row*1000) })
	show(t, g, 900, 400)
	before := slices.Clone(g.placed)
	rows = 1
	g.Refresh()
	if !slices.Equal(before, g.placed) {
		t.Errorf("columns moved from %v to %v", before, g.placed)
	}
}

func TestGridHandsOtherKeysToTheWindow(t *testing.T) {
	g := numbered(3)
	g.OnRune = func(r rune) bool { return r == 'n' }
	g.OnKey = func(key fyne.KeyName) bool { return key == fyne.KeyDelete }
	w := show(t, g, 600, 400)
	var keys []fyne.KeyName
	var runes []rune
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { keys = append(keys, k.Name) })
	w.Canvas().SetOnTypedRune(func(r rune) { runes = append(runes, r) })
	w.Canvas().Focus(g)
	press(w, fyne.KeyEscape, fyne.KeyDelete, fyne.KeyF8)
	typeIn(w, "n?")
	if !slices.Equal(keys, []fyne.KeyName{fyne.KeyEscape, fyne.KeyF8}) || string(runes) != "?" {
		t.Errorf("the window was handed %v and %q", keys, string(runes))
	}
}

func TestGridShowsCutWordsWithAnEllipsis(t *testing.T) {
	show(t, numbered(1), 100, 100)
	words := "Speech, language and communication"
	cut := cutTo(words, Small, 100)
	if cut == words || Small.measure(cut).Width > 100 || []rune(cut)[len([]rune(cut))-1] != '…' {
		t.Errorf("cut to %q", cut)
	}
	if got := cutTo(words, Small, 1000); got != words {
		t.Errorf("words with room were cut to %q", got)
	}
}

func BenchmarkGridStep5000(b *testing.B) {
	test.NewTempApp(b)
	g := numbered(5000)
	w := test.NewTempWindow(b, g)
	w.Resize(fyne.NewSize(1000, 680))
	w.Canvas().Focus(g)
	for i := 0; b.Loop(); i++ {
		key := fyne.KeyPageDown
		if i%200 > 100 {
			key = fyne.KeyPageUp
		}
		press(w, key)
	}
}

func BenchmarkGridRefresh5000(b *testing.B) {
	test.NewTempApp(b)
	g := numbered(5000)
	w := test.NewTempWindow(b, g)
	w.Resize(fyne.NewSize(1000, 680))
	for b.Loop() {
		g.Refresh()
	}
}

func TestGridDrawsItsHeadingsAndRowsAtEverySize(t *testing.T) {
	g := numbered(30)
	w := show(t, Frame(nil, Tall(60, g), nil), 700, 100)
	for _, size := range []fyne.Size{fyne.NewSize(700, 500), fyne.NewSize(900, 500), fyne.NewSize(500, 300)} {
		w.Resize(size)
		drawn := map[string]bool{}
		for _, widget := range []fyne.Widget{g.heads, g.body} {
			for _, o := range test.WidgetRenderer(widget).Objects() {
				if text, ok := o.(*canvas.Text); ok {
					drawn[text.Text] = true
				}
			}
		}
		for _, words := range []string{"Name", "Year", "Cost £", "Pupil 0", "£ 3"} {
			if !drawn[words] {
				t.Errorf("at %v %q is not drawn", size, words)
			}
		}
	}
}

func TestGridColumnsFitRowsFarDown(t *testing.T) {
	words := func(row int) string {
		if row == 4999 {
			return "the longest words of all stand in the last row"
		}
		return "short"
	}
	g := NewGrid([]GridColumn{{Title: "Words"}}, func() int { return 5000 }, func(row, _ int) string { return words(row) })
	show(t, g, 900, 400)
	if least := gridText.measure(words(4999)).Width; g.placed[0] < least {
		t.Errorf("the column is %v wide, the words %v", g.placed[0], least)
	}
}
