package pupil_test

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/pupil"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// page is the window on one pupil.
type page struct {
	*shelltest.Window
	t    *testing.T
	desk *desk.Desk
	id   string

	folder string // where copies are offered to be saved
}

func open(t *testing.T, d *desk.Desk, id, form string) *page {
	t.Helper()
	folder := t.TempDir()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "pupil", Name: "Pupil", Icon: "pupil", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return pupil.New(pupil.Needs{Desk: d, Shell: s, Folder: folder}, arg)
		}}
	})
	w.Go(shell.To("register"))
	to := shell.To("pupil", id)
	if form != "" {
		to = shell.To("pupil", id, form)
	}
	w.Go(to)
	return &page{w, t, d, id, folder}
}

// ana opens the page of the pupil whose record in the demo school is complete.
func ana(t *testing.T, form string) *page {
	t.Helper()
	d := schooltest.Demo(t)
	found, err := d.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	return open(t, d, found[0].ID, form)
}

func (p *page) record() desk.Record {
	p.t.Helper()
	r, err := p.desk.Record(context.Background(), p.id)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// sees fails the test when words do not stand in the window.
func (p *page) sees(words ...string) {
	p.t.Helper()
	// Running text is drawn line by line; the words are looked for across them.
	text := strings.Join(strings.Fields(p.Text()), " ")
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("the window does not show %q:\n%s", w, text)
		}
	}
}

func TestOnePageAnswersTheCall(t *testing.T) {
	p := ana(t, "")
	p.sees("Ana Kowalska", "Year 4", "class 4B", "SEN support since", "review in 9 days", "L3",
		"What matters to Ana", "Plan to", "Provision", "above the school's £6,000", "minutes ×", "Contacts", "01632", "Advice", "Consents", "Story")
	if strings.Contains(p.Window.Window().Title(), "Ana") {
		t.Errorf("the window's title is %q", p.Window.Window().Title())
	}
}

func TestNoteIsKeptWithThreeKeysAndTheWords(t *testing.T) {
	p := ana(t, "")
	before := len(p.record().Notes)
	p.Type("n")
	p.Type("Mother rang: sleeping better.")
	p.Press("Ctrl+Enter")
	notes := p.record().Notes
	if len(notes) != before+1 {
		t.Fatalf("%d notes, had %d:\n%s", len(notes), before, p.Text())
	}
	p.sees("Mother rang: sleeping better.", "The note is kept.", "Undo: Note about Ana Kowalska")
	p.Press("Ctrl+Z")
	if len(p.record().Notes) != before || p.Sees("sleeping better.\n") && strings.Contains(p.Text(), "Mother rang") {
		t.Error("undo left the note there")
	}
}

func TestEmptyNoteIsRefusedBesideItsField(t *testing.T) {
	p := ana(t, "note")
	p.Press("Ctrl+Enter")
	p.sees("Write a few words first.", "One answer needs another look.")
}

func TestWhatIsTypedIsKeptWhenTheFormIsLeft(t *testing.T) {
	p := ana(t, "")
	p.Type("n")
	p.Type("Half a thought")
	p.Press("Esc")
	if len(p.record().Notes) > 0 && p.Sees("Half a thought") {
		t.Error("the draft shows as a note")
	}
	p.sees("What you typed is kept.")
	p.Type("n")
	p.sees("Half a thought")
	p.Go(shell.To("register"))
	p.Go(shell.To("pupil", p.id, "note"))
	p.sees("Half a thought")
	p.Press("Ctrl+Enter")
	p.Type("n")
	if p.Sees("What you had typed before") {
		t.Error("an accepted note is still offered as a draft")
	}
}

