package desk_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/provision"
	"needsbook/app/register"
)

func suggested(t testing.TB, d *desk.Desk) (ids []string) {
	t.Helper()
	found, err := d.SuggestCases(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range found {
		ids = append(ids, c.Pupil)
	}
	return ids
}

func caseSample(t testing.TB, d *desk.Desk, ids []string, n desk.Names) *paper.Doc {
	t.Helper()
	doc, err := d.CaseSample(ctx, ids, n)
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	return doc
}

func TestSuggestedCasesCoverWhatInspectorsAskFor(t *testing.T) {
	d := demo(t)
	p := one(t, d, "status:K").Pupil
	p.Flags = append(p.Flags, register.FlagLookedAfter)
	if err := d.SavePupil(ctx, p); err != nil {
		t.Fatal(desk.Words(err))
	}
	found, err := d.SuggestCases(ctx)
	if err != nil || len(found) != 6 {
		t.Fatal(found, err)
	}
	why := ""
	for n, c := range found {
		why += c.Why + "; "
		for _, other := range found[:n] {
			if other.Pupil == c.Pupil {
				t.Errorf("%s is suggested twice", c.Name)
			}
		}
	}
	for _, want := range []string{"Has an EHC plan", "Pupil premium", "SEN support", "A group that matters", "Looked after"} {
		if !strings.Contains(why, want) {
			t.Errorf("%q is not covered: %s", want, why)
		}
	}
	if found, err := open(t).SuggestCases(ctx); err != nil || len(found) != 0 {
		t.Error(found, err)
	}
}

func TestCaseSampleTellsEachStoryOnTwoSidesAtMost(t *testing.T) {
	d := demo(t)
	ids := suggested(t, d)
	for _, n := range []desk.Names{desk.NamesFull, desk.NamesInitials, desk.NamesOff} {
		doc := caseSample(t, d, ids, n)
		file := drawn(t, "case-sample-"+string(n), doc)
		if pages := sides(t, doc); pages < 6 || pages > 12 {
			t.Errorf("%s: %d pages", n, pages)
		}
		got := strings.Join(file.Words(), " ")
		for _, want := range []string{"Pupil 1", "Pupil 6", "What the school did", "What changed", "What is next", "Needs"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q", n, want)
			}
		}
	}
}

// A record with more of everything than a page can take still keeps to two sides.
func TestLongStoryKeepsToTwoSides(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	long := strings.Repeat("We worked on it together in small steps and it went well. ", 40)
	for n := range 30 {
		starts := day.Of(2024, 1, 8).AddDays(30 * n)
		if _, err := d.SaveCycle(ctx, provision.Cycle{Pupil: id, Starts: starts, ReviewDue: starts.AddDays(20), Reviewed: starts.AddDays(20), Result: provision.ResultMet, Aim: long, Help: long, Evidence: long}); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	doc := caseSample(t, d, []string{id}, desk.NamesFull)
	if n := sides(t, doc); n > 2 {
		t.Errorf("%d pages", n)
	}
	if got := strings.Join(drawn(t, "case-long", doc).Words(), " "); !strings.Contains(got, "Older lines on the pupil's record that are not shown here: ") {
		t.Error("it does not say that there is more")
	}
}

// canaries are names that stand nowhere but in what was written.
func canaries(t *testing.T, d *desk.Desk) (ids, names []string) {
	t.Helper()
	id := addPupil(t, d, "Quillfeather")
	other := addPupil(t, d, "Brambleshaw")
	for _, c := range []register.Contact{{Pupil: id, Name: "Ottoline Quillfeather", Relationship: "Mother"}, {Pupil: other, Name: "Peregrine Thistlewood", Relationship: "Father"}} {
		if _, err := d.SaveContact(ctx, c); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	e, err := d.Entry(id)
	if err != nil {
		t.Fatal(err)
	}
	words := "With " + e.Forename + " Quillfeather and Brambleshaw. Ottoline came with Peregrine Thistlewood, and Mrs Umberslade saw it."
	p := e.Pupil
	p.Strengths, p.Helps, p.Hinders = words, words, words
	if err := d.SavePupil(ctx, p); err != nil {
		t.Fatal(desk.Words(err))
	}
	today := d.Today()
	_, err1 := d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NotePupilView, On: today, Words: words})
	_, err2 := d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NoteParentView, On: today, Words: words})
	_, err3 := d.SaveCycle(ctx, provision.Cycle{Pupil: id, Starts: today.AddDays(-90), Reviewed: today.AddDays(-10), ReviewDue: today.AddDays(-5), Result: provision.ResultMet, Aim: words, Help: words, Evidence: words, Next: words})
	_, err4 := d.SaveAdvice(ctx, provision.Advice{Pupil: id, On: today.AddDays(-30), Role: "Therapist", Name: "Zephyrine Oakhanger", Words: words + " So said Zephyrine Oakhanger.", Done: provision.AdviceDone, How: words})
	_, err5 := d.SaveOutcome(ctx, provision.Outcome{Pupil: id, Words: words, Target: words, ByWhen: today.AddDays(40), Owner: "Umberslade"})
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	return []string{id}, []string{"Quillfeather", "Brambleshaw", "Ottoline", "Peregrine", "Thistlewood", "Umberslade", "Zephyrine", "Oakhanger"}
}

