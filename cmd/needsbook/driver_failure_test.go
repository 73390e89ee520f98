package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop"
)

// TestWindowThatCannotOpenIsSaidInPlainWords lets the toolkit log as it does.
func TestWindowThatCannotOpenIsSaidInPlainWords(t *testing.T) {
	var kept bytes.Buffer
	var causes []string
	log.SetOutput(&driverLog{log: &kept, failed: func(cause string) { causes = append(causes, cause) }})
	t.Cleanup(func() { log.SetOutput(os.Stderr) })

	fyne.LogError("Failed to decode image for window icon", errors.New("not a picture"))
	log.Print("Cause: a line of its own")
	if len(causes) != 0 {
		t.Fatalf("took another error for a missing window: %q", causes)
	}
	fyne.LogError("window creation error", errors.New("APIUnavailable: WGL: The driver does not appear to support OpenGL"))
	fyne.LogError("window creation error", errors.New("again"))
	if len(causes) != 1 || causes[0] != "APIUnavailable: WGL: The driver does not appear to support OpenGL" {
		t.Fatalf("the cause is %q", causes)
	}
	if !strings.Contains(kept.String(), "window creation error") {
		t.Error("the log was not passed on")
	}
	for system, words := range map[string]string{"windows": "safe graphics", "linux": "libgl1-mesa-dri"} {
		said := noWindow(system, causes[0])
		for _, w := range []string{words, "Nothing was lost", "needsctl", causes[0]} {
			if !strings.Contains(said, w) {
				t.Errorf("on %s %q lacks %q", system, said, w)
			}
		}
	}
}

// TestFaultOfTheSystemIsAMissingWindowToo writes the lines of the library below the toolkit,
// which says no more then.
func TestFaultOfTheSystemIsAMissingWindowToo(t *testing.T) {
	for line, want := range map[string]string{
		"2026/11/23 09:00:00 PlatformError: WGL: Failed to set pixel format for dummy context: Invalid window handle. \n": "WGL: Failed to set pixel format for dummy context: Invalid window handle.",
		"PlatformError: EGL: Failed to create window surface: bad match\n":                                                "EGL: Failed to create window surface: bad match",
		"PlatformError: Win32: Failed to create window: no memory\n":                                                      "Win32: Failed to create window: no memory",
		"PlatformError: Win32: Failed to open clipboard: Access is denied.\n":                                             "",
		"PlatformError: WGL: Failed to make context current: The handle is invalid.\n":                                    "",
		"PlatformError: GLX: Failed to clear current context\n":                                                           "",
	} {
		got := ""
		l := &driverLog{log: io.Discard, failed: func(cause string) { got = cause }}
		if _, err := l.Write([]byte(line)); err != nil || got != want {
			t.Errorf("%q gives %q, %v", line, got, err)
		}
	}
}

// TestToolkitStillSaysItsFailureInTheseWords holds the words that are looked for against
// the toolkit's own source.
func TestToolkitStillSaysItsFailureInTheseWords(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(toolkit(t), "internal", "driver", "glfw", "window_desktop.go"))
	if err != nil {
		t.Fatal(err)
	}
	start, err := os.ReadFile(filepath.Join(toolkit(t), "internal", "driver", "glfw", "loop_desktop.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range driverFailures {
		if !bytes.Contains(append(source, start...), []byte(`"`+words+`", err)`)) {
			t.Errorf("the toolkit no longer says %q: see how it fails now", words)
		}
	}
}

func TestSafeProgramIsTheOneInItsFolder(t *testing.T) {
	folder := t.TempDir()
	self := filepath.Join(folder, "needsbook.exe")
	if safeProgram("windows", self) != "" {
		t.Error("found a program that is not there")
	}
	safe := filepath.Join(folder, "safe", "needsbook.exe")
	if err := errors.Join(os.Mkdir(filepath.Dir(safe), 0o755), os.WriteFile(safe, nil, 0o755)); err != nil {
		t.Fatal(err)
	}
	if safeProgram("windows", self) != safe || safeProgram("linux", self) != "" {
		t.Error("only Windows has a program for safe graphics")
	}
	if safeProgram("windows", safe) != "" {
		t.Error("the safe program would start itself again and again")
	}
}

func TestVersionIsPrintedForScripts(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = write
	err = run(t.Context(), []string{"--version"})
	os.Stdout = stdout
	write.Close()
	printed, _ := io.ReadAll(read)
	if err != nil || string(printed) != "Needsbook "+desktop.Version+"\n" {
		t.Errorf("printed %q, %v", printed, err)
	}
}

// toolkit is the folder of the toolkit's source.
func toolkit(t *testing.T) string {
	t.Helper()
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "fyne.io/fyne/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(folder))
}
