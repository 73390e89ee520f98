package shelltest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// texts collects the words that are drawn in a thing, hidden parts left out.
func texts(thing fyne.CanvasObject) []string {
	if thing == nil || !thing.Visible() {
		return nil
	}
	var out []string
	switch t := thing.(type) {
	case *canvas.Text:
		if t.Text != "" {
			out = append(out, t.Text)
		}
	case *fyne.Container:
		for _, in := range t.Objects {
			out = append(out, texts(in)...)
		}
	case fyne.Widget:
		for _, in := range test.WidgetRenderer(t).Objects() {
			out = append(out, texts(in)...)
		}
	}
	return out
}
