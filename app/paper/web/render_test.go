package web

import (
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func render(t testing.TB, d *paper.Doc) []byte {
	t.Helper()
	b, err := Render(d)
	if err != nil {
		t.Fatal(err)
	}
	// For looking at: PAPER_OUT=/tmp/pages go test
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, d.Ref+".html"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func TestX(t *testing.T) { render(t, specimen.Report()); render(t, specimen.Request()) }
