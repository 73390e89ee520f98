package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"needsbook/ui/desktop/theme"
)

// Spacing between things, in steps of 4: Tight inside a group, Between things,
// Groups round groups, Pages round pages.
const (
	None    = 0
	Tight   = 1
	Between = 2
	Groups  = 4
	Pages   = 6
)

// Column sets things under each other with so many steps between.
func Column(steps float32, things ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{steps: steps, down: true}, things...)
}

// Row sets things beside each other, centred on one line, with so many steps
// between. A Spring takes what room is left.
func Row(steps float32, things ...fyne.CanvasObject) *fyne.Container {
	return container.New(&stack{steps: steps}, things...)
}

// Spring is the empty thing that takes the room left in a Row or Column.
func Spring() fyne.CanvasObject { return layout.NewSpacer() }

// Gap is an empty thing of so many steps square.
func Gap(steps float32) fyne.CanvasObject { return container.New(&inset{left: steps, top: steps}) }

// Inset sets a thing with so many steps of room at each side.
func Inset(steps float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{steps, steps, steps, steps}, thing)
}

// Margins sets a thing with room of its own at each side, in steps.
func Margins(left, top, right, bottom float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&inset{left, top, right, bottom}, thing)
}

// Frame sets a top, a middle and a foot under each other; the middle takes the
// room that is left. The Tab key goes through them as they are read, which Fyne's
// own border layout does not. A nil part is left out.
func Frame(top, middle, foot fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(top, foot, nil, nil), present(top, middle, foot)...)
}

// Sides sets a left, a middle and a right beside each other; the middle takes the
// room that is left, and Tab goes from left to right.
func Sides(left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewBorderLayout(nil, nil, left, right), present(left, middle, right)...)
}

// Halves sets two things beside each other in the ratio given, such as 2 to 3.
func Halves(left, right float32, one, other fyne.CanvasObject) *fyne.Container {
	return container.New(&halves{left / (left + right)}, one, other)
}

// Wide gives a thing at least so many steps of width.
func Wide(steps float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{width: steps}, thing)
}

// Tall gives a thing at least so many steps of height.
func Tall(steps float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{height: steps}, thing)
}

// Scrolled lets a thing be taller than its place.
func Scrolled(thing fyne.CanvasObject) *container.Scroll { return container.NewVScroll(thing) }

func present(things ...fyne.CanvasObject) []fyne.CanvasObject {
	var list []fyne.CanvasObject
	for _, thing := range things {
		if thing != nil {
			list = append(list, thing)
		}
	}
	return list
}

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
			at += thing.MinSize().Height // running text may grow once it knows its width
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

// inset leaves room round what it holds, in steps.
type inset struct{ left, top, right, bottom float32 }

func (i *inset) Layout(things []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range things {
		thing.Move(fyne.NewPos(theme.Steps(i.left), theme.Steps(i.top)))
		thing.Resize(size.SubtractWidthHeight(theme.Steps(i.left+i.right), theme.Steps(i.top+i.bottom)))
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

// halves shares the width in a ratio, with the gap of groups between.
type halves struct{ share float32 }

func (h *halves) Layout(things []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Steps(Groups)
	left := (size.Width - gap) * h.share
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
