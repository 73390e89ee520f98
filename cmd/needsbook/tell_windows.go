package main

import "golang.org/x/sys/windows"

// tell says something to the person before there is a window, or without one: a program
// of Windows has no terminal to write to.
func tell(words string) {
	text, err := windows.UTF16PtrFromString(words)
	if err != nil {
		return
	}
	caption, _ := windows.UTF16PtrFromString("Needsbook")
	windows.MessageBox(0, text, caption, windows.MB_OK|windows.MB_ICONWARNING|windows.MB_SETFOREGROUND)
}
