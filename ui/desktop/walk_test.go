package desktop

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// box is where a thing stands in the window, and which part of the window it is cut to.
type box struct {
	x, y, w, h float32
}

func (b box) right() float32  { return b.x + b.w }
func (b box) bottom() float32 { return b.y + b.h }

// within cuts a box to another.
func (b box) within(o box) box {
	x, y := max(b.x, o.x), max(b.y, o.y)
	return box{x, y, max(0, min(b.right(), o.right())-x), max(0, min(b.bottom(), o.bottom())-y)}
}

func (b box) empty() bool { return b.w < 1 || b.h < 1 }

// seen is one thing that is drawn.
type seen struct {
	thing fyne.CanvasObject
	at    box
	cut   box         // what the scrolls and the window leave of the window here
	reach box         // what can be brought into view from left to right here
	up    []*seen     // what it stands in, the outermost first
	in    fyne.Widget // the inmost widget that it stands in, nil for none
}

// drawn lists what is drawn in a thing, in the order of painting, hidden parts left out.
func drawn(root fyne.CanvasObject, size fyne.Size) []*seen {
	var out []*seen
	var walk func(thing fyne.CanvasObject, x, y float32, cut, reach box, up []*seen, in fyne.Widget)
	walk = func(thing fyne.CanvasObject, x, y float32, cut, reach box, up []*seen, in fyne.Widget) {
		if thing == nil || !thing.Visible() {
			return
		}
		at, much := thing.Position(), thing.Size()
		s := &seen{thing: thing, at: box{x + at.X, y + at.Y, much.Width, much.Height}, cut: cut, reach: reach, up: up, in: in}
		out = append(out, s)
		if _, clips := thing.(fyne.Scrollable); clips {
			cut, reach = cut.within(s.at), reach.within(s.at)
		}
		if scroll, ok := thing.(*container.Scroll); ok && scroll.Direction == container.ScrollBoth {
			reach = box{s.at.x - scroll.Offset.X, s.at.y - scroll.Offset.Y, scroll.Content.Size().Width, scroll.Content.Size().Height}
		}
		if _, clips := thing.(*container.Clip); clips {
			cut, reach = cut.within(s.at), reach.within(s.at)
		}
		up = append(up[:len(up):len(up)], s)
		switch t := thing.(type) {
		case *fyne.Container:
			for _, o := range t.Objects {
				walk(o, s.at.x, s.at.y, cut, reach, up, in)
			}
		case fyne.Widget:
			for _, o := range test.WidgetRenderer(t).Objects() {
				walk(o, s.at.x, s.at.y, cut, reach, up, t)
			}
		}
	}
	all := box{0, 0, size.Width, size.Height}
	walk(root, 0, 0, all, all, nil, nil)
	return out
}

// top is what lies over the window, or the window itself.
func (w *window) top() fyne.CanvasObject {
	if over := w.window.Canvas().Overlays().Top(); over != nil {
		return over
	}
	return w.window.Content()
}

// walk lists what is drawn in the window now.
func (w *window) walk() []*seen { return drawn(w.top(), w.window.Canvas().Size()) }

// words is the text of a drawn text, "" for everything else.
func (s *seen) words() string {
	if t, ok := s.thing.(*canvas.Text); ok {
		return strings.TrimSpace(t.Text)
	}
	return ""
}

// named describes a thing to whoever reads a failure.
func named(thing fyne.CanvasObject) string {
	label := ""
	if a, ok := thing.(fyne.Accessible); ok {
		label = a.AccessibilityLabel()
	}
	if words := []rune(label); len(words) > 60 {
		label = string(words[:60]) + "…"
	}
	return fmt.Sprintf("%T %q", thing, label)
}

// stops are the things that Tab goes through, from the first to the last.
func (w *window) stops() []fyne.Focusable {
	at := w.window.Canvas()
	at.Unfocus()
	at.FocusNext()
	first := at.Focused()
	if first == nil {
		return nil
	}
	out := []fyne.Focusable{first}
	for len(out) < 2000 {
		at.FocusNext()
		next := at.Focused()
		if next == first {
			break
		}
		out = append(out, next)
	}
	return out
}

// routes are what there is to show, by name.
func (w *window) routes() []namedRoute {
	routes, err := pictured(w.desk)
	if err != nil {
		panic(err)
	}
	return routes
}
