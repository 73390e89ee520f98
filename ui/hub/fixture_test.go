package hub_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/app/summary"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
)

var startOfTest = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// testHub is a hub over real TLS with one cluster, whose clock stands still until
// it is moved.
type testHub struct {
	*httptest.Server
	inbox.Inbox
	db    *hubdb.DB
	hub   *hub.Server
	clock *atomic.Int64 // nanoseconds since startOfTest
	log   *bytes.Buffer
}

func newTestHub(t testing.TB) *testHub { return newTestHubWithProbe(t, nil) }

// newTestHubWithProbe is a hub whose records cannot be written when probe is an error.
func newTestHubWithProbe(t testing.TB, probe error) *testHub {
	return newTestHubWith(t, func(s *hub.Server) {
		write := s.Probe
		s.Probe = func(ctx context.Context, ms int64) error {
			if probe != nil {
				return probe
			}
			return write(ctx, ms)
		}
	})
}

// newOpenHub is a hub that looks at envelopes as every hub does but takes any content,
// for tests of the way and not of what is carried.
func newOpenHub(t testing.TB) *testHub {
	return newTestHubWith(t, func(s *hub.Server) { s.Inbox.Validate = func(string, []byte) error { return nil } })
}

// newTestHubWith is a hub whose server is changed before it starts.
func newTestHubWith(t testing.TB, change func(*hub.Server)) *testHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := serveTest(t, db, new(atomic.Int64), change)
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Weald and Downs"}); err != nil {
		t.Fatal(err)
	}
	return h
}

// newTestHubOn is a second process on the records of another hub.
func newTestHubOn(t testing.TB, other *testHub) *testHub {
	return serveTest(t, other.db, other.clock, func(s *hub.Server) { s.Lead = other.hub.Lead })
}

func serveTest(t testing.TB, db *hubdb.DB, clock *atomic.Int64, change func(*hub.Server)) *testHub {
	t.Helper()
	h := &testHub{db: db, clock: clock, log: new(bytes.Buffer)}
	h.Inbox = inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Test hub", Now: func() time.Time { return startOfTest.Add(time.Duration(h.clock.Load())) }, Validate: hub.Validate}
	s := &hub.Server{Inbox: h.Inbox, Probe: db.Probe, Schemas: map[string][]byte{"cluster-summary-1.json": summary.Schema()}, Random: rand.Reader,
		Log: slog.New(slog.NewTextHandler(h.log, nil)), Secure: true}
	h.hub = s
	change(s)
	h.Inbox = s.Inbox
	h.Server = httptest.NewUnstartedServer(nil)
	h.Server.Config = hub.HTTP(s.Handler(), nil, s.Log)
	h.Server.StartTLS()
	t.Cleanup(h.Server.Close)
	return h
}

func (h *testHub) pass(d time.Duration) { h.clock.Add(int64(d)) }

// join adds a school with an active key.
func (h *testHub) join(t testing.TB, s clustertest.School, k exchange.Key) {
	t.Helper()
	must(t, h.SaveSchool(context.Background(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: "KENT-07"}))
	h.letIn(t, s.URN, k)
}

// enrol adds a school of any number with an active key.
func (h *testHub) enrol(t testing.TB, urn, cluster string, k exchange.Key) {
	t.Helper()
	must(t, h.SaveSchool(context.Background(), inbox.School{URN: urn, Name: "School " + urn, Phase: "primary", Cluster: cluster}))
	h.letIn(t, urn, k)
}

// letIn adds a key straight to the records and approves it.
func (h *testHub) letIn(t testing.TB, urn string, k exchange.Key) {
	t.Helper()
	must(t, h.db.Write(context.Background(), func(w inbox.Writer) error {
		return w.PutDevice(inbox.Device{ID: k.Public().ID(), URN: urn, Key: k.Public(), State: exchange.Pending, Created: startOfTest})
	}))
	_, err := h.Approve(context.Background(), k.Public().ID(), "A. Head")
	must(t, err)
}

