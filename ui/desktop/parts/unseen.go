package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// HideUnseen hides what is scrolled out of view, for pictures by Fyne's software
// painter: it draws the words of a field that lies outside the scroll it stands in,
// wholly or in part. The window on a screen does not. Call what it returns to show all again.
func HideUnseen(root fyne.CanvasObject) (back func()) {
	var hidden []fyne.CanvasObject
	hideUnseen(root, nil, nil, &hidden)
	return func() {
		for _, thing := range hidden {
			thing.Show()
		}
	}
}

func hideUnseen(at, in fyne.CanvasObject, scroll *container.Scroll, hidden *[]fyne.CanvasObject) {
	if at == nil || !at.Visible() {
		return
	}
	if scroll != nil {
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(at).Y - driver.AbsolutePositionForObject(scroll).Y
		outside := top >= scroll.Size().Height || top+at.Size().Height <= 0
		if inField(at, in) {
			outside = top < 0 || top+at.Size().Height > scroll.Size().Height
		}
		if outside {
			at.Hide()
			*hidden = append(*hidden, at)
			return
		}
	}
	if s, ok := at.(*container.Scroll); ok {
		scroll = s
	}
	for _, child := range inside(at) {
		hideUnseen(child, at, scroll, hidden)
	}
}

// inField reports whether a thing is the scroll in which a field keeps its words.
func inField(at, in fyne.CanvasObject) bool {
	_, scrolls := at.(*container.Scroll)
	_, field := in.(interface{ SelectedText() string })
	return scrolls && field
}
