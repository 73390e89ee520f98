package requests_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/register"
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
	var memory requests.Memory
	w = shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "requests", Name: "Requests", Icon: "requests", Open: func(arg string) (shell.Screen, error) {
			return requests.New(requests.Needs{Desk: d, Shell: s, Memory: &memory, Folder: folder}, arg)
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
	if !w.Sees("R-001") || !w.Sees("Kowalska, Ana") || !w.Sees("9 requests: 3 drafting") {
		t.Fatalf("the list:\n%s", w.Text())
	}
	w.Press("Enter")
	if w.Here() != shell.To("requests", "9") || !w.Sees("R-009: Talk in every class") {
		t.Errorf("Enter leads to %v:\n%s", w.Here(), w.Text())
	}
}

func TestNewRequestByKeys(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d)
	w.Press("Ctrl+N")
	w.Press("Tab", "Tab")
	w.Type("fern")
	w.Press("Enter", "Ctrl+Enter")
	if !w.Sees("R-010 for ") || !w.Sees("Missing") {
		t.Fatalf("the new request:\n%s", w.Text())
	}
	w.Back()
	if w.Here() != shell.To("requests") || !w.Sees("10 requests: 4 drafting") {
		t.Errorf("back leads to %v:\n%s", w.Here(), w.Text())
	}
	w.Press("Ctrl+Z")
	if list, err := d.Requests(t.Context()); err != nil || len(list) != 9 {
		t.Errorf("undo leaves %d requests, %v", len(list), err)
	}
}

func TestRequestFromThePupilTakesUpTheSameDraft(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "new", first(t, d).Pupil)
	if !w.Sees("R-001 for Ana Kowalska") {
		t.Fatalf("the draft:\n%s", w.Text())
	}
	if list, err := d.Requests(t.Context()); err != nil || len(list) != 9 {
		t.Errorf("%d requests, %v", len(list), err)
	}
}

func TestNewRequestThatLacksSomethingSaysItBesideTheField(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d, "new")
	w.Press("Ctrl+Enter")
	if !w.Sees("! Choose the pupil that the request is for.") {
		t.Errorf("without a pupil:\n%s", w.Text())
	}
	w.Type("kow") // the keyboard is in the field with the problem
	w.Press("Enter")
	if !w.Sees("Ana Kowalska") {
		t.Errorf("the pupil is not taken:\n%s", w.Text())
	}
	w.Go(shell.To("requests"))
	w.Go(shell.To("requests", "new"))
	if !w.Sees("Ana Kowalska") {
		t.Errorf("what was chosen is lost:\n%s", w.Text())
	}
	w.Press("F8")
	if w.Sees("Kowalska") {
		t.Errorf("a name shows:\n%s", w.Text())
	}
}

func TestRequestOfEveryKindIsStartedAndEdited(t *testing.T) {
	d := schooltest.Demo(t)
	for _, c := range []struct{ kind, sees string }{
		{funding.KindAdvice, "The question"}, {funding.KindGroup, "Help that they share"}, {funding.KindProject, "Add a line of money"},
	} {
		w, _ := open(t, d, "new", c.kind)
		if c.kind == funding.KindGroup {
			w.Press("Tab", "Tab", "Tab")
			w.Type("kow")
			w.Press("Enter")
			w.Type("fern")
			w.Press("Enter")
		}
		w.Press("Ctrl+Enter")
		if !w.Sees(c.sees) || !w.Sees("Missing") {
			t.Fatalf("%s:\n%s", c.kind, w.Text())
		}
	}
	if list, err := d.Requests(t.Context()); err != nil || len(list) != 12 {
		t.Fatalf("%d requests, %v", len(list), err)
	}
}

