package casesample_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/casesample"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "casesample", Name: "Case sample", Icon: "reports", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return casesample.New(casesample.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("casesample"))
	return w
}

// From the page to the file with six pupils it is three clicks at most.
func TestSixSuggestedPupilsBecomeAPackInThreeClicks(t *testing.T) {
	d, folder := schooltest.Demo(t), t.TempDir()
	w := open(t, d, folder)
	w.MustSee("6 pupils chosen", "Has an EHC plan", "Missing in the records")
	w.Pictures("casesample")
	clicks := 0
	for _, button := range []string{"Make the pack", "Save and open"} {
		w.Tap(button)
		clicks++
	}
	if clicks > 3 {
		t.Errorf("%d clicks", clicks)
	}
	files, err := os.ReadDir(folder)
	if err != nil || len(files) != 1 || !strings.HasPrefix(files[0].Name(), "Case sample 2026-11-23") {
		t.Fatal(files, err)
	}
	if file, err := os.ReadFile(filepath.Join(folder, files[0].Name())); err != nil || len(file) < 20_000 {
		t.Errorf("%d bytes, %v", len(file), err)
	}
}

func TestTicksAndSearchChooseAndAreRemembered(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, t.TempDir())
	w.FocusGrid()
	w.Press("Space") // the first of those suggested is left out
	w.MustSee("5 pupils chosen")
	again := open(t, d, t.TempDir())
	again.MustSee("5 pupils chosen")
	again.Tap("Take the suggestion")
	again.MustSee("6 pupils chosen")
}

func TestHiddenNamesAreHiddenHereToo(t *testing.T) {
	d := schooltest.Demo(t)
	found, err := d.SuggestCases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, d, t.TempDir())
	w.MustSee(found[0].Name)
	w.Press("F8")
	if w.Sees(found[0].Name) || w.Sees(strings.Split(found[0].Name, ",")[0]) {
		t.Error("the page names a pupil while names are hidden")
	}
}

func TestPackOfNobodyIsNotOffered(t *testing.T) {
	w := open(t, schooltest.Empty(t), t.TempDir())
	w.MustSee("Nobody is chosen")
	w.Tap("Make the pack")
	if w.Sees("Save and open") {
		t.Error("a pack of nobody is offered")
	}
}
