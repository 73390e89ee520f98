// Package surroundings wires the desk to a real computer: its clock, its
// randomness, its network and its files. The window and the command line both
// sit down at the desk through it, so that they work in the same way.
package surroundings
