package sending_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/shell"
)

// TestSchoolJoinsLooksApprovesAndSendsByKeysAlone is the whole way, with a hub that
// answers over HTTP.
func TestSchoolJoinsLooksApprovesAndSendsByKeysAlone(t *testing.T) {
	d := demo(t)
	h := newHub(t, d.School().URN)
	w := open(t, d)
	w.MustSee("Communities of Schools are groups of schools", "Nothing leaves the school.")
	w.Press("Ctrl+Enter")
	w.MustSee("Enter the address of the hub.")
	w.Type(h.address)
	w.Press("Enter")
	w.MustSee("Kent coast hub", strings.Join(h.Key.Public().Words(), " "))
	code := h.code(t, d.School().URN)
	w.Press("Tab")
	w.Type(code)
	w.Press("Ctrl+Enter")
	w.MustSee("Compare the six words first")
	w.Canvas().FocusPrevious()
	w.Press("Space")
	w.Press("Ctrl+Enter")
	w.MustSee("Waiting for the hub")
	m, err := d.Membership(context.Background())
	if err != nil || m.State != exchange.Pending {
		t.Fatal(m.State, err)
	}
	press(t, w, "Check again")
	w.MustSee("has not accepted this computer yet")
	if _, err := h.Approve(t.Context(), m.Key.ID(), "test"); err != nil {
		t.Fatal(err)
	}
	press(t, w, "Check again")
	w.MustSee("The hub has accepted this computer.", "has not been sent yet")

	w.Press("Ctrl+Enter")
	w.MustSee("Approve the summary of the autumn term 2026-27", "Approved by", "Headteacher", "Kent coast hub, for KENT-07")
	w.Press("Ctrl+Enter")
	w.MustSee("It leaves in 10 seconds.", "Keep it back")
	w.Press("Esc")
	w.MustSee("it never left the school", "can be approved again")
	w.Press("Ctrl+Enter", "Ctrl+Enter")
	w.Elapse()
	w.MustSee("The hub has it, and its signed receipt is kept here.", "there is nothing new to send")
	tab(t, w, "Send log")
	w.MustSee("Approved", d.School().Head+", headteacher", "Kept back", "Sent", "Network", "The log is whole", "23 Nov 2026")
}

// The keys after the page is open are the two clicks of a half-term.
func TestSummaryLeavesInTwoClicks(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	w := open(t, d)
	w.Go(shell.To("register"))
	w.Press("Ctrl+Shift+S")
	if w.Here().Screen != "cluster" || !w.Sees("How to read the figures") {
		t.Fatalf("the figures are not shown:\n%s", w.Text())
	}
	before := w.Keys
	w.Press("Ctrl+Enter", "Ctrl+Enter")
	if n := w.Keys - before; n != 2 {
		t.Errorf("it took %d keys", n)
	}
	w.Go(shell.To("register")) // going on to something else lets it leave
	w.Go(shell.To("cluster"))
	w.MustSee("The hub has")
}

func TestEveryTableIsShownAsItLeavesWithEachFigureExplained(t *testing.T) {
	d := demo(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.MustSee("Numbers under five are shown as low.", p.Words[0])
	tab(t, w, "What leaves")
	reach(t, w, "Before you send")
	w.Press("Home")
	seen := ""
	for range p.Preview.Tables {
		w.Press("Down")
		seen += strings.ReplaceAll(w.Text(), "\n", " ")
	}
	for _, table := range p.Preview.Tables {
		if title := d.Terms().Say(table.Title); !strings.Contains(seen, title) {
			t.Errorf("there is no table %q", title)
		}
	}
	w.Press("Home", "Down", "Right")
	w.MustSee("leaves the school", "for you alone", "Shown to the nearest fifty.")
	w.Press("Down")
	w.MustSee("All with SEN: 60 leaves the school. The exact figure is 61, for you alone.")
	w.Press("Esc")
	if focused, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); !ok || !strings.Contains(focused.AccessibilityLabel(), "The school") {
		t.Error("Escape does not go back to the list of tables")
	}
	w.Type("h")
	if p.Hidden > 0 {
		w.MustSee("held back")
	} else {
		w.MustSee("No figure is held back.")
	}
	w.Type("2")
	w.MustSee("What never leaves the school", "Names, UPNs and dates of birth", "KENT-07", "Kent coast hub")
	tab(t, w, "The exact bytes")
	text := strings.ReplaceAll(w.Text(), "\n", "")
	if !strings.Contains(text, string(p.Payload)) {
		t.Errorf("the bytes are not shown as they are:\n%s", w.Text())
	}
}

