package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"needsbook/app/exchange"
	"needsbook/app/exchange/folder"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

// testHub is a real hub on the loopback address.
type testHub struct {
	inbox.Inbox
	address string
}

func startHub(t *testing.T) testHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
	h := testHub{Inbox: inbox.Inbox{Store: db, Key: key, Name: "Test hub", Validate: hub.Validate, Now: now}}
	handler := (&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()},
		Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler()
	server := httptest.NewServer(handler)
	h.address = server.URL
	t.Cleanup(func() {
		server.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Test cluster"}); err != nil {
		t.Fatal(err)
	}
	return h
}

// invite adds a school and returns a code for one of its computers.
func (h testHub) invite(t *testing.T, urn string) string {
	t.Helper()
	if err := h.SaveSchool(t.Context(), inbox.School{URN: urn, Name: "Meadowfield", Phase: "primary", Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	code, _, err := h.NewInvite(t.Context(), urn, time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// joinableSchool is a school with 40 pupils, some of them with SEN: 24 are enough for
// whole tables, and fewer are quicker to audit.
func joinableSchool(t *testing.T, sen int) *terminal {
	t.Helper()
	s := newSchool(t)
	rows := "Surname,Forename,DOB,SEN status,Primary need\n"
	for i := range 40 {
		status, need := "N", ""
		if i < sen {
			status, need = "K", "SLCN"
		}
		rows += fmt.Sprintf("Price%d,Ana,03/09/%d,%s,%s\n", i, 2016+i%2, status, need)
	}
	s.must("import", s.write("pupils.csv", rows))
	return s
}

// agree records a sharing agreement on everything.
func (s *terminal) agree() {
	s.t.Helper()
	s.must("agreement", "set", "--version", "2026-1", "--with", "Test cluster", "--signed-by", "Ada Head", "--on", "2026-09-01", "--until", "2027-08-31")
}

// device is the only computer that asked to join.
func (h testHub) device(t *testing.T) (d inbox.Device) {
	t.Helper()
	err := h.Store.Read(t.Context(), func(r inbox.Reader) error {
		all, err := r.Devices()
		if len(all) == 1 {
			d = all[0]
		}
		return err
	})
	if err != nil || d.ID == "" {
		t.Fatal("no computer asked to join", err)
	}
	return d
}

func TestSchoolJoinsSendsAndWithdrawsFromTheTerminal(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 24), startHub(t)
	urn := s.object(done, "school", "show")["urn"].(string)
	s.refusal(refused, "enrol", "--check")
	s.refusal(refused, "summary", "approve")
	s.refusal(refused, "summary", "send")
	s.refusal(refused, "summary", "withdraw")
	hubWords := strings.Join(h.Key.Public().Words(), " ")

	met := s.object(done, "enrol", "--hub", h.address)
	if got := joined(met["hub_words"]); got != hubWords || met["state"] != "" {
		t.Errorf("the hub's words are %q: %v", got, met)
	}
	code := h.invite(t, urn)
	if why := s.refusal(refused, "enrol", code, "--hub", h.address, "--hub-words", "not these six words at all"); !strings.Contains(why, "did not join") {
		t.Error(why)
	}
	s.refusal(refused, "enrol", "WRONG-CODE", "--hub", h.address)
	s.refusal(refused, "enrol", code, "--hub", "http://127.0.0.1:1")
	o := s.object(done, "enrol", code, "--hub", h.address, "--hub-words", hubWords, "--label", "Office")
	if o["state"] != "pending" || joined(o["fingerprint_words"]) != strings.Join(h.device(t).Key.Words(), " ") {
		t.Errorf("%v", o)
	}
	if o := s.object(refused, "enrol", "--check"); o["state"] != "pending" {
		t.Errorf("%v", o)
	}
	if _, err := h.Approve(t.Context(), h.device(t).ID, "test"); err != nil {
		t.Fatal(err)
	}
	if o := s.object(done, "enrol", "--check"); o["state"] != "active" {
		t.Errorf("%v", o)
	}

	if why := s.refusal(refused, "summary", "approve"); !strings.Contains(why, "No sharing agreement is recorded") {
		t.Error(why)
	}
	s.agree()
	p := s.object(done, "summary", "preview")
	wantKeys(t, "summary preview", p, "document_id tables hidden low audit would_send_to")
	if p["would_send_to"].(map[string]any)["cluster"] != "KENT-07" || len(p["tables"].([]any)) < 2 || p["audit"].(map[string]any)["pass"] != true {
		t.Errorf("%v", p["would_send_to"])
	}
	approved := s.object(done, "summary", "approve", "--id", p["document_id"].(string), "--by", "Ada Head")
	wantKeys(t, "summary approve", approved, "state receipt")
	if approved["state"] != "READY" || approved["receipt"] != nil {
		t.Errorf("%v", approved)
	}
	sent := s.object(done, "summary", "send")
	if sent["state"] != "COMMITTED" || sent["receipt"].(map[string]any)["urn"] != urn {
		t.Errorf("%v", sent)
	}
	if again := s.object(done, "summary", "send"); again["state"] != "" || len(again["items"].([]any)) != 0 {
		t.Errorf("%v", again)
	}
	s.refusal(refused, "summary", "again", "1")
	s.must("summary", "withdraw")
	s.must("summary", "send")
	if box := s.object(done, "summary", "outbox"); len(box["items"].([]any)) != 2 || box["state"] != "COMMITTED" {
		t.Errorf("%v", box)
	}
	heads := 0
	err := h.Store.Read(t.Context(), func(r inbox.Reader) error {
		return r.Documents(func(inbox.Document) error { heads++; return nil })
	})
	if err != nil || heads != 2 {
		t.Errorf("the hub holds %d documents, %v", heads, err)
	}
	s.must("summary", "outbox")
	s.must("enrol", "--check")
}

func TestSummaryGoesByASharedFolder(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startHub(t)
	shared := t.TempDir()
	s.refusal(refused, "summary", "folder", shared)
	if to := s.object(done, "summary", "preview")["would_send_to"]; to != nil {
		t.Errorf("a school that has not joined would send to %v", to)
	}
	s.must("enrol", h.invite(t, s.object(done, "school", "show")["urn"].(string)), "--hub", h.address, "--label", "Office")
	if _, err := h.Approve(t.Context(), h.device(t).ID, "test"); err != nil {
		t.Fatal(err)
	}
	s.must("summary", "folder", shared)
	s.agree()
	s.refusal(refused, "summary", "approve", "--id", "sha256:"+strings.Repeat("0", 64))
	var exact struct {
		ID      string `json:"document_id"`
		Payload json.RawMessage
	}
	if s.json(done, &exact, "summary", "preview"); exchange.DocumentID(exact.Payload) != exact.ID {
		t.Error("the preview does not show the exact document")
	}
	if out := s.must("summary", "preview"); !strings.Contains(out, "It would go to Test hub") || !strings.Contains(out, "Nought to four is always shown as low.") {
		t.Error(out)
	}
	s.must("summary", "approve", "--by", "Ada Head")
	if sent := s.object(done, "summary", "send"); sent["receipt"] != nil {
		t.Errorf("a receipt before the hub looked: %v", sent)
	}
	files, _ := os.ReadDir(shared)
	if len(files) != 1 {
		t.Fatalf("%d files in the folder", len(files))
	}
	scan := folder.Scanner{Folder: shared, Key: h.Key, Receive: func(ctx context.Context, e []byte, channel string) (exchange.Answer, error) {
		return h.Receive(ctx, e, channel)
	}}
	for range 3 { // a file is taken once it has stopped growing
		if _, err := scan.Scan(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if sent := s.object(done, "summary", "send"); sent["state"] != "COMMITTED" || sent["receipt"] == nil {
		t.Errorf("%v", sent)
	}
	s.must("summary", "folder", "--network")
	if why := s.refusal(misused, "summary", "folder", shared, "--network"); why == "" {
		t.Error("both roads at once")
	}
}

func joined(list any) string {
	var words []string
	for _, w := range list.([]any) {
		words = append(words, w.(string))
	}
	return strings.Join(words, " ")
}
