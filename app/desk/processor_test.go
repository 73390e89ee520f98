//go:build unix

package desk_test

import (
	"syscall"
	"testing"
	"time"
)

// processorTime says more than time on the clock where others use the machine too.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
