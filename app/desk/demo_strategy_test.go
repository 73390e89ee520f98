package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/finding"
	"needsbook/app/publish"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

func TestDemoStrategyAddsUpAndWaitsForTheTitlesAlone(t *testing.T) {
	d, ctx := schooltest.Demo(t), t.Context()
	s := sure[publish.Strategy](t)(d.Strategy(ctx, 0))
	if !s.AddsUp() || len(s.Rows) < 4 || len(s.Unnamed) != 0 {
		t.Errorf("%s left of %s in %d activities; not named: %+v", s.Left, s.Allocation, len(s.Rows), s.Unnamed)
	}
	for _, f := range s.Findings {
		if f.Severity > finding.Note {
			t.Errorf("found: %s", publish.Why(f))
		}
	}
	r := sure[publish.Result](t)(d.Report(ctx, publish.InclusionStrategy))
	titles := 0
	for _, state := range r.Sections {
		for _, f := range state.Findings {
			switch {
			case f.Code == publish.NoTitle:
				titles++
			case f.Severity > finding.Note:
				t.Errorf("%s: %s", state.ID, publish.Why(f))
			}
		}
	}
	if titles != 7 || r.Publishable {
		t.Errorf("%d titles are missed, publishable %v", titles, r.Publishable)
	}
	if r.Reading.ReadingEase < 60 {
		t.Errorf("the demo strategy has a reading ease of %.0f", r.Reading.ReadingEase)
	}
}

func TestTwoDocumentsSayTheSameNumbers(t *testing.T) {
	d, ctx := schooltest.Demo(t), t.Context()
	var marks []string
	for _, m := range publish.Marks() {
		marks = append(marks, "This is what our school prints for families here: {{"+m.Name+"}}.")
	}
	text := strings.Join(marks, "\n\n")
	for doc, section := range map[string]string{publish.SENInformation: "kinds_of_sen", publish.InclusionStrategy: "our_pupils"} {
		if err := d.SaveReportWords(ctx, doc, section, text); err != nil {
			t.Fatal(err)
		}
	}
	printed := func(doc string) []string {
		html := string(sure[[]byte](t)(d.ReportHTML(ctx, doc)))
		var out []string
		for _, part := range strings.Split(html, "This is what our school prints for families here: ")[1:] {
			end := strings.Index(part, "</p>")
			if end < 0 {
				t.Fatalf("%s: a paragraph does not end", doc)
			}
			out = append(out, part[:end])
		}
		if len(out) < len(marks) {
			t.Fatalf("%s prints %d of %d marks", doc, len(out), len(marks))
		}
		return out[:len(marks)]
	}
	same := func(when string) []string {
		one, other := printed(publish.SENInformation), printed(publish.InclusionStrategy)
		for n := range one {
			if one[n] != other[n] && !dates[publish.Marks()[n].Name] {
				t.Errorf("%s: {{%s}} is “%s” in one and “%s” in the other", when, publish.Marks()[n].Name, one[n], other[n])
			}
		}
		return one
	}
	if _, err := d.UpdateFacts(ctx); err != nil {
		t.Fatal(err)
	}
	before := same("at the start")
	// The register and the strategy change, and nobody updates the figures.
	for n := range 20 {
		sure[string](t)(d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Newcomer", Forename: strings.Repeat("A", n+1), Entered: d.Today()}, Status: "K", Needs: []string{"SLCN"}}))
	}
	a := sure[[]publish.Activity](t)(d.Activities(ctx, 0))[0]
	if err := d.RemoveActivity(ctx, a.ID); err != nil {
		t.Fatal(err)
	}
	if after := same("after the register changed"); strings.Join(after, "\n") != strings.Join(before, "\n") {
		t.Error("figures changed although nobody updated them")
	}
	changes := sure[[]publish.Change](t)(d.UpdateFacts(ctx))
	if after := same("after the update"); strings.Join(after, "\n") == strings.Join(before, "\n") || len(changes) == 0 {
		t.Errorf("nothing changed with the update: %+v", changes)
	}
	named := map[string]bool{}
	for _, c := range changes {
		named[c.Mark] = true
	}
	if !named["strategy_costs"] || !named["activity"] || !named["on_roll"] {
		t.Errorf("the changes are %+v", changes)
	}
}

// dates are the marks that are each document's own.
var dates = map[string]bool{"published_on": true, "next_review": true, "approved_by": true}
