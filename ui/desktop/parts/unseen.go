package parts

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// HideUnseen hides what is scrolled out of view, for pictures by Fyne's software
// painter: it draws the words of a field that lies outside the scroll it stands in.
// The window on a screen does not. Call what it returns to show all again.
func HideUnseen(root fyne.CanvasObject) (back func()) {
	var hidden []fyne.CanvasObject
	hideUnseen(root, nil, &hidden)
	return func() {
		for _, thing := range hidden {
			thing.Show()
		}
	}
}

func hideUnseen(at fyne.CanvasObject, scroll *container.Scroll, hidden *[]fyne.CanvasObject) {
	if at == nil || !at.Visible() {
		return
	}
	if scroll != nil {
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(at).Y - driver.AbsolutePositionForObject(scroll).Y
		if top >= scroll.Size().Height || top+at.Size().Height <= 0 {
			at.Hide()
			*hidden = append(*hidden, at)
			return
		}
	}
	if s, ok := at.(*container.Scroll); ok {
		scroll = s
	}
	for _, in := range inside(at) {
		hideUnseen(in, scroll, hidden)
	}
}
