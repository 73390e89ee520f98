package lock_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/shell/shelltest"
)

// locked is a window before a locked file.
func locked(t *testing.T) (w *shelltest.Window, recovery string, opened *lock.Opened) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "school.needsbook")
	store, recovery, err := schooltest.Files().Create(context.Background(), path, schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	w, opened = shelltest.New(t, nil, nil), &lock.Opened{}
	w.ShowBare(lock.New(lock.Needs{Files: schooltest.Files(), Sit: schooltest.Sit, Shell: w.Shell, Path: path, School: "Meadowfield Primary",
		Other: func() {}, Opened: func(o lock.Opened) {
			*opened = o
			t.Cleanup(func() {
				if err := o.Desk.Close(); err != nil {
					t.Error(err)
				}
			})
		}}))
	return w, recovery, opened
}

func TestPassphraseUnlocks(t *testing.T) {
	w, _, opened := locked(t)
	w.Press("Enter")
	if !w.Sees("Type the passphrase.") {
		t.Errorf("nothing typed gives\n%s", w.Text())
	}
	w.Type("something else")
	w.Press("Enter")
	if opened.Desk != nil || !w.Sees("! ") || w.Sees("Something went wrong") {
		t.Fatalf("a wrong passphrase gives\n%s", w.Text())
	}
	for range len("something else") {
		w.Press("BackSpace")
	}
	w.Type(schooltest.Passphrase)
	w.Press("Ctrl+Enter")
	if opened.Desk == nil || len(opened.Notices) != 0 {
		t.Fatalf("%+v\n%s", opened, w.Text())
	}
	if strings.Contains(w.Text(), schooltest.Passphrase) {
		t.Error("the passphrase is still in the field")
	}
}

func TestRecoveryKeyUnlocksAndAsksForANewPassphrase(t *testing.T) {
	w, recovery, opened := locked(t)
	w.Press("Tab", "Enter")
	w.Press("Enter")
	if !w.Sees("Type the recovery key") {
		t.Errorf("nothing typed gives\n%s", w.Text())
	}
	w.Type(strings.ToLower(strings.ReplaceAll(recovery, "-", " ")))
	w.Press("Enter")
	if opened.Desk == nil || len(opened.Notices) != 1 || !strings.Contains(opened.Notices[0], "Set a new passphrase") {
		t.Fatalf("%+v\n%s", opened, w.Text())
	}
}

func TestMistypedRecoveryKeyIsSaid(t *testing.T) {
	w, recovery, opened := locked(t)
	w.Press("Tab", "Enter")
	w.Type(recovery[:len(recovery)-6])
	w.Press("Enter")
	if opened.Desk != nil || !w.Sees("! ") || w.Sees("Something went wrong") {
		t.Errorf("a mistyped key gives\n%s", w.Text())
	}
}

func TestFileInUseIsSaid(t *testing.T) {
	w, _, opened := locked(t)
	w.Type(schooltest.Passphrase)
	w.Press("Enter")
	if opened.Desk == nil {
		t.Fatal("not opened")
	}
	_, err := lock.Open(schooltest.Files(), schooltest.Sit, opened.Path, desk.Secret{Passphrase: schooltest.Passphrase})
	if err == nil || strings.Contains(desk.Words(err), "Something went wrong") {
		t.Errorf("a second opener is told %q", desk.Words(err))
	}
}

func TestLockPictures(t *testing.T) {
	w, _, _ := locked(t)
	w.Type("something else")
	w.Press("Enter")
	w.Pictures("lock")
}
