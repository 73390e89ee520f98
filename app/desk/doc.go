// Package desk holds the use cases that a front end calls: open the school's
// file, find a pupil, bring in an export, set a level, draft a request, write the
// report, send a summary, undo.
//
// The window and the command line are two faces of the same use cases. The desk
// gathers facts for the pure rules of the other rooms, and makes every change as
// one step of the journal. It declares, as small interfaces, what it needs from
// storage and from the network.
package desk
