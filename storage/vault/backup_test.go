package vault

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestBackupsMadeWhileWritingAreWholeMoments(t *testing.T) {
	path, o := testPath(t), options(t)
	o.Migrations = counterTables
	v, _ := mustCreate(t, path, o)
	dir := t.TempDir()
	rounds := 5
	if long() {
		rounds = 20
	}
	stop := make(chan bool)
	var writer sync.WaitGroup
	changes := 0
	writer.Go(func() {
		for n := 1; ; n++ {
			select {
			case <-stop:
				if n > 10*rounds { // the backups may be quicker than the changes
					changes = n - 1
					return
				}
			default:
			}
			if err := addItem(v, n); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for i := range rounds {
		dst := filepath.Join(dir, fmt.Sprint(i, ".needsbook"))
		b, err := v.Backup(ctx, dst)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Verify(ctx, dst, Passphrase(passphrase)); err != nil {
			t.Errorf("backup %d: %v", i, err)
		}
		copied, _, err := Open(ctx, dst, Passphrase(passphrase), o)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := countItems(copied); err != nil || uint64(n) != b.Save {
			t.Errorf("backup %d: %d items after %d changes, %v", i, n, b.Save, err)
		}
		copied.Close()
	}
	close(stop)
	writer.Wait()
	t.Logf("acceptance 12: %d backups during %d changes, each of one moment and whole", rounds, changes)
	if _, err := v.Backup(ctx, filepath.Join(dir, "0.needsbook")); !errors.Is(err, ErrExists) {
		t.Errorf("a backup over another: %v", err)
	}
	if _, err := v.Backup(ctx, path); !errors.Is(err, ErrExists) {
		t.Errorf("a backup over the file itself: %v", err)
	}
}

func TestFailedBackupLeavesNothingAndHarmsNothing(t *testing.T) {
	for _, op := range []string{"open", "write", "sync", "rename", "syncdir"} {
		v, disk, o := simVault(t)
		if err := addItem(v, 1); err != nil {
			t.Fatal(err)
		}
		err1 := errNoSpace
		if op != "write" {
			err1 = errDisk
		}
		disk.fail = nthFails(op, 1, err1)
		_, err := v.Backup(ctx, "/elsewhere/copy")
		disk.fail = nil
		if err == nil || (op == "write") != errors.Is(err, ErrFull) {
			t.Errorf("%s: %v", op, err)
		}
		if disk.Exists("/elsewhere/copy.part") || disk.Exists("/elsewhere/copy") && op != "syncdir" {
			t.Errorf("%s: left %v", op, disk)
		}
		if err := addItem(v, 2); err != nil {
			t.Error(err)
		}
		wantItemsAfterReopening(t, v, o, 2)
	}
}

func TestAutomaticBackups(t *testing.T) {
	path, o := testPath(t), options(t)
	clock := newClock()
	o.Now = clock.now
	v, _ := mustCreate(t, path, o)
	mustClose(t, v)
	dir := filepath.Join(filepath.Dir(path), "meadowfield backups")
	count := func() int {
		entries, _ := os.ReadDir(dir)
		return len(entries)
	}
	open := func(want int) {
		t.Helper()
		v, r := mustOpen(t, path, o)
		if (r.Backup != nil) != (want > count()-1 && r.Backup != nil) || count() != want {
			t.Fatalf("%d backups, want %d: %+v", count(), want, r)
		}
		mustClose(t, v)
	}
	open(1) // none yet
	open(1) // not due
	clock.t = clock.t.Add(19 * time.Hour)
	open(1)
	clock.t = clock.t.Add(2 * time.Hour)
	open(2)

	v, _ = mustOpen(t, path, o)
	for i := range busy {
		mustAdd(t, v, fmt.Sprint("Pupil ", i))
	}
	mustClose(t, v)
	if count() != 3 {
		t.Errorf("no backup on closing after %d changes", busy)
	}
	if i, err := Inspect(path); err != nil || i.Epoch != 2 || i.Frames != 3 {
		t.Errorf("not tidied up on closing: %+v, %v", i, err)
	}
	names, _ := os.ReadDir(dir)
	if n := names[0].Name(); n != "meadowfield 2026-11-21 20.43.05.needsbook" {
		t.Errorf("a backup is called %q", n)
	}
	if _, err := Verify(ctx, filepath.Join(dir, names[2].Name()), Passphrase(passphrase)); err != nil {
		t.Error(err)
	}
}

func TestWhichBackupsAreKept(t *testing.T) {
	now := newClock().t
	var files []datedFile
	for h := 0; h < 24*120; h += 3 { // every three hours for 120 days
		when := now.Add(-time.Duration(h) * time.Hour)
		files = append(files, datedFile{when.Format(fileTime), when})
	}
	gone := map[string]bool{}
	for _, f := range pastKeeping(files, now) {
		gone[f.name] = true
	}
	days, weeks, kept := map[string]bool{}, map[string]bool{}, 0
	for i, f := range files {
		if i < keepNewest && gone[f.name] {
			t.Errorf("%s is among the ten newest and would go", f.name)
		}
		if gone[f.name] {
			continue
		}
		kept++
		days[f.when.Format(time.DateOnly)] = true
		y, w := f.when.ISOWeek()
		weeks[fmt.Sprint(y, w)] = true
		if now.Sub(f.when) > keepAtMost {
			t.Errorf("%s is past ninety days and would stay", f.name)
		}
	}
	if len(days) < keepDays || len(weeks) < keepWeeks || kept > keepNewest+keepDays+keepWeeks {
		t.Errorf("%d kept, of %d days and %d weeks", kept, len(days), len(weeks))
	}
	old := []datedFile{{"the only one", now.Add(-200 * 24 * time.Hour)}}
	if len(pastKeeping(old, now)) != 0 {
		t.Error("the only backup would go")
	}
}

func TestPruningTouchesNoOtherFile(t *testing.T) {
	path, o := testPath(t), options(t)
	clock := newClock()
	o.Now = clock.now
	o.BackupDir = t.TempDir()
	v, _ := mustCreate(t, path, o)
	strange := []string{"meadowfield 2020-01-01 10.00.00.needsbook", "meadowfield 2020-01-01 10.00.00.docx", "meadowfield plan 2020-01-01 10.00.00.needsbook", "other.needsbook"}
	for _, name := range strange {
		if err := os.WriteFile(filepath.Join(o.BackupDir, name), []byte("someone's work"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 14 {
		clock.t = clock.t.Add(time.Minute)
		if _, err := v.AutoBackup(ctx); err != nil {
			t.Fatal(err)
		}
	}
	entries, _ := os.ReadDir(o.BackupDir)
	if got := len(entries) - len(strange); got != keepNewest {
		t.Errorf("%d backups are kept, want %d", got, keepNewest)
	}
	for _, name := range strange {
		if _, err := os.Stat(filepath.Join(o.BackupDir, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestRestoreKeepsPresentKeysAndPresentContent(t *testing.T) {
	path, o := testPath(t), options(t)
	o.Anchors = t.TempDir()
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	old := filepath.Join(t.TempDir(), "old.needsbook")
	if _, err := v.Backup(ctx, old); err != nil {
		t.Fatal(err)
	}
	oldBytes, _ := os.ReadFile(old)
	mustAdd(t, v, "Ben")
	const later = "another lantern in the orchard"
	recovery, err := v.Rekey(ctx, later)
	if err != nil {
		t.Fatal(err)
	}
	_, err = v.Restore(ctx, old, Passphrase(later))
	wantError(t, err, ErrWrongKey)
	wantNames(t, v, "Ana", "Ben")

	before, err := v.Restore(ctx, old, Passphrase(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	wantNames(t, v, "Ana")
	mustAdd(t, v, "Cai")
	mustClose(t, v)
	if now, _ := os.ReadFile(old); !bytes.Equal(now, oldBytes) {
		t.Error("the backup was changed")
	}
	for _, s := range []Secret{Passphrase(later), Recovery(recovery)} {
		v, r, err := Open(ctx, path, s, o)
		if err != nil || r.Stale {
			t.Fatalf("%+v, %v", r, err)
		}
		wantNames(t, v, "Ana", "Cai")
		mustClose(t, v)
	}
	_, _, err = Open(ctx, path, Passphrase(passphrase), o)
	wantError(t, err, ErrWrongKey)
	o.Anchors = ""
	b, _, err := Open(ctx, before, Passphrase(later), o)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	wantNames(t, b, "Ana", "Ben")
}

func TestRestoreRefusesWhatItCannotUse(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	damaged := filepath.Join(t.TempDir(), "damaged.needsbook")
	if _, err := v.Backup(ctx, damaged); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(damaged)
	b[len(b)-4000] ^= 1
	if err := os.WriteFile(damaged, b, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := v.Restore(ctx, damaged, Passphrase(passphrase))
	wantError(t, err, ErrDamaged)

	newer, o2 := filepath.Join(t.TempDir(), "newer.needsbook"), o
	o2.Migrations = append(o.Migrations[:1:1], Migration{2, "more", "CREATE TABLE more (id INTEGER)"})
	w, _ := mustCreate(t, newer, o2)
	mustClose(t, w)
	_, err = v.Restore(ctx, newer, Passphrase(passphrase))
	wantError(t, err, ErrNewer)
	_, err = v.Restore(ctx, filepath.Join(t.TempDir(), "none"), Passphrase(passphrase))
	wantError(t, err, os.ErrNotExist)
	wantNames(t, v, "Ana")
	mustAdd(t, v, "Ben")
}

func TestRestoreBringsOlderTablesUpToDate(t *testing.T) {
	old, o := testPath(t), options(t)
	v, _ := mustCreate(t, old, o)
	mustAdd(t, v, "Ana")
	mustClose(t, v)
	o.Migrations = append(o.Migrations[:1:1], Migration{2, "class", "ALTER TABLE pupil ADD COLUMN class TEXT NOT NULL DEFAULT '1A'"})
	path := testPath(t)
	v, _ = mustCreate(t, path, o)
	if _, err := v.Restore(ctx, old, Passphrase(passphrase)); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	v, r := mustOpen(t, path, o)
	if r.Version != 2 || r.Migrated != -1 {
		t.Errorf("%+v", r)
	}
	var class string
	if err := v.View(ctx, func(c *sql.Conn) error {
		return c.QueryRowContext(ctx, `SELECT class FROM pupil WHERE name = 'Ana'`).Scan(&class)
	}); err != nil || class != "1A" {
		t.Errorf("%q, %v", class, err)
	}

	// A backup whose tables cannot be brought up to date leaves all as it was.
	v.o.Migrations = []Migration{firstTables[0], {2, "broken", "ALTER TABLE nobody ADD COLUMN x"}}
	if _, err := v.Restore(ctx, old, Passphrase(passphrase)); err == nil || !strings.Contains(err.Error(), "Nothing was restored") {
		t.Errorf("%v", err)
	}
	wantNames(t, v, "Ana")
	mustAdd(t, v, "Ben")
}

func TestReplaceKeepsTheDamagedFile(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	good := filepath.Join(t.TempDir(), "good.needsbook")
	if _, err := v.Backup(ctx, good); err != nil {
		t.Fatal(err)
	}
	if _, err := Replace(ctx, path, good, Passphrase(passphrase), o); !errors.Is(err, ErrInUse) {
		t.Errorf("while it is open: %v", err)
	}
	mustClose(t, v)
	bad := []byte("a damaged school file")
	if err := os.WriteFile(path, bad, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Replace(ctx, path, good, Passphrase("not the passphrase at all"), o); !errors.Is(err, ErrWrongKey) {
		t.Errorf("with a wrong passphrase: %v", err)
	}
	kept, err := Replace(ctx, path, good, Passphrase(passphrase), o)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(kept); !bytes.Equal(b, bad) {
		t.Error("the damaged file was not kept")
	}
	v, _ = mustOpen(t, path, o)
	wantNames(t, v, "Ana")
}

func TestNewPassphraseShutsOutTheOldOne(t *testing.T) {
	path, o := testPath(t), options(t)
	v, oldRecovery := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	if _, err := v.Rekey(ctx, "weak"); !errors.Is(err, ErrWeak) {
		t.Errorf("a weak passphrase: %v", err)
	}
	const later = "another lantern in the orchard"
	recovery, err := v.Rekey(ctx, later)
	if err != nil || recovery == oldRecovery {
		t.Fatal(err)
	}
	mustAdd(t, v, "Ben")
	mustClose(t, v)
	for _, s := range []Secret{Passphrase(passphrase), Recovery(oldRecovery)} {
		_, _, err := Open(ctx, path, s, o)
		wantError(t, err, ErrWrongKey)
	}
	for _, s := range []Secret{Passphrase(later), Recovery(recovery)} {
		v, _, err := Open(ctx, path, s, o)
		if err != nil {
			t.Fatal(err)
		}
		wantNames(t, v, "Ana", "Ben")
		mustClose(t, v)
	}
	backups, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "meadowfield backups", "*"))
	if len(backups) == 0 {
		t.Fatal("no backup was made before the new passphrase")
	}
	if _, err := Verify(ctx, backups[0], Passphrase(passphrase)); err != nil {
		t.Errorf("the backup from before: %v", err)
	}
}

func TestOlderCopyPutBackIsNoticed(t *testing.T) {
	path, o := testPath(t), options(t)
	o.Anchors = t.TempDir()
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	mustClose(t, v)
	older, _ := os.ReadFile(path)

	put := func(b []byte) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	wantStale := func(name string, want bool) {
		t.Helper()
		v, r := mustOpen(t, path, o)
		if r.Stale != want || want && !strings.Contains(strings.Join(r.Notices(), " "), "older than the one used") {
			t.Errorf("%s: %+v", name, r)
		}
		mustClose(t, v)
	}
	wantStale("nothing happened", false)
	change := map[string]func(v *Vault){
		"one more change": func(v *Vault) { mustAdd(t, v, "Ben") },
		"tidied up":       func(v *Vault) { v.Compact() },
		"another passphrase and back": func(v *Vault) {
			v.Rekey(ctx, "another lantern in the orchard")
			v.Rekey(ctx, passphrase)
		},
	}
	for name, f := range change {
		v, _ := mustOpen(t, path, o)
		mustAdd(t, v, "Cai")
		f(v)
		mustClose(t, v)
		newer, _ := os.ReadFile(path)
		put(older)
		wantStale(name, true)
		wantStale(name+", looked at again", true)
		put(newer)
		wantStale(name+", the newer one again", false)
	}

	// Two copies that went different ways after the same moment.
	same, _ := os.ReadFile(path)
	v, _ = mustOpen(t, path, o)
	mustAdd(t, v, "Dee")
	mustClose(t, v)
	put(same)
	elsewhere := o
	elsewhere.Anchors = ""
	v, _ = mustOpen(t, path, elsewhere)
	mustAdd(t, v, "Eli", "Fay")
	mustClose(t, v)
	wantStale("a copy that went another way", true)

	// Once someone works on with the copy, it is this computer's file.
	v, _ = mustOpen(t, path, o)
	mustAdd(t, v, "Gus")
	mustClose(t, v)
	wantStale("worked on with", false)
}

func TestDamagedEndThatHadBeenSavedIsCalledDamage(t *testing.T) {
	path, o := testPath(t), options(t)
	o.Anchors = t.TempDir()
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana", "Ben")
	mustClose(t, v)
	b, _ := os.ReadFile(path)
	b[len(b)-20] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	v, r := mustOpen(t, path, o)
	if !r.TornTail || !r.LostSaved || !strings.Contains(r.Notices()[0], "damaged") {
		t.Errorf("%+v\n%q", r, r.Notices())
	}
	wantNames(t, v, "Ana")
	if kept, err := os.ReadFile(r.KeptTail); err != nil || int64(len(kept)) != r.LostBytes {
		t.Errorf("the damaged end was not kept: %v", err)
	}
}

// TestWhatAnInterruptedBackupLeftIsTakenAway: the soak of a school year found that a part of
// a backup, left by a program that was killed, stayed for ever and with it whatever was erased
// since.
func TestWhatAnInterruptedBackupLeftIsTakenAway(t *testing.T) {
	path, o := testPath(t), options(t)
	v, _ := mustCreate(t, path, o)
	mustAdd(t, v, "Ana")
	b, err := v.AutoBackup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	first, papers := filepath.Dir(b.Path), papersDir(b.Path, v.header.fileID)
	mustClose(t, v)
	whole, err := os.ReadFile(b.Path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(papers, 0o700); err != nil {
		t.Fatal(err)
	}
	second := t.TempDir()
	name := func(folder, rest string) string { return filepath.Join(folder, stem(path)+" 2026-01-05 09.00.0"+rest) }
	gone := []string{name(first, "1.needsbook.part"), name(first, "2.needsbook.part"), filepath.Join(papers, "00ff.paper.part"), name(second, "1.needsbook.part")}
	stay := []string{b.Path, name(second, "2.needsbook.part"), name(first, "3.txt.part"), filepath.Join(first, "another 2026-01-05 09.00.04.needsbook.part")}
	for i, file := range append(slices.Clone(gone), stay[1:]...) {
		content := whole[:len(whole)/2]
		if i == 1 || file == stay[1] {
			content = nil // broke off before the header
		}
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	v, _ = mustOpen(t, path, o)
	if _, err := v.Mirror(ctx, second); err != nil {
		t.Fatal(err)
	}
	mustClose(t, v)
	for _, file := range gone {
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%s is still there", file)
		}
	}
	for _, file := range stay {
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s was taken away: %v", file, err)
		}
	}
}
