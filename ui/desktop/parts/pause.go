package parts

import (
	"time"

	"fyne.io/fyne/v2"
)

// Pause is how long typing must rest until what was typed so far is kept.
const Pause = 2 * time.Second

// pause calls something in the window's turn once nothing has happened for a while.
type pause struct {
	timer *time.Timer
	turn  int // of the last start, so that a timer which has just fired knows it is late
}

// untimed is whether typing may rest as long as it likes.
var untimed bool

// LeavePausesOut is for tests of screens: the toolkit's test driver has no turn of the
// window to wait for, so that a timer would draw while the test does.
func LeavePausesOut() { untimed = true }

// start begins to wait, anew if it waits already.
func (p *pause) start(do func()) {
	p.stop()
	if untimed {
		return
	}
	turn := p.turn
	p.timer = time.AfterFunc(Pause, func() {
		fyne.Do(func() {
			if p.turn == turn {
				do()
			}
		})
	})
}

// stop waits no longer.
func (p *pause) stop() {
	p.turn++
	if p.timer != nil {
		p.timer.Stop()
	}
}
