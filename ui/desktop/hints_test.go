package desktop

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/ui/desktop/shell"
)

// What is said under the mouse is said to the keyboard too: for each part of the program
// that follows the mouse, the words that come with it come also when the keyboard is there.
func TestWhatIsSaidUnderTheMouseIsSaidToTheKeyboard(t *testing.T) {
	w := demoWindow(t)
	met, said := map[string]bool{}, 0
	for _, to := range []shell.Route{shell.To("register"), shell.To("reports")} {
		w.shell.Go(to)
		for _, s := range w.walk() {
			hovered, ok := s.thing.(desktop.Hoverable)
			kind := fmt.Sprintf("%T", s.thing)
			if !ok || met[kind] {
				continue
			}
			met[kind] = true
			w.window.Canvas().Unfocus()
			before := w.allWords()
			hovered.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.at.w/20, s.at.h/2)}})
			var hints []string
			for _, words := range w.allWords() {
				if !slices.Contains(before, words) {
					hints = append(hints, words)
				}
			}
			hovered.MouseOut()
			if len(hints) == 0 {
				continue
			}
			said++
			stop, ok := s.thing.(fyne.Focusable)
			if !ok {
				t.Errorf("%s says %q under the mouse and cannot have the keyboard", kind, hints)
				continue
			}
			w.window.Canvas().Focus(stop)
			heard := w.allWords()
			for range 20 {
				stop.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
				heard = append(heard, w.allWords()...)
			}
			for _, words := range hints {
				if !slices.Contains(heard, words) {
					t.Errorf("%s says %q under the mouse and not with the keyboard", kind, words)
				}
			}
		}
	}
	if said == 0 {
		t.Error("nothing says anything under the mouse")
	}
	for kind := range methodsNamed(t, "MouseIn") {
		if !met["*"+kind] {
			t.Errorf("%s follows the mouse, and stands on none of the pages here: %v", kind, slices.Sorted(maps.Keys(met)))
		}
	}
}

// allWords are the texts that are drawn now.
func (w *window) allWords() (out []string) {
	for _, s := range w.walk() {
		if words := s.words(); words != "" {
			out = append(out, words)
		}
	}
	return out
}
