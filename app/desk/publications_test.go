package desk_test

import (
	"bytes"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/publish"
	"needsbook/assets"
)

const sen = publish.SENInformation

// unpublished is the demo school before it published its report.
func unpublished(t *testing.T) *desk.Desk {
	t.Helper()
	d := demo(t)
	if err := d.ForgetReport(ctx); err != nil {
		t.Fatal(err)
	}
	return d
}

// approve records the governors' word of today.
func approve(t *testing.T, d *desk.Desk, document string) {
	t.Helper()
	if err := d.ApproveReport(ctx, document, publish.Approval{By: "The governing body", On: d.Today(), Minute: "Minute 7"}); err != nil {
		t.Fatal(err)
	}
}

// publishIt approves a document as it stands and publishes it.
func publishIt(t *testing.T, d *desk.Desk, document, note string) publish.Publication {
	t.Helper()
	approve(t, d, document)
	pub, err := d.PublishVersion(ctx, document, publish.Release{Note: note})
	if err != nil {
		t.Fatal(err)
	}
	return pub
}

func write(t *testing.T, d *desk.Desk, document, section, words string) {
	t.Helper()
	if err := d.SaveReportWords(ctx, document, section, words); err != nil {
		t.Fatal(err)
	}
}

// refusedFor expects a refusal about a field that says something.
func refusedFor(t *testing.T, err error, field, words string) {
	t.Helper()
	refusal, ok := err.(*desk.Refusal)
	if !ok || refusal.Field != field || !strings.Contains(refusal.Words, words) {
		t.Errorf("want a refusal of %s that says %q, got %v", field, words, err)
	}
}

