package giveway

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/ui/desktop/theme"
)

// leastMain is the height that the main part keeps, in steps.
const leastMain = 85

// Frame sets a head over the main part of a page. Spare returns the parts of the
// head that may give way now, the first to give way first.
func Frame(head, main fyne.CanvasObject, spare func() []fyne.CanvasObject) *fyne.Container {
	return container.New(&frame{head: head, main: main, spare: spare}, head, main)
}

type frame struct {
	head, main fyne.CanvasObject
	spare      func() []fyne.CanvasObject
	gone       []fyne.CanvasObject // what gave way when this was last laid out
}

// Layout places head and main part.
func (f *frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range f.gone {
		thing.Show()
	}
	f.gone = nil
	height := f.headHeight(size.Width)
	for _, thing := range f.spare() {
		if size.Height-height >= theme.Steps(leastMain) {
			break
		}
		thing.Hide()
		f.gone = append(f.gone, thing)
		height = f.headHeight(size.Width)
	}
	f.main.Move(fyne.NewPos(0, height))
	f.main.Resize(fyne.NewSize(size.Width, max(0, size.Height-height)))
}

// headHeight lays the head out at a width; running text finds its lines on the way.
func (f *frame) headHeight(width float32) float32 {
	f.head.Resize(fyne.NewSize(width, f.head.MinSize().Height))
	height := f.head.MinSize().Height
	f.head.Resize(fyne.NewSize(width, height))
	return height
}

// MinSize asks for what is left of the head and for the least of the main part: in a window
// that has less the page scrolls, and neither lies over the other.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	head, main := f.head.MinSize(), f.main.MinSize()
	return fyne.NewSize(max(head.Width, main.Width), head.Height+main.Height)
}
