package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
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
	return container.New(&edges{before: top, after: foot, down: true}, present(top, middle, foot)...)
}

// Sides sets a left, a middle and a right beside each other; the middle takes the
// room that is left, and Tab goes from left to right.
func Sides(left, middle, right fyne.CanvasObject) *fyne.Container {
	return container.New(&edges{before: left, after: right}, present(left, middle, right)...)
}

// Beside sets one thing at the left, which takes the room there is, and another at
// the right; where both have no room, as at 200 per cent text, the other stands under it.
func Beside(left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&beside{}, left, right)
}

// Halves sets two things beside each other in the ratio given, such as 2 to 3.
func Halves(left, right float32, one, other fyne.CanvasObject) *fyne.Container {
	return container.New(&halves{left / (left + right)}, one, other)
}

// Wide gives a thing at least so many steps of width.
func Wide(steps float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{width: steps}, thing)
}

// AtMost lets a thing grow no wider than so many steps; it stands at the left.
func AtMost(steps float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&atMost{steps}, thing)
}

// Tall gives a thing at least so many steps of height.
func Tall(steps float32, thing fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{height: steps}, thing)
}

// Roomy lets a thing have all the room that it needs: where its place has less, as at 200
// per cent text in a small window, it scrolls in both directions.
func Roomy(thing fyne.CanvasObject) *container.Scroll { return container.NewScroll(thing) }

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
