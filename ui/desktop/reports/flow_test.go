package reports_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// hard is a paragraph that suggestions make much plainer.
const hard = "We utilise a graduated approach in order to facilitate the identification of needs. We commence an assessment subsequent to a discussion with parents, and we endeavour to ascertain the requirements of the child."

// ready answers what the demo school leaves open.
func ready(t *testing.T, d *desk.Desk) {
	t.Helper()
	write(t, d, publish.SENInformation, "support_services", "{{advice_service}} gives free and fair advice to parents. You can ring them yourself.")
	if r, err := d.Report(t.Context(), publish.SENInformation); err != nil || !r.Publishable {
		t.Fatalf("the demo report still lacks %v, %v", r.Reasons, err)
	}
}

// figures keeps the facts as they are, and then changes one in the records.
func figures(t *testing.T, d *desk.Desk) {
	t.Helper()
	if _, err := d.UpdateFacts(t.Context()); err != nil {
		t.Fatal(desk.Words(err))
	}
	s := d.School()
	s.SencoTimes = "Fridays, 8:30 to 9:30"
	if err := d.SaveSchool(t.Context(), s); err != nil {
		t.Fatal(desk.Words(err))
	}
}

func TestFiguresAreUpdatedByOneClickWithAListOfWhatChanged(t *testing.T) {
	d := demo(t)
	was := d.School().SencoTimes
	figures(t, d)
	w, _ := open(t, d, "")
	w.MustSee("1 fact has changed since 23 Nov 2026.", "1 fact changed")
	w.Tap("See what has changed")
	w.MustSee("Was", was, "Now", "Fridays, 8:30 to 9:30", "Update figures")
	w.Press("Esc")
	w.Tap("Update figures")
	w.MustSee("1 fact brought up to date in both documents.", "Figures up to date")
	w.Tap("See what changed")
	w.MustSee(was, "Fridays, 8:30 to 9:30")
	w.Press("Esc")
	facts, err := d.ReportFacts(t.Context())
	if err != nil || facts.SENCOTimes != "Fridays, 8:30 to 9:30" {
		t.Fatalf("the documents say %q, %v", facts.SENCOTimes, err)
	}
	w.Tap("Undo") // that of the note, which stands over the foot of the window
	w.MustSee("1 fact has changed since 23 Nov 2026.")
	w.Tap("See what has changed")
	w.Press("Ctrl+Enter") // Update figures
	w.MustSee("1 fact brought up to date")
}

// TestTaskRefreshTheReport counts the clicks of the yearly work: Reports, Update figures,
// Export; then Enter takes the PDF and Enter saves it.
func TestTaskRefreshTheReport(t *testing.T) {
	d := demo(t)
	ready(t, d)
	figures(t, d)
	empty(t, d, "kinds_of_sen")
	w, folder := open(t, d, "")
	clicks := 1 // Reports, in the list at the left
	click := func(words string) {
		w.Tap(words)
		clicks++
	}
	click("Update figures")
	w.MustSee("Figures up to date", "Next to do")
	w.Type("n") // to the red, one key away, and its edit
	w.MustSee("What kinds of need do we support?")
	w.Type("We help pupils with every kind of need, in class and in small groups.")
	w.Press("Esc")
	w.MustSee("Finished", "24 of 24 done")
	click("Export")
	w.Press("Enter", "Enter")
	if clicks > 3 {
		t.Errorf("it took %d clicks, the bar is 3", clicks)
	}
	made, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(made) != 1 {
		t.Fatalf("saved %v (%v):\n%s", made, err, w.Text())
	}
}

