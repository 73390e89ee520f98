package pdf

import (
	"os"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/internal/specimen"
)

// For looking at: PAPER_OUT=/tmp/pages go test -run Look
func TestLookAtEverySetting(t *testing.T) {
	if os.Getenv("PAPER_OUT") == "" {
		t.Skip("PAPER_OUT names the folder to write pages to")
	}
	render(t, specimen.Report())
	render(t, specimen.Request())
	render(t, specimen.Pictured())
	for name, set := range map[string]func(*paper.Doc) *paper.Doc{"large": paper.LargePrint, "easy": paper.EasyRead} {
		for _, d := range []*paper.Doc{specimen.Report(), specimen.Request(), specimen.Pictured()} {
			d.Ref += "-" + name
			render(t, set(d))
		}
	}
}
