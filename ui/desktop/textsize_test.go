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

// rooms are the sizes of window that are held: the smallest, and a school laptop's.
var rooms = []fyne.Size{{Width: leastWidth, Height: leastHeight}, {Width: 1280, Height: 820}}

// textSizes are the sizes of text that are held, in per cent.
var textSizes = []int{theme.SmallestText, 100, 150, theme.LargestText}

// Every page is laid out at every size of text in both windows with NEEDSBOOK_LONG=1, and
// so in every look. Otherwise each page is laid out once, the sizes, windows and looks taken
// in turn.
func TestEveryPageFitsAtEveryTextSize(t *testing.T) {
	w := demoWindow(t)
	everything := long()
	routes, laid := w.routes(), 0
	for n, size := range textSizes {
		for m, room := range rooms {
			look := looksByTurn[(n+2*m)%len(looksByTurn)]
			w.p.App.Settings().SetTheme(theme.Look{Variant: look, TextPercent: size})
			for i, r := range routes {
				if turn := n*len(rooms) + m; !everything && i%(len(textSizes)*len(rooms)) != turn {
					continue
				}
				laid++
				w.shell.Go(r.to)
				w.window.Resize(room.SubtractWidthHeight(1, 1)) // running text knows its lines once it has a width
				w.window.Resize(room)
				name := fmt.Sprintf("%s at %d %% in %.0f by %.0f, %s", r.name, size, room.Width, room.Height, look)
				w.fits(t, name)
				w.standsOut(t, name)
			}
		}
	}
	if laid < len(routes) {
		t.Errorf("%d of %d pages were laid out", laid, len(routes))
	}
}

// fits looks for what is cut, hidden or lies over another thing.
func (w *window) fits(t *testing.T, name string) {
	t.Helper()
	size := w.window.Canvas().Size()
	if least := w.window.Content().MinSize(); least.Width > size.Width+1 || least.Height > size.Height+1 {
		t.Errorf("%s: the page needs %v of %v", name, least, size)
	}
	var texts, sheets []*seen
	order := map[*seen]int{} // of painting
	for n, s := range w.walk() {
		order[s] = n
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
		case *canvas.Rectangle:
			if plainly(part.FillColor).A == 0xFF {
				sheets = append(sheets, s)
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
	down := make([]int, len(texts))
	for i := range down {
		down[i] = i
	}
	slices.SortFunc(down, func(a, b int) int { return int(at[a].y - at[b].y) })
	said := 0
	for n, i := range down {
		for _, j := range down[n+1:] {
			if at[j].y > at[i].bottom() {
				break
			}
			over := at[i].within(at[j])
			first, second := min(order[texts[i]], order[texts[j]]), max(order[texts[i]], order[texts[j]])
			between := func(s *seen) bool { // as under the columns of a grid that stand still
				return first < order[s] && order[s] < second && over.within(s.at.within(s.cut)) == over
			}
			if over.w > 2 && over.h > at[i].h/2 && said < 3 && !slices.ContainsFunc(sheets, between) {
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
