package pupils

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// leastRows is the height that the rows keep, in steps.
const leastRows = 85

// room sets the head of the page over the rows. Where the text is so large that few
// rows would be left, what is least needed of the head gives way to them.
type room struct {
	head, rows fyne.CanvasObject
	spare      []fyne.CanvasObject // parts of the head, the first to give way first
}

// Layout places head and rows.
func (r *room) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	for _, thing := range r.spare {
		thing.Show()
	}
	height := r.headHeight(size.Width)
	for _, thing := range r.spare {
		if size.Height-height >= theme.Steps(leastRows) {
			break
		}
		thing.Hide()
		height = r.headHeight(size.Width)
	}
	r.rows.Move(fyne.NewPos(0, height))
	r.rows.Resize(fyne.NewSize(size.Width, size.Height-height))
}

// headHeight lays the head out at a width; running text finds its lines on the way.
func (r *room) headHeight(width float32) float32 {
	r.head.Resize(fyne.NewSize(width, r.head.MinSize().Height))
	height := r.head.MinSize().Height
	r.head.Resize(fyne.NewSize(width, height))
	return height
}

// MinSize asks for little: the head gives way.
func (r *room) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(r.head.MinSize().Width, r.rows.MinSize().Width), r.rows.MinSize().Height)
}
