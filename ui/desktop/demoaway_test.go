package desktop

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/ui/desktop/shell"
)

func TestDemoSchoolIsTakenAwayInOneClick(t *testing.T) {
	w := demoWindow(t)
	folder := w.p.DemoFolder
	w.shell.Go(shell.To("settings"))
	w.demoAway()
	if w.desk != nil {
		t.Fatal("the demo school is still open")
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
	at := time.Now()
	own := ownWindow(t, &at)
	if err := own.desk.RemoveDemo(); err == nil {
		t.Error("a school's own file was taken away")
	}
}

func TestOnlyTheDemoSchoolOfTheFolderIsReadied(t *testing.T) {
	p := program(t)
	p.DemoFolder, p.Forgetful = t.TempDir(), true
	var readied []*desk.Desk
	p.DemoOpened = func(_ context.Context, d *desk.Desk) error {
		readied = append(readied, d)
		return nil
	}
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.closeDesk() })
	if len(readied) != 1 || readied[0] != w.desk {
		t.Fatalf("the demo school was readied %d times", len(readied))
	}
	w.path = filepath.Join(t.TempDir(), "own.needsbook") // as of a school's own file, opened later
	w.readyDemo()
	if len(readied) != 1 {
		t.Error("a file elsewhere was readied too")
	}
}
