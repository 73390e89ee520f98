package surface

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"needsbook/ui/desktop/theme"
	"needsbook/ui/desktop/writing/text"
)

// clickPause is how long after a click another one makes it a double click.
const clickPause = 500 * time.Millisecond

// clock tells when a click was; tests set it.
var clock = time.Now

// MouseDown puts the caret where the mouse is, with Shift the end of the selection. A
// second click selects the word and a third the paragraph.
func (s *Surface) MouseDown(e *desktop.MouseEvent) {
	s.focus()
	if !s.ready() {
		return
	}
	at := s.placeAt(e.Position)
	if e.Button == desktop.MouseButtonSecondary {
		if !s.text.Selected() {
			s.text.Move(at, false)
			s.show()
		}
		return
	}
	now := clock()
	near := theme.Steps(1)
	moved := e.Position.Subtract(s.clickedAt)
	if now.Sub(s.clicked) > clickPause || moved.X > near || moved.X < -near || moved.Y > near || moved.Y < -near {
		s.clicks = 0
	}
	s.clicked, s.clickedAt = now, e.Position
	s.clicks++
	switch {
	case e.Modifier&shift != 0:
		s.text.Move(at, true)
	case s.clicks == 2:
		s.text.SelectWord(at)
	case s.clicks >= 3:
		s.text.SelectPara(at)
	default:
		s.text.Move(at, false)
	}
	s.dragging = s.clicks == 1
	s.show()
}

// MouseUp ends a click.
func (s *Surface) MouseUp(*desktop.MouseEvent) {}

// Dragged selects to where the mouse is, and scrolls when it is beyond the edge.
func (s *Surface) Dragged(e *fyne.DragEvent) {
	if !s.ready() || !s.dragging {
		return
	}
	s.text.Move(s.placeAt(e.Position), true)
	s.show()
}

// DragEnd ends dragging.
func (s *Surface) DragEnd() { s.dragging = false }

// placeAt returns the place nearest to a point of the sheet.
func (s *Surface) placeAt(at fyne.Position) text.Place {
	return s.page.place(s.text, at.X-s.pad(), at.Y-s.pad())
}
