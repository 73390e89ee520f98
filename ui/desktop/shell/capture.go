package shell

import (
	"image"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// Capture draws content at a size, in a variant of the look and at a text scale
// (1 is 100 per cent), with the app that is running. It needs no display when the
// program was built with -tags ci. The look that was in force is put back.
func Capture(content fyne.CanvasObject, size fyne.Size, variant theme.Variant, scale float32) image.Image {
	w := fyne.CurrentApp().NewWindow("")
	defer w.Close()
	w.SetPadded(false)
	w.SetContent(content)
	picture := CaptureWindow(w, size, variant, scale)
	return picture
}

// CaptureWindow draws a window with whatever lies over it: a dialog, the palette.
func CaptureWindow(w fyne.Window, size fyne.Size, variant theme.Variant, scale float32) image.Image {
	settings := fyne.CurrentApp().Settings()
	before := settings.Theme()
	look, _ := before.(theme.Look)
	look.Variant, look.TextPercent = variant, int(scale*100+0.5)
	settings.SetTheme(look)
	refreshAll(w)
	// Running text knows its lines once it has a width: the second size lays out for good.
	w.Resize(size.SubtractWidthHeight(1, 1))
	w.Resize(size)
	back := parts.HideUnseen(w.Content())
	picture := w.Canvas().Capture()
	back()
	settings.SetTheme(before)
	refreshAll(w)
	return picture
}

func refreshAll(w fyne.Window) {
	if content := w.Content(); content != nil {
		content.Refresh()
	}
	for _, over := range w.Canvas().Overlays().List() {
		over.Refresh()
	}
}
