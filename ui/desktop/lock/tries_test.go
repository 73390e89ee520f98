package lock_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/lock"
	"needsbook/ui/desktop/shell/shelltest"
)

// clock is a clock that a test turns.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func TestWrongPassphrasesSlowDownAndNothingIsWiped(t *testing.T) {
	path, c := backedUp(t, ""), &clock{schooltest.Now()}
	tries := &lock.Tries{Clock: c.read}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var opened *lock.Opened
	show := func() *shelltest.Window {
		w := shelltest.New(t, nil, nil)
		opened = &lock.Opened{}
		o := opened
		lock.Show(lock.Needs{Files: schooltest.Files(), Sit: schooltest.Sit, Shell: w.Shell, Path: path, Tries: tries, Opened: func(got lock.Opened) { *o = got }})
		return w
	}
	w := show()
	w.Type("wrong")
	for n, want := range []int{0, 0, 1, 2, 4, 8, 16, 32, 60, 60} {
		w.Press("Enter")
		if want == 0 {
			w.MustSee("Unlock")
			continue
		}
		words := fmt.Sprintf("Try again in %d second", want)
		if w.MustSee(words); tries.Wait(path) != time.Duration(want)*time.Second {
			t.Fatalf("after try %d the wait is %v", n+1, tries.Wait(path))
		}
		w = show() // closing the page does not help
		w.MustSee(words)
		w.Type("wrong")
		w.Press("Enter") // nor does trying early
		if tries.Wait(path) != time.Duration(want)*time.Second {
			t.Fatalf("a try in the wait counts: %v", tries.Wait(path))
		}
		if want > 2 {
			c.now = c.now.Add(time.Second)
			w.Elapse()
			w.MustSee(fmt.Sprintf("Try again in %d seconds", want-1))
		}
		c.now = c.now.Add(time.Duration(want) * time.Second)
		w.Elapse()
		w.MustSee("Unlock")
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("wrong tries changed the file: %v", err)
	}
	if tries.Wait(filepath.Join(t.TempDir(), "other.needsbook")) != 0 {
		t.Error("another file waits as well")
	}
	c.now = c.now.Add(time.Hour)
	w = show()
	w.Type(schooltest.Passphrase)
	w.Press("Enter")
	if opened.Desk == nil {
		t.Fatalf("the right passphrase does not open it:\n%s", w.Text())
	}
	if err := opened.Desk.Close(); err != nil {
		t.Fatal(err)
	}
	w = show()
	w.Type("wrong")
	w.Press("Enter")
	if tries.Wait(path) != 0 {
		t.Error("what was wrong before it opened still counts")
	}
}

func TestWrongPassphrasesSlowTheWayBackToABackup(t *testing.T) {
	stick, c := t.TempDir(), &clock{schooltest.Now()}
	path := backedUp(t, stick)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	tries := &lock.Tries{Clock: c.read}
	w := shelltest.New(t, nil, nil)
	lock.Show(lock.Needs{Files: schooltest.Files(), Sit: schooltest.Sit, Shell: w.Shell, Path: path, Folders: []string{stick}, Tries: tries, Opened: func(o lock.Opened) { o.Desk.Close() }})
	w.Type("wrong")
	for range 4 {
		w.Press("Enter")
		c.now = c.now.Add(time.Second - time.Millisecond)
	}
	w.MustSee("Try again in 1 second")
	c.now = c.now.Add(time.Second)
	w.Elapse()
	w.MustSee("Go back to this backup")
	w.Press("Enter")
	w.MustSee("Try again in 2 seconds")
	if _, err := os.Stat(path); err == nil {
		t.Error("a wrong passphrase put something there")
	}
}
