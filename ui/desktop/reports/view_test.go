package reports_test

import (
	"bytes"
	"needsbook/app/publish"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/reports"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// open shows the report over a desk.
func open(t *testing.T, d *desk.Desk, section string) (w *shelltest.Window, folder string) {
	t.Helper()
	folder = t.TempDir()
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "reports", Name: "Reports", Icon: "reports", Open: func(arg string) (shell.Screen, error) {
			return reports.New(reports.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("reports", section))
	return w, folder
}

// press taps the button with the words, which the keyboard reaches with Tab.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	for range 100 {
		w.Press("Tab")
		if b, ok := w.Canvas().Focused().(*parts.Button); ok && b.Text() == words {
			w.Press("Enter")
			return
		}
	}
	t.Fatalf("Tab does not reach %q in\n%s", words, w.Text())
}

func kept(t *testing.T, d *desk.Desk, section string) string {
	t.Helper()
	words, err := d.ReportWords(t.Context(), publish.SENInformation)
	if err != nil {
		t.Fatal(err)
	}
	return words[section].Words
}

func empty(t *testing.T, d *desk.Desk, section string) {
	t.Helper()
	if err := d.SaveReportWords(t.Context(), publish.SENInformation, section, ""); err != nil {
		t.Fatal(err)
	}
}

func TestSectionIsWrittenByKeysAndChecked(t *testing.T) {
	d := schooltest.Demo(t)
	empty(t, d, "kinds_of_sen")
	w, _ := open(t, d, "kinds_of_sen")
	if !w.Sees("missing") || !w.Sees("SEND Regs 2014 Sch 1 para 1") || !w.Sees("Start from the suggested words") {
		t.Fatalf("the empty section:\n%s", w.Text())
	}
	press(t, w, "Start from the suggested words")
	if !strings.HasPrefix(kept(t, d, "kinds_of_sen"), "{{school_name}} supports pupils") || w.Sees("Start from the suggested words") {
		t.Fatalf("the suggested words:\n%s", w.Text())
	}
	w.Type("We also have a quiet room. ") // the keyboard is in the words
	w.Press("Esc")
	if !strings.HasPrefix(kept(t, d, "kinds_of_sen"), "We also have a quiet room. ") || w.Sees("! missing") {
		t.Errorf("kept %q", kept(t, d, "kinds_of_sen"))
	}
	w.Press("Ctrl+Z")
	if strings.HasPrefix(kept(t, d, "kinds_of_sen"), "We also") || w.Sees("We also have a quiet room.") {
		t.Errorf("after undo:\n%s", w.Text())
	}
}

func TestArrowsGoThroughTheSectionsAndKeepTheWords(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "kinds_of_sen")
	w.Press("Right")
	w.Type("First. ")
	w.Press("Ctrl+Enter") // keeps, and goes back to the sections
	w.Press("Down")
	if !strings.HasPrefix(kept(t, d, "kinds_of_sen"), "First. ") || w.Sees("SEND Regs 2014 Sch 1 para 1\n") {
		t.Errorf("after moving on:\n%s", w.Text())
	}
}

func TestFactIsPutInWithWhatItSaysNow(t *testing.T) {
	d := schooltest.Demo(t)
	empty(t, d, "kinds_of_sen")
	w, _ := open(t, d, "kinds_of_sen")
	w.Press("Right")
	w.Type("Ask ")
	press(t, w, "Put in a fact")
	w.Type("senco name")
	if !w.Sees(d.School().Senco) {
		t.Errorf("what the fact says now is not shown:\n%s", w.Text())
	}
	w.Press("Enter", "Esc")
	if got := kept(t, d, "kinds_of_sen"); got != "Ask {{senco_name}}" {
		t.Errorf("kept %q", got)
	}
}

func TestHardWordsAreSwapped(t *testing.T) {
	d := schooltest.Demo(t)
	if err := d.SaveReportWords(t.Context(), publish.SENInformation, "kinds_of_sen", "We utilise many approaches to facilitate the learning of every pupil at our school."); err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "kinds_of_sen")
	if !w.Sees("“use” for “utilise”") || !w.Sees("Reading age") {
		t.Fatalf("the advice:\n%s", w.Text())
	}
	press(t, w, "Swap")
	if got := kept(t, d, "kinds_of_sen"); strings.Contains(got, "utilise") == strings.Contains(got, "facilitate") {
		t.Errorf("one swap gives %q", got)
	}
	if w.Sees("Swap them all") {
		press(t, w, "Swap them all")
	}
}

func TestReportWithAGapIsNotPublishedAndSaysWhy(t *testing.T) {
	d := schooltest.Demo(t)
	before := d.School().Published
	empty(t, d, "kinds_of_sen")
	w, _ := open(t, d, "")
	press(t, w, "Publish today")
	if !w.Sees("This document is not ready to publish") || d.School().Published != before {
		t.Fatalf("the refusal:\n%s", w.Text())
	}
	press(t, w, "Why not")
	if !w.Sees("Before it can be published") {
		t.Errorf("the reasons:\n%s", w.Text())
	}
	w.Press("Esc")
	w.Press("Ctrl+Z")
	press(t, w, "Publish today")
	if d.School().Published != d.Today() || !w.Sees("Published today.") {
		t.Errorf("published %s:\n%s", d.School().Published, w.Text())
	}
}

func TestReportIsSavedAsPDFAndAsWebPage(t *testing.T) {
	w, folder := open(t, schooltest.Demo(t), "")
	w.Press("Ctrl+P", "Ctrl+Enter")
	press(t, w, "Export web page")
	w.Press("Ctrl+Enter")
	for ending, start := range map[string]string{".pdf": "%PDF-", ".html": "<!DOCTYPE html>"} {
		file, err := os.ReadFile(filepath.Join(folder, "SEN information report 2026-11-23"+ending))
		if err != nil || !bytes.HasPrefix(bytes.ToLower(file), bytes.ToLower([]byte(start))) {
			t.Errorf("%s: %v, begins %.20q", ending, err, file)
		}
	}
	if !w.Sees("Saved in ") || !w.Sees("Open") {
		t.Errorf("where it was saved:\n%s", w.Text())
	}
}

func TestReadingThroughIsNotedToday(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "kinds_of_sen")
	before := kept(t, d, "kinds_of_sen")
	press(t, w, "I have read this through")
	words, err := d.ReportWords(t.Context(), publish.SENInformation)
	if err != nil || words["kinds_of_sen"].Changed != d.Today() || words["kinds_of_sen"].Words != before {
		t.Errorf("noted %s, %v", words["kinds_of_sen"].Changed, err)
	}
}

func TestPicturesOfTheReport(t *testing.T) {
	d := schooltest.Demo(t)
	if err := d.SaveReportWords(t.Context(), publish.SENInformation, "identify_assess", "We utilise a graduated approach in order to facilitate the identification of needs, and subsequent to discussion with parents the class teacher and {{senco_name}} commence an assessment of the barriers to learning that the child experiences."); err != nil {
		t.Fatal(err)
	}
	empty(t, d, "evaluate_effectiveness")
	w, _ := open(t, d, "identify_assess")
	w.Pictures("reports")
	w.Press("Right")
	w.Pictures("reports-writing")
	if !w.Sees("Hardest sentences") {
		t.Errorf("the report:\n%s", w.Text())
	}
}
