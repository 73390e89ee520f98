package desk_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/storage/schooldb/schooltest"
)

// TestDataMapOfTheDocsIsTheTable holds the places in docs/data-protection.md to the table
// that the page is made of.
func TestDataMapOfTheDocsIsTheTable(t *testing.T) {
	body, err := os.ReadFile("../../docs/data-protection.md")
	if err != nil {
		t.Fatal(err)
	}
	d := schooltest.Empty(t)
	for _, p := range d.DataPlaces() {
		line := fmt.Sprintf("| %s | %s | %s | %s |\n", p.What, p.Where, p.Holds, p.Until)
		line = strings.ReplaceAll(line, d.Terms().Say("{cluster}"), "cluster") // the docs speak to all councils
		if !strings.Contains(string(body), line) {
			t.Errorf("the data map lacks: %s", line)
		}
	}
}

// plainly writes a document as the text that stands in docs.
func plainly(doc *paper.Doc) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", doc.Title)
	for _, block := range doc.Blocks {
		switch v := block.(type) {
		case paper.Heading:
			fmt.Fprintf(&b, "\n%s %s\n", strings.Repeat("#", v.Level), v.Text)
		case paper.Para:
			fmt.Fprintf(&b, "\n%s\n", strings.TrimSpace(paper.Plain(v.Text)))
		case paper.KeyValues:
			b.WriteString("\n")
			for _, pair := range v.Pairs {
				fmt.Fprintf(&b, "- **%s:** %s\n", pair.Name, strings.TrimSpace(paper.Plain(pair.Value)))
			}
		case paper.SignOff:
			b.WriteString("\n")
			for _, s := range v.Signatures {
				fmt.Fprintf(&b, "- %s: [name, date]\n", s.Role)
			}
		}
	}
	return b.String()
}

// TestNoticeAndAssessmentOfTheDocsAreTheProgramsOwn holds the two files in docs to what
// the program prints. NEEDSBOOK_WRITE_DOCS=1 writes them.
func TestNoticeAndAssessmentOfTheDocsAreTheProgramsOwn(t *testing.T) {
	d := schooltest.Empty(t)
	for file, doc := range map[string]*paper.Doc{"privacy-notice.md": d.PrivacyNotice(), "dpia.md": d.ImpactAssessment()} {
		if err := doc.Check(); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		want, path := plainly(doc), "../../docs/"+file
		if os.Getenv("NEEDSBOOK_WRITE_DOCS") != "" {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("docs/%s is not as the program has it: %v", file, err)
		}
	}
}
