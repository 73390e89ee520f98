package vault

import (
	"os"
	"testing"
	"time"
)

func TestBackupsOfOneSecondAreListedNewestFirst(t *testing.T) {
	path, o := testPath(t), options(t)
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return now }
	v, _ := mustCreate(t, path, o)
	var made []string
	for range 11 {
		b, err := v.AutoBackup(ctx)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, b.Path)
	}
	listed := v.Backups()
	if len(listed) != keepNewest {
		t.Fatalf("%d backups are kept", len(listed))
	}
	for i, b := range listed {
		if want := made[len(made)-1-i]; b.Path != want {
			t.Errorf("place %d is %s, not %s", i, b.Path, want)
		}
	}
}

func TestBackupIsTheNewestThoughOneOfItsSecondIsGone(t *testing.T) {
	path, o := testPath(t), options(t)
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	o.Now = func() time.Time { return now }
	v, _ := mustCreate(t, path, o)
	for range 14 {
		b, err := v.AutoBackup(ctx)
		if err != nil {
			t.Fatal(err)
		}
		listed := v.Backups()
		if listed[0].Path != b.Path {
			t.Fatalf("%s is the newest, not %s", listed[0].Path, b.Path)
		}
		if len(listed) > 1 { // as when what was erased is taken out of the copies
			if err := os.Remove(listed[len(listed)-1].Path); err != nil {
				t.Fatal(err)
			}
		}
	}
}
