package lock

import (
	"path/filepath"
	"time"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Wrong passphrases slow down: three are free, then each wait is twice the one before, up
// to a minute. Nothing is ever wiped. It keeps a person at the window from trying many;
// whoever takes the file away is held by how long each passphrase takes to try.
const (
	freeTries = 3
	longest   = time.Minute
)

// Tries counts wrong secrets of each file while the program runs. The zero value is ready
// to use; nil counts nothing.
type Tries struct {
	Clock func() time.Time // nil for time.Now
	files map[string]tried
}

type tried struct {
	wrong int
	until time.Time // when the next try may be made
}

func (t *Tries) now() time.Time {
	if t.Clock != nil {
		return t.Clock()
	}
	return time.Now()
}

// Wait is how long it is until the next try for a file; 0 is now.
func (t *Tries) Wait(path string) time.Duration {
	if t == nil {
		return 0
	}
	return max(0, t.files[filepath.Clean(path)].until.Sub(t.now()))
}

// Refusal says how long to wait before the next try for a file; nil when none is needed.
func (t *Tries) Refusal(path string) error {
	wait := t.Wait(path)
	if wait == 0 {
		return nil
	}
	return &desk.Refusal{Field: "secret", Words: "Wait " + seconds(wait) + ", then try again. The wait grows with each wrong try, and nothing is lost."}
}

// Judge counts a try that ended with an error; nil forgets those before.
func (t *Tries) Judge(files desk.Files, path string, err error) {
	path = filepath.Clean(path)
	known, tells := files.(interface{ WrongKey(error) bool })
	switch {
	case t == nil:
	case err == nil:
		delete(t.files, path)
	case tells && known.WrongKey(err):
		if t.files == nil {
			t.files = map[string]tried{}
		}
		now := tried{wrong: t.files[path].wrong + 1}
		if now.wrong >= freeTries {
			now.until = t.now().Add(longest)
			if doubled := now.wrong - freeTries; doubled < 6 {
				now.until = t.now().Add(time.Second << doubled)
			}
		}
		t.files[path] = now
	}
}

// seconds writes a wait, rounded up.
func seconds(wait time.Duration) string {
	return wording.Count(int((wait+time.Second-1)/time.Second), "second")
}

// brake holds a page's button back while a wait lasts, and counts down on it.
type brake struct {
	tries  *Tries
	path   string
	shell  *shell.Shell
	button *parts.Button
	words  string // of the button when nothing holds it
}

// show puts the wait on the button, each second anew, or frees it.
func (b brake) show() {
	wait := b.tries.Wait(b.path)
	if wait == 0 {
		b.button.SetText(b.words)
		b.button.Enable()
		return
	}
	b.button.Disable()
	b.button.SetText("Try again in " + seconds(wait))
	b.shell.Runner().After(min(wait, time.Second), b.show)
}