func TestSuggestionsAreTakenAndRefusedByKeys(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "kinds_of_sen", hard)
	hints, err := d.PlainHints(t.Context(), publish.SENInformation, "kinds_of_sen")
	if err != nil || len(hints) < 4 {
		t.Fatalf("%d hints, %v", len(hints), err)
	}
	w, _ := open(t, d, "kinds_of_sen")
	w.MustSee("Suggestions (", "“use” for “utilise”", "Only English can be judged")
	w.Type("s")
	w.Press("Enter")
	after := kept(t, d, publish.SENInformation, "kinds_of_sen")
	if strings.Contains(after, "utilise") || !strings.Contains(after, "We use a graduated approach") {
		t.Fatalf("the first was not taken: %q", after)
	}
	if !w.Sees("→") || w.Sees("“use” for “utilise”") {
		t.Errorf("the score or the list stays:\n%s", w.Text())
	}
	left, err := d.PlainHints(t.Context(), publish.SENInformation, "kinds_of_sen")
	if err != nil {
		t.Fatal(err)
	}
	w.Press("Down")
	w.Type("n") // refuses the second
	now, err := d.PlainHints(t.Context(), publish.SENInformation, "kinds_of_sen")
	if err != nil || len(now) != len(left)-1 || kept(t, d, publish.SENInformation, "kinds_of_sen") != after {
		t.Fatalf("after refusing: %d of %d suggestions, %v", len(now), len(left), err)
	}
	w.Press("Ctrl+Z")
	if again, err := d.PlainHints(t.Context(), publish.SENInformation, "kinds_of_sen"); err != nil || len(again) != len(left) {
		t.Errorf("undo does not bring it back: %d of %d, %v", len(again), len(left), err)
	}
	w.Press("Ctrl+Z")
	if kept(t, d, publish.SENInformation, "kinds_of_sen") != hard || !w.Sees("“use” for “utilise”") {
		t.Errorf("undo does not bring the words back:\n%s", w.Text())
	}
}

func TestAllSuggestionsAtOnceLiftTheScore(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "kinds_of_sen", hard)
	before, err := d.PlainCheck(t.Context(), publish.SENInformation, "kinds_of_sen")
	if err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "kinds_of_sen")
	w.Tap("Take them all")
	after, err := d.PlainCheck(t.Context(), publish.SENInformation, "kinds_of_sen")
	if err != nil || after.ReadingEase < before.ReadingEase+10 {
		t.Errorf("the ease went from %.0f to %.0f, %v", before.ReadingEase, after.ReadingEase, err)
	}
	if !w.Sees("→") || !w.Sees("taken. Read the words once more") {
		t.Errorf("the page:\n%s", w.Text())
	}
}

func TestHardSentencesAndParagraphsLeadToTheirPlace(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "kinds_of_sen", "We help all children. We know them well.\n\n"+hard)
	w, _ := open(t, d, "kinds_of_sen")
	w.MustSee("Hardest sentences", "Paragraphs", "Paragraph 2: ease")
	w.Tap("Show it")
	w.Type("X")
	w.Press("Esc")
	if words := kept(t, d, publish.SENInformation, "kinds_of_sen"); strings.HasPrefix(words, "X") || !strings.Contains(words, "X") {
		t.Errorf("the keyboard is not at the sentence: %q", words)
	}
}

// askApproval opens the form of the governors' approval.
func askApproval(w *shelltest.Window) {
	w.Tap("More")
	w.Type("governors’ approval")
	w.Press("Enter")
}

// approve records the governors' approval on the page.
func approve(w *shelltest.Window) {
	askApproval(w)
	w.Press("Ctrl+A")
	w.Type("Full governing body")
	w.Press("Ctrl+Enter")
}

func TestApprovalGoesOutOfDateWithAWordAndComesBackWithUndo(t *testing.T) {
	d := demo(t)
	ready(t, d)
	w, _ := open(t, d, "kinds_of_sen")
	askApproval(w)
	w.MustSee("Let them approve it as it stands now")
	w.Press("Esc")
	approve(w)
	w.MustSee("Approved 23 Nov 2026", "It can be published.")
	w.Press("Right")
	w.Type("One more word. ")
	w.Press("Esc")
	w.MustSee("Approval out of date", "It cannot be published yet.")
	w.Tap("Approval out of date")
	w.MustSee("Changed since Full governing body approved it", "What kinds of need do we support?")
	w.Press("Esc")
	w.Press("Ctrl+Z")
	w.MustSee("Approved 23 Nov 2026", "It can be published.")
}

func TestDocumentIsPublishedComparedAndExportedAgain(t *testing.T) {
	d := demo(t)
	ready(t, d)
	w, folder := open(t, d, "kinds_of_sen")
	w.Tap("Publish")
	w.MustSee("Before it can be published")
	w.Press("Esc")
	approve(w)
	w.Tap("Publish")
	w.MustSee("are kept as version 2")
	w.Type("A quieter school")
	w.Press("Ctrl+Enter")
	w.MustSee("Published 23 Nov 2026", "It stands as it was published.")
	w.Press("Right")
	w.Type("We have a quiet room. ")
	w.Press("Esc")
	w.Type("v")
	w.MustSee("2 versions published", "A quieter school", "Full governing body")
	if w.Sees("quiet room") {
		t.Errorf("the old version holds the new words:\n%s", w.Text())
	}
	w.Press("Right")
	w.Type("stands")
	w.Press("Enter")
	w.MustSee("now", "quiet", "What kinds of need do we support?")
	w.Tap("Export this version")
	w.Press("Enter", "Ctrl+Enter")
	w.Tap("Export this version")
	w.Type("what differs")
	w.Press("Enter", "Ctrl+Enter")
	for _, name := range []string{"SEN information report 2026-11-23 version 2.pdf", "SEN information report 2026-11-23 version 2 changes.pdf"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Errorf("%s was not saved: %v\n%s", name, err, w.Text())
		}
	}
}