func TestServiceIsGivenAPriorityWhereItsFiguresAre(t *testing.T) {
	d := demo(t)
	w := open(t, d)
	tab(t, w, "What leaves")
	reach(t, w, "Before you send")
	for range 30 {
		if w.Sees("Priority 1") {
			break
		}
		w.Press("Down")
	}
	first, second := d.Services().List[0], d.Services().List[1]
	w.MustSee("has no priority of the school's own", first.Name)
	w.Press("Right", "Down")
	w.Type("2")
	w.MustSee(second.Name + " is the school's priority 2.")
	if got, err := d.ServicePriorities(t.Context()); err != nil || got[second.ID] != 2 || len(got) != 1 {
		t.Fatal(got, err)
	}
	w.Press("Ctrl+Z")
	if got, _ := d.ServicePriorities(t.Context()); len(got) != 0 {
		t.Errorf("undo left %v", got)
	}
}

func TestNothingLeavesWithoutAnAgreementAndThePageSaysWhatToDo(t *testing.T) {
	d := small(t)
	if err := d.EndAgreement(t.Context()); err != nil {
		t.Fatal(err)
	}
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	w := open(t, d)
	w.MustSee("is not in force, so nothing leaves the school")
	if w.Sees("Send these figures") {
		t.Fatal("sending is offered without an agreement")
	}
	w.Press("Ctrl+Enter")
	w.MustSee("The agreement was ended on 23 Nov 2026", "Signed by")
	w.Press("Ctrl+A")
	w.Type("2026-2")
	w.Press("Ctrl+Enter")
	w.MustSee("The agreement is recorded.", "In force until 31 Aug 2028", "Send these figures")
	a, inForce, err := d.Agreement(t.Context())
	if err != nil || !inForce || a.Version != "2026-2" || a.Delegated || len(a.Tables) != len(desk.SharedTables) {
		t.Fatalf("%+v %v %v", a, inForce, err)
	}
	press(t, w, "Change it, or record")
	w.MustSee("Change the agreement")
	w.Press("Esc")
	press(t, w, "End the agreement today")
	w.MustSee("Nothing is approved or sent without one in force", "Ctrl+Z takes it back")
	w.Press("Ctrl+Z")
	w.MustSee("In force until")
}

func TestRefusedAgreementIsSaidBesideItsField(t *testing.T) {
	d := small(t)
	if err := d.EndAgreement(t.Context()); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	tab(t, w, "Agreement")
	reach(t, w, "2026-1")
	w.Press("Ctrl+A")
	w.Type(" ")
	w.Press("Ctrl+Enter")
	w.MustSee("Say which version of the agreement was signed")
	if a, _, _ := d.Agreement(t.Context()); a.Version != "2026-1" {
		t.Errorf("%+v was kept", a)
	}
}

