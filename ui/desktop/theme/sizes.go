package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Sizes of ours beside Fyne's own names. Ask for them with Size.
const (
	SizeSmall   = fynetheme.SizeNameCaptionText    // 13: tables, labels
	SizeText    = fynetheme.SizeNameText           // 15: text
	SizeSection = fynetheme.SizeNameSubHeadingText // 18: section headings
	SizePage    = fynetheme.SizeNameHeadingText    // 24: page titles

	SizeStep fyne.ThemeSizeName = "step" // 4: the step of all spacing
	SizeRow  fyne.ThemeSizeName = "row"  // 28 compact, 36 comfortable
	SizeHair fyne.ThemeSizeName = "hair" // 1: thin lines, never scaled
	SizeRing fyne.ThemeSizeName = "ring" // 2: the focus ring, never scaled
)

// Density says how closely rows and fields are set.
type Density int

// Densities.
const (
	Comfortable Density = iota // rows of 36
	Compact                    // rows of 28
)

// measure is one named size in both densities.
type measure struct{ comfortable, compact float32 }

// scaled sizes grow with the text setting; fixed ones are lines and corners.
var scaled = map[fyne.ThemeSizeName]measure{
	SizeSmall:                              {13, 13},
	SizeText:                               {15, 14},
	SizeSection:                            {18, 18},
	SizePage:                               {24, 24},
	SizeStep:                               {4, 4},
	SizeRow:                                {36, 28},
	fynetheme.SizeNamePadding:              {4, 4},
	fynetheme.SizeNameInnerPadding:         {8, 5},
	fynetheme.SizeNameLineSpacing:          {4, 3},
	fynetheme.SizeNameInlineIcon:           {18, 18},
	fynetheme.SizeNameScrollBar:            {10, 10},
	fynetheme.SizeNameScrollBarSmall:       {4, 4},
	fynetheme.SizeNameSplitThickness:       {8, 8},
	fynetheme.SizeNameWindowTitleBarHeight: {26, 26},
	fynetheme.SizeNameWindowButtonHeight:   {16, 16},
	fynetheme.SizeNameWindowButtonIcon:     {14, 14},
}

var fixed = map[fyne.ThemeSizeName]float32{
	SizeHair:                             1,
	SizeRing:                             2,
	fynetheme.SizeNameSeparatorThickness: 1,
	fynetheme.SizeNameInputBorder:        1,
	fynetheme.SizeNameInputRadius:        4,
	fynetheme.SizeNameButtonRadius:       4,
	fynetheme.SizeNameSelectionRadius:    2,
	fynetheme.SizeNameScrollBarRadius:    4,
	fynetheme.SizeNameCardRadius:         6,
	fynetheme.SizeNameDialogRadius:       8,
	fynetheme.SizeNamePopupRadius:        6,
	fynetheme.SizeNameMenuRadius:         4,
	fynetheme.SizeNameInnerWindowRadius:  6,
	fynetheme.SizeNameWindowButtonRadius: 8,
}

// LeastTarget is how high and wide what the mouse presses is at least, in pixels, however
// small the text: WCAG 2.2, 2.5.8.
const LeastTarget = 24

// least keeps rows and fields as high as that at the smallest text.
var least = map[fyne.ThemeSizeName]float32{SizeRow: LeastTarget, fynetheme.SizeNameInnerPadding: 5.5}

// Text sizes a person may choose, in per cent.
const (
	SmallestText = 80
	LargestText  = 200
)

// clampText keeps a text size within what is offered; 0 means 100.
func clampText(percent int) int {
	switch {
	case percent == 0:
		return 100
	case percent < SmallestText:
		return SmallestText
	case percent > LargestText:
		return LargestText
	}
	return percent
}
