package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// forms are the four palettes as a person meets them.
var forms = map[string]Look{
	"light": {Variant: Light}, "dark": {Variant: Dark},
	"high contrast": {Variant: HighContrast}, "high contrast dark": {Variant: HighContrastDark},
}

// textColours are every colour that words are written in; grounds are what lies behind them.
var (
	textColours = []fyne.ThemeColorName{
		ColourInk, ColourQuiet, ColourAccent, ColourDone, ColourSoon, ColourOverdue,
		fynetheme.ColorNameDisabled, fynetheme.ColorNamePlaceHolder, fynetheme.ColorNameHyperlink,
		fynetheme.ColorNameError, fynetheme.ColorNameWarning, fynetheme.ColorNameSuccess,
	}
	grounds = []fyne.ThemeColorName{
		ColourPaper, ColourDesk, ColourChosen, ColourMarked, fynetheme.ColorNameInputBackground,
		fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground, fynetheme.ColorNameButton,
	}
	shapes = []fyne.ThemeColorName{ColourFieldLine, ColourArea1, ColourArea2, ColourArea3, ColourArea4, ColourAccent}
)

func TestEveryTextReadsAtFourAndAHalfToOne(t *testing.T) {
	for name, look := range forms {
		for _, text := range textColours {
			for _, ground := range grounds {
				needsContrast(t, name, look, text, ground, 4.5)
			}
		}
		needsContrast(t, name, look, ColourOnAccent, ColourAccent, 4.5)
		needsContrast(t, name, look, fynetheme.ColorNameForegroundOnError, fynetheme.ColorNameError, 4.5)
		needsContrast(t, name, look, fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameSuccess, 4.5)
		needsContrast(t, name, look, fynetheme.ColorNameForegroundOnWarning, fynetheme.ColorNameWarning, 4.5)
	}
}

func TestShapesThatCarryMeaningStandOutThreeToOne(t *testing.T) {
	for name, look := range forms {
		for _, shape := range shapes {
			needsContrast(t, name, look, shape, ColourPaper, 3)
		}
	}
}

func TestTextStaysLegibleUnderTheMouse(t *testing.T) {
	for name, look := range forms {
		paper := look.Color(ColourPaper, fynetheme.VariantLight).(color.NRGBA)
		for _, over := range []fyne.ThemeColorName{fynetheme.ColorNameHover, fynetheme.ColorNamePressed} {
			ground := blend(look.Color(over, fynetheme.VariantLight).(color.NRGBA), paper)
			ink := look.Color(ColourInk, fynetheme.VariantLight)
			if got := ratio(ink, ground); got < 4.5 {
				t.Errorf("%s: ink under %s has contrast %.2f", name, over, got)
			}
		}
	}
}

func TestSystemFollowsTheComputer(t *testing.T) {
	look := Look{}
	if look.Color(ColourPaper, fynetheme.VariantDark) != color.Color(dark.paper) {
		t.Error("dark computer should give dark paper")
	}
	if look.Color(ColourPaper, fynetheme.VariantLight) != color.Color(light.paper) {
		t.Error("light computer should give light paper")
	}
	if (Look{Variant: Light}).Color(ColourPaper, fynetheme.VariantDark) != color.Color(light.paper) {
		t.Error("Light should stay light on a dark computer")
	}
}

func needsContrast(t *testing.T, name string, look Look, text, ground fyne.ThemeColorName, least float64) {
	t.Helper()
	got := ratio(look.Color(text, fynetheme.VariantLight), look.Color(ground, fynetheme.VariantLight))
	if got < least {
		t.Errorf("%s: %s on %s has contrast %.2f, needs %.1f", name, text, ground, got, least)
	}
}

// ratio is the contrast ratio of WCAG 2.2.
func ratio(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(n.R) + 0.7152*channel(n.G) + 0.0722*channel(n.B)
}

func blend(over, under color.NRGBA) color.NRGBA {
	mix := func(o, u uint8) uint8 { return uint8((int(o)*int(over.A) + int(u)*(255-int(over.A))) / 255) }
	return color.NRGBA{R: mix(over.R, under.R), G: mix(over.G, under.G), B: mix(over.B, under.B), A: 0xFF}
}
