package hubdb

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/exchange/inbox"
)

func openIn(t *testing.T, folder string) *DB {
	t.Helper()
	db, err := Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func TestSQLiteConforms(t *testing.T) {
	conform(t, func(t *testing.T) inbox.Store {
		db := openIn(t, filepath.Join(t.TempDir(), "a folder? with #odd% letters é"))
		t.Cleanup(func() {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
		return db
	})
}

func TestRecordsAreTheOwnersAlone(t *testing.T) {
	folder := t.TempDir()
	defer openIn(t, folder).Close()
	info, err := os.Stat(filepath.Join(folder, FileName))
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestSecondHubOnOneFolderIsRefused(t *testing.T) {
	folder := t.TempDir()
	lock, err := Take(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Take(t.Context(), folder); !errors.Is(err, ErrInUse) {
		t.Errorf("got %v", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := Take(t.Context(), folder)
	if err != nil {
		t.Fatalf("the lock outlived its hub: %v", err)
	}
	again.Release()
}

func TestNewerRecordsAreRefusedUntouched(t *testing.T) {
	folder := t.TempDir()
	db := openIn(t, folder)
	if _, err := db.writer.Exec("INSERT INTO migration (n) VALUES (99)"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	before, _ := os.ReadFile(filepath.Join(folder, FileName))
	if _, err := Open(t.Context(), folder); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
	after, _ := os.ReadFile(filepath.Join(folder, FileName))
	if string(before) != string(after) {
		t.Error("the file changed")
	}
}

func TestUpgradeTakesACopyAndABrokenOneChangesNothing(t *testing.T) {
	folder := t.TempDir()
	db := openIn(t, folder)
	mustWrite(t, db, members)
	steps := append([]string{}, migrations...)
	if err := migrate(t.Context(), db.writer, folder, append(steps, "ALTER TABLE cluster ADD COLUMN colour TEXT; CREATE NONSENSE")); err == nil {
		t.Fatal("a broken step was taken")
	}
	if _, err := db.writer.Exec("SELECT colour FROM cluster"); err == nil {
		t.Error("half of a broken step stayed")
	}
	if err := migrate(t.Context(), db.writer, folder, append(steps, "ALTER TABLE cluster ADD COLUMN colour TEXT")); err != nil {
		t.Fatal(err)
	}
	if _, err := db.writer.Exec("SELECT colour FROM cluster"); err != nil {
		t.Error(err)
	}
	db.Close()
	old := t.TempDir()
	if err := os.Rename(filepath.Join(folder, fmt.Sprintf("hub-version-%d.db", len(migrations))), filepath.Join(old, FileName)); err != nil {
		t.Fatal(err)
	}
	restored := openIn(t, old)
	defer restored.Close()
	mustRead(t, restored, func(r inbox.Reader) error { return same(r.Cluster("KENT-07"))(testCluster) })
}

func TestBackupIsWholeWhileTheHubWorks(t *testing.T) {
	db := openIn(t, t.TempDir())
	defer db.Close()
	mustWrite(t, db, members)
	folder := t.TempDir()
	path := filepath.Join(folder, FileName)
	if err := db.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), path); err == nil {
		t.Error("a backup was written over another")
	}
	copied := openIn(t, folder)
	defer copied.Close()
	mustRead(t, copied, func(r inbox.Reader) error { return same(r.School("118999"))(testSchool) })
}

func TestProbeFindsAFileThatCannotBeWritten(t *testing.T) {
	db := openIn(t, t.TempDir())
	defer db.Close()
	if err := db.Probe(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if _, err := db.forWriting.conn.ExecContext(t.Context(), "PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Probe(t.Context(), 2); err == nil {
		t.Error("the probe said that a read-only file can be written")
	}
}
