package funding

import (
	"os"
	"path/filepath"
	"testing"

	"needsbook/app/day"
	"needsbook/app/paper/pdf"
	"needsbook/app/paper/web"
)

// For looking at: PAPER_OUT=/tmp/pdf.
func TestRequestIsAPDFAndAPage(t *testing.T) {
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	draft := ana()
	draft.Consent.On, draft.Head, draft.PupilView, draft.Demo, draft.ExampleRates = day.Date{}, Signed{}, View{}, true, true
	for name, f := range map[string]Facts{"request": ana(), "draft": draft} {
		doc := Document(form(t), f, FullNames)
		file, report, err := pdf.Render(doc, fonts, pdf.Options{Program: "Needsbook"})
		if err != nil || len(report.Lost) > 0 || report.Pages > 7 {
			t.Fatal(name, err, report)
		}
		page, err := web.Render(doc)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d pages, %d bytes", name, report.Pages, len(file))
		if dir := os.Getenv("PAPER_OUT"); dir != "" {
			for end, data := range map[string][]byte{".pdf": file, ".html": page} {
				if err := os.WriteFile(filepath.Join(dir, name+end), data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
