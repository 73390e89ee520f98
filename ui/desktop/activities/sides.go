package activities

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// sides sets the form at the right of the list. Where there is no room for both, the list
// has all of it until the form is asked for.
type sides struct {
	none   bool // there is no activity, so no form
	form   bool // the form was asked for where there is room for one
	narrow bool // as last laid out
}

// Widths in steps: the least of the list, and of the form.
const (
	leastList = 92
	leastForm = 92
)

// Layout places both, or the one that is wanted.
func (l *sides) Layout(things []fyne.CanvasObject, size fyne.Size) {
	list, form, gap := things[0], things[1], theme.Steps(parts.Pages)
	l.narrow = size.Width < theme.Steps(leastList+leastForm)+gap
	parts.SetShown(list, l.none || !l.narrow || !l.form)
	parts.SetShown(form, !l.none && (!l.narrow || l.form))
	if l.narrow || l.none {
		for _, thing := range things {
			thing.Move(fyne.Position{})
			thing.Resize(size)
		}
		return
	}
	left := (size.Width - gap) * leastList / (leastList + leastForm)
	list.Move(fyne.Position{})
	list.Resize(fyne.NewSize(left, size.Height))
	form.Move(fyne.NewPos(left+gap, 0))
	form.Resize(fyne.NewSize(size.Width-left-gap, size.Height))
}

// over sets what was found under the list, where it has as much as it needs but never more
// than its share.
type over struct{ lamps fyne.CanvasObject }

// foundShare is the most of the height that what was found has.
const foundShare = 0.42

// Layout places both.
func (l *over) Layout(things []fyne.CanvasObject, size fyne.Size) {
	list, found := things[0], things[1]
	height := float32(0)
	if found.Visible() {
		l.lamps.Resize(fyne.NewSize(size.Width, l.lamps.MinSize().Height)) // running text finds its lines
		height = min(l.lamps.MinSize().Height+theme.Steps(parts.Groups), size.Height*foundShare)
	}
	list.Move(fyne.Position{})
	list.Resize(fyne.NewSize(size.Width, size.Height-height))
	found.Move(fyne.NewPos(0, size.Height-height))
	found.Resize(fyne.NewSize(size.Width, height))
}

// MinSize asks for little: both scroll.
func (l *over) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(80), theme.Steps(50))
}

// MinSize asks for little: both scroll.
func (l *sides) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(80), theme.Steps(50))
}
