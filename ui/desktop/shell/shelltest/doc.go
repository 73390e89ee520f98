// Package shelltest puts screens into the program's frame for tests, on Fyne's test
// driver: keys go in as a person presses them, and pictures come out.
package shelltest
