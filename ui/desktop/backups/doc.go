// Package backups is the page on the copies of the school's file: the newest, how many
// are kept and where, the second folder, restores that were rehearsed, and the way back
// to a copy.
package backups