func TestGroupShowsTheConsentOfEachPupilAndChangesWhoIsInIt(t *testing.T) {
	d := schooltest.Demo(t)
	one := first(t, d).Pupil
	found, err := d.Find("status:K")
	if err != nil || len(found) < 2 {
		t.Fatal(len(found), err)
	}
	other := found[0]
	if other.ID == one {
		other = found[1]
	}
	r, err := d.NewRequest(t.Context(), desk.RequestStart{Kind: funding.KindGroup, Title: "Talk group", Pupils: []string{one}})
	if err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "10")
	w.MustSee("Ana Kowalska", "✓ Consent of", "R-010: Talk group")
	if err := d.SetRequestPupils(t.Context(), r.Number, []string{one, other.ID}); err != nil {
		t.Fatal(err)
	}
	w.Shell.Refresh()
	w.MustSee(other.Name())
	w.Tap("What this pupil needs")
	w.Type("Two sessions a week")
	w.Press("Ctrl+Enter")
	w.MustSee("Two sessions a week")
	w.Tap("Remove")
	pupils, err := d.RequestPupils(t.Context(), r)
	if err != nil || len(pupils) != 1 {
		t.Errorf("%d pupils, %v", len(pupils), err)
	}
	w.Press("F8")
	if text := w.Text(); strings.Contains(text, "Kowalska") || strings.Contains(text, other.Surname) {
		t.Errorf("a name shows:\n%s", text)
	}
}

