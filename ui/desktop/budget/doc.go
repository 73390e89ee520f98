// Package budget is the place Budget: the money for SEN of a school year against what
// the provision map costs, by source, line by line and pupil by pupil. Every total opens
// to the sum behind it; the sums themselves are the desk's.
package budget