func TestLeavingTwiceKeepsTheDraftOnce(t *testing.T) {
	p := ana(t, "")
	p.Type("n")
	p.Type("Half a thought")
	page := p.Screen().(shell.Leaver)
	page.Leave()
	before, err := p.desk.History(context.Background(), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	page.Leave()
	if after, _ := p.desk.History(context.Background(), "", 1); after[0].N != before[0].N {
		t.Error("leaving again wrote to the file, which the lock has closed by then")
	}
}

// markOutcomes gives each outcome of the plan that is reviewed a result, and goes on to
// the aim.
func (p *page) markOutcomes(result string) {
	p.t.Helper()
	r := p.record()
	for _, o := range r.PlanOutcomes(r.Cycles[len(r.Cycles)-1].ID) {
		p.Type(result)
		p.sees(o.Words)
		p.Press("Tab", "Tab", "Tab", "Tab")
	}
}

func TestReviewByNumberKeepsViewAndNextPlan(t *testing.T) {
	p := ana(t, "")
	before := p.record()
	p.Type("r")
	p.markOutcomes("2")
	p.Type("2")
	p.Press("Tab")
	p.Type("Read three pages aloud.")
	p.Press("Tab")
	p.Type("I like the group.")
	p.Press("Tab")
	p.Type("draw")
	p.Press("Tab", "Tab", "Tab", "Tab") // no reason is needed; the parents: not here today
	p.Type("Works nights")
	p.Press("Tab")
	p.Type("A smaller group.") // the second review in a row without a gain
	p.Press("Ctrl+Enter")
	after := p.record()
	if len(after.Cycles) != len(before.Cycles)+1 || len(after.Notes) != len(before.Notes)+1 {
		t.Fatalf("%d plans and %d notes after %d and %d:\n%s", len(after.Cycles), len(after.Notes), len(before.Cycles), len(before.Notes), p.Text())
	}
	p.sees("Review: Partly met", "The review is kept.")
	p.Press("Ctrl+Z")
	if r := p.record(); len(r.Cycles) != len(before.Cycles) || len(r.Notes) != len(before.Notes) {
		t.Error("one undo did not take the review back")
	}
}

func TestReviewWithoutAResultSaysSo(t *testing.T) {
	p := ana(t, "review")
	p.Press("Ctrl+Enter")
	p.sees("Say whether the aim was met, partly met or not met.")
}

func TestHelpLikeThatOfOthersTakesSixKeysAndMovesTheBar(t *testing.T) {
	p := ana(t, "")
	before := p.record()
	p.Type("p")
	p.Type("soc")
	p.Press("Enter")
	p.sees("a year", "with it")
	p.Press("Ctrl+Enter")
	after := p.record()
	if len(after.Provision) != len(before.Provision)+1 || after.Cost.Total.Cmp(before.Cost.Total) <= 0 {
		t.Fatalf("%d lines, %s:\n%s", len(after.Provision), after.Cost.Total, p.Text())
	}
	p.sees("The provision is kept.")
}

func TestHelpIsTypedInWithItsCostAsOneTypes(t *testing.T) {
	p := ana(t, "provision")
	p.Tap("Something else")
	for _, words := range []string{"Lego group", "teaching", "45", "2", "", "4"} {
		p.Type(words)
		p.Press("Tab")
	}
	p.sees("45 minutes × 2 a week × 29 weeks ÷ 4 pupils") // the teaching weeks from today on
	p.Press("Ctrl+Enter")
	lines := p.record().Provision
	if last := lines[len(lines)-1].Line; last.Description != "Lego group" || last.GroupSize != 4 {
		t.Errorf("kept %+v", last)
	}
}

func TestHelpThatCannotBeIsRefusedBesideItsField(t *testing.T) {
	p := ana(t, "provision")
	p.Tap("Something else")
	for _, words := range []string{"Lego group", "teaching", "many"} {
		p.Type(words)
		p.Press("Tab")
	}
	before := len(p.record().Provision)
	p.Press("Ctrl+Enter")
	p.sees("This is not a whole number.")
	if len(p.record().Provision) != before {
		t.Error("something was kept")
	}
}

func TestDetailsKeepThemselvesFieldByField(t *testing.T) {
	p := ana(t, "edit")
	p.Press("Tab", "Tab", "Tab") // first name, surname, born: class
	p.Press("End", "BackSpace")
	p.Type("C")
	p.Press("Tab")
	if got := p.record().Class; got != "4C" {
		t.Fatalf("the class is %q", got)
	}
	p.sees("Undo: Change class of Ana Kowalska")
	p.Press("Tab") // from; status
	p.Type("eh")
	p.Press("Enter")
	if p.record().Status != "E" {
		t.Fatalf("the status is %s:\n%s", p.record().Status, p.Text())
	}
	p.Press("Ctrl+Z", "Ctrl+Z")
	if r := p.record(); r.Status != "K" || r.Class != "4B" {
		t.Errorf("after two undos: %s, %s", r.Status, r.Class)
	}
}

func TestWrongUPNIsKeptWithAWarning(t *testing.T) {
	d := schooltest.Empty(t)
	id, err := d.AddPupil(context.Background(), desk.NewPupil{Pupil: register.Pupil{Forename: "Ana", Surname: "Price", UPN: "A886999926001"}, Status: "K"})
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, d, id, "edit")
	p.sees("The first letter of this UPN does not fit its figures")
}

