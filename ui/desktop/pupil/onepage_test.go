package pupil_test

import (
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/theme"
)

// hiddenText is what the page shows while names are hidden. The words about the last
// change in the foot are the shell's.
func (p *page) hiddenText() string {
	p.Go(shell.To("register"))
	p.Press("F8")
	p.Go(shell.To("pupil", p.id))
	var out []string
	for _, line := range strings.Split(p.Text(), "\n") {
		if !strings.HasPrefix(line, "Undo: ") {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// price opens the page of a pupil who is not on the register.
func price(t *testing.T, form string) *page {
	t.Helper()
	d := schooltest.Empty(t)
	id, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: register.Pupil{Forename: "Owen", Surname: "Price", Entered: day.Of(2024, 9, 2)}})
	if err != nil {
		t.Fatal(err)
	}
	return open(t, d, id, form)
}

// withPlan opens the page of the demo school's first pupil with an EHC plan.
func withPlan(t *testing.T) *page {
	t.Helper()
	d := schooltest.Demo(t)
	found, err := d.Find("status:E")
	if err != nil || len(found) == 0 {
		t.Fatal(len(found), err)
	}
	return open(t, d, found[0].ID, "")
}

func TestEveryLetterOfThePageDoesOneThing(t *testing.T) {
	p := ana(t, "")
	seen := map[string]bool{}
	for _, key := range p.Screen().(shell.KeyLister).Keys() {
		if seen[key.Label] {
			t.Errorf("%s does two things", key.Label)
		}
		seen[key.Label] = true
	}
	p.Type("?")
	p.sees("On this page", "Ask a service", "Already told us", "One-page profile")
	p.Press("Esc")
	p.Type("o")
	p.sees("More", "Add an attachment", "Suggest an amendment")
	p.Type("x") // the letters work in that sheet as well
	p.sees("Ask a service", "Three letters find it.")
}

func TestConcernIsWrittenAndLeadsToSupport(t *testing.T) {
	p := price(t, "")
	p.sees("A worry before SEN support")
	p.Type("c")
	p.Type("Reads far below the class.")
	p.Press("Ctrl+Enter")
	r := p.record()
	if len(r.Concerns) != 1 || r.Concerns[0].LookAgain != day.Of(2027, 1, 4) {
		t.Fatalf("%+v\n%s", r.Concerns, p.Text())
	}
	p.sees("Reads far below the class.", "look again 4 Jan 2027", "Tell the parents", "Put on the register", "Concern raised by SENCO")
	p.Type("c")
	p.sees("Keep concern", "Settle")
	p.Press("Esc")
	p.Press("Ctrl+Z")
	if len(p.record().Concerns) != 0 {
		t.Error("undo left the concern there")
	}
	p.Press("Ctrl+Y")
	p.Type("b")
	p.sees("Put on the SEN register", "Aim of a first plan")
	p.Type("spec")
	p.Press("Enter", "Tab", "Tab")
	p.Type("Agreed with the parents")
	p.Press("Tab", "Tab", "Tab")
	p.Type("Reads aloud in a group")
	p.Press("Ctrl+Enter")
	r = p.record()
	if r.Status != "K" || len(r.Needs) != 1 || len(r.Cycles) != 1 || r.Concerns[0].IsOpen() {
		t.Fatalf("%s, %v, %d plans, %+v:\n%s", r.Status, r.Needs, len(r.Cycles), r.Concerns, p.Text())
	}
	p.sees("is on the SEN register.", "How soon", "the same day as the concern")
	p.Press("Ctrl+Z")
	if r := p.record(); r.Status != "N" || len(r.Needs)+len(r.Cycles) != 0 || !r.Concerns[0].IsOpen() {
		t.Errorf("one undo did not take the promotion back: %+v", r)
	}
	text := p.hiddenText()
	for _, name := range []string{"Price", "Owen", "far below"} {
		if strings.Contains(text, name) {
			t.Errorf("%q shows while names are hidden", name)
		}
	}
}

func TestConcernIsNotForAPupilOnTheRegister(t *testing.T) {
	p := ana(t, "")
	p.Type("c")
	p.sees("on the SEN register already")
}

func TestCallShowsHowTheContactLikesToBeReached(t *testing.T) {
	p := ana(t, "")
	contact := p.record().Contacts[0]
	p.Type("j")
	p.sees("New contact", contact.Name, "prefers phone", "language: "+contact.Language)
	p.Type("Rang about the move.")
	p.Press("Ctrl+Enter")
	r := p.record()
	n := r.Notes[len(r.Notes)-1]
	for _, other := range r.Notes {
		if other.Words == "Rang about the move." {
			n = other
		}
	}
	if n.Type != register.NoteCall || n.With != contact.Name || n.Words != "Rang about the move." {
		t.Errorf("%+v", n)
	}
	p.sees("Call with " + contact.Name)
	if strings.Contains(p.hiddenText(), contact.Name) {
		t.Error("the contact's name shows while names are hidden")
	}
}

func TestWhatTheFamilyToldStandsOnThePage(t *testing.T) {
	p := price(t, "told")
	p.Press("Tab")
	p.Type("Asthma; the inhaler is in the office.")
	p.Press("Ctrl+Enter")
	p.sees("Choose the topic first")
	p.Type("hea") // the topic has the keyboard
	p.Press("Enter")
	p.Press("Ctrl+Enter")
	if told := p.record().Told; len(told) != 1 || told[0].Topic != "health" {
		t.Fatalf("%+v\n%s", told, p.Text())
	}
	p.sees("Already told us", "Health and diagnosis", "the inhaler is in the office")
	p.Press("Ctrl+Z")
	if len(p.record().Told) != 0 || strings.Contains(p.Text(), "inhaler") {
		t.Error("undo left it there")
	}
}

func TestAdviceIsMarkedByAKeyAndAsksWhyNot(t *testing.T) {
	p := ana(t, "")
	if _, err := p.desk.SaveAdvice(t.Context(), provision.Advice{Pupil: p.id, On: p.desk.Today(), Role: "Therapist", Words: "A quiet corner"}); err != nil {
		t.Fatal(err)
	}
	p.Refresh()
	p.Type("v")
	p.Type("3")
	p.Press("Enter")
	p.Press("Ctrl+Enter")
	p.sees("Say why it was not done")
	p.Type("No room until Easter.")
	p.Press("Ctrl+Enter")
	found := false
	for _, a := range p.record().Advice {
		found = found || a.Done == provision.AdviceNot && a.How == "No room until Easter."
	}
	if !found {
		t.Errorf("%+v\n%s", p.record().Advice, p.Text())
	}
	p.sees("Not done")
}

func TestServiceIsAskedInOneStepWithTheWordsFilledIn(t *testing.T) {
	p := ana(t, "")
	before := p.record()
	p.Type("x")
	p.Type("occ")
	p.Press("Enter")
	p.sees("We ask for: advice on movement", "no consent for an outside service")
	p.Press("Ctrl+Enter")
	after := p.record()
	if len(after.Referrals) != len(before.Referrals)+1 {
		t.Fatalf("%+v\n%s", after.Referrals, p.Text())
	}
	q := after.Referrals[0]
	if q.Service != "occupational_therapy" || !strings.Contains(q.Words, before.Cycles[len(before.Cycles)-1].Aim) || q.State != provision.ReferralAsked {
		t.Errorf("%+v", q)
	}
	p.sees("Services asked", "Occupational therapy", "asked 23 Nov 2026")
	p.Press("Ctrl+Z")
	if len(p.record().Referrals) != len(before.Referrals) {
		t.Error("undo left the referral there")
	}
}

func TestEHCPlanIsReadAndAmendmentsAreSuggested(t *testing.T) {
	p := withPlan(t)
	before := p.record()
	p.sees("EHC plan", "Suggested for the review", "Asked to the meeting of", "Officer of the council")
	p.Type("h")
	p.sees("B: Special educational needs", "F: Special educational provision", "Copy a newer plan")
	p.Type("u")
	p.Type("e")
	p.Press("Enter", "Tab", "Tab")
	p.Type("Plays with one other child")
	p.Press("Ctrl+Enter")
	after := p.record()
	if len(after.Amendments) != len(before.Amendments)+1 || after.Amendments[0].Section != "E" || after.Amendments[0].NowSays != before.EHCPlans[0].Sections["E"] {
		t.Fatalf("%+v\n%s", after.Amendments, p.Text())
	}
	if len(after.EHCPlans) != 1 || after.EHCPlans[0].Sections["E"] != before.EHCPlans[0].Sections["E"] {
		t.Error("the plan itself changed")
	}
	p.Type("d")
	p.sees("Annual review", "Council's decision notice")
	p.Press("Esc")
	p.Type("i")
	p.Type("Nurse")
	p.Press("Ctrl+Enter")
	if got := p.record().Invitees; len(got) != len(before.Invitees)+1 {
		t.Errorf("%+v\n%s", got, p.Text())
	}
	p.Press("F8")
	p.Type("h")
	p.sees("Names are hidden")
	if strings.Contains(p.Text(), before.EHCPlans[0].Sections["F"]) {
		t.Error("the plan shows while names are hidden")
	}
}

func TestPlanIsCopiedWithPreferenceAndNeverChoice(t *testing.T) {
	p := price(t, "ehc")
	p.sees("Only an officer of the council may amend a plan", "as their preference", "The views, interests and aspirations")
	if strings.Contains(strings.ToLower(p.Text()), "choice of") {
		t.Error("the form speaks of a choice of place")
	}
	p.Type("Kent")
	p.Press("Tab")
	p.Type("1/9/2026")
	p.Press("Ctrl+Enter")
	p.sees("Copy at least one section of the plan.")
	p.Press("Tab", "Tab")
}

func TestPaperIsAttachedReplacedAndRemoved(t *testing.T) {
	p := price(t, "")
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, []byte("a report"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Screen().(shell.Dropper).Drop(path)
	p.Press("Ctrl+Enter")
	p.sees("Say what it is")
	p.Type("Therapist's report")
	p.Press("Ctrl+Enter")
	r := p.record()
	if len(r.Attachments) != 1 || r.Attachments[0].Name != "report.pdf" {
		t.Fatalf("%+v\n%s", r.Attachments, p.Text())
	}
	p.sees("Therapist's report", "report.pdf, 1 KB")
	if _, content, err := p.desk.AttachmentContent(t.Context(), p.id, r.Attachments[0].ID); err != nil || string(content) != "a report" {
		t.Errorf("%q, %v", content, err)
	}
	if text := p.hiddenText(); strings.Contains(text, "Therapist") || strings.Contains(text, "report.pdf") {
		t.Error("the paper's name shows while names are hidden")
	}
	p.Press("F8")
	newer := filepath.Join(t.TempDir(), "newer.pdf")
	if err := os.WriteFile(newer, []byte("a newer report"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := func(tabs int) { // of the form of the paper: Open, Replace, Remove
		p.Type("s")
		p.Press("Enter")
		for range tabs {
			p.Press("Tab")
		}
		p.Press("Enter")
	}
	link(3)
	p.sees("Save a copy and open it", "The copy is not sealed.")
	p.Press("Ctrl+Enter")
	if copied, err := os.ReadFile(filepath.Join(p.folder, "report.pdf")); err != nil || string(copied) != "a report" {
		t.Errorf("%q, %v", copied, err)
	}
	p.Press("Esc")
	link(4)
	p.Type(newer)
	p.Press("Ctrl+Enter")
	if _, content, err := p.desk.AttachmentContent(t.Context(), p.id, p.record().Attachments[0].ID); err != nil || string(content) != "a newer report" {
		t.Errorf("%q, %v", content, err)
	}
	p.Press("Ctrl+Z")
	if _, content, err := p.desk.AttachmentContent(t.Context(), p.id, p.record().Attachments[0].ID); err != nil || string(content) != "a report" {
		t.Errorf("after undo %q, %v", content, err)
	}
	link(5)
	if len(p.record().Attachments) != 0 {
		t.Fatalf("it was not removed:\n%s", p.Text())
	}
	p.Press("Ctrl+Z")
	if len(p.record().Attachments) != 1 {
		t.Error("undo did not bring it back")
	}
	p.Press("Ctrl+Z")
	if len(p.record().Attachments) != 0 {
		t.Error("undo left the paper there")
	}
	p.Type("a")
	p.Type("Letter")
	p.Press("Ctrl+Enter")
	p.sees("Choose a file, or type its path.")
}

func TestSecondReviewWithoutGainAsksWhatChanges(t *testing.T) {
	p := ana(t, "")
	before := len(p.record().Cycles)
	p.Type("r")
	p.markOutcomes("3")
	p.Type("3")
	p.Press("Enter")
	p.sees("second review in a row without a gain")
	p.Press("Ctrl+Enter")
	if len(p.record().Cycles) != before {
		t.Fatal("the review was kept without saying what changes")
	}
	p.Type("A smaller group")
	p.Press("Ctrl+Enter")
	if len(p.record().Cycles) != before+1 {
		t.Errorf("the review was not kept:\n%s", p.Text())
	}
}

func TestProfileIsPrintedFromThePage(t *testing.T) {
	p := ana(t, "")
	p.Press("Ctrl+P")
	p.sees("One-page profile")
}

func TestConsentsShowEveryScope(t *testing.T) {
	p := ana(t, "")
	p.sees("Funding request", "given ", "Sharing with another school", "not recorded")
}

// small leaves a picture of the smallest window, when pictures are wanted.
func (p *page) small(name string) {
	folder := os.Getenv("NEEDSBOOK_PICTURES")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		p.t.Fatal(err)
	}
	if err := png.Encode(f, shell.CaptureWindow(p.Window.Window(), fyne.NewSize(1024, 700), theme.Light, 1)); err != nil {
		p.t.Error(err)
	}
	if err := f.Close(); err != nil {
		p.t.Error(err)
	}
}

func TestOnePagePictures(t *testing.T) {
	p := withPlan(t)
	p.Pictures("plan")
	for _, tabs := range []int{18, 26, 40} { // the cards lower down
		p.Go(shell.To("register"))
		p.Go(shell.To("pupil", p.id))
		for range tabs {
			p.Press("Tab")
		}
		p.Pictures("plan-tab" + strconv.Itoa(tabs))
	}
	p.small("plan-small")
	for _, form := range []string{"h", "u", "d", "i", "o", "x"} {
		p.Type(form)
		p.Pictures("plan-" + form)
		p.small("plan-small-" + form)
		p.Press("Esc")
	}
	p.Type("?")
	p.Pictures("plan-keys")
	p.Press("Esc")
	q := price(t, "")
	q.Type("c")
	q.Pictures("concern-form")
	q.Type("Reads far below the class.")
	q.Press("Ctrl+Enter")
	q.Pictures("concern")
	for _, form := range []string{"a", "j", "t", "g", "v", "b", "h"} {
		q.Type(form)
		q.Pictures("page-" + form)
		q.Press("Esc")
	}
}
