package main

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

// movingHub is a real hub whose records can be put back to what they were, at the same
// address and with the same key.
type movingHub struct {
	testHub
	t       *testing.T
	folder  string
	db      *hubdb.DB
	key     exchange.Key
	handler atomic.Pointer[http.Handler]
}

func startMovingHub(t *testing.T) *movingHub {
	t.Helper()
	key, err := exchange.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	h := &movingHub{t: t, key: key, folder: t.TempDir()}
	h.open()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { (*h.handler.Load()).ServeHTTP(w, r) }))
	h.address = server.URL
	t.Cleanup(func() {
		server.Close()
		if err := h.db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Test cluster"}); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *movingHub) open() {
	h.t.Helper()
	db, err := hubdb.Open(context.Background(), h.folder)
	if err != nil {
		h.t.Fatal(err)
	}
	h.db = db
	h.Inbox = inbox.Inbox{Store: db, Key: h.key, Name: "Test hub", Validate: hub.Validate, Now: func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }}
	handler := (&hub.Server{Inbox: h.Inbox, Probe: db.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()},
		Random: rand.Reader, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}).Handler()
	h.handler.Store(&handler)
}

// backup copies the hub's records as they are.
func (h *movingHub) backup() string {
	h.t.Helper()
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	to := h.t.TempDir()
	if err := os.CopyFS(to, os.DirFS(h.folder)); err != nil {
		h.t.Fatal(err)
	}
	h.open()
	return to
}

// putBack makes a copy of the records the hub's own.
func (h *movingHub) putBack(from string) {
	h.t.Helper()
	if err := h.db.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.folder = from
	h.open()
}

// join makes a school's computer one that may send.
func (h *movingHub) join(s *terminal) {
	h.t.Helper()
	s.must("enrol", h.invite(h.t, s.object(done, "school", "show")["urn"].(string)), "--hub", h.address, "--label", "Office")
	if _, err := h.Approve(h.t.Context(), h.device(h.t).ID, "test"); err != nil {
		h.t.Fatal(err)
	}
	s.must("enrol", "--check")
	s.agree()
}

func (s *terminal) approveAndSend() (document string) {
	s.t.Helper()
	document = s.object(done, "summary", "approve", "--by", "Ada Head")["document_id"].(string)
	if sent := s.object(done, "summary", "send"); sent["state"] != "COMMITTED" && sent["state"] != "ALREADY" {
		s.t.Fatalf("%v", sent)
	}
	return document
}

