package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// TestWhatWasTypedIsThereAfterACrash types in each sort of form, lets the typing rest,
// and opens the file as it lies on the disk then, as if the computer had failed.
func TestWhatWasTypedIsThereAfterACrash(t *testing.T) {
	forms := []struct {
		name  string
		open  func(at *shelltest.Window, pupil string)
		begin func(at *shelltest.Window)
	}{
		{"a note on a pupil's page", func(at *shelltest.Window, pupil string) {
			at.Go(shell.To("pupil", pupil))
			at.Type("n")
		}, nil},
		{"a call from anywhere", func(at *shelltest.Window, _ string) {
			at.Go(shell.To("reports"))
			at.Press("Ctrl+L")
		}, func(at *shelltest.Window) {
			at.Type("zof")
			at.Press("Enter")
		}},
		{"a new pupil", func(at *shelltest.Window, _ string) {
			at.Go(shell.To("register"))
			at.Press("Ctrl+N")
		}, nil},
	}
	for _, f := range forms {
		t.Run(f.name, func(t *testing.T) {
			at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			w := ownWindow(t, &at)
			pupil, err := w.desk.AddPupil(w.ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Zofia", Surname: "Nowak"}})
			if err != nil {
				t.Fatal(err)
			}
			window := shelltest.Over(t, w.shell)
			f.open(window, pupil)
			if f.begin != nil {
				f.begin(window)
			}
			window.Type("half a sentence")
			rest(t, window)
			after := w.p
			after.File = filepath.Join(t.TempDir(), "after.needsbook")
			content, err := os.ReadFile(w.path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(after.File, content, 0o600); err != nil {
				t.Fatal(err)
			}
			again := newWindow(w.ctx, after, shell.InlineRunner())
			if err := again.start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { again.closeDesk() })
			window = shelltest.Over(t, again.shell)
			f.open(window, pupil)
			if !strings.Contains(typed(window), "half a sentence") {
				t.Errorf("what was typed is gone:\n%s", window.Text())
			}
		})
	}
}

// rest does what happens when the typing has rested for parts.Pause.
func rest(t *testing.T, w *shelltest.Window) {
	t.Helper()
	switch f := w.Canvas().Focused().(type) {
	case *parts.Notes:
		f.OnPause()
	case *parts.Field:
		f.OnPause()
	default:
		t.Fatalf("%T has the keyboard", f)
	}
}

// typed is what stands in all fields.
func typed(w *shelltest.Window) string { return strings.Join(w.Fields(), "\n") }
