// Package firstrun is what is shown while no school's file is open: make a school,
// open a file, or try the demo school. A new file shows its recovery key once and
// asks for a part of it back, so that it is on paper before there is anything to lose.
package firstrun
