package sending_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/app/school"
	"needsbook/storage/hubdb"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/sending"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/hub"
)

// realHub is a hub on this computer with the demo school's cluster.
type realHub struct {
	inbox.Inbox
	address string
}

func newHub(t *testing.T, urn string) realHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	h := realHub{Inbox: inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: schooltest.Now}}
	server := httptest.NewServer((&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler())
	t.Cleanup(func() { server.Close(); db.Close() })
	h.address = server.URL
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Kent coast"}); err != nil {
		t.Fatal(err)
	}
	if err := h.SaveSchool(t.Context(), inbox.School{URN: urn, Name: "Meadowfield Primary", Phase: "primary", Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h realHub) code(t *testing.T, urn string) string {
	t.Helper()
	code, _, err := h.NewInvite(t.Context(), urn, time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// demo is a desk over the demo school with real roads to a hub.
func demo(t *testing.T) *desk.Desk {
	t.Helper()
	d := sit(t)
	if _, err := d.FillDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// small is a desk over a school with hardly any pupil, whose summary is soon made.
func small(t *testing.T) *desk.Desk {
	t.Helper()
	d := sit(t)
	if err := d.SaveSchool(t.Context(), school.School{Name: "Little Orchard", URN: "999995", Phase: "primary", Roll: 96, Cluster: "KENT-07", Head: "A Head"}); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveAgreement(t.Context(), desk.SharingAgreement{Version: "1", With: "Kent coast", SignedBy: "A Head", Role: "Headteacher", On: d.Today(), Until: d.Today().AddDays(300), Tables: desk.AllSharedTables()}); err != nil {
		t.Fatal(err)
	}
	return d
}

func sit(t *testing.T) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Create(t.Context(), filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(t.Context(), store, desk.Options{Clock: schooltest.Now, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) },
		Roads: desk.Roads{
			Dial: func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) },
			Folder: func(path string, hub exchange.PublicKey) desk.SharedFolder {
				return folder.Drop{Folder: path, Hub: hub}
			},
			Random: rand.Reader, Chance: func() float64 { return 0.5 },
		}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "cluster", Name: "Cluster", Icon: "cluster", Open: func(arg string) (shell.Screen, error) {
			return sending.New(sending.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("cluster"))
	return w
}

// press goes to a thing by Tab and presses it.
func press(t *testing.T, w *shelltest.Window, words string) {
	t.Helper()
	w.Canvas().Focus(nil)
	for range 80 {
		w.Press("Tab")
		if l, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok && strings.HasPrefix(l.AccessibilityLabel(), words) {
			w.Press("Enter")
			return
		}
	}
	t.Fatalf("Tab does not come to %q:\n%s", words, w.Text())
}

// join joins the hub over the desk, as far as wanted.
func join(t *testing.T, d *desk.Desk, h realHub, approve bool) {
	t.Helper()
	meeting, err := d.MeetHub(t.Context(), h.address)
	if err != nil {
		t.Fatal(err)
	}
	m, err := d.Join(t.Context(), meeting, h.code(t, d.School().URN), "SENCO computer")
	if err != nil || !approve {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	if _, err := h.Approve(t.Context(), m.Key.ID(), "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CheckMembership(t.Context()); err != nil {
		t.Fatal(err)
	}
}

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
	w.MustSee("Kent coast hub", strings.Join(h.Key.Public().Words(), "  "))
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
	w.MustSee("It leaves in 10 seconds.", "Keep it back")
	w.Press("Esc")
	w.MustSee("it never left the school", "can be approved again")
	w.Press("Ctrl+Enter")
	w.Elapse()
	w.MustSee("The hub has it, and its signed receipt is kept here.", "there is nothing new to send")
	press(t, w, "What was approved")
	w.MustSee("Summary", "The hub has it", "At the hub since", "23 Nov 2026")
}

func TestSummaryLeavesInTwoKeys(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	w := open(t, d)
	w.Go(shell.To("register"))
	before := w.Keys
	w.Press("Ctrl+Shift+S")
	if w.Here().Screen != "cluster" || !w.Sees("The figures") {
		t.Fatalf("the figures are not shown:\n%s", w.Text())
	}
	w.Press("Ctrl+Enter")
	if n := w.Keys - before; n != 2 {
		t.Errorf("it took %d keys", n)
	}
	w.Go(shell.To("register")) // going on to something else lets it leave
	w.Go(shell.To("cluster"))
	w.MustSee("The hub has a summary")
}

func TestEveryFigureIsShownAsItLeavesWithWhatIsHiddenExplained(t *testing.T) {
	d := demo(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range p.Preview.Tables {
		w.MustSee(table.Title)
	}
	w.MustSee("low", "Nought to four is always shown as low.", p.Words[0])
	press(t, w, "Who will see it")
	w.MustSee("What never leaves the school", "Names, UPNs and dates of birth", "KENT-07", "Kent coast hub")
	press(t, w, "The exact bytes")
	text := strings.ReplaceAll(w.Text(), "\n", "")
	if !strings.Contains(text, string(p.Payload)) {
		t.Errorf("the bytes are not shown as they are:\n%s", w.Text())
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
		if _, err := d.ApproveSummary(t.Context(), p.ID, desk.Approver{Name: "A Head", Role: desk.RoleHead}); err != nil {
			t.Fatal(err)
		}
	}
	approve()
	w := open(t, d)
	press(t, w, "What was approved")
	press(t, w, "Withdraw this term's summary")
	w.MustSee("it never left the school", "can be approved again")
	approve()
	w.Go(shell.To("cluster"))
	press(t, w, "Send")
	press(t, w, "What was approved")
	press(t, w, "Withdraw this term's summary")
	w.MustSee("Send takes the figures out at the hub.")
	w.Press("Ctrl+Enter")
	w.MustSee("Withdrawal", "Kept back")
}

func TestParkedDocumentSaysWhyAndCanBeSentAgain(t *testing.T) {
	d := small(t)
	h := newHub(t, d.School().URN)
	join(t, d, h, true)
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ApproveSummary(t.Context(), p.ID, desk.Approver{Name: "A Head", Role: desk.RoleHead}); err != nil {
		t.Fatal(err)
	}
	if err := h.CloseTerm(t.Context(), "KENT-07", p.Series, "the panel has met"); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.Press("Ctrl+Enter")
	press(t, w, "What was approved")
	w.MustSee("Waits for you", exchange.TermLocked.Sentence()[:20])
	if err := h.OpenTerm(t.Context(), "KENT-07", p.Series); err != nil {
		t.Fatal(err)
	}
	press(t, w, "Send again")
	w.Press("Ctrl+Enter")
	w.MustSee("The hub has it")
}

func TestFolderIsTheRoadWhereThereIsNoNetwork(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	w := open(t, d)
	to := t.TempDir()
	press(t, w, "The way to the hub")
	press(t, w, "Send by this folder")
	w.MustSee("Choose a folder, or type its path.")
	w.Type(to)
	w.Press("Enter")
	w.MustSee("The way to the hub was changed.")
	press(t, w, "Approve now, send later")
	w.Press("Ctrl+Enter")
	files := 0
	filepath.WalkDir(to, func(_ string, e os.DirEntry, _ error) error {
		if !e.IsDir() {
			files++
		}
		return nil
	})
	if files == 0 {
		t.Errorf("nothing was put into the folder:\n%s", w.Text())
	}
	press(t, w, "Send over the network")
	if m, err := d.Membership(t.Context()); err != nil || m.Folder != "" {
		t.Error(m.Folder, err)
	}
}

func TestSendingRestsAfterARestoreUntilToldToGoOn(t *testing.T) {
	d := small(t)
	join(t, d, newHub(t, d.School().URN), true)
	backup, err := d.Keeper().Backup(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Restore(t.Context(), backup.Path, desk.Secret{Passphrase: schooltest.Passphrase}); err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.MustSee("Sending is on hold")
	press(t, w, "Let sending go on")
	if w.Sees("Sending is on hold") {
		t.Errorf("it is on hold still:\n%s", w.Text())
	}
}

func TestHubThatDoesNotAnswerIsSaidAndNothingIsLost(t *testing.T) {
	w := open(t, small(t))
	w.Type("http://127.0.0.1:9")
	w.Press("Enter")
	w.MustSee("The hub did not answer.", "127.0.0.1:9")
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
	join(t, d, h, true)
	w = open(t, d)
	w.Pictures("cluster-figures")
	press(t, w, "The exact bytes")
	w.Pictures("cluster-bytes")
	press(t, w, "Approve now, send later")
	w.Press("Ctrl+Enter")
	press(t, w, "What was approved")
	w.Pictures("cluster-sent")
	press(t, w, "The way to the hub")
	w.Pictures("cluster-road")
}
