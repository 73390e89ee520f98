package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Colours of ours beside Fyne's own names. Ask for them with Colour.
const (
	ColourPaper     = fynetheme.ColorNameBackground          // content
	ColourInk       = fynetheme.ColorNameForeground          // text
	ColourAccent    = fynetheme.ColorNamePrimary             // actions, focus
	ColourOnAccent  = fynetheme.ColorNameForegroundOnPrimary // text on the accent
	ColourChosen    = fynetheme.ColorNameSelection           // behind the current row
	ColourLine      = fynetheme.ColorNameSeparator           // thin lines
	ColourFieldLine = fynetheme.ColorNameInputBorder         // round a field, 3:1

	ColourDesk    fyne.ThemeColorName = "desk"    // behind the paper, navigation
	ColourQuiet   fyne.ThemeColorName = "quiet"   // labels and notes, 4.5:1
	ColourDone    fyne.ThemeColorName = "done"    // done, on track; always with a tick
	ColourSoon    fyne.ThemeColorName = "soon"    // soon, to check; always with a half disc
	ColourOverdue fyne.ThemeColorName = "overdue" // overdue, missing; always with !
	ColourMarked  fyne.ThemeColorName = "marked"  // behind rows ticked for a bulk action

	// The four series of charts, such as the areas of need, each with its own
	// hatching; in light they are the colours of app/chart on paper.
	ColourArea1 fyne.ThemeColorName = "area1" // communication and interaction
	ColourArea2 fyne.ThemeColorName = "area2" // cognition and learning
	ColourArea3 fyne.ThemeColorName = "area3" // social, emotional and mental health
	ColourArea4 fyne.ThemeColorName = "area4" // sensory and physical
)

// palette is one form of the look: every colour by what it is for.
type palette struct {
	paper, desk, ink, quiet, line, fieldLine color.NRGBA
	accent, onAccent, chosen, marked         color.NRGBA
	done, soon, overdue                      color.NRGBA
	areas                                    [4]color.NRGBA
}

var light = palette{
	paper: rgb(0xFFFFFF), desk: rgb(0xF3F5F7), ink: rgb(0x17212B), quiet: rgb(0x52606D),
	line: rgb(0xD5DBE1), fieldLine: rgb(0x7A8692),
	accent: rgb(0x0B5FA5), onAccent: rgb(0xFFFFFF), chosen: rgb(0xE1EEF9), marked: rgb(0xF1F6FB),
	done: rgb(0x1B7A43), soon: rgb(0x8A5A00), overdue: rgb(0xB3261E),
	areas: [4]color.NRGBA{rgb(0x0B5FA5), rgb(0xA0541A), rgb(0x1B7A43), rgb(0x6A4C93)},
}

var dark = palette{
	paper: rgb(0x14181D), desk: rgb(0x0E1115), ink: rgb(0xE6EAEE), quiet: rgb(0x9AA7B4),
	line: rgb(0x2A323B), fieldLine: rgb(0x707C88),
	accent: rgb(0x6DB3F2), onAccent: rgb(0x0E1115), chosen: rgb(0x1C3248), marked: rgb(0x19242F),
	done: rgb(0x6FCF97), soon: rgb(0xF2C14E), overdue: rgb(0xFF8A80),
	areas: [4]color.NRGBA{rgb(0x6DB3F2), rgb(0xE0A06A), rgb(0x6FCF97), rgb(0xB99AD6)},
}

var contrastLight = palette{
	paper: rgb(0xFFFFFF), desk: rgb(0xFFFFFF), ink: rgb(0x000000), quiet: rgb(0x000000),
	line: rgb(0x000000), fieldLine: rgb(0x000000),
	accent: rgb(0x0000C8), onAccent: rgb(0xFFFFFF), chosen: rgb(0xDDDDFF), marked: rgb(0xEEEEEE),
	done: rgb(0x000000), soon: rgb(0x000000), overdue: rgb(0x000000),
	areas: [4]color.NRGBA{rgb(0x003C8F), rgb(0x7A3B00), rgb(0x00584A), rgb(0x4B1E78)},
}

var contrastDark = palette{
	paper: rgb(0x000000), desk: rgb(0x000000), ink: rgb(0xFFFFFF), quiet: rgb(0xFFFFFF),
	line: rgb(0xFFFFFF), fieldLine: rgb(0xFFFFFF),
	accent: rgb(0xFFFF00), onAccent: rgb(0x000000), chosen: rgb(0x3A3A00), marked: rgb(0x262626),
	done: rgb(0xFFFFFF), soon: rgb(0xFFFFFF), overdue: rgb(0xFFFFFF),
	areas: [4]color.NRGBA{rgb(0x9CCBFF), rgb(0xFFBE85), rgb(0x7FE6CF), rgb(0xDDBBFF)},
}

// named gives the palette's answer to a theme colour name.
func (p *palette) named(name fyne.ThemeColorName) color.Color {
	switch name {
	case ColourPaper, fynetheme.ColorNameInputBackground, fynetheme.ColorNameHeaderBackground,
		fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground:
		return p.paper
	case ColourDesk, fynetheme.ColorNameButton, fynetheme.ColorNameDisabledButton,
		fynetheme.ColorNameInnerWindowBorder, fynetheme.ColorNameInnerWindowBorderInactive:
		return p.desk
	case ColourInk:
		return p.ink
	case ColourQuiet, fynetheme.ColorNameDisabled, fynetheme.ColorNamePlaceHolder:
		return p.quiet
	case ColourLine:
		return p.line
	case ColourFieldLine:
		return p.fieldLine
	case ColourAccent, fynetheme.ColorNameHyperlink:
		return p.accent
	case ColourOnAccent, fynetheme.ColorNameForegroundOnError,
		fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameForegroundOnWarning:
		return p.onAccent
	case ColourChosen:
		return p.chosen
	case ColourMarked:
		return p.marked
	case ColourDone, fynetheme.ColorNameSuccess:
		return p.done
	case ColourSoon, fynetheme.ColorNameWarning:
		return p.soon
	case ColourOverdue, fynetheme.ColorNameError:
		return p.overdue
	case ColourArea1:
		return p.areas[0]
	case ColourArea2:
		return p.areas[1]
	case ColourArea3:
		return p.areas[2]
	case ColourArea4:
		return p.areas[3]
	case fynetheme.ColorNameFocus:
		return faint(p.accent, 0x50)
	case fynetheme.ColorNameHover:
		return faint(p.ink, 0x0F)
	case fynetheme.ColorNamePressed:
		return faint(p.ink, 0x1E)
	case fynetheme.ColorNameScrollBar:
		return faint(p.quiet, 0xB8)
	case fynetheme.ColorNameShadow:
		return color.NRGBA{A: 0x12} // lines part things here, not shadows
	}
	return color.Transparent
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

func faint(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