func TestDocumentWithAGapIsNotPublishedAndSaysWhy(t *testing.T) {
	d := demo(t)
	empty(t, d, "kinds_of_sen")
	w, _ := open(t, d, "")
	w.Tap("Publish")
	w.MustSee("Before it can be published", "Nothing is written here yet.")
	w.Press("Esc")
	w.Tap("Why not")
	w.MustSee("Before it can be published")
	w.Press("Esc")
	w.Go(shell.To("reports", "local_offer"))
	w.Type("n")
	w.MustSee("What kinds of need do we support?", "Start from the suggested words")
}

func TestLinksAreCheckedOnlyWhenAsked(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "kinds_of_sen", "See https://www.gov.uk and https://nothing.example for more on how we help.")
	w, _ := open(t, d, "complaints")
	w.Tap("More")
	w.Type("check the links")
	w.Press("Enter")
	w.MustSee("It goes online only for this", "Check now")
	w.Press("Enter")
	w.MustSee("https://www.gov.uk", "answers", "https://nothing.example", "There is no page behind it.")
	w.Tap("Show it")
	w.MustSee("What kinds of need do we support?")
}

func TestNarrowWindowShowsTheWordsOrTheAdvice(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "kinds_of_sen", hard)
	w, _ := open(t, d, "kinds_of_sen")
	w.Window().Resize(fyne.NewSize(1000, 680))
	w.MustSee("See the advice", "We utilise", "Inclusion strategy")
	if w.Sees("Suggestions (") {
		t.Errorf("both show:\n%s", w.Text())
	}
	w.Tap("See the advice")
	w.MustSee("Suggestions (", "Back to the words")
	w.Press("Esc") // the words again
	w.MustSee("See the advice")
	w.Type("s")
	w.MustSee("Suggestions (")
	w.Press("Enter")
	if words := kept(t, d, publish.SENInformation, "kinds_of_sen"); !strings.HasPrefix(words, "We use ") {
		t.Errorf("kept %q", words)
	}
	w.Tap("More")
	w.MustSee("Governors’ approval", "What has changed in the records")
}

func TestPicturesOfTheDocuments(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "identify_assess", "## How we find out\n\n"+hard+"\n\n- We ask **parents**.\n- We ask the child.")
	empty(t, d, "evaluate_effectiveness")
	figures(t, d)
	w, _ := open(t, d, "identify_assess")
	w.Type("l")
	w.Pictures("reports")
	w.Type("l")
	w.Type("s")
	w.Press("Down")
	w.Pictures("reports-suggestions")
	w.Tap("See what has changed")
	w.Pictures("reports-changes")
	w.Press("Esc")
	w.Go(shell.To("reports", "inclusion-strategy", "principle_2"))
	w.Pictures("reports-strategy")
	w.MustSee("Principle 2")
}

func TestPicturesOfThePublishedDocument(t *testing.T) {
	d := demo(t)
	ready(t, d)
	w, _ := open(t, d, "kinds_of_sen")
	approve(w)
	w.Tap("Publish")
	w.Type("The first one")
	w.Pictures("reports-publish")
	w.Press("Ctrl+Enter")
	write(t, d, publish.SENInformation, "kinds_of_sen", kept(t, d, publish.SENInformation, "kinds_of_sen")+"\n\nWe now have a quiet room.")
	write(t, d, publish.SENInformation, "complaints", strings.ReplaceAll(kept(t, d, publish.SENInformation, "complaints"), "If you are still worried", "If that does not put it right"))
	w.Go(shell.To("reports", "sen-information", "versions"))
	w.Pictures("reports-versions")
	w.Press("Right")
	w.Type("stands")
	w.Press("Enter")
	w.Pictures("reports-compare")
	w.MustSee("now", "quiet")
}
