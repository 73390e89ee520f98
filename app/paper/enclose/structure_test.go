package enclose_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"needsbook/app/paper/check"
	"needsbook/app/paper/enclose"
)

// What the document in front is for a screen reader stays so when papers are added, as
// qpdf sees the whole. Only the papers, the claim and their bookmarks differ.
func TestTheDocumentInFrontStaysReadable(t *testing.T) {
	if os.Getenv("NEEDSBOOK_LONG") == "" {
		t.Skip("NEEDSBOOK_LONG=1 runs this, and needs qpdf")
	}
	document := made(t, "Request")
	alone, err := check.Read(document)
	if err != nil {
		t.Fatal(err)
	}
	joined, left, err := enclose.Append(document, []enclose.Paper{
		{"E1 Report", made(t, "Report")}, {"E2 Photograph", picture(t, asJPEG)}, {"E3 Script", []byte(scripted)}})
	if err != nil || len(left) > 0 {
		t.Fatal(err, left)
	}
	path := filepath.Join(t.TempDir(), "joined.pdf")
	if err := os.WriteFile(path, joined, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	printed, err := exec.Command("qpdf", append(check.QPDFArgs, path)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	whole, err := check.ReadQPDF(printed)
	if err != nil {
		t.Fatal(err)
	}
	if whole.Outline() != alone.Outline() {
		t.Errorf("the structure has changed:\n%s", whole.Outline())
	}
	own := pages(t, document)
	for _, p := range whole.Problems() {
		number, _, _ := strings.Cut(strings.TrimPrefix(p, "page "), ":")
		n, err := strconv.Atoi(number)
		ofPaper := err == nil && n > own || strings.HasPrefix(p, "image ") // the document has none
		if !ofPaper && p != "metadata: does not claim PDF/UA-1" {
			t.Errorf("%s", p)
		}
	}
}
