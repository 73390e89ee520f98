package reports

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// sides sets the sections, the words and the advice beside each other. Where there
// is no room for three, the advice stands under the words.
type sides struct{}

// roomForThree is the width, in steps, from which all three stand beside each other.
const roomForThree = 225

// Layout places the three.
func (sides) Layout(things []fyne.CanvasObject, size fyne.Size) {
	list, write, advice := things[0], things[1], things[2]
	gap := theme.Steps(parts.Groups)
	left := max(theme.Steps(60), size.Width*0.29)
	rest := size.Width - left - gap
	put(list, 0, 0, left, size.Height)
	if size.Width < theme.Steps(roomForThree) {
		high := size.Height * 0.6
		put(write, left+gap, 0, rest, high)
		put(advice, left+gap, high+gap, rest, size.Height-high-gap)
		return
	}
	words := (rest - gap) * 0.6
	put(write, left+gap, 0, words, size.Height)
	put(advice, left+gap+words+gap, 0, rest-gap-words, size.Height)
}

func put(thing fyne.CanvasObject, x, y, width, height float32) {
	thing.Move(fyne.NewPos(x, y))
	thing.Resize(fyne.NewSize(width, height))
}

// MinSize asks for little: all three scroll.
func (sides) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(120), theme.Steps(50))
}
