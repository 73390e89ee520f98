package copies

import (
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// A limit on how long a file may grow stands in for a disk that is full: the system
// itself refuses the write, in the middle of it.
func TestFullDiskLeavesTheEarlierCopies(t *testing.T) {
	h := newKeptSQLite(t)
	h.withKey(t)
	h.at(t, h.now.Add(time.Hour))
	before, _ := h.names(t)
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 40 << 10, Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	h.at(t, h.now.Add(time.Hour))
	h.at(t, h.now.Add(retryAfter))
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	whole, other := h.names(t)
	if !slices.Equal(whole, before) || len(other) > 0 {
		t.Errorf("on a full disk: %v, was %v, and %v", whole, before, other)
	}
	if s := h.State(); s.Failed == "" || s.Alarms() == 0 {
		t.Errorf("nobody hears of it: %+v", s)
	}
	h.at(t, h.now.Add(retryAfter))
	after, _ := h.names(t)
	if len(after) != len(before)+1 || h.State().Failed != "" {
		t.Errorf("with room again: %v, %+v", after, h.State())
	}
	for _, name := range before {
		if info, err := os.Stat(filepath.Join(h.folder(), name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
