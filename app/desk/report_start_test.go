package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/publish"
)

// TestEveryEmptySectionStartsFromTheSuggestedWordsAsOneStep begins a new school's report
// beside one section that is written already.
func TestEveryEmptySectionStartsFromTheSuggestedWordsAsOneStep(t *testing.T) {
	for _, document := range []string{publish.SENInformation, publish.InclusionStrategy} {
		d := open(t)
		p := d.ReportPack(document)
		written := p.Sections[0].ID
		if err := d.SaveReportWords(ctx, document, written, "Our own words."); err != nil {
			t.Fatal(err)
		}
		n, err := d.StartReport(ctx, document)
		if err != nil || n < 5 {
			t.Fatalf("%s: %d sections started, %v", document, n, err)
		}
		words, err := d.ReportWords(ctx, document)
		if err != nil || words[written].Words != "Our own words." {
			t.Fatalf("%s: what was written is now %q, %v", document, words[written].Words, err)
		}
		started := 0
		for _, s := range p.Sections {
			text := words[s.ID]
			switch {
			case s.ID == written:
			case text.Words == s.Starter && text.Changed == d.Today():
				started++
			case text.Words != "" || s.Needed():
				t.Errorf("%s: %s is %q", document, s.ID, text.Words)
			}
		}
		if started != n {
			t.Errorf("%s: %d sections hold suggested words, %d were said", document, started, n)
		}
		r, err := d.Report(ctx, document)
		if err != nil || r.Publishable || !strings.Contains(strings.Join(r.Reasons, "\n"), "suggested words") {
			t.Errorf("%s: suggested words could be published: %v, %v", document, r.Reasons, err)
		}
		if again, err := d.StartReport(ctx, document); err != nil || again != 0 {
			t.Errorf("%s: a second start fills %d sections, %v", document, again, err)
		}
		if label, err := d.Undo(ctx); err != nil || label != "Start from the suggested words" {
			t.Errorf("%s: undid %q, %v", document, label, err)
		}
		if words, err = d.ReportWords(ctx, document); err != nil || len(words) > 1 && words[p.Sections[1].ID].Words != "" || words[written].Words == "" {
			t.Errorf("%s: after undo: %v, %v", document, words, err)
		}
	}
}
