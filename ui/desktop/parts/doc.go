// Package parts holds what every screen of the desktop program is made of: text
// in the sizes of the look, buttons, fields for dates, money and choices, notes,
// the grid, forms, facts, timelines, lamps, bars, charts, dialogs and the
// palette. Each part can be worked by keyboard alone, shows a 2-pixel ring when
// it has the focus, says every state in a word and a shape before a colour, and
// hands the keys that it does not use on to the window, so that Escape, F1 and F8
// work everywhere. A part knows no rule of the school; it is given words and
// gives back what was typed or chosen.
package parts
