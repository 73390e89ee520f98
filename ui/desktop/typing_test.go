package desktop

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// canary is a word that stands in no file but where it was typed.
const canary = "Zebracanary"

// passing are fields whose words belong to no record: where a file lies, what a list is
// narrowed to, passphrases and codes, what proves that a person means it, a time of day. The
// title of a principle keeps itself, and the page then goes on to the next.
var passing = regexp.MustCompile(`(?i)^(file|folder|new folder|search|find|filter|passphrase|the passphrase|type the word|code|pupils$|rater|who rates|bundle|at, such as|which fact|the title as it stands)`)

// writable are the fields for free words on the page, or on what lies over it.
func (w *window) writable() []fyne.Focusable {
	var out []fyne.Focusable
	for _, s := range w.walk() {
		switch f := s.thing.(type) {
		case *parts.Notes:
			if !f.Disabled() {
				out = append(out, f)
			}
		case *parts.Field:
			if !f.Disabled() && !f.Password && !passing.MatchString(labelOf(f)) {
				out = append(out, f)
			}
		}
	}
	return out
}

// wordsOf is what stands in a field.
func wordsOf(f fyne.Focusable) string {
	switch f := f.(type) {
	case *parts.Notes:
		return f.Text
	case *parts.Field:
		return f.Text
	}
	return ""
}

// lockAway locks by idle with the keyboard where it is, and opens the file again.
func (w *window) lockAway(t *testing.T) {
	t.Helper()
	w.idle.ask = func() (time.Duration, bool) { return time.Hour, true }
	w.lookForSomebody()
	if w.desk != nil {
		t.Fatal("the file did not lock")
	}
	w.idle.ask = func() (time.Duration, bool) { return 0, true }
	typeInto(t, w, ownSecret)
	if w.desk == nil {
		t.Fatal("the file did not open again")
	}
}

// What stands in a form when the file locks by itself stands in it again afterwards: a
// word is typed into the first field of each form, the field is not left, and the file
// locks. What is kept is in the encrypted file alone.
func TestWhatIsBeingTypedOutlivesTheLock(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	w := ownWindow(t, &at)
	if _, err := w.desk.FillDemo(t.Context()); err != nil {
		t.Fatal(desk.Words(err))
	}
	w.SetLockAfter(10)
	press := shelltest.Over(t, w.shell)
	everything := os.Getenv("NEEDSBOOK_LONG") != ""
	began, forms := time.Now(), 0
	// survives types into the first writable field of what do opens, and looks for it after
	// the lock. It reports whether there was such a field.
	survives := func(r namedRoute, name string, do func() bool) bool {
		w.shell.Go(r.to)
		before := map[fyne.Focusable]bool{}
		if name != "" {
			for _, f := range w.writable() {
				before[f] = true
			}
		}
		if !do() || w.desk == nil || w.shell.Here() != r.to {
			return false
		}
		var field fyne.Focusable
		for _, f := range w.writable() {
			if !before[f] {
				field = f
				break
			}
		}
		if field == nil {
			return false
		}
		forms++
		word := fmt.Sprintf("%s%d", canary, forms)
		where := fmt.Sprintf("%s › %s › %s", r.name, name, labelOf(field))
		w.window.Canvas().Focus(field)
		press.Press("Ctrl+A")
		press.Type(word)
		if wordsOf(field) != word {
			return true // a field for figures alone
		}
		w.lockAway(t)
		w.shell.Go(r.to)
		do()
		for _, f := range w.writable() {
			if strings.Contains(wordsOf(f), word) {
				return true
			}
		}
		t.Errorf("%s: what was typed is lost", where)
		return true
	}
	pressed := map[string]bool{}
	for _, r := range w.routes() {
		w.shell.Go(r.to)
		found := survives(r, "", func() bool { return true })
		w.shell.Go(r.to)
		type opening struct {
			name string
			do   func() bool
		}
		var ways []opening
		way := func(name string, do func() bool) {
			if key := r.to.Screen + " " + name; !pressed[key] {
				pressed[key] = true
				ways = append(ways, opening{name, do})
			}
		}
		if keyed, ok := w.shell.Screen().(shell.KeyLister); ok {
			for _, fact := range keyed.Keys() {
				if letter := []rune(fact.Label); len(letter) == 1 {
					way(fact.Label, func() bool {
						w.window.Canvas().OnTypedRune()(letter[0])
						return true
					})
				}
			}
		}
		way("Ctrl+N", func() bool { press.Press("Ctrl+N"); return true })
		for _, stop := range w.stops() {
			b, is := stop.(*parts.Button)
			if !is || b.Disabled() || away.MatchString(labelOf(b)) || strings.HasPrefix(labelOf(b), "Names ") {
				continue
			}
			words := labelOf(b)
			way(words, func() bool {
				for _, now := range w.stops() {
					if b, is := now.(*parts.Button); is && labelOf(b) == words {
						b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
						return true
					}
				}
				return false
			})
		}
		for n, o := range ways {
			if !everything && (found || n == few) {
				break // one form a page is enough for a quick run
			}
			found = survives(r, o.name, o.do) || found
		}
	}
	t.Logf("%d forms in %v", forms, time.Since(began))
	if forms < 12 {
		t.Errorf("only %d forms were typed in", forms)
	}
	if err := w.closeDesk(); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{filepath.Dir(w.path), w.p.Folder} {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			if bytes.Contains(body, []byte(canary)) || strings.Contains(path, canary) {
				t.Errorf("%s holds what was typed in plain bytes", path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
