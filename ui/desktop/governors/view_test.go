package governors_test

import (
	"os"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/governors"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk, folder string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "governors", Name: "Governors’ page", Icon: "reports", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return governors.New(governors.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("governors"))
	return w
}

func TestGovernorsPageIsShownAndPrinted(t *testing.T) {
	folder := t.TempDir()
	w := open(t, schooltest.Demo(t), folder)
	w.MustSee("61 pupils have SEN", "Governors are asked to", "Notional SEN budget")
	w.Pictures("governors")
	w.Tap("Print")
	w.MustSee("One side of A4")
	w.Tap("Save and open")
	if files, err := os.ReadDir(folder); err != nil || len(files) != 1 {
		t.Error(files, err)
	}
}

func TestGovernorsPageOfAnEmptySchoolSaysWhatIsThere(t *testing.T) {
	open(t, schooltest.Empty(t), t.TempDir()).MustSee("too small to print", "Name a governor for SEN")
}
