//go:build windows

package untouched

import (
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	lastInput = windows.NewLazySystemDLL("user32.dll").NewProc("GetLastInputInfo")
	tickCount = windows.NewLazySystemDLL("kernel32.dll").NewProc("GetTickCount")
)

// For returns how long no key or mouse of this computer has been touched, and
// whether that is known.
func For() (time.Duration, bool) {
	// LASTINPUTINFO of the Windows API: its size, and the time in ms since the start.
	info := struct{ size, at uint32 }{size: 8}
	if ok, _, _ := lastInput.Call(uintptr(unsafe.Pointer(&info))); ok == 0 {
		return 0, false
	}
	now, _, _ := tickCount.Call()
	return time.Duration(uint32(now)-info.at) * time.Millisecond, true // both wrap round together
}
