package parts

import (
	"image/color"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/theme"
)

// Look is how a row stands out by a rule: a shape, and a tint of its colour.
type Look string

// Looks that a rule can give. They are kept by these names.
const (
	NoLook      Look = ""
	LookOverdue Look = "overdue"
	LookSoon    Look = "soon"
	LookDone    Look = "done"
	LookAccent  Look = "accent"
	LookQuiet   Look = "quiet"
)

// Looks lists them with their shapes.
var Looks = []struct {
	Look   Look
	Shape  string
	Colour fyne.ThemeColorName
}{
	{LookOverdue, "!", theme.ColourOverdue},
	{LookSoon, "◐", theme.ColourSoon},
	{LookDone, "✓", theme.ColourDone},
	{LookAccent, "●", theme.ColourAccent},
	{LookQuiet, "○", theme.ColourQuiet},
}

// RowMark is how a rule marks a row. The words are for those who do not see the
// tint, and stand in the list of rules.
type RowMark struct {
	Look  Look
	Words string
}

// Shape is the sign of the look.
func (l Look) Shape() string {
	for _, look := range Looks {
		if look.Look == l {
			return look.Shape
		}
	}
	return ""
}

func (l Look) colour() fyne.ThemeColorName {
	for _, look := range Looks {
		if look.Look == l {
			return look.Colour
		}
	}
	return theme.ColourInk
}

// tintPart is how much of the look's colour lies over the paper, in 255ths: little
// enough that every text keeps its contrast.
const tintPart = 24

// tint is the ground of a row with the look.
func (l Look) tint() color.Color {
	mark, paper := rgb(theme.Colour(l.colour())), rgb(theme.Colour(theme.ColourPaper))
	mix := func(a, b uint8) uint8 { return uint8((int(a)*tintPart + int(b)*(255-tintPart)) / 255) }
	return color.NRGBA{R: mix(mark.R, paper.R), G: mix(mark.G, paper.G), B: mix(mark.B, paper.B), A: 255}
}

func rgb(c color.Color) color.NRGBA { return color.NRGBAModel.Convert(c).(color.NRGBA) }

func (g *Grid) mark(row int) RowMark {
	if g.Mark == nil || row < 0 {
		return RowMark{}
	}
	return g.Mark(row)
}
