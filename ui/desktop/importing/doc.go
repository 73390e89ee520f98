// Package importing is the page on which a list from the school's own system, or the
// school's own provision map, comes in: choose a file, see how it was read and what it
// would change, and bring it in as one step that one undo takes back. Nothing is kept
// before that.
package importing
