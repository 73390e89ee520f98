// Package takingout is the page on which everything that the school's file holds is
// written in open formats, and on which a Common Transfer File is made.
package takingout
