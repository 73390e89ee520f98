package requests_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/requests"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// open shows the pages of requests over a desk.
func open(t *testing.T, d *desk.Desk, arg ...string) (w *shelltest.Window, folder string) {
	t.Helper()
	folder = t.TempDir()
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "requests", Name: "Requests", Icon: "requests", Open: func(arg string) (shell.Screen, error) {
			return requests.New(requests.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("requests", arg...))
	return w, folder
}

// withoutWords takes what was written in a part out of request 1.
func withoutWords(t *testing.T, d *desk.Desk, part string) {
	t.Helper()
	r, err := d.Request(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	delete(r.Words, part)
	if err := d.SaveRequest(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

// press taps the button with the words, which the keyboard reaches with Tab.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	for range 200 {
		w.Press("Tab")
		if b, ok := w.Canvas().Focused().(*parts.Button); ok && b.Text() == words {
			w.Press("Enter")
			return
		}
	}
	t.Fatalf("Tab does not reach %q in\n%s", words, w.Text())
}

func TestListOpensARequestByKeys(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d)
	if !w.Sees("R-001") || !w.Sees("Kowalska, Ana") || !w.Sees("1 request: 1 drafting.") {
		t.Fatalf("the list:\n%s", w.Text())
	}
	w.Press("Enter")
	if w.Here() != shell.To("requests", "1") || !w.Sees("R-001 for Ana Kowalska") {
		t.Errorf("Enter leads to %v:\n%s", w.Here(), w.Text())
	}
}

func TestNewRequestByKeysTakesUpTheSameDraftAgain(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d)
	w.Press("Ctrl+N")
	w.Type("fern")
	w.Press("Enter")
	if !w.Sees("R-002 for ") || !w.Sees("Missing") {
		t.Fatalf("the new request:\n%s", w.Text())
	}
	here := w.Here()
	w.Go(shell.To("requests"))
	w.Back()
	w.Go(here)
	if list, err := d.Requests(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("%d requests, %v", len(list), err)
	}
}

func TestWordsKeepThemselvesAndOpenTheirGate(t *testing.T) {
	d := schooltest.Demo(t)
	withoutWords(t, d, "exit_plan")
	w, _ := open(t, d, "1")
	if !w.Sees("Useful") {
		t.Fatalf("the gate is not shown:\n%s", w.Text())
	}
	press(t, w, "Fix")
	w.Type("Less help each half term")
	w.Press("Tab")
	r, err := d.Request(t.Context(), 1)
	if err != nil || r.Words["exit_plan"] != "Less help each half term" || w.Sees("Useful") {
		t.Errorf("kept %q, %v:\n%s", r.Words["exit_plan"], err, w.Text())
	}
	if !w.Sees("Undo: Change funding request R-001") {
		t.Errorf("the foot does not name the change:\n%s", w.Text())
	}
	w.Press("Ctrl+Z")
	if r, _ := d.Request(t.Context(), 1); r.Words["exit_plan"] != "" || !w.Sees("Useful") {
		t.Errorf("after undo the words are %q", r.Words["exit_plan"])
	}
}

func TestARequestWithAGateClosedIsNotMadeReadyAndSaysWhy(t *testing.T) {
	d := schooltest.Demo(t)
	rec, err := d.Record(t.Context(), first(t, d).Pupil)
	if err != nil {
		t.Fatal(err)
	}
	c := rec.Consents[0]
	c.Withdrawn = d.Today()
	if _, err := d.SaveConsent(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "1")
	press(t, w, "Make ready")
	if !w.Sees("This request is not ready.") || !w.Sees("Consent to share") || first(t, d).Status() != funding.Drafting {
		t.Fatalf("the refusal:\n%s", w.Text())
	}
	press(t, w, "Fix")
	if w.Here().Screen != "pupil" || w.Here().Arg != rec.ID {
		t.Errorf("Fix leads to %v", w.Here())
	}
}