func undo(t *testing.T, d *desk.Desk) {
	t.Helper()
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestDocumentIsPublishedOnlyAsTheGovernorsApprovedIt(t *testing.T) {
	d := unpublished(t)
	refusedFor(t, d.PublishReport(ctx, sen), "report", "has not approved this document yet")
	approve(t, d, sen)
	if a, current, err := d.Approval(ctx, sen); err != nil || !current || a.Minute != "Minute 7" {
		t.Fatal(a, current, err)
	}

	before, err := d.ReportWords(ctx, sen)
	if err != nil {
		t.Fatal(err)
	}
	write(t, d, sen, "transitions_adulthood", before["transitions_adulthood"].Words+" Always.")
	s, err := d.ApprovalStanding(ctx, sen)
	if err != nil || s.Current || !s.Given || len(s.Changed) != 1 || !strings.Contains(s.Words, "Changed since the governing body approved it on") || !strings.Contains(s.Words, s.Changed[0]) {
		t.Errorf("%+v %v", s, err)
	}
	refusedFor(t, d.PublishReport(ctx, sen), "report", "Changed since")
	undo(t, d)
	if _, current, _ := d.Approval(ctx, sen); !current {
		t.Error("the words are again as they were approved, and the approval is not current")
	}

	school := d.School()
	school.Senco = "Nkechi Obi"
	if err := d.SaveSchool(ctx, school); err != nil {
		t.Fatal(err)
	}
	if _, current, _ := d.Approval(ctx, sen); !current {
		t.Error("what is printed did not change: the facts are those that were kept with the approval")
	}
	if _, err := d.UpdateFacts(ctx); err != nil {
		t.Fatal(err)
	}
	if s, _ = d.ApprovalStanding(ctx, sen); s.Current || len(s.Changed) == 0 {
		t.Errorf("the SENCO is another, and the approval stands: %+v", s)
	}
	undo(t, d)
	if _, current, _ := d.Approval(ctx, sen); !current {
		t.Error("the facts are again as they were approved, and the approval is not current")
	}
	if err := d.PublishReport(ctx, sen); err != nil {
		t.Error(err)
	}
}

func TestApprovalIsRefusedWhereItCannotBeTrue(t *testing.T) {
	d := unpublished(t)
	for _, c := range []struct {
		a            publish.Approval
		field, words string
	}{
		{publish.Approval{By: "Governors"}, "on", "Enter the day"},
		{publish.Approval{By: "Governors", On: d.Today().AddDays(1)}, "on", "still to come"},
		{publish.Approval{By: "Governors", On: d.Today().AddYears(-1).AddDays(-1)}, "on", "more than a year ago"},
		{publish.Approval{By: strings.Repeat("Governors ", 40), On: d.Today()}, "by", "too long"},
		{publish.Approval{By: "Governors", On: d.Today(), Minute: strings.Repeat("7", 301)}, "minute", "too long"},
	} {
		refusedFor(t, d.ApproveReport(ctx, sen, c.a), c.field, c.words)
	}
	refusedFor(t, d.ApproveReport(ctx, "teapot", publish.Approval{By: "Governors", On: d.Today()}), "doc", "no public document")
	if a, current, err := d.Approval(ctx, sen); err != nil || current || a.By != "" {
		t.Errorf("something was kept: %+v %v", a, err)
	}
	publishIt(t, d, sen, "")
	write(t, d, sen, "transitions_adulthood", "We visit the new school with each child, twice, and meet the family there.")
	refusedFor(t, d.ApproveReport(ctx, sen, publish.Approval{By: "Governors", On: d.Today().AddDays(-1)}), "on", "Version 1 was approved on")

	school := d.School()
	school.Approver = "The trust board"
	if err := d.SaveSchool(ctx, school); err != nil {
		t.Fatal(err)
	}
	if err := d.ApproveReport(ctx, sen, publish.Approval{On: d.Today()}); err != nil {
		t.Fatal(err)
	}
	if a, _, _ := d.Approval(ctx, sen); a.By != "The trust board" {
		t.Errorf("approved by %q, where the school's details name who approves", a.By)
	}
}

func TestPublishChangeAndPublishAgainAreVersionsThatCompare(t *testing.T) {
	d := unpublished(t)
	first := publishIt(t, d, sen, "Our first.")
	if first.Number != 1 || first.Review != d.Today().AddYears(1) || first.On != d.Today() {
		t.Errorf("%+v", first)
	}
	refusedFor(t, d.PublishReport(ctx, sen), "report", "Version 1 of")
	was, err := d.ReportWords(ctx, sen)
	if err != nil {
		t.Fatal(err)
	}
	write(t, d, sen, "transitions_adulthood", was["transitions_adulthood"].Words+" We also write to the new school in May.")
	approve(t, d, sen)
	_, err = d.PublishVersion(ctx, sen, publish.Release{Review: d.Today()})
	refusedFor(t, err, "review", "must lie ahead")
	_, err = d.PublishVersion(ctx, sen, publish.Release{Review: d.Today().AddYears(1).AddDays(1)})
	refusedFor(t, err, "review", "at least every year")
	second, err := d.PublishVersion(ctx, sen, publish.Release{Review: d.Today().AddMonths(6), Note: "What we do in May."})
	if err != nil || second.Number != 2 {
		t.Fatal(second, err)
	}
	r, err := d.Report(ctx, sen)
	if err != nil || r.Doc.Date != d.Today() {
		t.Error(r.Doc.Date, err)
	}
	list, err := d.Publications(ctx, sen)
	if err != nil || len(list) != 2 || list[0].Number != 2 || list[0].Note != "What we do in May." || list[1].Words["transitions_adulthood"].Words != was["transitions_adulthood"].Words {
		t.Errorf("%d versions, %v", len(list), err)
	}

	diffs, err := d.CompareReport(ctx, sen, 1, 2)
	if err != nil || len(diffs) != 1 || diffs[0].Section != "transitions_adulthood" {
		t.Fatalf("%+v %v", diffs, err)
	}
	for _, p := range diffs[0].Pieces {
		if p.Was && !p.Is || p.Is && !p.Was && !strings.Contains(p.Text, "We also write to the new school in May.") {
			t.Errorf("%+v", p)
		}
	}
	if diffs, err = d.CompareReport(ctx, sen, 2, 0); err != nil || len(diffs) != 0 {
		t.Errorf("nothing changed since, but %+v %v", diffs, err)
	}
	_, err = d.CompareReport(ctx, sen, 1, 7)
	refusedFor(t, err, "version", "no version 7")

	doc, err := d.ChangesDocument(ctx, sen, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Error(err)
	}
	words := wordsOf(doc)
	for _, want := range []string{"version 1, published on", "What we do in May.", "Was: ", "Now: ", "**We also write"} {
		if !strings.Contains(words, want) {
			t.Errorf("the paper does not say %q:\n%s", want, words)
		}
	}
	doc, err = d.ChangesDocument(ctx, sen, 2, 0)
	if err != nil || !strings.Contains(wordsOf(doc), "Nothing changed.") {
		t.Error(err, wordsOf(doc))
	}
}

// wordsOf writes the paragraphs of a paper, bold words between stars.
func wordsOf(doc *paper.Doc) string {
	var b strings.Builder
	for _, block := range doc.Blocks {
		if p, ok := block.(paper.Para); ok {
			for _, s := range p.Text {
				if s.Bold {
					b.WriteString("**" + strings.TrimSpace(s.Text) + "** ")
				} else {
					b.WriteString(s.Text)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestVersionStaysAsItWasForEver(t *testing.T) {
	d := unpublished(t)
	publishIt(t, d, sen, "")
	before, _, err := d.PublicationPDF(ctx, sen, 1)
	if err != nil {
		t.Fatal(err)
	}

	school := d.School()
	school.Senco, school.Name = "Nkechi Obi", "Another School"
	if err := d.SaveSchool(ctx, school); err != nil {
		t.Fatal(err)
	}
	if _, err := d.UpdateFacts(ctx); err != nil {
		t.Fatal(err)
	}
	write(t, d, sen, "transitions_adulthood", "All of this is new, and nothing of it was there before.")
	if err := d.InstallPack(ctx, packWithout(t, "transitions_adulthood")); err != nil {
		t.Fatal(err)
	}
	if _, there := d.ReportPack(sen).Section("transitions_adulthood"); there {
		t.Fatal("the pack still has the section")
	}
	after, _, err := d.PublicationPDF(ctx, sen, 1)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("version 1 is %d bytes and was %d: %v", len(after), len(before), err)
	}

	diffs, err := d.CompareReport(ctx, sen, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	gone, firstPage := false, false
	for _, diff := range diffs {
		gone = gone || diff.Section == "transitions_adulthood" && diff.Gone
		firstPage = firstPage || diff.Section == ""
	}
	if !gone || !firstPage {
		t.Errorf("the section that the pack lost and the new SENCO are to be named: %+v", diffs)
	}
	facts, err := d.CompareFacts(ctx, sen, 1, 0)
	if err != nil || len(facts) == 0 {
		t.Error(facts, err)
	}
	doc, err := d.ChangesDocument(ctx, sen, 1, 0)
	if err != nil || doc.Check() != nil {
		t.Error(err, doc.Check())
	}
}

// packWithout is the shipped pack of sections as another version that lacks one of them.
func packWithout(t *testing.T, section string) []byte {
	t.Helper()
	return packObject(t, assets.Pack("report-sections.json"), func(p map[string]any) {
		p["version"] = "2099.1"
		delete(p, "worked_examples")
		var left []any
		for _, s := range p["sections"].([]any) {
			if s.(map[string]any)["id"] != section {
				left = append(left, s)
			}
		}
		p["sections"] = left
		p["replaces"] = []string{p["id"].(string)}
	})
}

func TestPublishingIsUndoneInOneStep(t *testing.T) {
	d := unpublished(t)
	was := d.School().Published
	approve(t, d, sen)
	if err := d.PublishReport(ctx, sen); err != nil {
		t.Fatal(err)
	}
	if d.School().Published != d.Today() {
		t.Error("the school's details do not say when the report was published")
	}
	undo(t, d)
	if list, err := d.Publications(ctx, sen); err != nil || len(list) != 0 || d.School().Published != was {
		t.Errorf("%d versions, published on %s: %v", len(list), d.School().Published, err)
	}
	if _, err := d.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if list, err := d.Publications(ctx, sen); err != nil || len(list) != 1 {
		t.Errorf("%d versions: %v", len(list), err)
	}
	if _, err := d.PublicationDocument(ctx, sen, 1); err != nil {
		t.Error(err)
	}
}

func TestReadingItAgainPublishesTheSameWordsAnew(t *testing.T) {
	d := unpublished(t)
	publishIt(t, d, sen, "")
	school := d.School()
	school.DemoDay = d.Today().AddMonths(8)
	if err := d.SaveSchool(ctx, school); err != nil {
		t.Fatal(err)
	}
	refusedFor(t, d.PublishReport(ctx, sen), "report", "says exactly this")
	again := publishIt(t, d, sen, "Read again, nothing to change.")
	if again.Number != 2 || again.On != school.DemoDay {
		t.Errorf("%+v", again)
	}
}
