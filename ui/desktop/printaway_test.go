package desktop

import (
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/ui/desktop/shortlived"
)

// The page with the recovery key is opened in the computer's own viewer, and is gone when
// it had its time, when the file is locked and at the next start.
func TestPrintedRecoverySheetIsNotLeftLying(t *testing.T) {
	w := demoWindow(t)
	w.prints = shortlived.Pages{In: t.TempDir()}
	lying := func() []string {
		found, err := filepath.Glob(filepath.Join(w.prints.In, "*", "*.pdf"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	print := func() {
		t.Helper()
		_ = w.print(desk.RecoverySheet("Hill Primary School", "hill.needsbook", "AAAA-BBBB-CCCC", w.desk.Today())) // no viewer here
		if len(lying()) != 1 {
			t.Fatalf("for the viewer there are %v", lying())
		}
	}
	print()
	w.shell.Runner().Elapse()
	if left := lying(); len(left) != 0 {
		t.Errorf("after its time: %v", left)
	}
	print()
	w.lock()
	if left := lying(); len(left) != 0 {
		t.Errorf("after the lock: %v", left)
	}
	crashed := shortlived.Pages{In: w.prints.In}
	path, err := crashed.Write("page.pdf", []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	old := w.p.Options.Clock().AddDate(-1, 0, 0)
	if err := os.Chtimes(filepath.Dir(path), old, old); err != nil {
		t.Fatal(err)
	}
	w.sweepPrints()
	if left := lying(); len(left) != 0 {
		t.Errorf("after a crash and a start: %v", left)
	}
}
