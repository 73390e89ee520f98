package desktop

import (
	"context"
	"errors"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/ui/desktop/firstrun"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shortlived"
)

// mostRecent is how many files the first page offers again.
const mostRecent = 5

// settled is how long after opening a file the memory that opening took is given back.
const settled = 3 * time.Second

// demoName is the name of the demo school's file.
const demoName = "Meadowfield (demo)" + firstrun.Ending

// start shows the first page: the demo school, the file asked for or used last with
// its lock, or first run.
func (w *window) start() error {
	path := w.p.File
	if path == "" && !w.p.Forgetful {
		path = w.prefs().String(prefFile)
	}
	switch {
	case w.p.DemoFolder != "":
		w.openBehind("Opening the demo school…", "", func() (lock.Opened, error) {
			return firstrun.OpenDemo(w.p.Files, w.sit, filepath.Join(w.p.DemoFolder, demoName))
		})
	case path == "" || w.p.File == "" && !w.offered(path):
		w.welcome()
	case w.p.Passphrase != "":
		w.openBehind("Opening…", path, func() (lock.Opened, error) {
			return lock.Open(w.p.Files, w.sit, path, desk.Secret{Passphrase: w.p.Passphrase})
		})
	default:
		w.showLock(path, "")
	}
	return nil
}

// offered reports whether a file can be opened, or put back from a backup.
func (w *window) offered(path string) bool {
	return !lock.Gone(path) || lock.HasBackups(w.lockNeeds(path, ""))
}

// sit makes a desk over an open file.
func (w *window) sit(ctx context.Context, store desk.Store) (*desk.Desk, error) {
	return desk.Open(ctx, store, w.p.Options)
}

// openBehind shows a page that asks for patience while a file is opened beside the
// window. Where the file at path is lost, the way back to a backup is shown.
func (w *window) openBehind(words, path string, open func() (lock.Opened, error)) {
	var o lock.Opened
	w.shell.ShowBare(waiting(words))
	w.shell.Runner().Go(func() (err error) {
		o, err = open()
		return err
	}, func(err error) {
		if path != "" && lock.Offer(w.lockNeeds(path, ""), err, desk.Secret{}) {
			return
		}
		if err != nil {
			w.welcome()
			(&parts.Dialog{Title: "The file was not opened", Body: parts.NewProse(desk.Words(err), parts.Plain), Accept: "OK", Cancel: "-"}).Show(w.window.Canvas())
			return
		}
		w.opened(o)
	})
}

// waiting is a page with one sentence.
type waiting string

func (p waiting) Title() string             { return "Opening" }
func (p waiting) Object() fyne.CanvasObject { return parts.NewProse(string(p), parts.QuietText) }
func (p waiting) Focus()                    {}

// welcome shows first run.
func (w *window) welcome() {
	w.shell.ShowBare(firstrun.New(firstrun.Needs{Files: w.p.Files, Sit: w.sit, Shell: w.shell, Folder: w.p.Folder, Recent: w.recent(), Folders: w.backupFolders,
		Demo: filepath.Join(w.p.Folder, demoName), Tries: &w.tries, Print: w.print, Opened: w.opened}))
}

// recent are the files opened before that are still there, or of which a backup is, the
// last one first.
func (w *window) recent() []string {
	if w.p.Forgetful {
		return nil
	}
	return slices.DeleteFunc(w.prefs().StringList(prefRecent), func(path string) bool { return !w.offered(path) })
}

