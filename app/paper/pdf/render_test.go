package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

func shipped(t testing.TB) *Fonts {
	t.Helper()
	fs, err := ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

func render(t testing.TB, d *paper.Doc) ([]byte, Report) {
	t.Helper()
	b, r, err := Render(d, shipped(t), Options{Program: "Needsbook"})
	if err != nil {
		t.Fatal(err)
	}
	// For looking at: PAPER_OUT=/tmp/pdf go test -run Render
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, d.Ref+".pdf"), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b, r
}

func TestRenderGivesTheSameBytesEachTime(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request()} {
		first, r := render(t, d)
		second, _ := render(t, d)
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two renderings differ", d.Ref)
		}
		t.Logf("%s: %d pages, %d elements, %d bytes", d.Ref, r.Pages, r.Elements, len(first))
	}
}
