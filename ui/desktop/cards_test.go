package desktop

import (
	"os"
	"regexp"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// away are buttons that close the file; what they do has tests of its own.
var away = regexp.MustCompile(`^(Lock|Take the demo school away|Remove the demo|Open another file|Make a new file|Close)`)

// few is how many buttons of a page are pressed where there is no time for all of them;
// with NEEDSBOOK_LONG all are. Every page is walked in each run all the same.
const few = 3

func long() bool { return os.Getenv("NEEDSBOOK_LONG") != "" }

var figures = regexp.MustCompile(`[0-9£,.]+`)

// Whatever a button, a letter or a key lays over a page can be walked by keys, and Esc
// takes it away and gives the keyboard back.
func TestEveryCardCanBeUsedByKeysAndGivesTheKeyboardBack(t *testing.T) {
	w := demoWindow(t)
	at := shelltest.Over(t, w.shell)
	began, pressed, cards := time.Now(), map[string]bool{}, 0
	everything := long()
	back := func(r namedRoute, last string, over bool, from fyne.Focusable) {
		if over && w.shell.Here() == r.to && w.lastChange() == last && w.window.Canvas().Overlays().Top() == nil && w.window.Canvas().Focused() == from {
			return // nothing but the card was there
		}
		for range 5 {
			if w.shell.Screen() == nil || w.lastChange() == last {
				break
			}
			at.Press("Ctrl+Z")
		}
		w.shell.Go(r.to)
	}
	// try does something, and looks at what lies over the page afterwards.
	try := func(r namedRoute, name string, from fyne.Focusable, do func()) {
		last := w.lastChange()
		w.window.Canvas().Focus(from)
		do()
		if w.desk == nil {
			t.Fatalf("%s closes the file", name)
		}
		over := w.window.Canvas().Overlays().Top()
		if over != nil {
			cards++
			w.saysWithoutColour(t, name)
			w.canBeWalked(t, name)
			for n := 0; w.window.Canvas().Overlays().Top() == over; n++ {
				if n == 3 {
					t.Fatalf("%s: Esc does not close the card", name)
				}
				at.Press("Esc")
			}
			if under := w.window.Canvas().Overlays().Top(); under == nil && w.shell.Here() == r.to {
				now := w.window.Canvas().Focused()
				if now == nil || now != from && labelOf(now) != labelOf(from) {
					t.Errorf("%s: Esc gives the keyboard to %T %q, not to %q", name, now, labelOf(now), labelOf(from))
				}
			}
		}
		if w.window.Canvas().Focused() == nil {
			t.Errorf("%s leaves the keyboard nowhere", name)
		}
		back(r, last, over != nil, from)
	}
	for _, r := range w.routes() {
		w.shell.Go(r.to)
		var doing []string
		for _, stop := range w.stops() {
			words := figures.ReplaceAllString(labelOf(stop), "#")
			key := w.shell.Here().Screen + " " + words
			switch stop.(type) {
			case *parts.Button:
				if pressed[key] || away.MatchString(words) {
					continue
				}
			case *parts.Choice:
				if pressed[key] {
					continue
				}
			default:
				continue
			}
			if len(doing) == few && !everything {
				break
			}
			pressed[key] = true
			doing = append(doing, words)
		}
		for _, words := range doing {
			var stop fyne.Focusable
			for _, s := range w.walk() {
				if f, ok := s.thing.(fyne.Focusable); ok && figures.ReplaceAllString(labelOf(f), "#") == words {
					stop = f
					break
				}
			}
			if stop == nil {
				continue
			}
			keys := []fyne.KeyName{fyne.KeyReturn, fyne.KeySpace}[len(words)%2]
			if _, list := stop.(*parts.Choice); list {
				keys = fyne.KeyDown
			}
			try(r, r.name+" › "+words, stop, func() { stop.TypedKey(&fyne.KeyEvent{Name: keys}) })
		}
		if keyed, ok := w.shell.Screen().(shell.KeyLister); ok {
			for _, fact := range keyed.Keys() {
				letter := []rune(fact.Label)
				if key := w.shell.Here().Screen + " key " + fact.Label; len(letter) == 1 && !pressed[key] {
					pressed[key] = true
					try(r, r.name+" › "+fact.Label, w.window.Canvas().Focused(), func() { w.window.Canvas().OnTypedRune()(letter[0]) })
				}
			}
		}
		for _, key := range []string{"Ctrl+N", "Ctrl+P"} {
			if on := w.shell.Here().Screen + " " + key; !pressed[on] {
				pressed[on] = true
				try(r, r.name+" › "+key, w.window.Canvas().Focused(), func() { at.Press(key) })
			}
		}
	}
	for _, key := range []string{"Ctrl+K", "Ctrl+L"} {
		w.shell.Go(shell.To("today"))
		try(namedRoute{"today", shell.To("today")}, key, w.window.Canvas().Focused(), func() { at.Press(key) })
	}
	if cards < 40 {
		t.Errorf("only %d cards were found", cards)
	}
	t.Logf("%d buttons and keys, %d cards in %v", len(pressed), cards, time.Since(began))
}

// labelOf is what a stop says of itself.
func labelOf(stop fyne.Focusable) string {
	if a, ok := stop.(fyne.Accessible); ok {
		return a.AccessibilityLabel()
	}
	return ""
}
