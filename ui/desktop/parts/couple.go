package parts

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// Couple lays out a list and what belongs to it beside each other. Where there is no
// room for both, the list has the whole place, and the other while it is Called.
type Couple struct {
	Share  float32    // the share of the width that the list has beside the other
	Room   float32    // both stand beside each other from so many steps on
	Called bool       // the other is wanted where only one has room
	Narrow func(bool) // told at each layout whether only one had room; nil tells nobody

	narrow bool
}

// IsAlone reports whether the other has the whole place now, so that the list does
// not show.
func (c *Couple) IsAlone() bool { return c.narrow && c.Called }

// Layout places the two.
func (c *Couple) Layout(things []fyne.CanvasObject, size fyne.Size) {
	c.narrow = size.Width < theme.Steps(c.Room)
	if c.Narrow != nil {
		c.Narrow(c.narrow)
	}
	list, other := things[0], things[1]
	SetShown(list, !c.IsAlone())
	SetShown(other, !c.narrow || c.Called)
	if c.narrow {
		place(list, 0, size.Width, size.Height)
		place(other, 0, size.Width, size.Height)
		return
	}
	gap := theme.Steps(Groups)
	left := (size.Width - gap) * c.Share
	place(list, 0, left, size.Height)
	place(other, left+gap, size.Width-gap-left, size.Height)
}

// MinSize asks for little: both scroll.
func (c *Couple) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(80), theme.Steps(40))
}
