package whereabouts_test

import (
	"os"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/whereabouts"
)

func open(t *testing.T, d *desk.Desk, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "whereabouts", Name: "Where our data is", Icon: "settings", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return whereabouts.New(whereabouts.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("whereabouts"))
	return w
}

func TestEveryPlaceIsShownAndPrinted(t *testing.T) {
	folder := t.TempDir()
	d := schooltest.Demo(t)
	w := open(t, d, folder)
	for _, p := range d.DataPlaces() {
		w.MustSee(p.What)
	}
	w.MustSee("school.needsbook", "What never leaves")
	w.Pictures("whereabouts")
	w.Tap("Privacy notice")
	w.Tap("Save and open")
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Error(files, err)
	}
}
