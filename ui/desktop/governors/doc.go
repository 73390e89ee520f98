// Package governors is the page that shows the one side for the governing body as it will
// come out, and prints it.
package governors
