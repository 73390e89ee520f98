package reports_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/publish"
	"needsbook/ui/desktop/shell"
)

func TestSectionIsWrittenByKeysAndChecked(t *testing.T) {
	d := demo(t)
	empty(t, d, "kinds_of_sen")
	w, _ := open(t, d, "kinds_of_sen")
	w.MustSee("missing", "SEND Regs 2014 Sch 1 para 1", "Start from the suggested words")
	press(t, w, "Start from the suggested words")
	if words := kept(t, d, publish.SENInformation, "kinds_of_sen"); !strings.HasPrefix(words, "{{school_name}} supports pupils") || w.Sees("Start from the suggested words") {
		t.Fatalf("the suggested words:\n%s", w.Text())
	}
	w.Type("We also have a quiet room. ") // the keyboard is in the words
	w.Press("Esc")
	if words := kept(t, d, publish.SENInformation, "kinds_of_sen"); !strings.HasPrefix(words, "We also have a quiet room. ") || w.Sees("! missing") {
		t.Errorf("kept %q", words)
	}
	w.Press("Ctrl+Z")
	if strings.HasPrefix(kept(t, d, publish.SENInformation, "kinds_of_sen"), "We also") || w.Sees("We also have a quiet room.") {
		t.Errorf("after undo:\n%s", w.Text())
	}
}

func TestArrowsGoThroughTheSectionsAndKeepTheWords(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "kinds_of_sen")
	w.Press("Right")
	w.Type("First. ")
	w.Press("Ctrl+Enter") // keeps, and goes back to the sections
	w.Press("Down")
	if !strings.HasPrefix(kept(t, d, publish.SENInformation, "kinds_of_sen"), "First. ") || w.Sees("SEND Regs 2014 Sch 1 para 1\n") {
		t.Errorf("after moving on:\n%s", w.Text())
	}
}

func TestTheLawIsOneClickAway(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "sen-information/complaints")
	clause, _ := d.ReportPack(publish.SENInformation).Section("complaints")
	if clause.Law.Words == "" || w.Sees(clause.Law.Words) {
		t.Fatalf("the law shows before it is asked for, or there is none: %+v", clause.Law)
	}
	w.Tap("What the law asks")
	w.MustSee(clause.Law.Words, clause.Law.Link, "Read it on the internet")
	if checked := clause.Law.Checked; !checked.IsZero() {
		w.MustSee("Compared with the official text on " + checked.Words())
	}
	w.Type("l")
	if w.Sees(clause.Law.Words) {
		t.Errorf("the law stays:\n%s", w.Text())
	}
}

func TestFactIsPutInWithWhatItSaysNow(t *testing.T) {
	d := demo(t)
	empty(t, d, "kinds_of_sen")
	w, _ := open(t, d, "kinds_of_sen")
	w.Press("Right")
	w.Type("Ask ")
	press(t, w, "Put in a fact")
	w.Type("senco name")
	w.MustSee(d.School().Senco)
	w.Press("Enter", "Esc")
	if got := kept(t, d, publish.SENInformation, "kinds_of_sen"); got != "Ask {{senco_name}}" {
		t.Errorf("kept %q", got)
	}
}

func TestDocumentsAreSwitchedAndEachIsRememberedWhereItWas(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "complaints")
	w.MustSee("What if you are not happy?")
	tabs := w.Tabs()[0]
	w.Canvas().Focus(tabs)
	w.Press("Right")
	w.MustSee("What stands in the way?", "Principles", "planned for 2026-27")
	if here := w.Here().String(); here != "reports/inclusion-strategy" {
		t.Errorf("the route is %s", here)
	}
	w.Canvas().Focus(w.Tabs()[0])
	w.Press("Left")
	w.MustSee("What if you are not happy?", "SEND Regs 2014 Sch 1 para 9")
}

func TestRoutesNameADocumentOrASection(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "")
	for arg, title := range map[string]string{
		"":                            "SEN information report",
		"kinds_of_sen":                "What kinds of need do we support?",
		"inclusion-strategy":          "Who are our pupils?",
		"inclusion-strategy/costs":    "What does it cost?",
		"costs":                       "What does it cost?",
		"principle_3":                 "Principle 3",
		"sen-information/versions":    "1 version published",
		"inclusion-strategy/versions": "Nothing has been published yet",
		"no-such-section":             "SEN information report",
	} {
		w.Go(shell.To("reports", arg))
		if !w.Sees(title) {
			t.Errorf("%q does not show %q:\n%s", arg, title, w.Text())
		}
	}
}

