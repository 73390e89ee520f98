//go:build !windows && !linux

package untouched

// SessionLocked reports whether the person has locked the screen of this computer, and
// whether that is known: here it is not.
func SessionLocked() (locked, known bool) { return false, false }
