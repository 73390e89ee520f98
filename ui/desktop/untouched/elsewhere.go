//go:build !windows

package untouched

import "time"

// For returns how long no key or mouse of this computer has been touched, and
// whether that is known: here it is not.
func For() (time.Duration, bool) { return 0, false }
