package desk_test

import (
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
)

// keep leaves a file in the folder NEEDSBOOK_PAPERS, when it is set, to be looked at.
func keep(t *testing.T, name string, file []byte) {
	t.Helper()
	if folder := os.Getenv("NEEDSBOOK_PAPERS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEveryPaperOfThePupil(t *testing.T) {
	d := schooltest.Demo(t)
	found, err := d.Find("kowalska")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range desk.Printouts {
		if !p.Pupil {
			continue
		}
		doc, err := p.Make(t.Context(), d, found[0].ID, desk.NamesFull)
		if err != nil {
			t.Fatal(err)
		}
		file, lost, err := desk.Draw(doc, desk.FormatPDF)
		if err != nil || len(lost) > 0 {
			t.Fatalf("%s: lost %q, %v", p.ID, lost, err)
		}
		keep(t, p.ID+".pdf", file)
	}
}
