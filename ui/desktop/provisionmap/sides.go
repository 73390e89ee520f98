package provisionmap

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// sides sets the current row, or a form, at the right of the map. Where there is no
// room for both, a form has all of it, and the current row folds away until it is
// asked for.
type sides struct {
	wanted bool // the current row is to stand beside the map
	open   bool // a form is open
	whole  bool // the current row was asked for where there is room for one
	narrow bool // as last laid out
}

// Widths in steps: of the current row, of a form, and what the map keeps beside them.
const (
	paneWidth = 72
	formWidth = 116
	leastRows = 100
)

// Layout places both, or the one that is wanted.
func (l *sides) Layout(things []fyne.CanvasObject, size fyne.Size) {
	rows, side := things[0], things[1]
	width, gap := theme.Steps(paneWidth), theme.Steps(parts.Groups)
	if l.open {
		width = theme.Steps(formWidth)
	}
	l.narrow = size.Width-width-gap < theme.Steps(leastRows)
	beside := (l.wanted || l.open) && !l.narrow
	alone := l.narrow && (l.open || l.whole)
	parts.SetShown(rows, !alone)
	parts.SetShown(side, beside || alone)
	switch {
	case alone:
		side.Move(fyne.Position{})
		side.Resize(size)
	case beside:
		rows.Move(fyne.Position{})
		rows.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
		side.Move(fyne.NewPos(size.Width-width, 0))
		side.Resize(fyne.NewSize(width, size.Height))
	default:
		rows.Move(fyne.Position{})
		rows.Resize(size)
	}
}

// MinSize asks for little: both sides scroll.
func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(80), theme.Steps(40))
}
