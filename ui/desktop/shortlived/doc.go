// Package shortlived keeps a page for as long as the computer's own viewer needs to print
// it: in a folder that is this user's alone, overwritten and removed some minutes later,
// when the file is locked, when the program ends, and when it starts again after a crash.
package shortlived
