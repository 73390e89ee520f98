package desktop

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/vault"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// nowadays is the time of day of these tests.
var nowadays = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// startAgain starts the program once more on the same computer.
func startAgain(t *testing.T, w *window) (*window, *shelltest.Window) {
	t.Helper()
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	again := newWindow(w.ctx, w.p, shell.InlineRunner())
	if err := again.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.closeDesk() })
	return again, shelltest.Over(t, again.shell)
}

func TestProgramRehearsesARestoreEachTermAndSaysWhenTheSecondFolderIsGone(t *testing.T) {
	at := nowadays
	w := ownWindow(t, &at)
	if _, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Nowak"}}); err != nil {
		t.Fatal(err)
	}
	stick := t.TempDir()
	if err := w.desk.SetSecondFolder(w.ctx, stick); err != nil {
		t.Fatal(err)
	}
	w, seen := startAgain(t, w)
	seen.Elapse()
	list, err := w.desk.Rehearsals(w.ctx)
	if err != nil || len(list) != 1 || !list[0].OK || list[0].Asked {
		t.Fatalf("%+v %v", list, err)
	}
	if seen.Sees("The second folder") {
		t.Errorf("the folder is there:\n%s", seen.Text())
	}
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.Keeper().Backup(w.ctx, ""); err != nil {
		t.Fatal(err)
	}
	w, seen = startAgain(t, w)
	seen.MustSee("cannot be reached", "Work goes on", "Put away")
	seen.Elapse()
	if list, _ := w.desk.Rehearsals(w.ctx); len(list) != 1 {
		t.Errorf("%d rehearsals in one term", len(list))
	}
	seen.Tap("Put away")
	if seen.Sees("Work goes on") {
		t.Errorf("it stands still:\n%s", seen.Text())
	}
}

func TestLostFileIsOfferedBackOnStartAndSendingRestsOnEveryPageThatSends(t *testing.T) {
	at := nowadays
	w := ownWindow(t, &at)
	if _, err := w.desk.BackUp(w.ctx, ""); err != nil {
		t.Fatal(err)
	}
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(w.path); err != nil {
		t.Fatal(err)
	}
	w.p.File, w.p.Passphrase = "", "" // as started from the desktop: the file used last
	w, seen := startAgain(t, w)
	seen.MustSee("The school's file is not there")
	seen.Type(ownSecret)
	seen.Press("Enter")
	if w.desk == nil {
		t.Fatalf("not opened:\n%s", seen.Text())
	}
	seen.MustSee("The file holds what the backup of")
	for _, screen := range []string{"today", "cluster", "panel", "handover", "requests", "vignettes", "sharedneeds"} {
		w.shell.Go(shell.To(screen))
		if !seen.Sees("Sending is on hold, because this file went back to a backup.") {
			t.Errorf("%s does not say that sending is on hold", screen)
		}
	}
	w.shell.Go(shell.To("register"))
	if seen.Sees("Sending is on hold, because") {
		t.Error("the register says so, from which nothing is sent")
	}
	w.shell.Go(shell.To("panel"))
	if err := w.desk.ReleaseHold(w.ctx); err != nil {
		t.Fatal(err)
	}
	w.shell.Changed()
	if seen.Sees("Sending is on hold") {
		t.Error("it still says so after sending was let go on")
	}
}

func TestFirstPageOffersAFileOfWhichOnlyTheSecondFolderIsLeft(t *testing.T) {
	at := nowadays
	w := ownWindow(t, &at)
	stick := t.TempDir()
	if err := w.desk.SetSecondFolder(w.ctx, stick); err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.BackUp(w.ctx, ""); err != nil {
		t.Fatal(err)
	}
	w, _ = startAgain(t, w) // copies the backup and learns where the second folder is
	lost := w.path
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	w.p.File, w.p.Passphrase = filepath.Join(t.TempDir(), "other.needsbook"), ""
	if err := os.RemoveAll(filepath.Dir(lost)); err != nil {
		t.Fatal(err)
	}
	w, seen := startAgain(t, w)
	seen.Tap("Another file")
	seen.MustSee("Opened before")
	seen.Tap(filepath.Base(lost))
	seen.MustSee("The school's file is not there", "were found")
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	_, seen = startAgain(t, w)
	seen.Tap("Another file")
	if seen.Sees("Opened before") {
		t.Errorf("a file of which nothing is left is offered:\n%s", seen.Text())
	}
}

func TestBackupMadeOnClosingIsCopiedToTheSecondFolderOnTheNextStart(t *testing.T) {
	at := nowadays
	w := ownWindow(t, &at)
	stick := t.TempDir()
	if err := w.desk.SetSecondFolder(w.ctx, stick); err != nil {
		t.Fatal(err)
	}
	for range 50 { // a busy session ends with a backup
		if _, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Nowak"}}); err != nil {
			t.Fatal(err)
		}
	}
	usual := w.desk.Keeper().Backups()
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	w, _ = startAgain(t, w)
	made := w.desk.Keeper().Backups()
	if len(made) != len(usual)+1 {
		t.Fatalf("%d backups after closing, %d before", len(made), len(usual))
	}
	want, err := os.ReadFile(made[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(stick, filepath.Base(made[0].Path))); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the backup of closing is not in the second folder: %v", err)
	}
}

func TestConflictedCopyBesideTheFileIsSaidAndLeftAlone(t *testing.T) {
	at := nowadays
	w := ownWindow(t, &at)
	add := func(surname string) {
		t.Helper()
		if _, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Surname: surname}}); err != nil {
			t.Fatal(err)
		}
		if err := w.closeDesk(); err != nil {
			t.Fatal(err)
		}
	}
	read := func(path string) []byte {
		t.Helper()
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	write := func(path string, body []byte) {
		t.Helper()
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	add("Nowak")
	fork := read(w.path)
	w, _ = startAgain(t, w)
	add("Okafor")
	ours := read(w.path)
	write(w.path, fork) // the other computer goes another way from the same point
	w, _ = startAgain(t, w)
	add("Price")
	theirs, beside := read(w.path), strings.TrimSuffix(w.path, ".needsbook")+" (conflicted copy).needsbook"
	write(beside, theirs)
	write(w.path, ours)
	w, seen := startAgain(t, w)
	seen.MustSee(filepath.Base(beside), "may hold changes that are not here", "Put away")
	if found, err := w.desk.Find("left:any"); err != nil || len(found) != 2 || !bytes.Equal(read(beside), theirs) {
		t.Errorf("%d pupils, or the copy was changed: %v", len(found), err)
	}
	seen.Tap("Put away")
	if seen.Sees("conflicted copy") {
		t.Errorf("it stands still:\n%s", seen.Text())
	}
}

func TestOlderCopyPutBackIsSaidOnOpening(t *testing.T) {
	at := nowadays
	p := program(t)
	p.Files = schooldb.Files{Options: vault.Options{KDF: vault.WeakKDF(), Anchors: t.TempDir()}}
	path := filepath.Join(t.TempDir(), "school.needsbook")
	store, _, err := p.Files.Create(context.Background(), path, ownSecret)
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	p.File, p.Passphrase, p.Options.Clock = path, ownSecret, func() time.Time { return at }
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	older, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Nowak"}}); err != nil {
		t.Fatal(err)
	}
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, older, 0o600); err != nil {
		t.Fatal(err)
	}
	_, seen := startAgain(t, w)
	seen.MustSee("is older than the one used on this computer", "look for the newer one")
}