func TestWhatMattersIsChangedInItsPlace(t *testing.T) {
	d := schooltest.Empty(t)
	id, err := d.AddPupil(context.Background(), desk.NewPupil{Pupil: register.Pupil{Forename: "Ana", Surname: "Price"}})
	if err != nil {
		t.Fatal(err)
	}
	p := open(t, d, id, "")
	p.sees("not recorded", "No plan runs now.")
	for range 9 { // past the actions to the first card
		p.Press("Tab")
	}
	p.Press("Enter")
	p.Type("Lego")
	p.Press("Tab")
	p.Type("A quiet corner")
	p.Press("Esc")
	if r := p.record(); r.Strengths != "Lego" || r.Helps != "A quiet corner" {
		t.Errorf("%q, %q:\n%s", r.Strengths, r.Helps, p.Text())
	}
	p.Press("Ctrl+Z")
	if r := p.record(); r.Helps != "" || r.Strengths != "Lego" {
		t.Errorf("after undo %q, %q", r.Strengths, r.Helps)
	}
}

func TestHiddenNamesAreNowhereOnThePage(t *testing.T) {
	p := ana(t, "")
	r := p.record()
	p.Press("F8")
	text := p.Text()
	for _, name := range append([]string{r.Forename, r.Surname, r.UPN, r.Born.Words(), r.Contacts[0].Name, r.Notes[0].Words}, "sleeping better") {
		// The foot's undo is the shell's; nothing has been done here.
		if strings.Contains(text, name) {
			t.Errorf("%q shows", name)
		}
	}
	p.Type("e")
	p.sees("Names are hidden. Show them with F8")
	p.Press("F8")
	p.sees("Ana Kowalska")
}

func TestLevelAndRequestLeadToTheirScreens(t *testing.T) {
	for key, want := range map[string]shell.Route{"l": shell.To("levels", "x"), "f": shell.To("requests", "new", "x")} {
		p := ana(t, "")
		p.Type(key)
		if got := p.Here(); got.Screen != want.Screen || got.Arg != strings.ReplaceAll(want.Arg, "x", p.id) {
			t.Errorf("%s leads to %v", key, got)
		}
		p.Press("Esc")
		if p.Here() != shell.To("pupil", p.id) {
			t.Errorf("Escape leads to %v", p.Here())
		}
	}
}

func TestRemovedContactComesBackWithUndo(t *testing.T) {
	p := ana(t, "")
	before := len(p.record().Contacts)
	tabTo(t, p, "Contact")
	for range 6 {
		p.Press("Tab")
	}
	p.Press("Tab", "Enter") // Keep contact, Remove
	if got := len(p.record().Contacts); got != before-1 {
		t.Fatalf("%d contacts, had %d:\n%s", got, before, p.Text())
	}
	p.Press("Ctrl+Z")
	if got := len(p.record().Contacts); got != before {
		t.Errorf("%d contacts after undo, had %d", got, before)
	}
}

// tabTo presses Tab and Enter on the links of the page until a form has the title.
func tabTo(t *testing.T, p *page, title string) {
	t.Helper()
	for n := 7; n < 60; n++ {
		p.Go(shell.To("pupil", p.id))
		for range n {
			p.Press("Tab")
		}
		p.Press("Enter")
		if strings.Contains(p.Text(), "\n"+title+"\nClose\n") && strings.Contains(p.Text(), "Remove") {
			return
		}
	}
	t.Fatalf("no link opens a form called %s", title)
}

func TestPupilThatIsGoneIsSaid(t *testing.T) {
	d := schooltest.Demo(t)
	p := open(t, d, "nobody", "")
	p.sees("There is no such pupil in the register.")
}

func TestPupilPictures(t *testing.T) {
	p := ana(t, "")
	p.Pictures("pupil")
	for _, form := range []string{"n", "p", "r", "e"} {
		p.Type(form)
		p.Pictures("pupil-" + form)
		p.Press("Esc")
	}
	p.Press("F8")
	p.Pictures("pupil-hidden")
}
