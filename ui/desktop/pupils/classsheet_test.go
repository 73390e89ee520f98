package pupils_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
)

func TestClassSheetIsPrintedFromTheRegister(t *testing.T) {
	d := schooltest.Demo(t)
	class := d.ClassesWithSEN()[0]
	w, _, folder := open(t, d)
	w.Press("Ctrl+P")
	for range 10 { // round to the choice of the paper
		if c, ok := w.Canvas().Focused().(*parts.Choice); ok && c.Chosen() == "Register" {
			break
		}
		w.Press("Tab")
	}
	w.Type("class sheet " + class)
	w.Press("Enter")
	w.MustSee("Class sheet "+class, "One side of A4")
	w.Press("Ctrl+Enter")
	body, err := os.ReadFile(filepath.Join(folder, "Class sheet "+class+" 2026-11-23.pdf"))
	if err != nil || !strings.HasPrefix(string(body), "%PDF") {
		t.Errorf("%v; the window shows\n%s", err, w.Text())
	}
}
