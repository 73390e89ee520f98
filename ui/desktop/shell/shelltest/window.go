package shelltest

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// Window is the program's frame over a desk, with the screens under test.
type Window struct {
	*shell.Shell
	Keys int // pressed and typed so far
	t    testing.TB
}

// Over makes a window to press and type in of a shell that stands already.
func Over(t testing.TB, s *shell.Shell) *Window {
	parts.LeavePausesOut()
	return &Window{Shell: s, t: t}
}

// New makes the frame, 1280 by 800 in the light look. Places are made with the
// shell, which they need. Screens that a place leads to but that are not given
// open as an empty page. Log, which may be nil, is what Ctrl+L does.
func New(t testing.TB, d *desk.Desk, log func(*shell.Shell), places ...func(*shell.Shell) shell.Place) *Window {
	t.Helper()
	parts.LeavePausesOut()
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	w := test.NewTempWindow(t, container.NewStack())
	w.Resize(fyne.NewSize(1280, 800))
	var s *shell.Shell
	setup := shell.Setup{Window: w, School: "Meadowfield Primary", Demo: true, Saved: func() string { return "Saved 14:02" }}
	given := map[string]bool{}
	lazy := func(f func(*shell.Shell) shell.Place) shell.Place {
		place := f(nil)
		given[place.Screen] = true
		place.Open = func(arg string) (shell.Screen, error) { return f(s).Open(arg) }
		return place
	}
	for _, f := range places {
		setup.Places = append(setup.Places, lazy(f))
	}
	for _, other := range []struct{ screen, name string }{
		{"today", "Today"}, {"register", "Register"}, {"provision", "Provision"}, {"levels", "Levels"}, {"requests", "Requests"},
		{"reports", "Reports"}, {"sending", "Sending"}, {"settings", "Settings"}, {"import", "Import"}, {"pupil", "Pupil"},
	} {
		if !given[other.screen] {
			setup.Places = append(setup.Places, shell.Place{Screen: other.screen, Name: other.name, Icon: "help",
				Hidden: other.screen == "pupil" || other.screen == "import",
				Open:   func(string) (shell.Screen, error) { return blank(other.name), nil }})
		}
	}
	if d != nil {
		setup.Seat = d.Seat
		setup.LastChange = func() string {
			last, err := d.Last(context.Background())
			if err != nil {
				t.Error(err)
			}
			return last.Undo
		}
		setup.Undo = func() (string, error) { return d.Undo(context.Background()) }
		setup.Redo = func() (string, error) { return d.Redo(context.Background()) }
	}
	if log != nil {
		setup.Log = func() { log(s) }
	}
	s = shell.New(setup, shell.InlineRunner())
	return Over(t, s)
}

// blank is an empty page.
type blank string

func (b blank) Title() string             { return string(b) }
func (b blank) Object() fyne.CanvasObject { return parts.Page(string(b), "", parts.Gap(1)) }
func (b blank) Focus()                    {}

// Canvas is where focus and overlays are.
func (w *Window) Canvas() fyne.Canvas { return w.Window().Canvas() }

// Press presses keys by the names in the sheet of keys: "Ctrl+Enter", "Esc", "Down".
// Keys with Ctrl go to the menu, as the driver does; others to what has the keyboard.
func (w *Window) Press(keys ...string) {
	w.t.Helper()
	for _, key := range keys {
		w.Keys++
		w.press(key)
	}
}

func (w *Window) press(key string) {
	w.t.Helper()
	if field, ok := w.Canvas().Focused().(fyne.Shortcutable); ok && key == "Ctrl+A" {
		field.TypedShortcut(&fyne.ShortcutSelectAll{}) // the driver gives it to what has the keyboard
		return
	}
	if strings.HasPrefix(key, "Ctrl+") {
		for _, c := range w.Shortcuts() {
			if c.Words() != key {
				continue
			}
			for _, menu := range w.Window().MainMenu().Items {
				for _, item := range menu.Items {
					if item.Label == c.Name && menu.Label == c.Menu {
						item.Action()
						return
					}
				}
			}
		}
		w.t.Fatalf("no menu has the key %s", key)
	}
	names := map[string]fyne.KeyName{"Esc": fyne.KeyEscape, "Enter": fyne.KeyReturn}
	name, ok := names[key]
	if !ok {
		name = fyne.KeyName(key)
	}
	if key == "Tab" {
		if f, wants := w.Canvas().Focused().(fyne.Tabbable); !wants || !f.AcceptsTab() {
			w.Canvas().FocusNext()
			return
		}
	}
	event := &fyne.KeyEvent{Name: name}
	if focused := w.Canvas().Focused(); focused != nil {
		focused.TypedKey(event)
	} else {
		w.Canvas().OnTypedKey()(event)
	}
}

// Type types words on what has the keyboard.
func (w *Window) Type(words string) {
	for _, r := range words {
		w.Keys++
		if focused := w.Canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			w.Canvas().OnTypedRune()(r)
		}
	}
}

// Elapse lets the time of everything that waits pass.
func (w *Window) Elapse() { w.Runner().Elapse() }

// Sees reports whether words stand in the window, or on what lies over it, on one line
// or on several.
func (w *Window) Sees(words string) bool {
	text := w.Text()
	return strings.Contains(text, words) || strings.Contains(strings.ReplaceAll(text, "\n", " "), words)
}

// MustSee fails the test when any of some words do not stand in the window.
func (w *Window) MustSee(words ...string) {
	w.t.Helper()
	for _, want := range words {
		if !w.Sees(want) {
			w.t.Fatalf("the window does not say %q:\n%s", want, w.Text())
		}
	}
}

// Text is everything written in the window, line by line.
func (w *Window) Text() string {
	var b strings.Builder
	picture := func(thing fyne.CanvasObject) { b.WriteString(strings.Join(texts(thing), "\n") + "\n") }
	picture(w.Window().Content())
	for _, over := range w.Canvas().Overlays().List() {
		picture(over)
	}
	return b.String()
}

// Pictures leaves pictures of the window in the folder NEEDSBOOK_PICTURES, when
// it is set, for a person to look at: light and dark, at 100 and 150 per cent.
func (w *Window) Pictures(name string) {
	w.t.Helper()
	folder := os.Getenv("NEEDSBOOK_PICTURES")
	if folder == "" {
		return
	}
	for _, p := range []struct {
		suffix  string
		variant theme.Variant
		scale   float32
	}{{"light", theme.Light, 1}, {"dark", theme.Dark, 1}, {"light-150", theme.Light, 1.5}, {"dark-150", theme.Dark, 1.5}} {
		picture := shell.CaptureWindow(w.Window(), fyne.NewSize(1280, 800), p.variant, p.scale)
		f, err := os.Create(filepath.Join(folder, name+"-"+p.suffix+".png"))
		if err != nil {
			w.t.Fatal(err)
		}
		if err := png.Encode(f, picture); err != nil {
			w.t.Error(err)
		}
		if err := f.Close(); err != nil {
			w.t.Error(err)
		}
	}
}
