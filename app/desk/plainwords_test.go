package desk_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// jargonReport writes the words of a busy SENCO into the demo school's report and
// returns the sections in the order of the report.
func jargonReport(t *testing.T, d *desk.Desk) []string {
	t.Helper()
	var demo struct{ Words map[string]string }
	if err := json.Unmarshal(assets.DemoJargon, &demo); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range d.ReportPack(publish.SENInformation).Sections {
		words, ok := demo.Words[s.ID]
		if !ok && s.Needed() {
			t.Errorf("the demo has no words for %s", s.ID)
		}
		if ok {
			ids = append(ids, s.ID)
			if err := d.SaveReportWords(t.Context(), publish.SENInformation, s.ID, words); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(ids) != len(demo.Words) {
		t.Errorf("the demo has words for %d sections, of which the report has %d", len(demo.Words), len(ids))
	}
	return ids
}

// unchanged are the marks, numbers and addresses of a text in their order.
var unchanged = regexp.MustCompile(`\{\{[^}]*\}\}|[0-9][0-9:]*|\S+@\S+|https?://\S+`)

func TestTakingSuggestionsMakesTheDemoReportPlain(t *testing.T) {
	d, ctx, doc := schooltest.Demo(t), t.Context(), publish.SENInformation
	ids := jargonReport(t, d)
	before, err := d.Report(ctx, doc)
	if err != nil {
		t.Fatal(err)
	}
	was, err := d.ReportWords(ctx, doc)
	if err != nil {
		t.Fatal(err)
	}
	golden, taken := "", 0
	for _, id := range ids {
		words := was[id].Words
		for next := true; next; {
			hints, err := d.PlainHints(ctx, doc, id)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(hints, func(h plainenglish.Hint) bool { return h.To != "" })
			if next = i >= 0; next {
				if words, err = d.TakeHint(ctx, doc, id, hints[i]); err != nil {
					t.Fatal(err)
				}
				taken++
			}
		}
		if got, want := unchanged.FindAllString(words, -1), unchanged.FindAllString(was[id].Words, -1); !slices.Equal(got, want) {
			t.Errorf("%s: %v are left of %v", id, got, want)
		}
		golden += "## " + id + "\n\n" + words + "\n\n"
	}
	after, err := d.Report(ctx, doc)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d suggestions taken: reading ease %v to %v, reading age %v to %v", taken, before.Reading.ReadingEase, after.Reading.ReadingEase, before.Reading.ReadingAge, after.Reading.ReadingAge)
	if before.Reading.ReadingEase >= 50 || after.Reading.ReadingEase < plainenglish.TargetEase {
		t.Errorf("reading ease goes from %v to %v", before.Reading.ReadingEase, after.Reading.ReadingEase)
	}
	for i, s := range after.Sections {
		if b := before.Sections[i]; s.State != b.State {
			t.Errorf("%s was %s and is %s: %s", s.ID, b.State, s.State, s.Why)
		}
	}
	file := filepath.Join("testdata", "report-made-plain.md")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(golden), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if golden != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("the report reads otherwise than %s, which somebody has read line by line:\n%s", file, golden)
	}
}

func TestAHintIsTakenOrRefusedInOneStepThatUndoTakesBack(t *testing.T) {
	d, ctx, doc, id := schooltest.Empty(t), t.Context(), publish.SENInformation, "teaching_approach"
	text := "We utilise {{senco_name}}’s plan prior to lunch.\n\nWe utilise a plan."
	if err := d.SaveReportWords(ctx, doc, id, text); err != nil {
		t.Fatal(err)
	}
	hints := func() []plainenglish.Hint {
		t.Helper()
		list, err := d.PlainHints(ctx, doc, id)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	words := func() string {
		t.Helper()
		all, err := d.ReportWords(ctx, doc)
		if err != nil {
			t.Fatal(err)
		}
		return all[id].Words
	}
	first := hints()
	if len(first) != 3 {
		t.Fatalf("%+v", first)
	}
	if err := d.RefuseHint(ctx, doc, id, first[0]); err != nil {
		t.Fatal(err)
	}
	if left := hints(); len(left) != 2 || words() != text {
		t.Errorf("after one is refused there are %+v", left)
	}
	if err := d.RefuseHint(ctx, doc, id, first[0]); err != nil {
		t.Error("refusing twice is no error:", err)
	}
	got, err := d.TakeHint(ctx, doc, id, first[1])
	if want := "We utilise {{senco_name}}’s plan before lunch.\n\nWe utilise a plan."; err != nil || got != want || words() != want {
		t.Errorf("%v %q", err, got)
	}
	if left := hints(); len(left) != 1 || left[0].Paragraph != 2 {
		t.Errorf("what was refused comes again, or the other is gone: %+v", left)
	}
	if _, err := d.TakeHint(ctx, doc, id, first[1]); err == nil || !strings.Contains(desk.Words(err), "no longer there") || words() != got {
		t.Error("taken twice:", err)
	}
	for _, want := range []string{"Write more plainly: “prior to”", "Keep the words “utilise”"} {
		step, err := d.Undo(ctx)
		if err != nil || step != want {
			t.Errorf("undid %q: %v", step, err)
		}
	}
	if len(hints()) != 3 || words() != text {
		t.Errorf("undo leaves %q", words())
	}
	if err := d.RefuseHint(ctx, doc, id, first[0]); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveReportWords(ctx, doc, id, "A new line.\n\n"+text); err != nil {
		t.Fatal(err)
	}
	if left := hints(); len(left) != 2 {
		t.Errorf("what was refused comes again when the text moves: %+v", left)
	}
}

func TestHintsAreRefusedForWhatIsNotThere(t *testing.T) {
	d, ctx := schooltest.Empty(t), t.Context()
	if _, err := d.PlainHints(ctx, "poem", "teaching_approach"); err == nil {
		t.Error("there is no such document")
	}
	if _, err := d.PlainHints(ctx, publish.SENInformation, "poem"); err == nil {
		t.Error("there is no such section")
	}
	if list, err := d.PlainHints(ctx, publish.SENInformation, "teaching_approach"); err != nil || list == nil || len(list) != 0 {
		t.Errorf("an empty section: %v %v", list, err)
	}
	if err := d.RefuseHint(ctx, publish.SENInformation, "teaching_approach", plainenglish.Hint{ID: "x", From: "y"}); err == nil {
		t.Error("nothing is written there to refuse")
	}
	if _, err := d.TakeHint(ctx, publish.SENInformation, "teaching_approach", plainenglish.Hint{ID: "x", From: "y", To: "z"}); err == nil {
		t.Error("there is nothing to take")
	}
	for _, p := range d.ReportPack(publish.InclusionStrategy).Principles[:1] {
		if _, err := d.Paragraphs(ctx, publish.InclusionStrategy, p.ID); err != nil {
			t.Error(err)
		}
	}
}

func TestNamesInTheSchoolsFactsAreNotCountedNorCorrected(t *testing.T) {
	d, ctx, doc, id := schooltest.Demo(t), t.Context(), publish.SENInformation, "teaching_approach"
	s := d.School()
	s.Senco, s.Head = "Mrs Anna Organize", "Dr Provision Center"
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveReportWords(ctx, doc, id, "Ask Mrs Organize or Dr Provision Center on any day."); err != nil {
		t.Fatal(err)
	}
	hints, err := d.PlainHints(ctx, doc, id)
	if err != nil || len(hints) != 0 {
		t.Errorf("%+v %v", hints, err)
	}
	r, err := d.PlainCheck(ctx, doc, id)
	if err != nil || r.Words != 5 || len(r.Paragraphs) != 1 {
		t.Errorf("%+v %v", r, err)
	}
}
