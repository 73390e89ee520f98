package desktop

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/hub"
)

// The summary of the half-term goes to a hub that answers over HTTP: from another page
// Ctrl+Shift+S shows every figure, one key approves them and one sends. The same over a small
// school, in each run: TestSummaryLeavesInTwoClicks of sending.
func TestTaskSendTheSummary(t *testing.T) {
	if !long() {
		t.Skip("the summary of the demo school takes some seconds; NEEDSBOOK_LONG=1 sends it")
	}
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := program(t)
	p.DemoFolder, p.Forgetful = t.TempDir(), true
	p.Options.Roads = desk.Roads{Dial: func(address string) (desk.Hub, error) { return https.New(address, http.DefaultTransport) },
		Random: rand.Reader, Chance: func() float64 { return 0.5 }}
	box := inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Kent coast hub", Validate: hub.Validate, Now: p.Options.Clock}
	server := httptest.NewServer((&hub.Server{Inbox: box, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler())
	t.Cleanup(func() { server.Close(); db.Close() })
	w := newWindow(context.Background(), p, shell.InlineRunner())
	if err := w.start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.closeDesk() })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(desk.Words(err))
		}
	}
	s := w.desk.School()
	must(box.SaveCluster(w.ctx, inbox.Cluster{ID: s.Cluster, Name: "Kent coast"}))
	must(box.SaveSchool(w.ctx, inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: s.Cluster}))
	code, _, err := box.NewInvite(w.ctx, s.URN, time.Hour, rand.Reader)
	must(err)
	met, err := w.desk.MeetHub(w.ctx, server.URL)
	must(err)
	m, err := w.desk.Join(w.ctx, met, code, "SENCO computer")
	must(err)
	_, err = box.Approve(w.ctx, m.Key.ID(), "test")
	must(err)
	_, err = w.desk.CheckMembership(w.ctx)
	must(err)

	w.shell.Go(shell.To("register"))
	at := shelltest.Over(t, w.shell)
	at.Press("Ctrl+Shift+S")
	if w.shell.Here().Screen != "cluster" {
		t.Fatalf("Ctrl+Shift+S leads to %v", w.shell.Here())
	}
	at.MustSee("How to read the figures")
	shown := at.Keys
	at.Press("Ctrl+Enter", "Ctrl+Enter")
	if n := at.Keys - shown; n > 2 {
		t.Errorf("it took %d keys once the figures are shown, the bar is 2", n)
	}
	at.MustSee("It leaves in 10 seconds.", "Keep it back")
	at.Elapse()
	at.MustSee("The hub has it, and its signed receipt is kept here.")
}