func (h *movingHub) holds(document string) bool {
	h.t.Helper()
	found := false
	err := h.Store.Read(h.t.Context(), func(r inbox.Reader) error {
		return r.Documents(func(d inbox.Document) error { found = found || d.ID == document; return nil })
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return found
}

func TestSchoolsGiveBackWhatARestoredHubLost(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	h.join(s)
	first := s.approveAndSend()
	yesterday := h.backup()
	second := s.approveAndSend()
	s.must("summary", "withdraw")
	s.must("summary", "send")
	third := s.approveAndSend()
	if !h.holds(first) || !h.holds(second) || !h.holds(third) {
		t.Fatal("the hub does not hold what it receipted")
	}
	h.putBack(yesterday)
	if h.holds(second) || h.holds(third) {
		t.Fatal("the hub is not the one of yesterday")
	}
	again := s.object(done, "summary", "send")
	if len(again["items"].([]any)) != 3 || !h.holds(second) || !h.holds(third) {
		t.Errorf("the school did not send again what was lost: %v", again)
	}
	if after := s.object(done, "summary", "send"); len(after["items"].([]any)) != 0 {
		t.Errorf("a whole hub was sent something: %v", after)
	}
	log := s.object(done, "sendlog")
	if log["sound"] != true || !strings.Contains(s.must("sendlog"), "lost by the hub") {
		t.Errorf("%v", log["fault"])
	}
}

func TestRestoredSchoolTakesOverWhatTheHubHolds(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	h.join(s)
	s.approveAndSend()
	copied := s.object(done, "backup", "--to", t.TempDir())["path"].(string)
	last := s.approveAndSend()
	s.must("restore", copied)
	if why := s.refusal(refused, "summary", "send"); !strings.Contains(why, "on hold") {
		t.Error(why)
	}
	a := s.object(done, "summary", "adopt")
	if a["found"] != true || a["known"] != false || a["document"] != last || a["rev"] != 2.0 {
		t.Errorf("%v", a)
	}
	p := s.object(done, "summary", "approve", "--by", "Ada Head")
	if p["rev"] != 3.0 {
		t.Errorf("the next summary is revision %v", p["rev"])
	}
	if sent := s.object(done, "summary", "send"); sent["state"] != "COMMITTED" {
		t.Errorf("%v", sent)
	}
	if a := s.object(done, "summary", "adopt"); a["known"] != true || a["rev"] != 3.0 {
		t.Errorf("%v", a)
	}
}

func TestKeyIsChangedAndTheNewOneSends(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	s.refusal(refused, "enrol", "rotate")
	h.join(s)
	old := h.device(t).ID
	s.must("enrol", "rotate")
	s.refusal(refused, "enrol", "rotate")
	waits := s.object(done, "summary", "approve", "--by", "Ada Head")["document_id"].(string) // signed by the old key
	if sent := s.object(done, "summary", "send"); len(sent["items"].([]any)) != 2 || sent["state"] != "COMMITTED" {
		t.Fatalf("%v", sent)
	}
	if !h.holds(waits) {
		t.Error("what the old key signed did not arrive")
	}
	last := s.approveAndSend()
	var signedBy string
	err := h.Store.Read(t.Context(), func(r inbox.Reader) error {
		return r.Documents(func(d inbox.Document) error {
			if d.ID == last {
				signedBy = d.Device
			}
			return nil
		})
	})
	if err != nil || signedBy == "" || signedBy == old {
		t.Errorf("the last summary is signed by %q, the old key is %q: %v", signedBy, old, err)
	}
	if all := s.must("export", t.TempDir()); strings.Contains(all, "next_key") {
		t.Error("the export speaks of a secret key")
	}
}

func TestRevokedKeyStopsEverythingWithItsSentence(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	h.join(s)
	if _, err := h.Revoke(t.Context(), h.device(t).ID); err != nil {
		t.Fatal(err)
	}
	s.must("summary", "approve", "--by", "Ada Head")
	var sent struct{ Items []sentItem }
	s.json(refused, &sent, "summary", "send")
	if len(sent.Items) != 1 || sent.Items[0].State != exchange.Parked || sent.Items[0].Reason != exchange.KeyRevoked.Sentence() {
		t.Errorf("%+v", sent.Items)
	}
	// A new invitation makes a new key, and what was parked goes out signed by it.
	s.must("enrol", h.invite(t, s.object(done, "school", "show")["urn"].(string)), "--hub", h.address)
	words := strings.Join(strings.Fields(joined(s.object(refused, "enrol", "--check")["fingerprint_words"])), " ")
	err := h.Store.Read(t.Context(), func(r inbox.Reader) error {
		all, err := r.Devices()
		for _, d := range all {
			if strings.Join(d.Key.Words(), " ") == words {
				_, err = h.Approve(t.Context(), d.ID, "test")
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.must("enrol", "--check")
	s.must("summary", "again", "1")
	if sent := s.object(done, "summary", "send"); sent["state"] != "COMMITTED" {
		t.Errorf("%v", sent)
	}
}

func TestSchoolJoinsByFile(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	code := h.invite(t, s.object(done, "school", "show")["urn"].(string))
	request, answer := filepath.Join(t.TempDir(), "join.scj"), filepath.Join(t.TempDir(), "answer.sca")
	s.refusal(refused, "enrol", "request", "WRONG", "--out", request)
	s.must("enrol", "request", code, "--out", request, "--label", "Office")
	file, err := os.ReadFile(request)
	if err != nil {
		t.Fatal(err)
	}
	body, device, refusedWith, err := h.EnrolByFile(t.Context(), file)
	if err != nil || refusedWith != "" {
		t.Fatal(refusedWith, err)
	}
	put := func(body []byte) {
		t.Helper()
		if err := os.WriteFile(answer, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(body)
	hubWords := strings.Join(h.Key.Public().Words(), " ")
	if met := s.object(done, "enrol", "answer", answer); joined(met["hub_words"]) != hubWords || met["state"] != "" {
		t.Errorf("%v", met)
	}
	s.refusal(refused, "enrol", "answer", answer, "--hub-words", "not these six words at all")
	s.refusal(refused, "enrol", "answer", request, "--hub-words", hubWords)
	if o := s.object(done, "enrol", "answer", answer, "--hub-words", hubWords); o["state"] != "pending" || o["cluster"] != "KENT-07" {
		t.Errorf("%v", o)
	}
	if _, err := h.Approve(t.Context(), device, "test"); err != nil {
		t.Fatal(err)
	}
	if body, err = h.EnrolAnswer(t.Context(), device); err != nil {
		t.Fatal(err)
	}
	put(body)
	if o := s.object(done, "enrol", "answer", answer, "--hub-words", hubWords); o["state"] != "active" {
		t.Errorf("%v", o)
	}
	// Another hub cannot take this one's place.
	other := startMovingHub(t)
	other.invite(t, "118999")
	fake := exchange.EnrolAnswer{State: exchange.Active, Device: device, URN: s.object(done, "school", "show")["urn"].(string), Cluster: "KENT-07", Hub: other.Hub()}.Sign(other.Key)
	put(fake)
	s.refusal(refused, "enrol", "answer", answer, "--hub-words", strings.Join(other.Key.Public().Words(), " "))
}

func TestEndedAgreementStopsWhatWaitsButNotAWithdrawal(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	h.join(s)
	first := s.approveAndSend()
	second := s.object(done, "summary", "approve", "--by", "Ada Head")["document_id"].(string)
	s.must("agreement", "end")
	if why := s.refusal(refused, "summary", "send"); !strings.Contains(why, "was ended on") {
		t.Error(why)
	}
	s.refusal(refused, "summary", "approve", "--by", "Ada Head")
	s.must("summary", "preview")
	if h.holds(second) || !h.holds(first) {
		t.Error("a summary left without an agreement")
	}
	s.agree()
	s.must("summary", "send")
	s.must("agreement", "end")
	s.must("summary", "withdraw")
	if sent := s.object(done, "summary", "send"); sent["state"] != "COMMITTED" {
		t.Errorf("a withdrawal needs no agreement: %v", sent)
	}
	for _, wrong := range [][]string{
		{"--with", "X", "--signed-by", "Y", "--on", "2026-09-01", "--until", "2027-08-31"},
		{"--version", "2", "--with", "X", "--signed-by", "Y", "--on", "2027-09-01", "--until", "2028-08-31"},
		{"--version", "2", "--with", "X", "--signed-by", "Y", "--on", "2026-09-01", "--until", "2026-08-31"},
		{"--version", "2", "--with", "X", "--signed-by", "Y", "--on", "2026-09-01", "--until", "2027-08-31", "--tables", "T00,T01"},
		{"--version", "2", "--with", "X", "--signed-by", "Y", "--on", "2026-09-01", "--until", "2027-08-31", "--tables", "T99"},
	} {
		s.refusal(refused, append([]string{"agreement", "set"}, wrong...)...)
	}
	if a := s.object(done, "agreement"); a["version"] != "2026-1" || a["in_force"] != false {
		t.Errorf("a refused agreement was kept: %v", a)
	}
	s.agree()
	s.refusal(refused, "summary", "approve", "--by", "Sue Senco", "--role", "senco")
	s.must("agreement", "set", "--version", "2026-2", "--with", "Test cluster", "--signed-by", "Ada Head", "--on", "2026-09-01", "--until", "2027-08-31", "--delegated")
	s.must("summary", "approve", "--by", "Sue Senco", "--role", "senco")
	log := s.must("sendlog")
	if !strings.Contains(log, "Sue Senco") || !strings.Contains(log, "Ada Head") {
		t.Error(log)
	}
}

func TestBulletinComesBackToTheSchool(t *testing.T) {
	t.Parallel()
	s, h := joinableSchool(t, 3), startMovingHub(t)
	if b := s.object(done, "bulletin"); b["found"] != false {
		t.Errorf("a school without a cluster has a bulletin: %v", b)
	}
	h.join(s)
	ctx := t.Context()
	if _, err := h.SaveMeeting(ctx, inbox.Meeting{Cluster: "KENT-07", On: day.Of(2026, 12, 3), Place: "Town hall", PapersBy: day.Of(2026, 11, 23)}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SaveNotice(ctx, inbox.Notice{Cluster: "KENT-07", On: day.Of(2026, 11, 20), Title: "Forms have changed"}); err != nil {
		t.Fatal(err)
	}
	if b := s.object(done, "bulletin"); b["found"] != true || b["changed"] != true || len(b["meetings"].([]any)) != 1 {
		t.Errorf("%v", b)
	}
	if b := s.object(done, "bulletin"); b["changed"] != false || b["found"] != true {
		t.Errorf("%v", b)
	}
	tasks := s.must("today")
	for _, want := range []string{"Forms have changed", "meets on", "Send this term's summary for the meeting"} {
		if !strings.Contains(tasks, want) {
			t.Errorf("Today does not say %q:\n%s", want, tasks)
		}
	}
	s.approveAndSend()
	if tasks := s.must("today"); strings.Contains(tasks, "Send this term's summary") {
		t.Error("Today still asks for a summary that the hub has")
	}
	s.refusal(refused, "bulletin", "pack", strings.Repeat("0", 64))
}
