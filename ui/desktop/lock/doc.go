// Package lock is the page that stands before a school's file: the passphrase, or
// the recovery key, opens it. First run opens files with the same field.
package lock
