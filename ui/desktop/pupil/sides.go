package pupil

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// sides sets the facts at the left and the story, or a form, at the right. Where
// the window is too narrow for both, or the text too large, the facts have all the
// room until a form is opened, and then the form has it.
type sides struct {
	open   bool // a form is open
	narrow bool // as last laid out
}

// narrowest is the width, in steps, that both sides need.
const narrowest = 190

// Layout places both sides, or the one that is wanted.
func (l *sides) Layout(things []fyne.CanvasObject, size fyne.Size) {
	left, right := things[0], things[1]
	l.narrow = size.Width < theme.Steps(narrowest)
	left.Show()
	right.Show()
	if l.narrow && l.open {
		left.Hide()
	} else if l.narrow {
		right.Hide()
	}
	if !l.narrow {
		gap := theme.Steps(parts.Between)
		width := (size.Width - gap) * 0.58
		left.Move(fyne.Position{})
		left.Resize(fyne.NewSize(width, size.Height))
		right.Move(fyne.NewPos(width+gap, 0))
		right.Resize(fyne.NewSize(size.Width-width-gap, size.Height))
		return
	}
	for _, thing := range things {
		thing.Move(fyne.Position{})
		thing.Resize(size)
	}
}

// MinSize asks for the width of the facts, which scroll up and down alone.
func (l *sides) MinSize(things []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(theme.Steps(80), things[0].MinSize().Width), theme.Steps(40))
}
