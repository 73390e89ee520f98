package desktop

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// crowded are pages on which something is cut or lies over another thing at 150 per cent
// text in the smallest window. They are whole at 100 per cent, and can be read in the
// browser (F9) at any size. At 200 per cent the strip over the page is cut there as well,
// so that size is not held yet.
var crowded = []string{"ticksheet", "reports", "strategy", "budget", "effect", "pupil"}

// Every page is laid out at 80, 100 and 150 per cent text in the smallest window.
func TestEveryPageFitsAtEveryTextSize(t *testing.T) {
	w := demoWindow(t)
	room := fyne.NewSize(leastWidth, leastHeight)
	for _, percent := range []int{theme.SmallestText, 100, 150} {
		w.p.App.Settings().SetTheme(theme.Look{Variant: theme.Light, TextPercent: percent})
		for _, r := range w.routes() {
			if percent > 100 && slices.Contains(crowded, r.name) {
				continue
			}
			w.shell.Go(r.to)
			w.window.Resize(room.SubtractWidthHeight(1, 1)) // running text knows its lines once it has a width
			w.window.Resize(room)
			w.fits(t, fmt.Sprintf("%s at %d %%", r.name, percent))
		}
	}
}

// fits looks for what is cut, hidden or lies over another thing.
func (w *window) fits(t *testing.T, name string) {
	t.Helper()
	size := w.window.Canvas().Size()
	if least := w.window.Content().MinSize(); least.Width > size.Width+1 || least.Height > size.Height+1 {
		t.Errorf("%s: the page needs %v of %v", name, least, size)
	}
	var texts []*seen
	for _, s := range w.walk() {
		switch part := s.thing.(type) {
		case *parts.Button, *parts.Check, *parts.Badge, *parts.Text:
			if empty, ok := s.thing.(*parts.Text); ok && empty.String() == "" {
				continue
			}
			if least := s.thing.MinSize(); s.at.w > 0 && least.Width > s.at.w+1 || least.Height > s.at.h+1 {
				t.Errorf("%s: %s has %.0f × %.0f of %v", name, named(s.thing), s.at.w, s.at.h, least)
			}
			if s.at.right() > s.reach.right()+1 && !s.sideways() {
				t.Errorf("%s: %s ends at %.0f, right of what can be shown, %.0f", name, named(part), s.at.right(), s.reach.right())
			}
		case *canvas.Text:
			if s.words() != "" && !s.at.within(s.cut).empty() {
				texts = append(texts, s)
			}
		}
		if f, ok := s.thing.(fyne.Focusable); ok && s.at.x >= s.reach.right() && !s.sideways() {
			t.Errorf("%s: %s lies out of sight at the right", name, named(f.(fyne.CanvasObject)))
		}
	}
	// No text lies over another.
	at := make([]box, len(texts))
	for i, s := range texts {
		at[i] = s.inked().within(s.cut)
	}
	order := make([]int, len(texts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return int(at[a].y - at[b].y) })
	said := 0
	for n, i := range order {
		for _, j := range order[n+1:] {
			if at[j].y > at[i].bottom() {
				break
			}
			if over := at[i].within(at[j]); over.w > 2 && over.h > at[i].h/2 && said < 3 {
				said++
				t.Errorf("%s: %q at %.0f lies over %q at %.0f", name, texts[i].words(), at[i], texts[j].words(), at[j])
			}
		}
	}
}

// sideways says whether a thing stands in something that scrolls from left to right.
func (s *seen) sideways() bool {
	return slices.ContainsFunc(s.up, func(up *seen) bool { _, grid := up.thing.(*parts.Grid); return grid })
}

// inked is where the letters of a text stand, by its alignment.
func (s *seen) inked() box {
	t := s.thing.(*canvas.Text)
	least := t.MinSize()
	b := box{s.at.x, s.at.y + (s.at.h-least.Height)/2, least.Width, least.Height}
	switch t.Alignment {
	case fyne.TextAlignCenter:
		b.x += (s.at.w - least.Width) / 2
	case fyne.TextAlignTrailing:
		b.x += s.at.w - least.Width
	}
	return b
}
