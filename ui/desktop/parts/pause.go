package parts

import (
	"time"

	"fyne.io/fyne/v2"
)

// Pause is how long typing must rest until what was typed so far is kept.
const Pause = 2 * time.Second

// Wait calls something in the window's turn once a while has passed.
type Wait struct {
	timer *time.Timer
	turn  int // of the last start, so that a timer which has just fired knows it is late
}

// untimed is whether typing may rest as long as it likes.
var untimed bool

// LeavePausesOut is for tests of screens: the toolkit's test driver has no turn of the
// window to wait for, so that a timer would draw while the test does.
func LeavePausesOut() { untimed = true }

// Start begins to wait, anew if it waits already.
func (w *Wait) Start(after time.Duration, do func()) {
	w.Stop()
	if untimed {
		return
	}
	turn := w.turn
	w.timer = time.AfterFunc(after, func() {
		fyne.Do(func() {
			if w.turn == turn {
				do()
			}
		})
	})
}

// Stop waits no longer.
func (w *Wait) Stop() {
	w.turn++
	if w.timer != nil {
		w.timer.Stop()
	}
}

// pause calls something once typing has rested for Pause.
type pause struct{ wait Wait }

func (p *pause) start(do func()) { p.wait.Start(Pause, do) }
func (p *pause) stop()           { p.wait.Stop() }
