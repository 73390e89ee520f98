package desktop

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/pack/terms"
	"needsbook/assets/icons"
	"needsbook/ui/desktop/inbrowser"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/pupils"
	"needsbook/ui/desktop/reports"
	"needsbook/ui/desktop/requests"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shortlived"
	"needsbook/ui/desktop/theme"
)

// ID names the program to the computer, for its settings.
const ID = "org.example.needsbook"

// Version is the program's version.
const Version = "0.1.0"

// Metadata is what the window toolkit is told about the program.
func Metadata() fyne.AppMetadata {
	return fyne.AppMetadata{ID: ID, Name: "Needsbook", Version: Version, Build: 1, Icon: fyne.NewStaticResource("needsbook.png", icons.App),
		Migrations: map[string]bool{"fyneDo": true}}
}

// Program is what the window is started with.
type Program struct {
	App        fyne.App
	Files      desk.Files
	Options    desk.Options                                  // of every desk that is opened
	Folder     string                                        // where a new school's file is offered to lie
	File       string                                        // the file to open, "" for the one used last
	Passphrase string                                        // opens File without asking; for scheduled jobs and tests
	DemoFolder string                                        // makes a demo school in this folder and opens it
	DemoOpened func(ctx context.Context, d *desk.Desk) error // readies what belongs to that demo school, beside the window; nil for nothing
	Forgetful  bool                                          // keeps nothing on this computer about where the person was
	Releases   Releases                                      // versions of the program; the zero value knows none
}

// Run opens the window and returns when it is closed.
func Run(ctx context.Context, p Program) error {
	w := newWindow(ctx, p, shell.NewRunner())
	if err := w.start(); err != nil {
		return err
	}
	w.noteVersion()
	w.sweepPrints()
	go w.attend(ctx)
	w.window.ShowAndRun()
	return errors.Join(w.prints.Clear(), w.closeDesk())
}

// sendAgain is how often what waits for the cluster is looked at.
const sendAgain = 10 * time.Minute

// attend looks after the outbox and the lock while the window is open, and closes the
// window when the program is told to stop.
func (w *window) attend(ctx context.Context) {
	send, look := time.NewTicker(sendAgain), time.NewTicker(lookAround)
	defer send.Stop()
	defer look.Stop()
	fyne.Do(w.lookForNewer)
	for {
		select {
		case <-ctx.Done():
			fyne.Do(w.quit)
			return
		case <-send.C:
			fyne.Do(w.sendDue)
			fyne.Do(w.lookForNewer)
			fyne.Do(w.copyBackups)
			fyne.Do(w.sweepPrints)
		case <-look.C:
			fyne.Do(w.lookForSomebody)
		}
	}
}

// window is the program's one window and what is open in it.
type window struct {
	ctx    context.Context
	p      Program
	window fyne.Window
	shell  *shell.Shell

	desk     *desk.Desk // nil while no file is open
	path     string     // of the open file
	changes  change     // the last change to the records
	found    found      // what the palette finds
	urgency  urgency    // how much is urgent on Today
	memory   pupils.Memory
	requests requests.Memory
	reports  reports.Memory
	chosen   theme.Look                 // of a window that keeps nothing
	prints   shortlived.Pages           // opened to be printed
	idle     idle                       // what was last seen of somebody at the desk
	tries    lock.Tries                 // wrong secrets, while the program runs
	page     inbrowser.Server           // the page that is read in the browser
	visit    func(address string) error // opens it there
}

func newWindow(ctx context.Context, p Program, runner *shell.Runner) *window {
	w := &window{ctx: ctx, p: p, window: p.App.NewWindow("Needsbook"), visit: visitor(p.App)}
	w.p.App.Settings().SetTheme(w.Look())
	w.window.Resize(w.lastSize())
	w.window.SetMaster()
	w.shell = shell.New(shell.Setup{
		Window: w.window, Places: w.byRole(w.places()), Say: w.say, Find: w.find,
		Seat: w.seat, LastChange: w.lastChange, Undo: w.undo, Redo: w.redo, Saved: w.saved, Warning: w.warning,
		HideNames: func(bool) { w.page.Close() }, Read: w.readInBrowser,
		Lock: w.lock, Log: w.log, Help: w.openHelp, Quit: w.quit, Went: w.went,
	}, runner)
	w.window.SetCloseIntercept(w.quit)
	w.window.SetOnDropped(w.dropped)
	return w
}

// say puts the words in use into a text: the school's while its file is open.
func (w *window) say(text string) string {
	if w.desk == nil {
		return terms.Shipped().Say(text)
	}
	return w.desk.Terms().Say(text)
}

// Settings of this computer; none of them names a pupil.
const (
	prefFile    = "file"
	prefRecent  = "recent"
	prefRoute   = "route"
	prefWidth   = "width"
	prefHeight  = "height"
	prefVariant = "variant"
	prefDensity = "density"
	prefText    = "text"
)

func (w *window) prefs() fyne.Preferences { return w.p.App.Preferences() }

// keep runs what keeps a setting, unless this window leaves no trace: the demo
// school and pictures must not change where a person was in their own file.
func (w *window) keep(set func(fyne.Preferences)) {
	if !w.p.Forgetful {
		set(w.prefs())
	}
}

// Look is what the person chose in Settings.
func (w *window) Look() theme.Look {
	if w.p.Forgetful {
		return w.chosen
	}
	return theme.Look{Variant: theme.Variant(w.prefs().Int(prefVariant)), Density: theme.Density(w.prefs().Int(prefDensity)),
		TextPercent: w.prefs().IntWithFallback(prefText, 100)}
}

// SetLook keeps a look and draws everything in it.
func (w *window) SetLook(l theme.Look) {
	w.chosen = l
	w.keep(func(p fyne.Preferences) {
		p.SetInt(prefVariant, int(l.Variant))
		p.SetInt(prefDensity, int(l.Density))
		p.SetInt(prefText, l.TextPercent)
	})
	w.p.App.Settings().SetTheme(l)
	w.shell.Refresh()
}

// The smallest and the usual size of the window.
const (
	leastWidth, leastHeight = 1024, 700
	usualWidth, usualHeight = 1280, 820
)

func (w *window) lastSize() fyne.Size {
	if w.p.Forgetful {
		return fyne.NewSize(usualWidth, usualHeight)
	}
	return fyne.NewSize(float32(max(leastWidth, w.prefs().FloatWithFallback(prefWidth, usualWidth))),
		float32(max(leastHeight, w.prefs().FloatWithFallback(prefHeight, usualHeight))))
}

// quit keeps what is being typed and the size of the window, closes the file and ends.
func (w *window) quit() {
	size := w.window.Canvas().Size()
	w.keep(func(p fyne.Preferences) {
		p.SetFloat(prefWidth, float64(size.Width))
		p.SetFloat(prefHeight, float64(size.Height))
	})
	if l, ok := w.shell.Screen().(shell.Leaver); ok && w.desk != nil {
		w.window.Canvas().Unfocus()
		l.Leave()
	}
	w.window.Close()
}

// closeDesk closes the open file, if there is one.
func (w *window) closeDesk() error {
	w.page.Close()
	if w.desk == nil {
		return nil
	}
	d := w.desk
	w.desk, w.found, w.urgency = nil, found{}, urgency{}
	return d.Close()
}

// name is the open file's name for people.
func (w *window) name() string { return filepath.Base(w.path) }
