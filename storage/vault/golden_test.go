package vault

import (
	"os"
	"path/filepath"
	"testing"
)

// goldenRecovery is the recovery key of the file in testdata.
const goldenRecovery = "B7RR-AHM4-8HHG-YBT7-KMB0-TZ1G-ZM62-M925-TAQK"

// TestFormat1OpensForEver opens a file made by the first program that wrote
// format 1. The file must never be made again: a program that cannot open it can
// open no school's file. Its passphrase is the one of the other tests.
func TestFormat1OpensForEver(t *testing.T) {
	b, err := os.ReadFile("testdata/format-1.needsbook")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "format-1.needsbook")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, s := range []Secret{Passphrase(passphrase), Recovery(goldenRecovery)} {
		r, err := Verify(ctx, path, s)
		if err != nil || r.Save != 3 || r.LastWhy != "Erase a pupil" || !r.LastSave.Equal(newClock().t) || !r.Sound() {
			t.Errorf("%+v, %v", r, err)
		}
	}
	v, _ := mustOpen(t, path, options(t))
	wantNames(t, v, "Zoë", "Nguyễn Thị Mai")
}
