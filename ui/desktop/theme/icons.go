package theme

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"

	"needsbook/assets/icons"
)

// Drawing is one of the program's line drawings in a colour of the theme. Fyne
// recolours what is filled; these are strokes, so they are recoloured here.
type Drawing struct {
	name   string
	colour fyne.ThemeColorName
}

// Icon returns a small line drawing by name, such as "register", in ink.
func Icon(name string) Drawing { return IconIn(name, ColourInk) }

// IconIn returns the drawing in another colour of the theme.
func IconIn(name string, colour fyne.ThemeColorName) Drawing { return Drawing{name, colour} }

// Name is new for each colour, as pictures are kept by name.
func (d Drawing) Name() string { return d.hex() + d.name + ".svg" }

// Content is the SVG in the colour that the theme has now. It panics for a name
// that is not shipped, which a test would show.
func (d Drawing) Content() []byte {
	return bytes.ReplaceAll(drawing(d.name), []byte(drawnIn), []byte(d.hex()))
}

// drawnIn is the one colour of every drawing's file.
const drawnIn = "#000000"

func (d Drawing) hex() string {
	c := color.NRGBAModel.Convert(Colour(d.colour)).(color.NRGBA)
	return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B)
}

// AppIcon is the program's icon for the window and the task bar.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("needsbook.png", icons.App) }

func drawing(name string) []byte {
	svg, err := icons.Lines.ReadFile(name + ".svg")
	if err != nil {
		panic("theme: no icon " + name)
	}
	return svg
}
