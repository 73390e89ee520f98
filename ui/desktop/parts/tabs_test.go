package parts

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestTabIsChosenByMouseAndKeys(t *testing.T) {
	var chosen []int
	tabs := NewTabs(func(tab int) { chosen = append(chosen, tab) })
	tabs.Set([]string{"SEN register", "Reviews", "Leavers"}, 0)
	w := show(t, tabs, 600, 60)
	test.TapAt(tabs, fyne.NewPos(tabs.left(2)+10, 10))
	test.TapAt(tabs, fyne.NewPos(590, 10)) // beside them all
	press(w, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	if !slices.Equal(chosen, []int{2, 1, 0}) {
		t.Errorf("chosen were %v", chosen)
	}
}

func TestCurrentTabIsInViewWhereTheyDoNotAllFit(t *testing.T) {
	var names []string
	for i := range 12 {
		names = append(names, fmt.Sprintf("The view of number %d", i))
	}
	tabs := NewTabs(func(int) {})
	show(t, tabs, 500, 60)
	for current := range names {
		tabs.Set(names, current)
		words := drawn(tabs)
		x, there := words[names[current]]
		if !there || x+Strong.measure(names[current]).Width > 500 {
			t.Errorf("tab %d lies at %v, drawn %v", current, x, there)
		}
		if _, more := words["›"]; more == (current == len(names)-1) {
			t.Errorf("tab %d: the sign of more at the right is drawn: %v", current, more)
		}
	}
}

func TestMenuDoesWhatIsChosenByKeysLettersAndMouse(t *testing.T) {
	var done []string
	do := func(words string) func() { return func() { done = append(done, words) } }
	button := NewMenuButton("More", func() []Item {
		return []Item{{Words: "Print", Do: do("print")}, {Words: "Save as a file", Do: do("save")}, {Words: "Concerns", Do: do("concerns")}}
	})
	w := show(t, Column(None, Row(None, button)), 600, 400)
	w.Canvas().Focus(button)
	press(w, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	if w.Canvas().Focused() != button {
		t.Error("the button has not the keyboard again")
	}
	press(w, fyne.KeyReturn)
	typeIn(w, "con")
	press(w, fyne.KeyReturn)
	test.Tap(button)
	menu := w.Canvas().Focused().(*Menu)
	test.TapAt(menu.list, fyne.NewPos(10, 5))
	if !slices.Equal(done, []string{"save", "concerns", "print"}) {
		t.Errorf("done was %v", done)
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the menu is still there")
	}
}
