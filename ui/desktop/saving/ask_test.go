package saving

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
)

func TestBrowserGoesThroughFoldersByKeys(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a folder/list.csv", "a folder/notes.txt", "other.csv", ".hidden.csv"} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	test.NewTempApp(t)
	w := test.NewTempWindow(t, parts.Gap(1))
	w.Resize(fyne.NewSize(900, 700))
	chosen := ""
	b := newBrowser(w.Canvas(), folder, []string{".csv"}, func(path string) { chosen = path })
	b.dialog.Show(w.Canvas())
	press := func(keys ...fyne.KeyName) {
		for _, key := range keys {
			w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
		}
	}
	if len(b.entries) != 3 { // up, a folder, other.csv
		t.Errorf("%v", b.entries)
	}
	press(fyne.KeyDown, fyne.KeyReturn)
	if b.folder != filepath.Join(folder, "a folder") || len(b.entries) != 2 {
		t.Errorf("in %s: %v", b.folder, b.entries)
	}
	press(fyne.KeyDown, fyne.KeyReturn)
	if chosen != filepath.Join(folder, "a folder", "list.csv") || w.Canvas().Overlays().Top() != nil {
		t.Errorf("chose %q", chosen)
	}
	folders := newBrowser(w.Canvas(), filepath.Join(folder, "a folder"), nil, func(path string) { chosen = path })
	folders.dialog.Show(w.Canvas())
	if len(folders.entries) != 1 {
		t.Errorf("files are offered where a folder is asked for: %v", folders.entries)
	}
	folders.accept()
	if chosen != filepath.Join(folder, "a folder") {
		t.Errorf("chose %q", chosen)
	}
	if got := nearest(filepath.Join(folder, "gone", "too", "x.csv")); got != folder {
		t.Errorf("the nearest folder is %s", got)
	}
}
