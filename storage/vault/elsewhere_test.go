package vault

import (
	"os"
	"strings"
	"testing"
)

// TestFileOpenOnAnotherComputerIsSaid is about a cloud folder, which carries the note
// of the lock to the other computer but not the lock.
func TestFileOpenOnAnotherComputerIsSaid(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	here, err := os.ReadFile(path + lockEnding)
	if err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	for note, want := range map[string]bool{
		"LAPTOP2\nJo Smith\n2026-11-21T20:03:00Z\n": true,
		"LAPTOP2\n\n\n": true, "": false, string(here): false, // closed; left by a crash on this computer
	} {
		if err := os.WriteFile(path+lockEnding, []byte(note), 0o600); err != nil {
			t.Fatal(err)
		}
		v, r := mustOpen(t, path, o)
		mustClose(t, v)
		said := strings.Join(r.Notices(), "\n")
		if got := strings.Contains(said, "on LAPTOP2") && strings.Contains(said, "not closed there"); got != want || !want && said != "" {
			t.Errorf("note %q: %q", note, said)
		}
	}
	if v, r := mustOpen(t, path, o); !r.Sound() {
		t.Errorf("closed in between, and still: %v", r.Notices())
	} else {
		mustClose(t, v)
	}
}
