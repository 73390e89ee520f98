package desk_test

import (
	"html"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/publish"
)

func TestDocumentsPrintTheKeptFactsUntilTheyAreUpdated(t *testing.T) {
	d := unpublished(t)
	if changes, err := d.FactChanges(ctx); err != nil || changes == nil || len(changes) != 0 {
		t.Fatalf("nothing is kept, and this would change: %v, %v", changes, err)
	}
	if changes, err := d.UpdateFacts(ctx); err != nil || len(changes) != 0 {
		t.Fatalf("the first facts are kept: %v, %v", changes, err)
	}
	s := d.School()
	was := s.Senco
	s.Senco, s.Approver = "Priya Okonkwo-Hart", "The academy trust"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	f, err := d.ReportFacts(ctx)
	if err != nil || f.SENCO != was || f.AsOf != d.Today() || f.Today != d.Today() || f.ApprovedBy != s.Approver {
		t.Fatalf("the facts are %+v, %v", f, err)
	}
	changes, err := d.FactChanges(ctx)
	if err != nil || len(changes) != 1 || changes[0] != (publish.Change{Mark: "senco_name", Meaning: changes[0].Meaning, Was: was, Now: s.Senco}) {
		t.Fatalf("the changes are %+v, %v", changes, err)
	}
	if text := reportWords(t, d, publish.SENInformation); strings.Contains(text, s.Senco) {
		t.Error("the report prints a fact that was not taken over")
	}
	if took, err := d.UpdateFacts(ctx); err != nil || len(took) != 1 {
		t.Fatalf("took %v, %v", took, err)
	}
	if text := reportWords(t, d, publish.SENInformation); !strings.Contains(text, s.Senco) || strings.Contains(text, was) {
		t.Error("the report does not print the fact that was taken over")
	}
	if label, err := d.Undo(ctx); err != nil || !strings.Contains(label, "figures") {
		t.Fatalf("undo undid %q, %v", label, err)
	}
	if f, err := d.ReportFacts(ctx); err != nil || f.SENCO != was {
		t.Errorf("after undo the facts say %q, %v", f.SENCO, err)
	}
	if live, err := d.LiveFacts(ctx); err != nil || live.SENCO != s.Senco || !live.AsOf.IsZero() {
		t.Errorf("the live facts are %+v, %v", live, err)
	}
}

// reportWords is a document as its web page, without entities.
func reportWords(t testing.TB, d *desk.Desk, document string) string {
	t.Helper()
	page, err := d.ReportHTML(ctx, document)
	if err != nil {
		t.Fatal(err)
	}
	return html.UnescapeString(string(page))
}