func TestAmountsThatAreNoneAreRefusedBesideTheField(t *testing.T) {
	d := schooltest.Demo(t)
	if _, err := d.NewRequest(t.Context(), desk.RequestStart{Kind: funding.KindProject, Title: "Talk for all"}); err != nil {
		t.Fatal(err)
	}
	w, _ := open(t, d, "10")
	for _, typed := range []string{"10.005", "-5", "99999999", "ten"} {
		w.Tap("Add a line of money")
		w.Type("Training")
		w.Press("Tab")
		w.Type(typed)
		w.Press("Ctrl+Enter")
		if !w.Sees("! Write an amount in pounds and pence") {
			t.Errorf("%s:\n%s", typed, w.Text())
		}
		w.Press("Esc")
	}
	w.Tap("Add a line of money")
	w.Type("Training")
	w.Press("Tab")
	w.Type("1200.50")
	w.Press("Tab")
	w.Type("1500")
	w.Press("Ctrl+Enter")
	if !w.Sees("! What the school pays of it cannot be more than it costs.") {
		t.Errorf("more than it costs:\n%s", w.Text())
	}
	w.Canvas().Focused().(*parts.MoneyField).SetText("")
	w.Type("200.25")
	w.Press("Ctrl+Enter")
	w.MustSee("£1,200.50, of it the schools pay £200.25", "£1,000.25")
	r, err := d.Request(t.Context(), 10)
	if err != nil || len(r.Costs) != 1 || r.Costs[0].Amount.String() != "1200.50" {
		t.Fatalf("%+v, %v", r.Costs, err)
	}
	w.Tap("Add an outcome")
	w.Type("Every class uses pictures")
	w.Press("Ctrl+Enter")
	w.Tap("Add a school")
	w.Type("Hillside Primary")
	w.Press("Ctrl+Enter")
	w.MustSee("Every class uses pictures", "Hillside Primary", "Meadowfield Primary (leads)")
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
	withdrawConsent(t, d)
	w, _ := open(t, d, "1")
	press(t, w, "Make ready")
	if !w.Sees("This request is not ready.") || !w.Sees("Consent to share") || first(t, d).Status() != funding.Drafting {
		t.Fatalf("the refusal:\n%s", w.Text())
	}
	press(t, w, "Fix")
	if w.Here() != shell.To("pupil", first(t, d).Pupil, "consent") {
		t.Errorf("Fix leads to %v", w.Here())
	}
	w.Back()
	if b, ok := w.Canvas().Focused().(*parts.Button); !ok || b.Text() != "Fix" {
		t.Errorf("back, the keyboard is on %v", w.Canvas().Focused())
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
	w.Press("Enter") // the keyboard is on Mark submitted
	retype(w, "1 Dec 2026")
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter the day the request was submitted. It cannot")
	retype(w, "today")
	w.Press("Ctrl+Enter")
	if first(t, d).Status() != funding.Submitted || !w.Sees("Submitted. Record what is said about it") {
		t.Fatalf("after sending:\n%s", w.Text())
	}
	w.Press("Enter") // on Record the decision
	w.Type("Agreed in part")
	w.Press("Enter", "Tab")
	retype(w, "20 Nov 2026")
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter the day of the decision. It cannot be before the request was submitted")
	retype(w, "23 Nov 2026") // the keyboard is in the field with the problem
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter the amount agreed")
	w.Type("500")
	w.Press("Ctrl+Enter")
	w.MustSee("! Give the reason for the decision")
	w.Type("Half the hours, to be looked at again in June.")
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter who decided or advised, and in what capacity.")
	if first(t, d).Status() != funding.Submitted {
		t.Error("it is decided")
	}
	w.Press("Esc") // what was typed is kept
	w.Press("Enter")
	w.MustSee("What you had typed before is here again.")
	for range 40 {
		w.Press("Tab")
		if f, ok := w.Canvas().Focused().(*parts.Field); ok && strings.HasPrefix(f.PlaceHolder, "In what capacity") {
			break
		}
	}
	w.Type("SEN officer")
	w.Press("Ctrl+Enter")
	r := first(t, d)
	if r.Status() != funding.Decided || r.Progress.Decision.Amount.Words() != "£500.00" || !w.Sees("Agreed in part on 23 Nov 2026") {
		t.Fatalf("the decision is %+v:\n%s", r.Progress.Decision, w.Text())
	}
	w.MustSee("One person alone decided.", "Not handed over yet")
}

// retype writes other words over those of the field that has the keyboard.
func retype(w *shelltest.Window, words string) {
	if f, ok := w.Canvas().Focused().(*parts.DateField); ok {
		f.SetText("")
	}
	w.Type(words)
}

// choose takes a thing out of the menu More.
func choose(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	w.Tap("More")
	w.Type(words)
	w.Press("Enter")
}

func TestAttachmentsOfThePupilGoWithTheRequestInTheirOrder(t *testing.T) {
	d := schooltest.Demo(t)
	pupil := first(t, d).Pupil
	for _, what := range []string{"Report of the therapist", "Letter of the clinic"} {
		if _, err := d.AddAttachment(t.Context(), register.Attachment{Pupil: pupil, What: what, Name: what + ".txt", On: d.Today()}, []byte(what)); err != nil {
			t.Fatal(err)
		}
	}
	before := slices.Clone(first(t, d).Attached)
	w, _ := open(t, d, "1")
	tick(t, w, "Letter of the clinic, 23 Nov 2026")
	tick(t, w, "Report of the therapist, 23 Nov 2026")
	r := first(t, d)
	n := len(r.Papers) + len(before)
	if len(r.Attached) != len(before)+2 || !slices.Equal(r.Attached[:len(before)], before) {
		t.Fatalf("%v:\n%s", r.Attached, w.Text())
	}
	w.MustSee(fmt.Sprintf("E%d: Letter of the clinic", n+1), fmt.Sprintf("E%d: Report of the therapist", n+2))
	press(t, w, "Move up")
	// The first link belongs to the clinic's letter, which comes before the report of the demo school.
	w.MustSee(fmt.Sprintf("E%d: Letter of the clinic", n), fmt.Sprintf("E%d: Report of the therapist", n+2))
	w.Press("Ctrl+P")
	w.MustSee("Add the attachments after the last page")
}

// tick ticks the box with the words, which the keyboard reaches with Tab.
func tick(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	for range 200 {
		w.Press("Tab")
		if c, ok := w.Canvas().Focused().(*parts.Check); ok && strings.Contains(c.AccessibilityLabel(), words) {
			w.Press("Space")
			return
		}
	}
	t.Fatalf("Tab does not reach %q in\n%s", words, w.Text())
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
