// Package finding holds what a check found, as a code with its arguments. The
// sentence that a person reads is made by the face that shows it (the window,
// the command line, a page), so that the domain holds no prose twice.
package finding
