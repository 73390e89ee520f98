package shortlived

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// listed is what lies in a folder, below it too.
func listed(t *testing.T, folder string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if path != folder {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// twin links a page under another name, so that what stood in its bytes can be read when
// the page itself is gone.
func twin(t *testing.T, path string) string {
	t.Helper()
	other := filepath.Join(t.TempDir(), "twin")
	if err := os.Link(path, other); err != nil {
		t.Skip(err)
	}
	return other
}

func TestPageIsPrivateAndClearedWithItsBytes(t *testing.T) {
	p := &Pages{In: t.TempDir()}
	secret := bytes.Repeat([]byte("AB12-CD34 "), 900)
	path, err := p.Write("Print this page.pdf", secret)
	if err != nil {
		t.Fatal(err)
	}
	if at, err := os.Stat(filepath.Dir(path)); err != nil || at.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v %v", at.Mode(), err)
	}
	if again, err := p.Write("Print this page.pdf", []byte("another")); err != nil || again == path {
		t.Errorf("a second page takes the place of the first: %v", err)
	}
	other := twin(t, path)
	if err := p.Clear(); err != nil {
		t.Fatal(err)
	}
	if names := listed(t, p.In); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
	if left, err := os.ReadFile(other); err != nil || len(left) != len(secret) || bytes.ContainsFunc(left, func(r rune) bool { return r != 0 }) {
		t.Errorf("the bytes were not overwritten: %.20q %v", left, err)
	}
	if err := p.Clear(); err != nil {
		t.Error(err)
	}
}

func TestSweepTakesWhatACrashLeftAndNothingElse(t *testing.T) {
	in := t.TempDir()
	killed, running := &Pages{In: in}, &Pages{In: in}
	old, err := killed.Write("page.pdf", []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	young, err := running.Write("page.pdf", []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	stranger := filepath.Join(in, "needsbook-printer.txt")
	if err := os.WriteFile(stranger, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	if err := os.Chtimes(filepath.Dir(old), now, now.Add(-Life)); err != nil {
		t.Fatal(err)
	}
	other := twin(t, old)
	if err := (&Pages{In: in}).Sweep(now); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		t.Error("what a crash left is still there")
	}
	if left, _ := os.ReadFile(other); string(left) != "\x00\x00\x00" {
		t.Errorf("its bytes are %q", left)
	}
	for _, path := range []string{young, stranger} {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s is gone", path)
		}
	}
}
