package desktop

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/app/desk"
	"needsbook/assets"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/storage/vault"
	"needsbook/ui/desktop/shell"
)

// program is the whole program over Fyne's test driver, with quick keys.
func program(t *testing.T) Program {
	t.Helper()
	n := 0
	return Program{
		App:   test.NewTempApp(t),
		Files: schooldb.Files{Options: vault.Options{KDF: vault.WeakKDF()}},
		Options: desk.Options{Clock: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) },
			NewID: func() string { n++; return fmt.Sprintf("id%06d", n) }, By: "SENCO"},
		Folder: t.TempDir(),
	}
}

// demoWindow starts the program on the demo school.
func demoWindow(t *testing.T) *window {
	t.Helper()
	p := program(t)
	p.DemoFolder, p.Forgetful = t.TempDir(), true
	given := schooltest.DemoFile(t, filepath.Join(p.DemoFolder, demoName))
	p.Options.NewID = func() string { given++; return fmt.Sprintf("id%06d", given) }
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	if w.desk == nil {
		t.Fatal("the demo school did not open")
	}
	t.Cleanup(func() { w.closeDesk() })
	return w
}

func TestEveryPageOpensOnTheDemoSchool(t *testing.T) {
	w := demoWindow(t)
	routes, err := pictured(w.desk)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range routes {
		w.shell.Go(r.to)
		if got := w.shell.Screen().Title(); got == "Not here" {
			t.Errorf("%v cannot be shown", r.to)
		}
		if w.window.Canvas().Focused() == nil {
			t.Errorf("%v gives the keyboard to nothing", r.to)
		}
	}
	shown := map[string]bool{}
	for _, r := range routes {
		shown[r.to.Screen] = true
	}
	for _, p := range w.places() {
		if !shown[p.Screen] {
			t.Errorf("%s is not among the pictures", p.Screen)
		}
	}
}

func TestPaletteFindsAPupilAndOpensThePage(t *testing.T) {
	w := demoWindow(t)
	items := w.find("ana kow")
	if len(items) == 0 || items[0].Words != "Ana Kowalska" {
		t.Fatalf("found %+v", items)
	}
	items[0].Do()
	if here := w.shell.Here(); here.Screen != "pupil" {
		t.Errorf("went to %v", here)
	}
}

func TestLockClosesTheFileAndThePassphraseOpensItWhereItWasLeft(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	w := ownWindow(t, &at)
	w.shell.Go(shell.To("settings"))
	w.lock()
	if w.desk != nil {
		t.Fatal("the file is still open")
	}
	second, _, err := w.p.Files.Open(w.ctx, w.path, desk.Secret{Passphrase: ownSecret})
	if err != nil {
		t.Fatalf("a locked file cannot be opened by another: %v", err)
	}
	second.Close()
	typeInto(t, w, "wrong passphrase here")
	if w.desk != nil {
		t.Fatal("a wrong passphrase opened the file")
	}
	typeInto(t, w, ownSecret)
	if w.desk == nil || w.shell.Here().Screen != "settings" {
		t.Errorf("after unlocking the page is %v", w.shell.Here())
	}
}

// typeInto types into the line that has the keyboard and presses Enter.
func typeInto(t *testing.T, w *window, words string) {
	t.Helper()
	f := w.window.Canvas().Focused()
	if f == nil {
		t.Fatal("nothing has the keyboard")
	}
	if s, ok := f.(interface{ SetText(string) }); ok {
		s.SetText("")
	}
	test.Type(f, words)
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestWithoutAFileFirstRunIsShown(t *testing.T) {
	p := program(t)
	p.Forgetful = true
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(w.window.Title(), "Welcome") {
		t.Errorf("the window shows %q", w.window.Title())
	}
}

func TestWindowTitleNeverNamesAPupil(t *testing.T) {
	w := demoWindow(t)
	found, err := w.desk.Find("status:sen")
	if err != nil {
		t.Fatal(err)
	}
	e := found[0]
	for _, to := range []shell.Route{shell.To("pupil", e.ID), shell.To("levels", e.ID)} {
		w.shell.Go(to)
		if title := w.window.Title(); strings.Contains(title, e.Surname) || strings.Contains(title, e.Forename) {
			t.Errorf("the title of %v is %q", to.Screen, title)
		}
	}
}

func TestEveryPageHasItsHelp(t *testing.T) {
	w := demoWindow(t)
	for _, p := range w.places() {
		if _, err := fs.Stat(assets.Help, "help/"+p.Screen+".md"); err != nil && p.Screen != "help" {
			t.Errorf("there is no help for %s", p.Screen)
		}
	}
}