func TestTableThatTheAgreementLeavesOutStaysAndTheRestGoes(t *testing.T) {
	d := demo(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	tab(t, w, "Agreement")
	press(t, w, "Change it, or record")
	reach(t, w, "Funding requests (T10)")
	w.Press("Space", "Ctrl+Enter")
	w.MustSee("The agreement is recorded.", "All tables but Funding requests (T10)")
	tab(t, w, "What leaves")
	w.MustSee("Stays here", "Funding requests (T10): the agreement does not name it")
	w.Press("Ctrl+Enter")
	w.MustSee("Stays here", "Approve and send")
	w.Press("Ctrl+Enter")
	w.Elapse()
	w.MustSee("The hub has it", "there is nothing new to send")
	items, err := d.Outbox(t.Context())
	if err != nil || len(items) != 1 || items[0].State != exchange.Committed {
		t.Fatal(items, err)
	}
	if payload, err := items[0].Envelope.Payload(); err != nil || strings.Contains(string(payload), `"T10"`) || !strings.Contains(string(payload), `"T09"`) {
		t.Errorf("%s, %v", payload, err)
	}
	if err := d.SaveAgreement(t.Context(), agreement); err != nil { // a wider one lets the table go
		t.Fatal(err)
	}
	w.Go(shell.To("cluster"))
	w.MustSee("can be approved as a correction", "Send these figures")
}

func TestOnlyTheHeadApprovesUnlessTheAgreementSaysOtherwise(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	w.Press("Ctrl+Enter")
	w.MustSee("Ruth Amoah", "Headteacher")
	reach(t, w, "Headteacher")
	w.Press("Down")
	if w.Sees("SENCO") {
		t.Error("the SENCO is offered as approver without being delegated")
	}
	w.Press("Esc", "Esc")
	allowed := agreement
	allowed.Delegated = true
	if err := d.SaveAgreement(t.Context(), allowed); err != nil {
		t.Fatal(err)
	}
	w.Go(shell.To("cluster"))
	w.Press("Ctrl+Enter")
	reach(t, w, "Headteacher")
	w.Type("SEN")
	w.Press("Enter", "Ctrl+Enter")
	log, err := d.SendLog(t.Context())
	if err != nil || len(log) == 0 || log[len(log)-1].Role != desk.RoleSENCO {
		t.Fatalf("%+v %v\n%s", log, err, w.Text())
	}
}

func TestWithdrawnSummaryIsKeptBackOrTakenOut(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	approve := func() {
		t.Helper()
		p, err := d.PreviewSummary(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.ApproveSummary(t.Context(), p.ID, head); err != nil {
			t.Fatal(err)
		}
	}
	approve()
	w := open(t, d)
	tab(t, w, "Send log")
	press(t, w, "Withdraw this term's summary")
	w.MustSee("it never left the school", "can be approved again")
	approve()
	w.Go(shell.To("cluster"))
	press(t, w, "Send")
	tab(t, w, "Send log")
	press(t, w, "Withdraw this term's summary")
	w.MustSee("Send takes the figures out at the hub.")
	w.Press("Ctrl+Enter")
	w.MustSee("Withdrawal approved", "Kept back")
}

func TestParkedDocumentSaysWhyAndCanBeSentAgain(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveSummary(t.Context(), p.ID, head); err != nil {
		t.Fatal(err)
	}
	if err := h.CloseTerm(t.Context(), "KENT-07", p.Series, "the panel has met"); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.Press("Ctrl+Enter")
	w.MustSee("waiting for you under Send log")
	w.Go(shell.To("cluster", "log"))
	w.MustSee("Waits for you", exchange.TermLocked.Sentence()[:20])
	if err := h.OpenTerm(t.Context(), "KENT-07", p.Series); err != nil {
		t.Fatal(err)
	}
	press(t, w, "Send again")
	w.Press("Ctrl+Enter")
	w.MustSee("The hub has it")
}

func TestSendLogIsSavedAsPaperAndAsTable(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveSummary(t.Context(), p.ID, head); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	folder := t.TempDir()
	for _, ending := range []string{".pdf", ".csv"} {
		tab(t, w, "Send log")
		press(t, w, "Save the log")
		if ending == ".csv" {
			w.Press("Down")
		}
		w.Press("Enter", "Ctrl+A")
		path := filepath.Join(folder, "log"+ending)
		w.Type(path)
		w.Press("Enter")
		content, err := os.ReadFile(path)
		if err != nil || len(content) == 0 {
			t.Fatalf("%s: %v\n%s", path, err, w.Text())
		}
		if ending == ".csv" && !strings.Contains(string(content), "Ruth Amoah") {
			t.Errorf("the table does not say who approved:\n%s", content)
		}
	}
}

func TestSchoolsOfTheClusterAreNamed(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	w := open(t, d)
	tab(t, w, "Who sees it")
	w.MustSee("The hub has not said yet which they are.")
	press(t, w, "Ask the hub")
	w.MustSee("Meadowfield Primary (this school)", "1 school of Kent coast")
}

// The words of a council stand in every tab, before and after joining.
func TestNoTabSaysAWordThatACouncilChanged(t *testing.T) {
	d := demo(t)
	if err := d.InstallPack(t.Context(), otherWords(t)); err != nil {
		t.Fatal(desk.Words(err))
	}
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	for _, words := range []string{"What leaves", "Who sees it", "The exact bytes", "Agreement", "Send log", "The way to the hub"} {
		tab(t, w, words)
		noContestedWord(t, w, d)
		if words != "What leaves" {
			continue
		}
		reach(t, w, "Before you send")
		for range 20 {
			w.Press("Down")
			noContestedWord(t, w, d)
		}
	}
}

func TestPictures(t *testing.T) {
	if os.Getenv("NEEDSBOOK_PICTURES") == "" {
		return
	}
	d := demo(t)
	h := newHub(t, d.School().URN)
	w := open(t, d)
	w.Type(h.address)
	w.Press("Enter")
	w.Pictures("cluster-join")
	press(t, w, "The network stops")
	w.Pictures("cluster-joinfile")
	join(t, d, h, true)
	w = open(t, d)
	w.Pictures("cluster-guide")
	tab(t, w, "What leaves")
	reach(t, w, "Before you send")
	w.Press("Down", "Down", "Down", "Right", "Down", "Right")
	w.Pictures("cluster-figures")
	w.Press("Esc", "End", "Up", "Up", "Right")
	w.Pictures("cluster-support")
	tab(t, w, "Who sees it")
	w.Pictures("cluster-readers")
	tab(t, w, "The exact bytes")
	w.Pictures("cluster-bytes")
	tab(t, w, "Agreement")
	w.Pictures("cluster-agreement")
	press(t, w, "Change it")
	w.Pictures("cluster-agreement-form")
	tab(t, w, "What leaves")
	w.Press("Ctrl+Enter")
	w.Pictures("cluster-approve")
	w.Press("Ctrl+Enter")
	w.Pictures("cluster-leaving")
	w.Elapse()
	tab(t, w, "Send log")
	w.Pictures("cluster-log")
	tab(t, w, "The way to the hub")
	w.Pictures("cluster-road")
}
