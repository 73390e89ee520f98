// Command needsctl works on a school's file from a terminal: for IT staff, for
// scheduled jobs and for checks. It calls the same use cases as the window and
// holds no rule of its own.
//
// People read its words; programs read the one JSON document that --json prints.
// Messages go to standard error. The exit status is 0 when it is done, 1 when it
// was refused or found wanting, 2 for wrong usage and 3 when another program has
// the file open.
package main
