package reports

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// sides sets the sections, the words and the advice beside each other. Where there
// is no room for three, the words or the advice have the place of both.
type sides struct {
	advice bool          // the advice is wanted in the place of the words
	turn   *parts.Button // goes from one to the other; shown where it is needed
}

// roomForThree is the width, in steps, from which all three stand beside each other.
const roomForThree = 225

// Layout places the three.
func (s *sides) Layout(things []fyne.CanvasObject, size fyne.Size) {
	list, write, advice := things[0], things[1], things[2]
	narrow := size.Width < theme.Steps(roomForThree)
	show(s.turn, narrow)
	show(write, !narrow || !s.advice)
	show(advice, !narrow || s.advice)
	gap := theme.Steps(parts.Groups)
	left := max(theme.Steps(60), size.Width*0.29)
	rest := size.Width - left - gap
	put(list, 0, left, size.Height)
	if narrow {
		put(write, left+gap, rest, size.Height)
		put(advice, left+gap, rest, size.Height)
		return
	}
	words := (rest - gap) * 0.6
	put(write, left+gap, words, size.Height)
	put(advice, left+gap+words+gap, rest-gap-words, size.Height)
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
func (s *sides) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Steps(120), theme.Steps(50))
}
