package provisionmap

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// fieldOf is a container as a field of a form.
type fieldOf struct {
	widget.BaseWidget
	body *fyne.Container
}

func newFieldOf(body *fyne.Container) *fieldOf {
	f := &fieldOf{body: body}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer draws the container.
func (f *fieldOf) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }
