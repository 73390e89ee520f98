package sending_test

import (
	"slices"
	"strings"
	"testing"

	"needsbook/app/exchange"
	"needsbook/app/school"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// oneMain fails when another button than this one is filled.
func oneMain(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	if mains := w.MainButtons(); !slices.Equal(mains, []string{words}) {
		t.Errorf("the main buttons are %q, not %q alone", mains, words)
	}
}

func TestEveryStepToTheHubHasOneMainButton(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	w := open(t, d)
	oneMain(t, w, "Ask the hub who it is")
	w.Type(h.address)
	w.Press("Enter")
	w.MustSee("Kent coast hub")
	oneMain(t, w, "Join")
	w.Tap("Ask the hub who it is") // still asks again
	oneMain(t, w, "Join")

	join(t, d, h, false)
	w.Go(shell.To("cluster", "figures"))
	w.MustSee("have not accepted this computer yet", "telephone them")
	oneMain(t, w, "Check again")
	w.Press("Ctrl+Enter")
	w.MustSee("The hub has not accepted this computer yet.")
	m, err := d.Membership(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Approve(t.Context(), m.Key.ID(), "test"); err != nil {
		t.Fatal(err)
	}
	w.Tap("Check again")
	w.MustSee("The hub has accepted this computer.")
	oneMain(t, w, "Send these figures")
}

func TestPageShowsTheSixWordsOfWhatWasApprovedUntilThereIsSomethingNew(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	w.Tap("Approve now, send later")
	w.Press("Ctrl+Enter")
	items, err := d.Outbox(t.Context())
	if err != nil || len(items) != 1 {
		t.Fatal(items, err)
	}
	approved := strings.Join(exchange.DocumentWords(items[0].DocID), " ")
	w.MustSee("Its six words", approved)
	w.Tap("Send")
	w.MustSee("The hub has it", approved)
	payload, err := items[0].Envelope.Payload()
	if err != nil {
		t.Fatal(err)
	}
	tab(t, w, "The exact bytes")
	w.MustSee(approved)
	if !strings.Contains(strings.ReplaceAll(w.Text(), "\n", ""), string(payload)) {
		t.Errorf("the bytes are not those of the words:\n%s", w.Text())
	}

	s := d.School()
	s.Roll = 260
	if err := d.SaveSchool(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	w.Go(shell.To("cluster", "figures"))
	p, err := d.PreviewSummary(t.Context())
	if err != nil || p.Same {
		t.Fatal("nothing is new to send", err)
	}
	w.MustSee("can be approved as a correction", strings.Join(p.Words, " "))
	if w.Sees(approved) {
		t.Error("the words are still those of what was sent")
	}
}

func TestWithdrawalThatWaitsReadsAsNotGoneAndItsLineSaysWhatWasSent(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	w.Tap("Approve now, send later")
	w.Press("Ctrl+Enter")
	w.Tap("Send")
	w.MustSee("The hub has the summary")
	tab(t, w, "Send log")
	w.Tap("Withdraw this term's summary")
	w.MustSee("The withdrawal of the summary of the autumn term 2026-27 has not left yet.")
	if w.Sees("has been withdrawn") {
		t.Error("it reads as withdrawn before it left")
	}
	w.Tap("Send")
	w.MustSee("The summary of the autumn term 2026-27 has been withdrawn.", "Withdrawal sent")
	if w.Sees("has not left yet") {
		t.Errorf("it reads as waiting still:\n%s", w.Text())
	}
}

func TestWhatComesBackIsFetchedOnceTheHubHasTheSummary(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	w.Tap("Approve now, send later")
	w.Press("Ctrl+Enter")
	if _, came, err := d.Bulletin(t.Context()); came || err != nil {
		t.Fatal("something came before anything was sent", err)
	}
	w.Tap("Send")
	w.MustSee("The hub has it")
	b, came, err := d.Bulletin(t.Context())
	if err != nil || !came || b.Series != school.Series(d.Today()) {
		t.Fatalf("%+v %v %v", b, came, err)
	}
	tab(t, w, "Who sees it")
	w.MustSee("Meadowfield Primary (this school)")
}

// A demo school stands on a day of its own, which is the day of all that it does.
func TestDemoSchoolSendsAndFetchesToday(t *testing.T) {
	d := small(t)
	s := d.School()
	s.Demo, s.DemoDay = true, d.Today().AddDays(1)
	if err := d.SaveSchool(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	join(t, d, newHub(t, s.URN), true)
	w := open(t, d)
	w.Tap("Approve now, send later")
	w.Press("Ctrl+Enter")
	w.Tap("Send")
	w.MustSee("The hub has it")
	fetched, err1 := d.BulletinFetched(t.Context())
	log, err2 := d.SendLog(t.Context())
	if err1 != nil || err2 != nil || len(log) == 0 {
		t.Fatal(err1, err2, log)
	}
	if on := fetched.Local().Format("2006-01-02"); on != d.Today().String() {
		t.Errorf("fetched on %s, today is %s", on, d.Today())
	}
	tab(t, w, "Send log")
	w.MustSee(d.Today().Words())
	for _, e := range log {
		if on := e.At.Local().Format("2006-01-02"); on != d.Today().String() {
			t.Errorf("%s on %s, today is %s", e.EventWords(), on, d.Today())
		}
	}
}