func TestPrincipleGetsATitleAndWords(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "principle_1")
	w.MustSee("The official titles are on GOV.UK")
	w.Press("Right")
	w.Type("Know each child")
	w.Press("Tab")
	if got := kept(t, d, publish.InclusionStrategy, publish.PrincipleTitleID("principle_1")); got != "Know each child" {
		t.Fatalf("the title kept is %q", got)
	}
	w.MustSee("1. Know each child")
	w.Press("Esc", "Right")
	w.Type("Each teacher knows every child in the class and what helps them to learn.")
	w.Press("Ctrl+Enter")
	if got := kept(t, d, publish.InclusionStrategy, "principle_1"); !strings.HasPrefix(got, "Each teacher") {
		t.Errorf("kept %q", got)
	}
	w.MustSee("It has a title and words.")
}

func TestStrategyLeadsToItsActivitiesAndMoney(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "inclusion-strategy/activities")
	w.Tap("Activities and costs")
	w.MustSee("Activities page")
	w.Press("Esc")
	w.MustSee("What do we do about it?")
}

func TestWordsWithoutAPlaceAreKeptAndMoved(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "looked_after", "Our designated teacher meets each looked-after child every month.")
	write(t, d, publish.SENInformation, "kinds_of_sen", "We help with every kind of need.")
	lackingPack(t, d, "looked_after")
	w, _ := open(t, d, "")
	w.MustSee("Words without a place", "Looked after")
	w.Press("End")
	w.MustSee("The pack of sections in use has no place for these words", "meets each looked-after child every month")
	w.Tap("Copy")
	w.MustSee("Copied.")
	w.Tap("Put into a section")
	w.Type("kinds of need")
	w.Press("Enter")
	if got := kept(t, d, publish.SENInformation, "kinds_of_sen"); got != "We help with every kind of need.\n\nOur designated teacher meets each looked-after child every month." {
		t.Errorf("kept %q", got)
	}
	if w.Sees("Words without a place") {
		t.Errorf("the group stays:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	w.MustSee("Words without a place")
}

func TestReportIsSavedInEveryFormat(t *testing.T) {
	w, folder := open(t, demo(t), "")
	w.Press("Ctrl+P", "Ctrl+Enter")
	for i := range 4 {
		w.Tap("Export")
		for range i + 1 {
			w.Press("Down")
		}
		w.Press("Enter", "Ctrl+Enter")
	}
	for ending, start := range map[string]string{".pdf": "%pdf-", " large print.pdf": "%pdf-", " easy to read.pdf": "%pdf-", ".html": "<!doctype html>", " to paste.html": "<"} {
		file, err := os.ReadFile(filepath.Join(folder, "SEN information report 2026-11-23"+ending))
		if err != nil || !bytes.HasPrefix(bytes.ToLower(file), []byte(start)) {
			t.Errorf("%s: %v, begins %.20q", ending, err, file)
		}
	}
	w.MustSee("Saved in ", "Open")
}

func TestCharactersThatCannotBeDrawnAreSaid(t *testing.T) {
	d := demo(t)
	write(t, d, publish.SENInformation, "kinds_of_sen", "We help pupils with every kind of need 漢 and we are glad to.")
	w, _ := open(t, d, "")
	w.Press("Ctrl+P", "Ctrl+Enter")
	w.MustSee("The page has no letters for this character: 漢 (U+6F22)")
}

func TestReadingThroughIsNotedToday(t *testing.T) {
	d := demo(t)
	w, _ := open(t, d, "kinds_of_sen")
	before := kept(t, d, publish.SENInformation, "kinds_of_sen")
	press(t, w, "I have read this through")
	words, err := d.ReportWords(t.Context(), publish.SENInformation)
	if err != nil || words["kinds_of_sen"].Changed != d.Today() || words["kinds_of_sen"].Words != before {
		t.Errorf("noted %s, %v", words["kinds_of_sen"].Changed, err)
	}
}
