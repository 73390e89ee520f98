package publish

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/paper/web"
)

// The same words go on paper and on the web. For looking at: PAPER_OUT=/tmp/pdf.
func TestReportIsAPDFAndAPageWithTheSameWords(t *testing.T) {
	p := sections(t)
	doc := Report(p, plainWords(t), meadowfield(), edited(p)).Doc
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	file, report, err := pdf.Render(doc, fonts, pdf.Options{Program: "Needsbook"})
	if err != nil || len(report.Lost) > 0 {
		t.Fatal(err, report.Lost)
	}
	page, err := web.Render(doc)
	if err != nil {
		t.Fatal(err)
	}
	shown := html.UnescapeString(string(page))
	for _, b := range doc.Blocks {
		if para, ok := b.(paper.Para); ok {
			for _, span := range para.Text {
				if !strings.Contains(shown, paper.Clean(span.Text)) {
					t.Errorf("the page lacks %q", span.Text)
				}
			}
		}
	}
	if dir := os.Getenv("PAPER_OUT"); dir != "" {
		for name, data := range map[string][]byte{"report.pdf": file, "report.html": page} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d pages, %d bytes", report.Pages, len(file))
}
