package desktop

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"needsbook/ui/desktop/shell"
)

// ownSecret is the passphrase of a school's own file in tests.
const ownSecret = "lantern orchard violet harbour"

// ownWindow starts the program on a school's own file, with a clock that is set by hand.
func ownWindow(t *testing.T, at *time.Time) *window {
	t.Helper()
	ctx := context.Background()
	p := program(t)
	p.Options.Clock = func() time.Time { return *at }
	path := filepath.Join(t.TempDir(), "school.needsbook")
	store, _, err := p.Files.Create(ctx, path, ownSecret)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	p.File, p.Passphrase = path, ownSecret
	w := newWindow(ctx, p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.closeDesk() })
	return w
}

func TestFileLocksWhenNobodyIsThere(t *testing.T) {
	type look struct {
		after time.Duration // since the look before
		alone time.Duration // what the computer says
		known bool
		moves bool // somebody goes to another page before this look
	}
	quarter := 15 * time.Second
	cases := []struct {
		name    string
		minutes int
		looks   []look
		locked  bool
	}{
		{"the computer says ten minutes", 10, []look{{quarter, 10 * time.Minute, true, false}}, true},
		{"the computer says a moment", 10, []look{{quarter, time.Second, true, false}}, false},
		{"nothing happened in the window for two minutes", 2, repeated(look{after: quarter}, 9), true},
		{"somebody works in the window", 2, append(repeated(look{after: quarter}, 7), repeated(look{after: quarter, moves: true}, 7)...), false},
		{"the computer slept", 30, []look{{quarter, 0, true, false}, {20 * time.Minute, 0, true, false}}, true},
		{"never", 0, []look{{quarter, 10 * time.Hour, true, false}}, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			w := ownWindow(t, &at)
			w.SetLockAfter(c.minutes)
			for i, l := range c.looks {
				at = at.Add(l.after)
				if l.moves {
					w.shell.Go(shell.To([]string{"settings", "today"}[i%2]))
				}
				w.idle.ask = func() (time.Duration, bool) { return l.alone, l.known }
				w.lookForSomebody()
			}
			if locked := w.desk == nil; locked != c.locked {
				t.Errorf("locked is %v", locked)
			}
		})
	}
}

func TestFileLocksWithTheScreenOfTheComputer(t *testing.T) {
	for _, c := range []struct{ locked, known, closes bool }{{true, true, true}, {false, true, false}, {false, false, false}, {true, false, false}} {
		at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
		w := ownWindow(t, &at)
		w.idle.ask = func() (time.Duration, bool) { return 0, true }
		w.idle.screen = func() (bool, bool) { return c.locked, c.known }
		w.lookForSomebody()
		if locked := w.desk == nil; locked != c.closes {
			t.Errorf("%+v: the file is locked: %v", c, locked)
		}
	}
}

func repeated[T any](v T, n int) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func TestDemoSchoolDoesNotLockByItself(t *testing.T) {
	w := demoWindow(t)
	w.idle.ask = func() (time.Duration, bool) { return time.Hour, true }
	w.lookForSomebody()
	if w.desk == nil {
		t.Error("the demo school locked")
	}
}
