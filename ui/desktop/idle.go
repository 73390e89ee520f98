package desktop

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/untouched"
)

// The lock on idle: a file that nobody works with closes by itself, and what was
// being typed is kept in it.
const (
	prefLock      = "lock"           // minutes; 0 never
	usualLock     = 10               // minutes
	lookAround    = 15 * time.Second // how often it is asked whether somebody is there
	lockWarning   = 30 * time.Second // how long before the lock it says so
	sleptAtLeast  = time.Minute      // a gap between two looks that only a sleeping computer makes
	warningOfLock = "Nobody has touched Needsbook for a while: it locks in half a minute. Press any key to go on."
)

// idle is what was last seen of somebody at the desk.
type idle struct {
	sign   string    // of what stands on the screen
	since  time.Time // when that sign was first seen
	looked time.Time // when somebody was last looked for
	warned bool
	ask    func() (time.Duration, bool) // asks the computer; nil for untouched.For
	screen func() (locked, known bool)  // asks whether its screen is locked; nil for untouched.SessionLocked
}

// LockAfter is after how many minutes without a touch the file is locked; 0 is never.
func (w *window) LockAfter() int {
	if w.p.Forgetful {
		return 0
	}
	return w.prefs().IntWithFallback(prefLock, usualLock)
}

// SetLockAfter keeps after how many minutes the file is locked; 0 is never.
func (w *window) SetLockAfter(minutes int) {
	w.keep(func(p fyne.Preferences) { p.SetInt(prefLock, minutes) })
}

// lookForSomebody locks the file when nobody has been there for long enough, when the
// computer has slept, or when its screen is locked.
func (w *window) lookForSomebody() {
	now := w.p.Options.Clock().Round(0) // the time on the wall, which goes on while the computer sleeps
	sign := w.sign()
	seen := &w.idle
	slept := !seen.looked.IsZero() && now.Sub(seen.looked) > lookAround+sleptAtLeast
	if sign != seen.sign || seen.since.IsZero() {
		seen.sign, seen.since = sign, now
	}
	seen.looked = now
	after := time.Duration(w.LockAfter()) * time.Minute
	if w.desk == nil || after == 0 {
		return
	}
	ask := seen.ask
	if ask == nil {
		ask = untouched.For
	}
	alone, known := ask()
	if !known {
		alone = now.Sub(seen.since)
	}
	screen := seen.screen
	if screen == nil {
		screen = untouched.SessionLocked
	}
	away, told := screen()
	switch {
	case slept || away && told || alone >= after:
		seen.since, seen.warned = time.Time{}, false
		w.shell.Lock()
	case alone >= after-lockWarning && !seen.warned:
		seen.warned = true
		w.shell.Alert(warningOfLock)
	case alone < after-lockWarning:
		seen.warned = false
	}
}

// sign is what changes when somebody works: the page, what lies over it, what has the
// keyboard and what stands there, the records.
func (w *window) sign() string {
	canvas := w.window.Canvas()
	focused := canvas.Focused()
	words := ""
	if labelled, ok := focused.(interface{ AccessibilityLabel() string }); ok {
		words = labelled.AccessibilityLabel()
	}
	return fmt.Sprintf("%s %d %p %p %s", w.shell.Here(), w.changes.n.Load(), canvas.Overlays().Top(), focused, words)
}