func first(t *testing.T, d *desk.Desk) desk.Request {
	t.Helper()
	r, err := d.Request(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFromDraftToDecisionByKeysAlone(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "1")
	press(t, w, "Make ready")
	if first(t, d).Status() != funding.IsReady || !w.Sees("Ready to send") {
		t.Fatalf("after making ready:\n%s", w.Text())
	}
	w.Press("Enter") // the keyboard is on Mark sent
	w.Press("Ctrl+Enter")
	if first(t, d).Status() != funding.Submitted || !w.Sees("With the panel") {
		t.Fatalf("after sending:\n%s", w.Text())
	}
	w.Press("Enter") // on Record decision
	w.Type("Agreed in part")
	w.Press("Enter", "Ctrl+Enter")
	if !w.Sees("! Enter the amount agreed.") {
		t.Fatalf("a decision without an amount:\n%s", w.Text())
	}
	w.Type("500") // the keyboard is in the field with the problem
	w.Press("Ctrl+Enter")
	if !w.Sees("! Enter the panel’s reason") {
		t.Fatalf("a decision without a reason:\n%s", w.Text())
	}
	w.Type("Half the hours, to be looked at again in June.")
	w.Press("Ctrl+Enter")
	r := first(t, d)
	if r.Status() != funding.Decided || r.Progress.Decision.Amount.Words() != "£500.00" || !w.Sees("Agreed in part on 23 Nov 2026") {
		t.Errorf("the decision is %+v:\n%s", r.Progress.Decision, w.Text())
	}
}

func TestSumsOpenAtTheFoot(t *testing.T) {
	w, _ := open(t, schooltest.Demo(t), "1")
	if w.Sees("÷ 60") {
		t.Error("the sums are open at first")
	}
	press(t, w, "Show the sums")
	if !w.Sees("÷ 4 pupils") || !w.Sees("of at most £6,000") {
		t.Errorf("the sums:\n%s", w.Text())
	}
}

func TestPDFIsSavedWholeAndNothingIsWrittenOver(t *testing.T) {
	d := schooltest.Demo(t)
	w, folder := open(t, d, "1")
	w.Press("Ctrl+P", "Ctrl+Enter")
	path := filepath.Join(folder, "Request R-001 2026-11-23.pdf")
	file, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(file, []byte("%PDF-")) || !w.Sees("Saved in "+path) {
		t.Fatalf("%v:\n%s", err, w.Text())
	}
	w.Press("Ctrl+P", "Ctrl+Enter")
	if !w.Sees("There is a file of this name already.") {
		t.Errorf("a second time:\n%s", w.Text())
	}
}

func TestNoNameShowsOnARequestWhileNamesAreHidden(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "1")
	w.Press("F8")
	for _, arg := range []string{"1", ""} {
		w.Go(shell.To("requests", arg))
		if text := w.Text(); strings.Contains(text, "Kowalska") || strings.Contains(text, "Ana ") {
			t.Errorf("%q shows a name:\n%s", arg, text)
		}
	}
}

func TestSignatureInTheFutureIsRefusedBesideItsField(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "1")
	for range 200 {
		w.Press("Tab")
		if f, ok := w.Canvas().Focused().(*parts.DateField); ok && f.Text == first(t, d).HeadSigned.Words() {
			f.SetText("")
			w.Type("1 Dec 2026")
			w.Press("Tab")
			break
		}
	}
	if !w.Sees("A signature cannot be dated in the future.") || first(t, d).HeadSigned.After(d.Today()) {
		t.Errorf("signed %s:\n%s", first(t, d).HeadSigned, w.Text())
	}
}

func TestKeepingWordsIsQuick(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "1")
	start := time.Now()
	w.Type("More. ")
	w.Press("Ctrl+Enter")
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("keeping six letters took %v", took)
	} else {
		t.Logf("typing six letters and keeping them took %v", took)
	}
}

func TestPicturesOfRequests(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d)
	w.Pictures("requests-list")
	withoutWords(t, d, "exit_plan")
	w.Go(shell.To("requests", "1"))
	w.Pictures("requests-draft")
	press(t, w, "Show the sums")
	w.Pictures("requests-sums")
	w.Press("Esc")
	if !w.Sees("R-001 for Ana Kowalska") {
		t.Errorf("the request:\n%s", w.Text())
	}
}
