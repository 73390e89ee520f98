package takingout_test

import (
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/takingout"
)

func open(t *testing.T, d *desk.Desk, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "export", Name: "Take everything out", Icon: "import", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return takingout.New(takingout.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("register"))
	w.Go(shell.To("export"))
	return w
}

func TestEverythingIsTakenOutWithOneKey(t *testing.T) {
	folder := t.TempDir()
	w := open(t, schooltest.Demo(t), folder)
	w.MustSee("Nothing in the file is changed", "Names are full and nothing is encrypted")
	w.Press("Ctrl+Enter")
	out := filepath.Join(folder, "Needsbook everything 2026-11-23")
	for _, name := range []string{"README.txt", "pupils.csv", "pupils.json", "journal.json", "register.csv"} {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
	w.MustSee("pupils.csv, .json", "packs/", "Saved")
	w.Pictures("takingout")
	w.Press("Ctrl+Enter")
	w.MustSee("There is something in this folder already")
}

func TestNothingIsTakenOutWhileNamesAreHidden(t *testing.T) {
	folder := t.TempDir()
	w := open(t, schooltest.Demo(t), folder)
	w.Press("F8")
	w.Press("Ctrl+Enter")
	w.MustSee("Names are hidden now")
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Errorf("%d files were written", len(left))
	}
}

func TestTransferFileIsWrittenByKeysAlone(t *testing.T) {
	folder := t.TempDir()
	d := schooltest.Demo(t)
	w := open(t, d, folder)
	for range 3 { // past the path, its button and the main button
		w.Press("Tab")
	}
	w.Type("need:ZZZZ")
	w.Press("Enter")
	w.MustSee("! ")
	w.Press("Ctrl+A")
	w.Type("status:E")
	w.Press("Tab")
	w.Type("886/9998")
	w.Press("Enter")
	files, _ := filepath.Glob(filepath.Join(folder, "*_CTF_8869998_001.xml"))
	if len(files) != 1 {
		t.Errorf("%v was written:\n%s", files, w.Text())
	}
}