func TestCaseSampleWithoutNamesHoldsNoName(t *testing.T) {
	d := open(t)
	ids, names := canaries(t, d)
	full := strings.Join(drawn(t, "case-canary", caseSample(t, d, ids, desk.NamesFull)).Words(), " ")
	for _, n := range []desk.Names{desk.NamesInitials, desk.NamesOff} {
		doc := caseSample(t, d, ids, n)
		file := drawn(t, "case-canary-"+string(n), doc)
		page, _, err := desk.Draw(doc, desk.FormatHTML)
		if err != nil {
			t.Fatal(err)
		}
		raw, _, err := desk.Draw(doc, desk.FormatPDF) // metadata and bookmarks stand in it too
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(file.Words(), " ") + string(page) + file.Outline() + fmt.Sprint(doc.Title, doc.Author, doc.Subject, doc.Ref)
		for _, name := range names {
			if !strings.Contains(full, name) && name != "Umberslade" {
				t.Errorf("the test shows nothing of %s: it is not in the pack with names", name)
			}
			if strings.Contains(got, name) || bytes.Contains(raw, []byte(name)) {
				t.Errorf("%s: the pack holds %s", n, name)
			}
		}
	}
}

// What is missing stands on the SENCO's own sheet, never in the pack.
func TestGapsAreNeverInThePack(t *testing.T) {
	d := demo(t)
	bare := addPupil(t, d, "Price")
	if _, err := d.SaveAdvice(ctx, provision.Advice{Pupil: bare, On: d.Today(), Role: "Therapist", Words: "Sit at the front", Done: provision.AdviceNotYet}); err != nil {
		t.Fatal(desk.Words(err))
	}
	ids := append([]string{bare}, suggested(t, d)...)
	gaps, err := d.CaseGaps(ctx, ids)
	if err != nil {
		t.Fatal(err)
	}
	pack := ""
	for _, n := range []desk.Names{desk.NamesFull, desk.NamesOff} {
		pack += strings.Join(drawn(t, "case-gaps-pack", caseSample(t, d, ids, n)).Words(), " ")
	}
	codes := []string{}
	for _, f := range gaps[0].Findings {
		codes = append(codes, f.Code)
	}
	for _, want := range []string{"case.plan", "case.review_term", "case.pupil_view", "case.family_view", "case.outcome", "case.advice", "case.help"} {
		if !slices.Contains(codes, want) {
			t.Errorf("%s is not found for a bare record: %v", want, codes)
		}
	}
	sheet, err := d.CaseGapsPaper(ctx, ids, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	listed := strings.Join(drawn(t, "case-gaps", sheet).Words(), " ")
	for _, g := range gaps {
		for _, f := range g.Findings {
			words := d.CaseGapWords(f)
			if words == "" || !strings.Contains(listed, words) {
				t.Errorf("%s is not on the sheet: %q", f.Code, words)
			}
			if strings.Contains(pack, words) {
				t.Errorf("the pack says %q", words)
			}
		}
	}
	for _, wrong := range []string{"Sit at the front", "Gap", "missing", "Nothing is recorded", "Not reviewed yet", "No review"} {
		if strings.Contains(pack, wrong) {
			t.Errorf("the pack says %q", wrong)
		}
	}
}

func TestChoiceOfCasesIsRememberedOutsideTheHistory(t *testing.T) {
	d := demo(t)
	before, err := d.History(ctx, "", -1)
	if err != nil {
		t.Fatal(err)
	}
	ids := suggested(t, d)
	if chosen, err := d.RememberedCases(ctx); err != nil || chosen != nil {
		t.Error(chosen, err)
	}
	if err := d.RememberCases(ctx, append(slices.Clone(ids), "gone")); err != nil {
		t.Fatal(err)
	}
	if chosen, err := d.RememberedCases(ctx); err != nil || !slices.Equal(chosen, ids) {
		t.Error(chosen, err)
	}
	if after, err := d.History(ctx, "", -1); err != nil || len(after) != len(before) {
		t.Errorf("%d steps, %d before, %v", len(after), len(before), err)
	}
}

func TestCaseSampleRefusesWhatItCannotTake(t *testing.T) {
	d := demo(t)
	ids := suggested(t, d)
	for name, list := range map[string][]string{"nobody": nil, "twice": {ids[0], ids[0]}, "too many": make([]string, desk.MostCases+1)} {
		_, err := d.CaseSample(ctx, list, desk.NamesFull)
		if err == nil {
			t.Errorf("%s: no refusal", name)
			continue
		}
		refusedOn(t, err, "pupils")
	}
	if _, err := d.CaseSample(ctx, []string{"nobody"}, desk.NamesFull); err == nil {
		t.Error("a pupil who is not there is taken")
	}
}

// An inspector reads what happened, so no line of what changed may lie ahead: an outcome
// that got its result before the review of its plan counts from today at the latest.
func TestCaseSampleDatesNothingAhead(t *testing.T) {
	d := demo(t)
	pupil := one(t, d, "status:K").Pupil.ID
	if _, err := d.SaveOutcome(ctx, provision.Outcome{Pupil: pupil, Words: "Says the days of the week", ByWhen: d.Today().AddDays(40), Result: provision.ResultMet}); err != nil {
		t.Fatal(err)
	}
	doc := caseSample(t, d, []string{pupil}, desk.NamesFull)
	found := false
	for _, b := range doc.Blocks {
		table, ok := b.(paper.Table)
		if !ok || !strings.Contains(table.Caption, "Changes") {
			continue
		}
		for _, row := range table.Body {
			if strings.Contains(paper.Plain(row[1].Text), "Says the days of the week") {
				found = true
				if on := paper.Plain(row[0].Text); on != d.Today().Words() {
					t.Errorf("it is dated %s", on)
				}
			}
		}
	}
	if !found {
		t.Error("the outcome is not in the pack")
	}
}
