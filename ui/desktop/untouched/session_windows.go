//go:build windows

package untouched

import (
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	querySession = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSQuerySessionInformationW")
	freeMemory   = windows.NewLazySystemDLL("wtsapi32.dll").NewProc("WTSFreeMemory")
)

// Values of the Windows API: WTS_CURRENT_SESSION, WTSSessionInfoEx, and the flags of
// WTSINFOEX_LEVEL1 (on Windows 8 and later; Windows 7 has the two the other way round).
const (
	currentSession = 0xFFFFFFFF
	sessionInfoEx  = 25
	flagLocked     = 0
	flagUnlocked   = 1
)

// SessionLocked reports whether the person has locked the screen of this computer, and
// whether that is known.
func SessionLocked() (locked, known bool) {
	var buffer unsafe.Pointer
	var length uint32
	ok, _, _ := querySession.Call(0, currentSession, sessionInfoEx, uintptr(unsafe.Pointer(&buffer)), uintptr(unsafe.Pointer(&length)))
	if ok == 0 || buffer == nil {
		return false, false
	}
	defer freeMemory.Call(uintptr(buffer))
	// WTSINFOEX: the level, then, on an eight-byte border, the session's number, its
	// state and its flags, each of four bytes.
	const flagsAt = 16
	if length < flagsAt+4 || *(*uint32)(buffer) != 1 {
		return false, false
	}
	flags := *(*uint32)(unsafe.Add(buffer, flagsAt))
	return flags == flagLocked, flags == flagLocked || flags == flagUnlocked
}
