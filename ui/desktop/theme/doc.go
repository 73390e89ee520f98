// Package theme holds how the desktop program looks: the colours, sizes and
// faces of a calm desk, in light, dark and two high-contrast forms, in two
// densities and from 80 to 200 per cent text. Every value that a screen draws
// with is asked from here by name; no screen and no part carries a colour or a
// size of its own.
package theme
