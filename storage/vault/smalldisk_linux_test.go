package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// TestRealDiskOf12MBRunsFullAndLosesNothing fills a real file system of 12 MB, frees
// some of it and goes on.
func TestRealDiskOf12MBRunsFullAndLosesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=12m"); err != nil {
		t.Skipf("this account may not mount a small disk here (%v), so it was not tried; TestFullDiskAtEachWriteLosesNothing is the same on a simulated one", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	path, o := filepath.Join(dir, "meadowfield.needsbook"), processOptions()
	v, _ := mustCreate(t, path, o)
	big := strings.Repeat("many words ", 6000) // 66 kB
	put := func(n int) error {
		return v.Update(ctx, "Add an item", statement(`INSERT INTO item (n, body) VALUES (?, ?); UPDATE total SET items = items + 1`, n, big))
	}
	acked := 0
	var err error
	for err == nil && acked < 1000 {
		if err = put(acked + 1); err == nil {
			acked++
		}
	}
	wantError(t, err, ErrFull)
	counted := func() (n int) {
		n = len(itemNumbers(t, v))
		if n != acked {
			t.Errorf("%d items are there, %d were acknowledged", n, acked)
		}
		return n
	}
	counted()
	wantError(t, v.Compact(), ErrFull)
	if _, err := v.Backup(ctx, path+".copy"); !errors.Is(err, ErrFull) {
		t.Errorf("a backup on the full disk: %v", err)
	}
	counted()
	if names := fmt.Sprint(folderFiles(t, dir)); strings.Contains(names, newEnding) || strings.Contains(names, partEnding) {
		t.Errorf("unfinished files are left: %s", names)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := put(acked + 1); err != nil {
		t.Errorf("after space was made: %v", err)
	} else {
		acked++
	}
	v.Close()
	v, _ = mustOpen(t, path, o)
	counted()
	t.Logf("acceptance 5: a disk of 12 MB ran full after %d changes of 66 kB; 0 lost, no unfinished file left, the next change worked once space was made", acked-1)
}
