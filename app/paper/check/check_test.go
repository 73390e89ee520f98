package check

import (
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
	"needsbook/app/paper/pdf"
)

// made returns a document as it is read back from the finished file.
func made(t testing.TB, d *paper.Doc) *File {
	t.Helper()
	f, err := Read(bytesOf(t, d))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func bytesOf(t testing.TB, d *paper.Doc) []byte {
	t.Helper()
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	b, _, err := pdf.Render(d, fonts, pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFinishedDocumentsHaveNoProblems(t *testing.T) {
	for _, d := range []*paper.Doc{specimen.Report(), specimen.Request()} {
		for _, p := range made(t, d).Problems() {
			t.Errorf("%s: %s", d.Ref, p)
		}
	}
}
