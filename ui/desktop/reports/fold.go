package reports

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// folding lays out the middle of the page. Where it is low, as in large text, what the
// section is to tell families gives way once there are words; L brings it back with the
// law. An empty section keeps it: there it is what one begins from.
type folding struct{ s *section }

// lowMiddle is the height, in steps, under which the words need all the room.
const lowMiddle = 92

// Layout shows what has room and gives the one thing inside the whole place.
func (f *folding) Layout(things []fyne.CanvasObject, size fyne.Size) {
	s := f.s
	low := size.Height < theme.Steps(lowMiddle)
	_, clause := s.p.m.section()
	parts.SetShown(s.reference, clause && !low)
	parts.SetShown(s.prompt, !low || !clause || s.lawOpen || strings.TrimSpace(s.editor.Words()) == "")
	things[0].Move(fyne.Position{})
	things[0].Resize(size)
}

// MinSize is that of the thing inside.
func (f *folding) MinSize(things []fyne.CanvasObject) fyne.Size { return things[0].MinSize() }
