// Package printing is the sheet of Ctrl+P: the page as it will come out beside how
// pupils are named in it and where the file goes. Enter saves the file and opens it
// in the computer's own viewer, which prints it. Nothing is written but the file
// that the person asked for.
package printing
