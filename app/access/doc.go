// Package access says who may do what in a school's file. Three roles share a file:
// the SENCO, a helper such as a teaching assistant or a SEN administrator, and a reader
// such as the head or the designated safeguarding lead. What no line of the table
// grants is refused.
//
// The roles hold inside the program. Whoever has a passphrase of the file holds the key
// to all of it, so that a role is no protection against somebody who takes the file
// apart with another program.
package access
