package desk_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/finding"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

func TestCensusAddsUpToTheWholeRollInEveryTerm(t *testing.T) {
	d := schooltest.Demo(t)
	for _, term := range desk.CensusTerms {
		v, err := d.Census(t.Context(), 2026, term)
		if err != nil {
			t.Fatal(err)
		}
		if v.Roll == 0 || v.N+v.K+v.E != v.Roll || len(v.Pupils) != v.Roll || v.Types != (term == "spring") {
			t.Errorf("%s: %d, %d, %d of %d, %d listed, types %v", term, v.N, v.K, v.E, v.Roll, len(v.Pupils), v.Types)
		}
		for _, p := range v.Pupils {
			if term != "spring" && len(p.Needs) > 0 || len(p.Needs) > 2 {
				t.Errorf("%s: %+v", term, p)
			}
		}
	}
	c := d.Counts()
	if v, _ := d.Census(t.Context(), 2026, "Spring"); v.K != c.K || v.E != c.E {
		t.Errorf("the spring census has %d and %d, the register %d and %d", v.K, v.E, c.K, c.E)
	}
	if year, term, err := d.NextCensus(t.Context()); err != nil || year != 2026 || term != "spring" {
		t.Errorf("the next census is %s of %d, %v", term, year, err)
	}
	if years, err := d.CensusYears(t.Context()); err != nil || !slices.Contains(years, 2026) {
		t.Errorf("%v, %v", years, err)
	}
}

func TestCensusOfATermThatIsNotThereIsRefused(t *testing.T) {
	d := schooltest.Empty(t)
	for _, c := range []struct {
		year        int
		term, field string
	}{{2026, "winter", "term"}, {1999, "spring", "year"}} {
		var refusal *desk.Refusal
		if _, err := d.Census(t.Context(), c.year, c.term); !errors.As(err, &refusal) || refusal.Field != c.field {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestEachThingMissingLeadsToThePageThatMendsIt(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	if err := d.SetNeeds(t.Context(), id, nil, d.Today()); err != nil {
		t.Fatal(err)
	}
	v, err := d.Census(t.Context(), 2026, "spring")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, m := range v.Missing {
		if m.Pupil != id || m.Why == "" {
			t.Errorf("%+v", m)
		}
		got[m.Code] = m.Where
	}
	if len(got) != 2 || got[register.CensusNoNeed] != "history" || got[register.CensusNoUPN] != "pupil" || v.Pupils[0].Missing != 2 {
		t.Errorf("%v", got)
	}
	// In autumn before that day the needs were there.
	if v, _ = d.Census(t.Context(), 2026, "autumn"); len(v.Missing) != 1 {
		t.Errorf("%+v", v.Missing)
	}
}

func TestEveryFindingHasItsSentence(t *testing.T) {
	d := schooltest.Empty(t)
	for _, code := range []string{register.CensusNoNeed, register.CensusNeedOnly, register.CensusNeedMisfit, register.CensusUnitNoPlan, register.CensusNoUPN,
		register.CensusTemporaryUPN, register.CensusSharedUPN, register.CensusNoBirth, register.CensusImpossible} {
		if d.FindingWords(finding.Finding{Code: code}) == "" {
			t.Errorf("%s has no words", code)
		}
	}
}

func TestDownSyndromeIsCountedAsPublishedTablesDo(t *testing.T) {
	d := schooltest.Empty(t)
	id := pupilOf(t, d)
	if err := d.SetNeeds(t.Context(), id, []string{"DS"}, d.Today()); err != nil {
		t.Fatal(err)
	}
	need := func() string {
		v, err := d.Census(t.Context(), 2026, "spring")
		if err != nil || len(v.ByNeed) != 1 {
			t.Fatal(err, v.ByNeed)
		}
		return v.ByNeed[0].Need + " " + v.ByNeed[0].Name
	}
	if need() != "DS Down syndrome" {
		t.Error(need())
	}
	if err := d.SetNeedsAsPublished(t.Context(), true); err != nil || need() != "OTH Other difficulty or disability" {
		t.Error(need(), err)
	}
	if _, err := d.Undo(t.Context()); err != nil || need() != "DS Down syndrome" {
		t.Error(need(), err)
	}
}

func TestCensusFileOpensInASpreadsheetAndKeepsToTheNamesAsked(t *testing.T) {
	d := schooltest.Demo(t)
	var b bytes.Buffer
	n, err := d.CensusCSV(t.Context(), &b, 2026, "spring", desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != n+1 || rows[0][0] != "UPN" || len(rows[1]) != len(rows[0]) || rows[0][len(rows[0])-1] != "Missing or odd" {
		t.Errorf("%d rows for %d pupils, %v, %v", len(rows), n, rows[0], err)
	}
	b.Reset()
	if _, err := d.CensusCSV(t.Context(), &b, 2026, "autumn", desk.NamesInitials); err != nil || strings.Contains(b.String(), "Kowalska") || strings.Contains(b.String(), "Primary") || strings.Contains(b.String(), rows[1][0]) {
		t.Errorf("%v; a name, number or type is in the autumn list with initials", err)
	}
}

// BenchmarkDuplicates2000 looks for duplicates among 2,000 pupils with accents, of
// whom 400 have one date of birth.
func BenchmarkDuplicates2000(b *testing.B) {
	d := schooltest.Empty(b)
	fillLarge(b, d)
	for b.Loop() {
		if _, err := d.Duplicates(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
