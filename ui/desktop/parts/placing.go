package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"needsbook/ui/desktop/theme"
)

// stack is a column or a row with a gap of steps.
type stack struct {
	steps float32
	down  bool
}

func (s *stack) Layout(things []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Steps(s.steps)
	room, springs, first := s.along(size), 0, true
	for _, thing := range things {
		if !thing.Visible() {
			continue
		}
		if isSpring(thing) {
			springs++
			continue
		}
		room -= s.along(thing.MinSize())
		if !first {
			room -= gap
		}
		first = false
	}
	at, first := float32(0), true
	for _, thing := range things {
		if !thing.Visible() {
			continue
		}
		if isSpring(thing) {
			at += max(0, room) / float32(springs)
			continue
		}
		if !first {
			at += gap
		}
		first = false
		least := thing.MinSize()
		if s.down {
			thing.Move(fyne.NewPos(0, at))
			thing.Resize(fyne.NewSize(size.Width, least.Height))
			grown := thing.MinSize().Height // running text may grow once it knows its width
			thing.Resize(fyne.NewSize(size.Width, grown))
			at += grown
			continue
		}
		thing.Move(fyne.NewPos(at, (size.Height-least.Height)/2))
		thing.Resize(least)
		at += least.Width
	}
}

func (s *stack) MinSize(things []fyne.CanvasObject) fyne.Size {
	gap, total, widest, first := theme.Steps(s.steps), float32(0), float32(0), true
	for _, thing := range things {
		if !thing.Visible() || isSpring(thing) {
			continue
		}
		if !first {
			total += gap
		}
		first = false
		least := thing.MinSize()
		total += s.along(least)
		widest = max(widest, s.across(least))
	}
	if s.down {
		return fyne.NewSize(widest, total)
	}
	return fyne.NewSize(total, widest)
}

func (s *stack) along(size fyne.Size) float32 {
	if s.down {
		return size.Height
	}
	return size.Width
}

func (s *stack) across(size fyne.Size) float32 {
	if s.down {
		return size.Width
	}
	return size.Height
}

func isSpring(thing fyne.CanvasObject) bool {
	_, spring := thing.(layout.SpacerObject)
	return spring
}

// edges gives the first and the last thing their least size and the middle the rest.
type edges struct {
	before, after fyne.CanvasObject
	down          bool
}

func (e *edges) Layout(things []fyne.CanvasObject, size fyne.Size) {
	var first, last float32
	if e.before != nil {
		e.before.Move(fyne.Position{})
		first = e.edge(e.before, size)
	}
	if e.after != nil {
		last = e.edge(e.after, size)
		if e.down {
			e.after.Move(fyne.NewPos(0, size.Height-last))
		} else {
			e.after.Move(fyne.NewPos(size.Width-last, 0))
		}
	}
	for _, thing := range things {
		if thing == e.before || thing == e.after {
			continue
		}
		if e.down {
			thing.Move(fyne.NewPos(0, first))
			thing.Resize(fyne.NewSize(size.Width, max(0, size.Height-first-last)))
		} else {
			thing.Move(fyne.NewPos(first, 0))
			thing.Resize(fyne.NewSize(max(0, size.Width-first-last), size.Height))
		}
	}
}

// edge lays one edge out and returns the room it takes.
func (e *edges) edge(thing fyne.CanvasObject, size fyne.Size) float32 {
	if !thing.Visible() {
		return 0
	}
	if !e.down {
		width := thing.MinSize().Width
		thing.Resize(fyne.NewSize(width, size.Height))
		return width
	}
	thing.Resize(fyne.NewSize(size.Width, thing.MinSize().Height))
	height := thing.MinSize().Height // running text has found its lines
	thing.Resize(fyne.NewSize(size.Width, height))
	return height
}

func (e *edges) MinSize(things []fyne.CanvasObject) fyne.Size {
	least := fyne.Size{}
	for _, thing := range things {
		if !thing.Visible() {
			continue
		}
		size := thing.MinSize()
		if e.down {
			least = fyne.NewSize(max(least.Width, size.Width), least.Height+size.Height)
		} else {
			least = fyne.NewSize(least.Width+size.Width, max(least.Height, size.Height))
		}
	}
	return least
}

// inset leaves room round what it holds, in steps.
type inset struct{ left, top, right, bottom float32 }

