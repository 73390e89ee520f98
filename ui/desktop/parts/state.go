package parts

import (
	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// State is how a thing stands. It is always shown as a shape and a word, then a colour.
type State int

// States.
const (
	NoState State = iota
	Done          // ✓ done, on track
	Soon          // ◐ soon, to check
	Overdue       // ! overdue, missing
)

// Shape is the sign of the state.
func (s State) Shape() string { return [...]string{"", "✓", "◐", "!"}[s] }

// Word is the usual word for the state; most places have a better one.
func (s State) Word() string { return [...]string{"", "Done", "Soon", "Overdue"}[s] }

// Colour is the state's colour, ink for none.
func (s State) Colour() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{theme.ColourInk, theme.ColourDone, theme.ColourSoon, theme.ColourOverdue}[s]
}

// mark is the style of the shape.
func (s State) mark(style TextStyle) TextStyle {
	style.Colour, style.Bold, style.Align = s.Colour(), true, fyne.TextAlignLeading
	return style
}
