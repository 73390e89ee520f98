package help

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"needsbook/app/pack/terms"
	"needsbook/app/register"
	"needsbook/assets"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, arg string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, nil, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "help", Name: "Help", Icon: "help", Open: func(arg string) (shell.Screen, error) { return New(Needs{Shell: s, Say: terms.Shipped().Say}, arg) }}
	})
	w.Go(shell.To("register"))
	w.Go(shell.To("help", arg))
	return w
}

// TestEveryTextIsAPageAndEveryPageHasItsText also holds the form of the texts: a
// title that is the page's, and no mark-up that the page would show as it stands.
func TestEveryTextIsAPageAndEveryPageHasItsText(t *testing.T) {
	files, err := fs.ReadDir(assets.Help, "help")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".md")
		if !slices.ContainsFunc(pages, func(p page) bool { return p.name == name }) {
			t.Errorf("%s is not in the list of pages", f.Name())
		}
	}
	for _, p := range pages {
		if p.name == pageKeys || p.name == pageSearch {
			continue
		}
		text, err := read(p.name, terms.Shipped().Say)
		if err != nil {
			t.Error(err)
			continue
		}
		if text.title != terms.Shipped().Say(p.title) || len(text.blocks) < 3 {
			t.Errorf("%s: title %q, %d blocks", p.name, text.title, len(text.blocks))
		}
		for _, b := range text.blocks {
			if strings.ContainsAny(b.words, "*`[]_#|") || strings.Contains(b.words, "...") {
				t.Errorf("%s has a mark that would be shown: %s", p.name, b.words)
			}
		}
	}
}

func TestHelpOpensAtThePageOfTheScreen(t *testing.T) {
	open(t, "register").MustSee("Every pupil the school keeps a record of")
	open(t, "nothing of the kind").MustSee("Three steps")
	open(t, "").MustSee("Three steps")
}

func TestPagesAreReadByKeysAlone(t *testing.T) {
	w := open(t, "")
	w.Press("End")
	w.MustSee("Where is my data?", "In its backups")
	w.Press("Home", "Down")
	w.MustSee("Wrong passphrases do no harm")
	w.Press("Esc")
	if w.Here().Screen != "register" {
		t.Errorf("here is %v", w.Here())
	}
}

func TestEnterReadsOnAndComesBack(t *testing.T) {
	w := open(t, pageKeys)
	s := w.Screen().(*Screen)
	w.Press("Enter")
	if s.scroll.Offset.Y == 0 {
		t.Fatal("the text did not move")
	}
	for range 9 {
		w.Press("Enter")
		if s.scroll.Offset.Y == 0 {
			return
		}
	}
	t.Error("the text never came back to its beginning")
}

func TestKeysAndTermsAreThoseOfTheProgram(t *testing.T) {
	w := open(t, pageKeys)
	for _, c := range w.Shortcuts() {
		w.MustSee(c.Name, c.Words())
	}
	w = open(t, pageSearch)
	for _, f := range register.QueryFields {
		w.MustSee(f.Example)
	}
}

func TestPictures(t *testing.T) {
	for _, name := range []string{"start", "cluster", pageKeys, pageSearch} {
		open(t, name).Pictures("help-" + name)
	}
}
