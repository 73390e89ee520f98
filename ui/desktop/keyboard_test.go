package desktop

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/ui/desktop/parts"
)

// Every screen is walked by Tab over the demo school: a new screen is among them as soon
// as it has a place.
func TestEveryScreenCanBeUsedByKeys(t *testing.T) {
	w := demoWindow(t)
	began, states := time.Now(), 0
	for _, r := range w.routes() {
		w.shell.Go(r.to)
		focused := w.window.Canvas().Focused()
		states += w.saysWithoutColour(t, r.name)
		w.canBeWalked(t, r.name)
		if focused != nil {
			w.window.Canvas().Focus(focused)
		}
	}
	if states < 100 {
		t.Errorf("only %d states were met", states)
	}
	t.Logf("%d pages with %d states in %v", len(w.routes()), states, time.Since(began))
}

// canBeWalked goes through what lies on top by Tab.
func (w *window) canBeWalked(t *testing.T, name string) {
	t.Helper()
	at, stops := w.window.Canvas(), w.stops()
	if len(stops) == 0 {
		t.Errorf("%s: Tab finds nothing", name)
		return
	}
	stopped := map[fyne.CanvasObject]bool{}
	for _, stop := range stops {
		stopped[stop.(fyne.CanvasObject)] = true
	}
	w.canBeHit(t, name)
	w.scrollsByKeys(t, name, stopped)
	things := w.walk() // with every scroll at its top
	where := map[fyne.CanvasObject]*seen{}
	for _, s := range things {
		where[s.thing] = s
	}
	// What can be clicked or typed into is a stop, or stands in one.
	for _, s := range things {
		if s.reached(stopped) {
			continue
		}
		if disabled, ok := s.thing.(fyne.Disableable); ok && disabled.Disabled() {
			continue
		}
		t.Errorf("%s: %s can be clicked, and no key reaches it", name, named(s.thing))
	}
	// Shift+Tab goes the same way back.
	for i := len(stops) - 1; i > 0; i-- {
		at.Focus(stops[i])
		if at.FocusPrevious(); at.Focused() != stops[i-1] {
			t.Errorf("%s: Shift+Tab from %s does not go to %s", name, named(stops[i].(fyne.CanvasObject)), named(stops[i-1].(fyne.CanvasObject)))
		}
	}
	var before *seen
	ringed := map[string]bool{}
	for _, stop := range stops {
		thing := stop.(fyne.CanvasObject)
		if a, ok := stop.(fyne.Accessible); !ok || a.AccessibilityLabel() == "" || a.AccessibilityRole() == "" {
			t.Errorf("%s: %T says nothing to a screen reader", name, stop)
		}
		_, leaves := stop.(parts.ByKeys) // an open list, in which Tab takes the row and goes on
		if tabbed, ok := stop.(fyne.Tabbable); ok && tabbed.AcceptsTab() && !leaves {
			t.Errorf("%s: %s keeps Tab to itself", name, named(thing))
		}
		at.Unfocus()
		rest := rings(thing)
		at.Focus(stop)
		if at.Focused() != stop {
			t.Errorf("%s: %s does not take the keyboard", name, named(thing))
		}
		if rings(thing) <= rest {
			t.Errorf("%s: %s does not show that it has the keyboard", name, named(thing))
		}
		if b, ok := stop.(*parts.Button); ok && b.Main() || len(ringed) == 0 { // two of each page, the filled button among them
			if kind := fmt.Sprintf("%T", stop); !ringed[kind] {
				ringed[kind] = true
				w.standsOut(t, name+", with the keyboard on "+named(thing))
			}
		}
		here := where[thing]
		if here == nil {
			t.Errorf("%s: Tab stops at %s, which is not drawn", name, named(thing))
			continue
		}
		if before != nil && here.at.bottom() <= before.at.y+1 && here.at.right() <= before.at.x+1 {
			t.Errorf("%s: Tab goes back up from %s at %v to %s at %v", name, named(before.thing), before.at, named(thing), here.at)
		}
		before = here
	}
}

// reached says whether a thing needs no key, or has one.
func (s *seen) reached(stopped map[fyne.CanvasObject]bool) bool {
	switch s.thing.(type) {
	case fyne.Tappable, fyne.DoubleTappable, fyne.SecondaryTappable, desktop.Mouseable, fyne.Focusable:
	default:
		return true
	}
	if len(s.up) > 0 {
		if _, bar := s.up[len(s.up)-1].thing.(fyne.Scrollable); bar {
			return true // the bar of a scroll: see scrollsByKeys
		}
	}
	if byKeys, ok := s.thing.(parts.ByKeys); ok && byKeys.ByKeys() != "" {
		return true
	}
	return stopped[s.thing] || slices.ContainsFunc(s.up, func(up *seen) bool { return stopped[up.thing] })
}

// rings counts the strong lines that are drawn in a thing, or where it says that it shows
// the keyboard.
func rings(thing fyne.CanvasObject) (n int) {
	if shown, ok := thing.(parts.ShownBy); ok {
		thing = shown.ShownBy()
	}
	for _, s := range drawn(thing, fyne.NewSize(1e6, 1e6)) {
		if r, ok := s.thing.(*canvas.Rectangle); ok && r.StrokeWidth >= 2 && r.Size().Width > 2 {
			n++
		}
	}
	return n
}

// scrollsByKeys holds that all that is longer than its place can be read by Page Down, but
// for lists that move with their rows.
func (w *window) scrollsByKeys(t *testing.T, name string, stopped map[fyne.CanvasObject]bool) {
	t.Helper()
	w.window.Canvas().Unfocus()
	things := w.walk()
	for range 500 {
		if !parts.ScrollPage(w.top(), &fyne.KeyEvent{Name: fyne.KeyPageDown}) {
			break
		}
	}
	for _, s := range things {
		scroll, ok := s.thing.(*container.Scroll)
		if !ok || slices.ContainsFunc(s.up, func(up *seen) bool { return stopped[up.thing] }) {
			continue
		}
		if most := scroll.Content.MinSize().Height - scroll.Size().Height; most > 1 && scroll.Offset.Y < most-1 {
			t.Errorf("%s: Page Down leaves %.0f of a part unread", name, most-scroll.Offset.Y)
		}
	}
	for range 500 {
		if !parts.ScrollPage(w.top(), &fyne.KeyEvent{Name: fyne.KeyPageUp}) {
			return
		}
	}
}
