package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/crash"
)

// Runner does work that takes longer than about 10 ms beside the window, and then
// shows the result in it. No screen starts a goroutine of its own.
type Runner struct {
	inline  bool
	running int
	watch   func(running int)
	later   []*wait // of an inline runner
}

// wait is something that will be done later, unless it is called off.
type wait struct {
	do  func()
	off bool
}

// NewRunner makes the runner of the live program.
func NewRunner() *Runner { return &Runner{} }

// InlineRunner makes a runner that does everything in its turn, for tests and for
// pictures: Go returns when the work and what follows it are done.
func InlineRunner() *Runner { return &Runner{inline: true} }

// Go does work, which must not touch the window, and then calls then with its
// error in the window's own turn. Call it from a screen's callbacks only.
func (r *Runner) Go(work func() error, then func(error)) {
	r.count(1)
	finish := func(err error) {
		r.count(-1)
		then(err)
	}
	if r.inline {
		finish(work())
		return
	}
	go func() {
		err := crash.Guard(work)
		fyne.Do(func() {
			if stopped, is := err.(*crash.Crash); is {
				panic(stopped) // in the window's turn, where the program ends and says so
			}
			finish(err)
		})
	}()
}

// After does something in the window's turn when a time has passed, unless it is
// called off before. An inline runner waits for Elapse.
func (r *Runner) After(d time.Duration, do func()) (callOff func()) {
	w := &wait{do: do}
	if r.inline {
		r.later = append(r.later, w)
	} else {
		time.AfterFunc(d, func() { fyne.Do(w.end) })
	}
	return func() { w.off = true }
}

func (w *wait) end() {
	if !w.off {
		w.off = true
		w.do()
	}
}

// Elapse lets the time of everything that waits pass, in tests.
func (r *Runner) Elapse() {
	waiting := r.later
	r.later = nil
	for _, w := range waiting {
		w.end()
	}
}

func (r *Runner) count(by int) {
	r.running += by
	if r.watch != nil {
		r.watch(r.running)
	}
}
