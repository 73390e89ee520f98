package requests

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// columns sets the gates, what is written and what is read beside each other. Where
// there is no room for all three, one of the last two gives way.
type columns struct {
	reading bool // the paper alone is wanted
}

// roomForThree is the width, in steps, from which all three stand beside each other.
const roomForThree = 225

// Layout places the gates at the left and one or both of the others beside them.
func (c *columns) Layout(things []fyne.CanvasObject, size fyne.Size) {
	gates, write, read := things[0], things[1], things[2]
	both := size.Width >= theme.Steps(roomForThree) && !c.reading
	show(write, both || !c.reading)
	show(read, both || c.reading)
	gap := theme.Steps(parts.Groups)
	left := max(theme.Steps(56), size.Width*0.25)
	rest := size.Width - left - gap
	put(gates, 0, left, size.Height)
	if !both {
		put(write, left+gap, rest, size.Height)
		put(read, left+gap, rest, size.Height)
		return
	}
	half := (rest - gap) * 0.5
	put(write, left+gap, half, size.Height)
	put(read, left+gap+half+gap, rest-gap-half, size.Height)
}

func show(thing fyne.CanvasObject, wanted bool) {
	if wanted && !thing.Visible() {
		thing.Show()
	} else if !wanted && thing.Visible() {
		thing.Hide()
	}
}

func put(thing fyne.CanvasObject, x, width, height float32) {
	thing.Move(fyne.NewPos(x, 0))
	thing.Resize(fyne.NewSize(width, height))
}

// MinSize asks for little: all three scroll.
func (c *columns) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(120), theme.Steps(50))
}