// opened goes on with an open file, where it was left.
func (w *window) opened(o lock.Opened) {
	w.desk, w.path = o.Desk, o.Path
	w.desk.OnChange(w.changed)
	w.changed()
	w.keep(func(p fyne.Preferences) {
		p.SetString(prefFile, o.Path)
		recent := append([]string{o.Path}, slices.DeleteFunc(w.recent(), func(path string) bool { return path == o.Path })...)
		p.SetStringList(prefRecent, recent[:min(len(recent), mostRecent)])
	})
	s := w.desk.School()
	name := s.Name
	if name == "" {
		name = w.name()
	}
	to := shell.To("today")
	if last := shell.ParseRoute(w.prefs().String(prefRoute)); last.Screen != "" && !w.p.Forgetful {
		to = last
	}
	if to.Screen == "pupil" || to.Screen == "levels" && to.Arg != "" {
		if _, err := w.desk.Entry(to.Arg); err != nil {
			to = shell.To("today")
		}
	}
	w.shell.SetSchool(name, s.Demo)
	w.shell.Go(to)
	w.tellNotices(o.Notices)
	w.tellHold()
	w.sendDue()
	w.careForBackups()
	w.readyDemo()
	w.shell.Runner().After(settled, func() {
		w.shell.Runner().Go(func() error {
			debug.FreeOSMemory() // unlocking and reading took much memory for a moment
			return nil
		}, func(error) {})
	})
}

// readyDemo readies what belongs to the demo school, once it is open. Without it the
// school is as useful, only without a cluster, so that a failure ends in a sentence.
func (w *window) readyDemo() {
	if w.p.DemoOpened == nil || filepath.Dir(w.path) != filepath.Clean(w.p.DemoFolder) || !w.desk.School().Demo {
		return
	}
	d := w.desk
	w.shell.Runner().Go(func() error { return w.p.DemoOpened(w.ctx, d) }, func(err error) {
		switch {
		case w.desk != d: // locked or closed by now
		case err != nil:
			w.shell.Say("The demo school has no cluster this time: " + desk.Words(err))
		default:
			w.shell.Changed()
		}
	})
}

// sendDue sends again what a person has sent and did not arrive, and fetches what the
// hub sends round, without a word when there is nothing or no network: the Cluster page
// says how each stands.
func (w *window) sendDue() {
	d := w.desk
	if d == nil || !d.May(access.Send) {
		return
	}
	w.shell.Runner().Go(func() error {
		m, err := d.Membership(w.ctx)
		if err != nil || !m.Joined() {
			return err
		}
		_, err1 := d.SendSummaries(w.ctx, false)
		_, err2 := d.FetchBulletin(w.ctx)
		return errors.Join(err1, err2)
	}, func(err error) {
		if err == nil && w.desk == d {
			w.shell.Changed()
		}
	})
}

// lock closes the file and asks for the passphrase again.
func (w *window) lock() {
	if w.desk == nil {
		return
	}
	path, name := w.path, w.desk.School().Name
	w.clearPrints()
	if err := w.closeDesk(); err != nil {
		w.shell.Alert(desk.Words(err))
	}
	w.showLock(path, name)
}

// demoAway takes the demo school away and goes back to first run.
func (w *window) demoAway() {
	if l, ok := w.shell.Screen().(shell.Leaver); ok {
		l.Leave()
	}
	if err := w.desk.RemoveDemo(); err != nil {
		w.shell.Alert(desk.Words(err))
		return
	}
	w.page.Close()
	w.desk, w.found, w.urgency = nil, found{}, urgency{}
	w.keep(func(p fyne.Preferences) {
		p.RemoveValue(prefFile)
		p.RemoveValue(prefRoute)
	})
	w.welcome()
}

func (w *window) showLock(path, name string) {
	lock.Show(w.lockNeeds(path, name))
}

// print makes a page to be printed and opens it in the computer's own viewer, which
// prints. The file is private to this user and does not live long.
func (w *window) print(doc *paper.Doc) error {
	file, missing, err := desk.Draw(doc, desk.FormatPDF)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		w.shell.Alert(strings.Join(missing, " "))
	}
	path, err := w.prints.Write("Print this page.pdf", file)
	if err != nil {
		return err
	}
	w.shell.Runner().After(shortlived.Life, w.clearPrints)
	return saving.Open(path)
}

// clearPrints takes away the pages that were opened to be printed.
func (w *window) clearPrints() {
	if err := w.prints.Clear(); err != nil {
		w.shell.Alert("A page that was opened to be printed is still open in another program. Close it there: Needsbook then removes its copy.")
	}
}

// sweepPrints takes away what has had its time, as after a crash. What cannot be removed
// now is tried again.
func (w *window) sweepPrints() { _ = w.prints.Sweep(time.Now()) }
