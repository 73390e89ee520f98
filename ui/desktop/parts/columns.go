package parts

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// Columns lays out a list, what is written and what is read with it beside each other.
// Where there is no room for three, one of the last two has the place of both.
type Columns struct {
	Least  float32    // the list is at least so many steps wide
	Share  float32    // and has at least this share of the width
	Middle float32    // the share of what is left that the second has
	Last   bool       // where one must give way, it is the second
	Apart  bool       // the last two never stand beside each other
	Narrow func(bool) // told at each layout whether one had to; nil tells nobody
}

// roomForThree is the width, in steps, from which all three stand beside each other.
const roomForThree = 225

// Layout places the three.
func (c *Columns) Layout(things []fyne.CanvasObject, size fyne.Size) {
	narrow := size.Width < theme.Steps(roomForThree)
	if c.Narrow != nil {
		c.Narrow(narrow)
	}
	gap := theme.Steps(Groups)
	left := max(theme.Steps(c.Least), size.Width*c.Share)
	rest := size.Width - left - gap
	middle, last := things[1], things[2]
	one := narrow || c.Apart
	SetShown(middle, !one || !c.Last)
	SetShown(last, !one || c.Last)
	place(things[0], 0, left, size.Height)
	if one {
		place(middle, left+gap, rest, size.Height)
		place(last, left+gap, rest, size.Height)
		return
	}
	width := (rest - gap) * c.Middle
	place(middle, left+gap, width, size.Height)
	place(last, left+gap+width+gap, rest-gap-width, size.Height)
}

func place(thing fyne.CanvasObject, x, width, height float32) {
	thing.Move(fyne.NewPos(x, 0))
	thing.Resize(fyne.NewSize(width, height))
}

// SetShown shows or hides a thing; one that is as it should be is left alone, so that
// nothing is drawn again for it.
func SetShown(thing fyne.CanvasObject, shown bool) {
	if shown && !thing.Visible() {
		thing.Show()
	} else if !shown && thing.Visible() {
		thing.Hide()
	}
}

// MinSize asks for little: all three scroll.
func (c *Columns) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(120), theme.Steps(50))
}
