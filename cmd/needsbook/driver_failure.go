package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// The toolkit says in its log that it could not open a window, with the cause in the
// next line, and ends the program. Where the library below it takes the cause for the
// system's own fault, that one writes a line of its own, and the toolkit goes on without a
// window. Nobody reads that log on a school's laptop, so it is read here and said in plain
// words.
var (
	driverFailures = []string{"window creation error", "failed to initialise GLFW"}
	causeMark      = []byte("Cause:")
	// Only what is said while a window is made: the same library fails at other things later.
	systemFailure = regexp.MustCompile(`PlatformError: ((?:WGL|GLX|EGL): Failed to (?:load|create|retrieve|describe|set|make dummy).*|(?:Win32|X11): Failed to create window.*)`)
)

// driverLog passes the log on and calls failed, once, with the cause when the toolkit or
// the library below it says that it could not open a window.
type driverLog struct {
	log    io.Writer
	failed func(cause string)
	seen   bool // the line before said that a window could not be opened
}

// Write takes one entry of the log.
func (l *driverLog) Write(entry []byte) (int, error) {
	n, err := l.log.Write(entry)
	if _, cause, found := bytes.Cut(entry, causeMark); found && l.seen {
		l.fail(cause)
	}
	if said := systemFailure.FindSubmatch(entry); said != nil {
		l.fail(said[1])
	}
	l.seen = false
	for _, words := range driverFailures {
		l.seen = l.seen || strings.Contains(string(entry), words)
	}
	return n, err
}

func (l *driverLog) fail(cause []byte) {
	if failed := l.failed; failed != nil {
		l.failed = nil
		failed(strings.TrimSpace(string(cause)))
	}
}

// noWindow is what a person reads where the window cannot be opened.
func noWindow(system, cause string) string {
	cure := "The computer has no graphics driver with OpenGL 2.1, or no screen. On Debian install libgl1-mesa-dri; over ssh, log in at the screen instead."
	if system == "windows" {
		cure = "This happens over remote desktop, in a virtual machine, or where the graphics driver is missing. Start \"Needsbook (safe graphics)\" from the Start menu, or use the zip whose name ends in \"safe\". It draws without a graphics driver."
	}
	return "Needsbook could not open its window.\n\n" + cure +
		"\n\nNothing was lost: no school's file was changed. needsctl, beside this program, does the same work without a window.\n\nFor whoever looks after the computer: " + cause
}

// safeProgram is the program that draws without a graphics driver, where it was
// installed beside this one; "" where not.
func safeProgram(system, self string) string {
	safe := filepath.Join(filepath.Dir(self), "safe", filepath.Base(self))
	if _, err := os.Stat(safe); system != "windows" || err != nil {
		return ""
	}
	return safe
}

// windowFailed goes on without this window: with the program that needs no graphics
// driver, or with a sentence.
func windowFailed(cause string) {
	if self, err := os.Executable(); err == nil {
		if safe := safeProgram(runtime.GOOS, self); safe != "" && exec.Command(safe, os.Args[1:]...).Start() == nil {
			return
		}
	}
	tell(noWindow(runtime.GOOS, cause))
}
