package backups_test

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/backups"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// sit opens a desk over a new file with one pupil.
func sit(t *testing.T) *desk.Desk {
	t.Helper()
	files := schooltest.Files()
	files.Options.Now = schooltest.Now
	store, _, err := files.Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{Random: rand.Reader}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	enter(t, d, "Price")
	return d
}

func enter(t *testing.T, d *desk.Desk, surname string) {
	t.Helper()
	if _, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Surname: surname}}); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, d *desk.Desk, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "backups", Name: "Backups", Icon: "settings", Open: func(arg string) (shell.Screen, error) {
			return backups.New(backups.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("backups"))
	return w
}

func TestRestoreIsRehearsedByOneButton(t *testing.T) {
	d := sit(t)
	w := open(t, d, "")
	w.MustSee("There is no backup yet.", "Rehearse a restore this term", "three copies")
	w.Press("Enter") // the main button has the keyboard
	w.MustSee("Restore rehearsed on 23 Nov 2026", "Passed", "1 pupil", "asked for by SENCO")
	if len(d.Keeper().Backups()) != 1 {
		t.Error("no backup was made to rehearse with")
	}
	w.Pictures("backups-rehearsed")
}

func TestFailedRehearsalSaysWhatToDo(t *testing.T) {
	d := sit(t)
	w := open(t, d, "")
	w.Tap("Back up now")
	w.MustSee("was made and read back")
	path := d.Keeper().Backups()[0].Path
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	body[len(body)-20] ^= 1
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Tap("Rehearse a restore")
	w.MustSee("The rehearsed restore failed", "did not pass", "Make a new backup and rehearse again")
	w.Pictures("backups-failed")
}

func TestSecondFolderIsChosenFollowedAndLeft(t *testing.T) {
	d, stick := sit(t), t.TempDir()
	w := open(t, d, stick)
	w.MustSee("Keep the backups in a second place too")
	w.Pictures("backups-first")
	w.Tap("Choose a folder")
	w.Type("/none")
	w.Press("Enter")
	w.MustSee("There is no such folder.")
	for range "/none" {
		w.Press("BackSpace")
	}
	w.Press("Enter")
	w.MustSee("Second folder: "+stick, "Last copied Monday 23 Nov, 09:00.")
	copies, err := filepath.Glob(filepath.Join(stick, "*.needsbook"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("%v %v", copies, err)
	}
	if err := os.RemoveAll(stick); err != nil {
		t.Fatal(err)
	}
	w.Tap("Back up now")
	w.MustSee("Not reached", "Work goes on")
	w.Pictures("backups-not-reached")
	w.Tap("Change it")
	w.Tap("Have no second folder")
	w.MustSee("Keep the backups in a second place too")
}

func TestBackupIsGoneBackTo(t *testing.T) {
	d := sit(t)
	w := open(t, d, "")
	w.Tap("Back up now")
	enter(t, d, "Okafor")
	w.Tap("Go back to it")
	w.Press("Ctrl+Enter")
	w.MustSee("Enter the passphrase, or the recovery key.")
	w.Type("not the passphrase")
	w.Press("Enter")
	if w.Canvas().Overlays().Top() == nil {
		t.Fatalf("a wrong passphrase closed the card:\n%s", w.Text())
	}
	for range "not the passphrase" {
		w.Press("BackSpace")
	}
	w.Type(schooltest.Passphrase)
	w.Press("Enter")
	w.MustSee("The file holds what the backup of")
	if found, _ := d.Find("left:any"); len(found) != 1 {
		t.Errorf("%d pupils after going back", len(found))
	}
	if why, err := d.OnHold(t.Context()); err != nil || why == "" {
		t.Error("sending is not on hold", err)
	}
}

func TestBackupGoesIntoAFolderOnce(t *testing.T) {
	d, to := sit(t), t.TempDir()
	w := open(t, d, to)
	w.Tap("Back up to a folder")
	w.Press("Enter")
	if files, _ := os.ReadDir(to); len(files) != 1 {
		t.Errorf("%d files in the folder:\n%s", len(files), w.Text())
	}
	if s, _ := d.SecondFolder(t.Context()); s.Path != "" {
		t.Errorf("%s became the second folder", s.Path)
	}
}

func TestRecordIsPrinted(t *testing.T) {
	w := open(t, sit(t), t.TempDir())
	w.Press("Enter", "Ctrl+P")
	w.MustSee("Backups 2026-11-23.pdf", "One side of A4")
}

// untidied is a store whose file could not be tidied up, as on a full disk.
type untidied struct{ *schooldb.Store }

func (untidied) Warning() string {
	return "school.needsbook was not tidied up, because the disk has no space for a second copy."
}

func TestFileThatCouldNotBeTidiedUpIsSaid(t *testing.T) {
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := schooltest.Sit(t.Context(), untidied{store.(*schooldb.Store)})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	open(t, d, "").MustSee("The file could not be tidied up", "no space for a second copy", "is safe")
	if w := open(t, sit(t), ""); w.Sees("could not be tidied up") {
		t.Error("a sound file is said not to be tidied up")
	}
}
