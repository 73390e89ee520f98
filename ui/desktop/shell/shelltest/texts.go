package shelltest

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
)

// each calls look for a thing and all that is drawn in it, hidden parts left out.
func each(thing fyne.CanvasObject, look func(fyne.CanvasObject)) {
	if thing == nil || !thing.Visible() {
		return
	}
	look(thing)
	switch t := thing.(type) {
	case *fyne.Container:
		for _, in := range t.Objects {
			each(in, look)
		}
	case fyne.Widget:
		for _, in := range test.WidgetRenderer(t).Objects() {
			each(in, look)
		}
	}
}

// texts collects the words that are drawn in a thing.
func texts(thing fyne.CanvasObject) []string {
	var out []string
	each(thing, func(o fyne.CanvasObject) {
		if t, ok := o.(*canvas.Text); ok && t.Text != "" {
			out = append(out, t.Text)
		}
	})
	return out
}

// Tabs are the rows of tabs that are drawn.
func (w *Window) Tabs() []*parts.Tabs {
	var out []*parts.Tabs
	each(w.top(), func(o fyne.CanvasObject) {
		if t, ok := o.(*parts.Tabs); ok {
			out = append(out, t)
		}
	})
	return out
}

// top is what lies over the window, or the window itself.
func (w *Window) top() fyne.CanvasObject {
	if over := w.Canvas().Overlays().Top(); over != nil {
		return over
	}
	return w.Window().Content()
}

// Tap taps the button or the link that begins with some words.
func (w *Window) Tap(words string) {
	w.t.Helper()
	var found *parts.Button
	each(w.top(), func(o fyne.CanvasObject) {
		if b, ok := o.(*parts.Button); ok && found == nil && strings.HasPrefix(b.Text(), words) {
			found = b
		}
	})
	if found == nil {
		w.t.Fatalf("there is no button %q:\n%s", words, w.Text())
	}
	test.Tap(found)
}

// MainButtons are the words on the filled buttons; a page should have one at most.
func (w *Window) MainButtons() []string {
	var out []string
	each(w.top(), func(o fyne.CanvasObject) {
		if b, ok := o.(*parts.Button); ok && b.Main() {
			out = append(out, b.Text())
		}
	})
	return out
}

// FocusGrid gives the keyboard to the first grid.
func (w *Window) FocusGrid() {
	w.t.Helper()
	var found *parts.Grid
	each(w.top(), func(o fyne.CanvasObject) {
		if g, ok := o.(*parts.Grid); ok && found == nil {
			found = g
		}
	})
	if found == nil {
		w.t.Fatal("there is no grid")
	}
	w.Canvas().Focus(found)
}

// Fields is what stands in each field for typing.
func (w *Window) Fields() []string {
	var out []string
	each(w.top(), func(o fyne.CanvasObject) {
		switch f := o.(type) {
		case *parts.Notes:
			out = append(out, f.Text)
		case *parts.Field:
			out = append(out, f.Text)
		}
	})
	return out
}