func (h *testHub) client(t testing.TB) *https.Client {
	t.Helper()
	c, err := https.New(h.URL, h.Server.Client().Transport)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// inside answers requests without a network between, so that no time limit of a
// connection can take part in a test.
type inside struct{ http.Handler }

func (i inside) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.RemoteAddr = "192.0.2.1:40000"
	w := httptest.NewRecorder()
	i.ServeHTTP(w, r)
	return w.Result(), nil
}

// insideClient is a school's client beside the hub. All schools have one address.
func (h *testHub) insideClient(t testing.TB) *https.Client {
	t.Helper()
	c, err := https.New(h.URL, inside{h.Server.Config.Handler})
	must(t, err)
	return c
}

// reply is a whole answer.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) code(t testing.TB) exchange.Code {
	t.Helper()
	var v struct {
		Code   exchange.Code
		Status int
		Detail string
	}
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("status %d: %v: %s", r.status, err, r.body)
	}
	if r.status >= 400 && (r.header.Get("Content-Type") != "application/problem+json" || v.Status != r.status || v.Detail == "") {
		t.Errorf("not a problem in the agreed form: %s %s", r.header.Get("Content-Type"), r.body)
	}
	return v.Code
}

func (r reply) receipt(t testing.TB) []byte {
	t.Helper()
	var v https.DocumentAnswer
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatal(err)
	}
	return v.Receipt
}

func (h *testHub) ask(t testing.TB, method, path string, body []byte, change ...func(*http.Request)) reply {
	t.Helper()
	req, err := http.NewRequest(method, h.URL+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(req)
	}
	c := *h.Server.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, resp.Header, b}
}

func (h *testHub) post(t testing.TB, envelope []byte) reply {
	return h.ask(t, http.MethodPost, "/v1/documents", envelope)
}

// chain makes revisions 1 to n of a school's summary, in one epoch.
func chain(s clustertest.School, n int, epoch, prev string) (payloads [][]byte) {
	for rev := 1; rev <= n; rev++ {
		d := s.Document("KENT-07", rev, prev)
		d.Epoch = epoch
		p, err := d.Payload()
		if err != nil {
			panic(err)
		}
		payloads = append(payloads, p)
		prev = exchange.DocumentID(p)
	}
	return payloads
}

// filled is a hub with n schools of which all but the last skip have sent.
func filled(t testing.TB, n, skip int) *testHub {
	t.Helper()
	h := newTestHub(t)
	for i, s := range clustertest.Schools(n, 3) {
		k := exchangetest.Key(byte(i + 1))
		h.join(t, s, k)
		if i >= n-skip {
			continue
		}
		if a, err := h.Receive(context.Background(), exchange.Seal(s.Payload("KENT-07", 1, ""), k), "https"); err != nil || a.Code != exchange.Stored {
			t.Fatal(a.Code, err)
		}
	}
	return h
}

// reader opens a cluster's page by a link and returns what carries the session.
func (h *testHub) reader(t testing.TB, cluster string) (cookie func(*http.Request)) {
	t.Helper()
	return h.readerOf(t, inbox.ClusterLevel, cluster)
}

// readerOf opens a view's page by a link and returns what carries the session.
func (h *testHub) readerOf(t testing.TB, level inbox.Level, ref string) (cookie func(*http.Request)) {
	t.Helper()
	token, _, err := h.NewReaderLink(context.Background(), level, ref, 24*time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	r := h.ask(t, http.MethodGet, hub.LinkAddress(level, ref, token), nil)
	if r.status != http.StatusSeeOther {
		t.Fatalf("status %d", r.status)
	}
	set := r.header.Get("Set-Cookie")
	c, err := http.ParseSetCookie(set)
	if err != nil || !c.Secure || !c.HttpOnly || c.Name != "__Host-needsbook" || c.SameSite != http.SameSiteLaxMode {
		t.Fatalf("cookie %q, %v", set, err)
	}
	return func(r *http.Request) { r.AddCookie(c) }
}

// freshen makes the boards of what came, as the hub does two seconds later.
func (h *testHub) freshen(t testing.TB) {
	t.Helper()
	if err := h.hub.Freshen(context.Background()); err != nil {
		t.Fatal(err)
	}
}
