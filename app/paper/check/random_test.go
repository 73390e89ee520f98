package check

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/paper/internal/specimen"
	"needsbook/app/paper/pdf"
)

// Any document that passes the model's Check becomes a file without problems, and
// the same file each time.
func TestAnyDocumentMakesASoundFileTwice(t *testing.T) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := specimen.Random(t)
		first, _, err := pdf.Render(d, fonts, pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		second, _, err := pdf.Render(d, fonts, pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Fatal("two renderings differ")
		}
		f, err := Read(first)
		if err != nil {
			t.Fatal(err)
		}
		if p := f.Problems(); len(p) > 0 {
			t.Fatalf("%d problems: %.2000q", len(p), p)
		}
	})
}
