package desk_test

import (
	"testing"
	"time"

	"golang.org/x/sys/windows"
)

// processorTime says more than time on the clock where others use the machine too.
func processorTime(b *testing.B) time.Duration {
	var began, ended, kernel, user windows.Filetime
	if err := windows.GetProcessTimes(windows.CurrentProcess(), &began, &ended, &kernel, &user); err != nil {
		b.Fatal(err)
	}
	span := func(t windows.Filetime) time.Duration { // in steps of 100 ns
		return time.Duration(uint64(t.HighDateTime)<<32|uint64(t.LowDateTime)) * 100
	}
	return span(kernel) + span(user)
}