func (i *inset) Layout(things []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range things {
		thing.Move(fyne.NewPos(theme.Steps(i.left), theme.Steps(i.top)))
		room := size.SubtractWidthHeight(theme.Steps(i.left+i.right), theme.Steps(i.top+i.bottom))
		thing.Resize(fyne.NewSize(max(0, room.Width), max(0, room.Height)))
	}
}

func (i *inset) MinSize(things []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, thing := range things {
		if thing.Visible() {
			least = least.Max(thing.MinSize())
		}
	}
	return least.AddWidthHeight(theme.Steps(i.left+i.right), theme.Steps(i.top+i.bottom))
}

// beside sets two things side by side, or under each other where there is no room.
type beside struct {
	width float32 // as last laid out
}

// under says whether the second thing stands under the first at a width.
func (b *beside) under(things []fyne.CanvasObject, width float32) bool {
	return width > 0 && width < things[0].MinSize().Width+oneLine(things[1])+theme.Steps(Between)
}

// oneLine is the width of a thing that stands in one line, though it could be broken.
func oneLine(thing fyne.CanvasObject) float32 {
	if c, ok := thing.(*fyne.Container); ok {
		if f, ok := c.Layout.(*flow); ok {
			return f.whole(c.Objects)
		}
	}
	return thing.MinSize().Width
}

func (b *beside) Layout(things []fyne.CanvasObject, size fyne.Size) {
	b.width = size.Width
	right := oneLine(things[1])
	if b.under(things, size.Width) {
		width := min(size.Width, right)
		things[1].Resize(fyne.NewSize(width, things[1].MinSize().Height)) // a flow finds its lines
		first, second := things[0].MinSize(), things[1].MinSize()
		putThere(things[0], 0, 0, size.Width, first.Height)
		putThere(things[1], 0, first.Height+theme.Steps(Tight), width, second.Height)
		return
	}
	putThere(things[0], 0, 0, size.Width-right-theme.Steps(Between), size.Height)
	putThere(things[1], size.Width-right, 0, right, size.Height)
}

func (b *beside) MinSize(things []fyne.CanvasObject) fyne.Size {
	first, second := things[0].MinSize(), things[1].MinSize()
	least := fyne.NewSize(max(first.Width, second.Width), max(first.Height, second.Height))
	if b.under(things, b.width) {
		least.Height = first.Height + theme.Steps(Tight) + second.Height
	}
	return least
}

// halves shares the width in a ratio, with the gap of groups between.
type halves struct{ share float32 }

func (h *halves) Layout(things []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Steps(Groups)
	left := max(things[0].MinSize().Width, min((size.Width-gap)*h.share, size.Width-gap-things[1].MinSize().Width))
	things[0].Move(fyne.Position{})
	things[0].Resize(fyne.NewSize(left, size.Height))
	things[1].Move(fyne.NewPos(left+gap, 0))
	things[1].Resize(fyne.NewSize(size.Width-left-gap, size.Height))
}

func (h *halves) MinSize(things []fyne.CanvasObject) fyne.Size {
	one, other := things[0].MinSize(), things[1].MinSize()
	return fyne.NewSize(one.Width+other.Width+theme.Steps(Groups), max(one.Height, other.Height))
}

// atLeast keeps a thing from growing too small.
type atLeast struct{ width, height float32 }

func (a *atLeast) Layout(things []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range things {
		thing.Move(fyne.Position{})
		thing.Resize(size)
	}
}

func (a *atLeast) MinSize(things []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(theme.Steps(a.width), theme.Steps(a.height))
	for _, thing := range things {
		least = least.Max(thing.MinSize())
	}
	return least
}

// atMost keeps a thing from growing too wide.
type atMost struct{ width float32 }

func (a *atMost) Layout(things []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range things {
		thing.Move(fyne.Position{})
		thing.Resize(fyne.NewSize(min(size.Width, theme.Steps(a.width)), size.Height))
	}
}

func (a *atMost) MinSize(things []fyne.CanvasObject) fyne.Size { return things[0].MinSize() }

// putting is what a layout does with a thing and the place it has worked out for
// it. Asking for a least size must move nothing, or the window would never rest.
type putting func(thing fyne.CanvasObject, x, y, width, height float32)

func putThere(thing fyne.CanvasObject, x, y, width, height float32) {
	thing.Move(fyne.NewPos(x, y))
	thing.Resize(fyne.NewSize(width, height))
}

func nowhere(fyne.CanvasObject, float32, float32, float32, float32) {}
