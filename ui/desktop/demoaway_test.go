package desktop

import (
	"os"
	"testing"
	"time"

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
