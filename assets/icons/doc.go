// Package icons carries the program's own drawings: the open book with a ladder
// and a tick that stands for the program, and one small line drawing for each
// screen and action. They were drawn for Needsbook and share its licence.
package icons
