package vault

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// folderFiles lists all files of a folder and those inside it, by their names from there.
func folderFiles(t *testing.T, dir string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(dir, name)
			out = append(out, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMirrorHoldsTheNewestBackupWithItsPapers(t *testing.T) {
	path, o := testPath(t), options(t)
	clock := newClock()
	o.Now = clock.now
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	digest := mustPut(t, v, "Ana's report")
	second := t.TempDir()
	if b, err := v.MirrorState(second); err != nil || b.Path != "" {
		t.Fatalf("an empty folder: %+v, %v", b, err)
	}
	mine := filepath.Join(second, "meadowfield 2020-01-01 10.00.00.needsbook")
	for name, content := range map[string]string{mine: "not a backup", filepath.Join(second, "holiday.jpg"): "a picture"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b, err := v.Mirror(ctx, second) // there is no backup yet, so one is made
	if err != nil || b.Papers.Count != 1 || b.PapersProblem() != nil {
		t.Fatalf("%+v, %v", b, err)
	}
	first := v.Backups()
	if len(first) != 1 || filepath.Base(first[0].Path) != filepath.Base(b.Path) {
		t.Fatalf("the copy is %s of %v", b.Path, first)
	}
	same := func(a, b string) bool {
		x, err1 := os.ReadFile(a)
		y, err2 := os.ReadFile(b)
		return err1 == nil && err2 == nil && bytes.Equal(x, y)
	}
	if !same(first[0].Path, b.Path) {
		t.Error("the copy differs from the backup")
	}
	if again, err := v.Mirror(ctx, second); err != nil || again.Path != b.Path {
		t.Errorf("once more: %+v, %v", again, err)
	}
	if s, err := v.MirrorState(second); err != nil || s.Path != b.Path || !s.At.Equal(clock.t) || s.Size == 0 {
		t.Errorf("it stands at %+v, %v", s, err)
	}
	// A damaged copy is written again.
	if err := os.WriteFile(b.Path, []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Mirror(ctx, second); err != nil || !same(first[0].Path, b.Path) {
		t.Errorf("a damaged copy: %v", err)
	}
	// The copy and its folder alone are whole: nothing else is left of the school.
	mustClose(t, v)
	if err := os.RemoveAll(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	r, err := Verify(ctx, b.Path, Passphrase(passphrase))
	if err != nil || !r.Sound() || r.Papers.Count != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	copied, _ := mustOpen(t, b.Path, options(t))
	wantNames(t, copied, "Ana")
	wantPaper(t, copied, digest, "Ana's report")
}

func TestMirrorPrunesByTheSameRulesAndTouchesNothingElse(t *testing.T) {
	path, o := testPath(t), options(t)
	clock := newClock()
	o.Now = clock.now
	v, _ := mustCreate(t, path, o)
	second := t.TempDir()
	other, _ := mustCreate(t, filepath.Join(t.TempDir(), "meadowfield.needsbook"), o)
	theirs := filepath.Join(second, "meadowfield 2025-01-01 10.00.00.needsbook")
	if _, err := other.Backup(ctx, theirs); err != nil {
		t.Fatal(err)
	}
	for range 60 {
		clock.t = clock.t.Add(50 * time.Hour)
		mustAdd(t, v, "Ana")
		if _, err := v.AutoBackup(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Mirror(ctx, second); err != nil {
			t.Fatal(err)
		}
	}
	var here []string
	for _, b := range v.Backups() {
		here = append(here, filepath.Base(b.Path))
	}
	there := folderFiles(t, second)
	there = slices.DeleteFunc(there, func(n string) bool { return n == filepath.Base(theirs) })
	slices.Sort(here)
	if !slices.Equal(here, there) || len(here) > 32 {
		t.Errorf("here %v\nthere %v", here, there)
	}
	if _, err := os.Stat(theirs); err != nil {
		t.Errorf("another school's copy is gone: %v", err)
	}
}

func TestMirrorSaysPlainlyThatTheFolderIsNotThere(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	gone := filepath.Join(t.TempDir(), "E", "stick")
	for _, folder := range []string{gone, ""} {
		_, err := v.Mirror(ctx, folder)
		wantError(t, err, ErrNoFolder)
		_, state := v.MirrorState(folder)
		wantError(t, state, ErrNoFolder)
		if !strings.Contains(err.Error(), "cannot be reached") {
			t.Error(err)
		}
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("the folder was made")
	}
	if _, err := v.AutoBackup(ctx); err != nil {
		t.Fatal(err)
	}
	_, err := v.Mirror(ctx, filepath.Dir(v.Backups()[0].Path))
	wantError(t, err, ErrExists)
	mustClose(t, v)
	_, err = v.Mirror(ctx, t.TempDir())
	wantError(t, err, ErrClosed)
}

func TestMirrorAfterANewPassphraseOpensWithIt(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	if _, err := v.AutoBackup(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Rekey(ctx, "another lantern in the orchard"); err != nil {
		t.Fatal(err)
	}
	b, err := v.Mirror(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Verify(ctx, b.Path, Passphrase("another lantern in the orchard")); err != nil {
		t.Error(err)
	}
}

// TestFailureAtEachStepOfMirroringLeavesNoHalfCopy fails each operation of the disk.
func TestFailureAtEachStepOfMirroringLeavesNoHalfCopy(t *testing.T) {
	for _, op := range []string{"open", "write", "sync", "rename", "syncdir"} {
		for nth := 1; nth <= 6; nth++ {
			v, disk, o := simVault(t)
			if err := addItem(v, 1); err != nil {
				t.Fatal(err)
			}
			if _, err := v.PutPaper(ctx, []byte(paperText(1))); err != nil {
				t.Fatal(err)
			}
			disk.fail = nthFails(op, nth, errDisk)
			b, err := v.Mirror(ctx, "/stick")
			disk.fail = nil
			for name := range disk.names {
				if strings.HasPrefix(name, "/stick/") && strings.HasSuffix(name, partEnding) {
					t.Errorf("%s %d: left %s", op, nth, name)
				}
			}
			if err == nil {
				if r, err := verifyOn(disk, b.Path, o); err != nil || r.Papers.Count != 1 || r.Papers.Missing+r.Papers.Damaged > b.Papers.Missing+b.Papers.Damaged {
					t.Errorf("%s %d: it said the copy is whole: %+v, %v", op, nth, r, err)
				}
			}
			if b, err = v.Mirror(ctx, "/stick"); err != nil || b.PapersProblem() != nil {
				t.Errorf("%s %d: the next time: %v", op, nth, err)
			}
			wantItemsAfterReopening(t, v, o, 1)
		}
	}
}

func verifyOn(disk *simFS, path string, o Options) (Report, error) {
	r, _, err := verify(ctx, path, Passphrase(passphrase), Options{FS: disk, Now: o.Now})
	return r, err
}

func TestRehearsalReadsABackupWithTheOpenFilesKey(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana", "Ben")
	mustPut(t, v, "a letter")
	b, err := v.AutoBackup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	mustAdd(t, v, "Cem")
	dir := filepath.Dir(path)
	before := folderFiles(t, dir)
	pupils := 0
	count := func(c *sql.Conn) error {
		return c.QueryRowContext(ctx, "SELECT count(*) FROM pupil").Scan(&pupils)
	}
	r, err := v.Rehearse(ctx, b.Path, count)
	if err != nil || !r.Sound() || r.Papers.Count != 1 || pupils != 2 {
		t.Fatalf("%+v, %d pupils, %v", r, pupils, err)
	}
	if after := folderFiles(t, dir); !slices.Equal(before, after) {
		t.Errorf("the rehearsal left %v", after)
	}
	wrong := errors.New("the journal does not hold together")
	if _, err := v.Rehearse(ctx, b.Path, func(*sql.Conn) error { return wrong }); !errors.Is(err, wrong) {
		t.Errorf("what the reader of the records found: %v", err)
	}
	good, _ := os.ReadFile(b.Path)
	spoilt := filepath.Join(t.TempDir(), "spoilt.needsbook")
	for i := bodyStart; i < len(good); i += 41 {
		bad := slices.Clone(good)
		bad[i] ^= 4
		if err := os.WriteFile(spoilt, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Rehearse(ctx, spoilt, count); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d: %v", i, err)
		}
	}
	if _, err := v.Rekey(ctx, "another lantern in the orchard"); err != nil {
		t.Fatal(err)
	}
	_, err = v.Rehearse(ctx, b.Path, count)
	wantError(t, err, ErrWrongKey)
	other, _ := mustCreate(t, testPath(t), o)
	ob, err := other.AutoBackup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = v.Rehearse(ctx, ob.Path, count)
	wantError(t, err, ErrWrongKey)
}
