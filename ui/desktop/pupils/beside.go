package pupils

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"needsbook/ui/desktop/theme"
)

// The preview is so wide, and folds away where the rows would keep less than this, in
// steps.
const (
	previewWidth = 80
	leastRows    = 120
)

// beside sets the preview at the right of the rows, where there is room for it.
func beside(rows fyne.CanvasObject, preview *pane) *fyne.Container {
	return container.New(&besideLayout{rows, preview}, rows, preview.Container)
}

// pane is the preview as the layout sees it: wanted or not.
type pane struct {
	*fyne.Container
	wanted bool
}

type besideLayout struct {
	rows    fyne.CanvasObject
	preview *pane
}

// Layout gives the preview its width, and the rows the rest.
func (l *besideLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := theme.Steps(previewWidth)
	fits := size.Width-width >= theme.Steps(leastRows)
	if !l.preview.wanted || !fits {
		l.preview.Hide()
		l.rows.Resize(size)
		return
	}
	l.preview.Show()
	gap := theme.Steps(4)
	l.rows.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
	l.preview.Move(fyne.NewPos(size.Width-width, 0))
	l.preview.Resize(fyne.NewSize(width, size.Height))
}

// MinSize is that of the rows: the preview folds away.
func (l *besideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.rows.MinSize() }
