// Package icons carries the program's own drawings: the open book with a ladder
// and a tick that stands for the program, and one small line drawing for each
// screen and action. They were drawn for Needsbook and share its licence.
package icons

import "embed"

// Lines holds the small drawings as SVG on a grid of 24, in one colour.
//
//go:embed *.svg
var Lines embed.FS

// App is the program's icon as PNG, 512 pixels square.
//
//go:embed needsbook.png
var App []byte
