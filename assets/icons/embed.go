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
