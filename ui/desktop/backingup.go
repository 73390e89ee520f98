package desktop

import (
	"fmt"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// What the window does for the backups: it copies them to the second folder, rehearses a
// restore each term, and says what stands in the way.

const (
	prefSecond = "second folder of " // and the file: where its backups are found when the file is lost
	rehearsals = 20 * time.Second    // after opening: work comes first
)

// Keys of the sentences that stand over the page.
const (
	tellsHold      = "hold"
	tellsSecond    = "second folder"
	tellsRehearsal = "rehearsal"
)

// sendingScreens are the pages from which something is sent.
var sendingScreens = []string{"today", "cluster", "clusterview", "panel", "moderation", "vignettes", "sharedneeds", "handover", "requests", "backups"}

// lockNeeds is what the page before a file is made of.
func (w *window) lockNeeds(path, name string) lock.Needs {
	return lock.Needs{Files: w.p.Files, Sit: w.sit, Shell: w.shell, Path: path, School: name, Folders: w.backupFolders(path), Tries: &w.tries, Opened: w.opened, Other: w.welcome}
}

// backupFolders are where this computer knows of backups of a file besides those beside it.
func (w *window) backupFolders(path string) []string {
	if w.p.Forgetful {
		return nil
	}
	return []string{w.prefs().String(prefSecond + path)}
}

// knowSecond keeps on this computer where the second folder of the open file is, so that
// its backups are found when the file itself no longer opens.
func (w *window) knowSecond(folder string) {
	w.keep(func(p fyne.Preferences) { p.SetString(prefSecond+w.path, folder) })
	w.shell.Untell(tellsSecond)
}

// tellNotices lets what was found on opening stand until it is put away: an older copy in
// the file's place, a conflicted copy beside it, damage that was mended.
func (w *window) tellNotices(notices []string) {
	for i, notice := range notices {
		w.shell.Tell(shell.Standing{Key: fmt.Sprint("opening ", i), Words: notice, State: parts.Overdue, Away: true})
	}
}

// tellHold says on the pages from which something is sent that sending rests after a
// restore, until it is let go on.
func (w *window) tellHold() {
	if !w.onHold() {
		return
	}
	w.shell.Tell(shell.Standing{Key: tellsHold, State: parts.Overdue, Screens: sendingScreens, Over: func() bool { return !w.onHold() },
		Act: "Decide under {cluster}", Do: func() { w.shell.Go(shell.To("cluster")) },
		Words: "Sending is on hold, because this file went back to a backup. Nothing leaves the school until you let sending go on."})
}

// onHold reports whether sending rests.
func (w *window) onHold() bool {
	if w.desk == nil {
		return false
	}
	why, err := w.desk.OnHold(w.ctx)
	return err == nil && why != ""
}

// careForBackups copies the backups to the second folder and, a while after opening,
// rehearses a restore where one is due this term.
func (w *window) careForBackups() {
	w.copyBackups()
	d := w.desk
	w.shell.Runner().After(rehearsals, func() {
		if w.desk != d || !d.RehearseDue(w.ctx) {
			return
		}
		var r desk.Rehearsal
		w.shell.Runner().Go(func() (err error) {
			r, err = d.Rehearse(w.ctx, false)
			debug.FreeOSMemory() // the restored copy lay beside the file in memory
			return err
		}, func(err error) {
			switch {
			case w.desk != d: // locked or closed by now
			case err != nil:
				w.shell.Alert(desk.Words(err))
			case r.OK:
				w.shell.Untell(tellsRehearsal)
				w.shell.Changed()
			default:
				w.shell.Tell(shell.Standing{Key: tellsRehearsal, State: parts.Overdue, Away: true, Act: "Look at the backups", Do: func() { w.shell.Go(shell.To("backups")) },
					Words: "A rehearsed restore failed: the newest backup is not whole. Your file is open and sound. Make a new backup now."})
				w.shell.Changed()
			}
		})
	})
}

// copyBackups copies the newest backup to the second folder, where there is one, and says
// when the folder is not there. Work goes on either way.
func (w *window) copyBackups() {
	d := w.desk
	if d == nil || w.p.Forgetful {
		return
	}
	var second desk.SecondFolder
	w.shell.Runner().Go(func() error {
		if err := d.CopyToSecond(w.ctx); err != nil {
			return err
		}
		var err error
		second, err = d.SecondFolder(w.ctx)
		return err
	}, func(err error) {
		switch {
		case w.desk != d:
		case err != nil:
			w.shell.Alert(desk.Words(err))
		case second.Problem != "":
			w.knowSecond(second.Path)
			w.shell.Tell(shell.Standing{Key: tellsSecond, Words: second.Words(), State: parts.Soon, Away: true, Act: "Backups", Do: func() { w.shell.Go(shell.To("backups")) }})
		default:
			w.knowSecond(second.Path)
		}
	})
}
