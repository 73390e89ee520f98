package meeting_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
	"needsbook/ui/hub/door/doortest"
)

const cluster = "KENT-07"

var startOfTest = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// panelHub is a hub over TLS with one cluster of five schools, whose clock stands still
// until it is moved.
type panelHub struct {
	*httptest.Server
	inbox.Inbox
	clock   *atomic.Int64
	schools []clustertest.School
	log     *bytes.Buffer
}

func newPanelHub(t testing.TB) *panelHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	must(t, err)
	return panelHubOn(t, db)
}

// panelHubOn is newPanelHub with its records in a store that is empty.
func panelHubOn(t testing.TB, db *hubdb.DB) *panelHub {
	t.Helper()
	t.Cleanup(func() { db.Close() })
	h := &panelHub{clock: new(atomic.Int64), schools: clustertest.Schools(5, 3), log: new(bytes.Buffer)}
	h.Inbox = inbox.Inbox{Store: db, Key: exchangetest.Key(99), Name: "Test hub", Now: func() time.Time { return startOfTest.Add(time.Duration(h.clock.Load())) }, Validate: hub.Validate}
	s := &hub.Server{Inbox: h.Inbox, Probe: db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(h.log, nil)), Secure: true}
	must(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: cluster, Name: "Weald and Downs", District: "Weald", County: "Kent"}))
	must(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-08", Name: "High Woods", District: "Weald", County: "Kent"}))
	must(t, h.SaveCluster(t.Context(), inbox.Cluster{ID: "SURREY-01", Name: "Far Away", District: "Hills", County: "Surrey"}))
	h.Server = httptest.NewUnstartedServer(nil)
	if os.Getenv("NEEDSBOOK_SHOW") != "" { // for a browser that does not know the test's certificate
		s.Secure = false
		h.Server.Config = hub.HTTP(s.Handler(), nil, s.Log)
		h.Server.Start()
	} else {
		h.Server.Config = hub.HTTP(s.Handler(), nil, s.Log)
		h.Server.StartTLS()
	}
	t.Cleanup(h.Server.Close)
	for i, school := range h.schools {
		k := exchangetest.Key(byte(i + 1))
		must(t, h.SaveSchool(t.Context(), inbox.School{URN: school.URN, Name: school.Name, Phase: school.Phase, Cluster: cluster}))
		must(t, db.Write(t.Context(), func(w inbox.Writer) error {
			return w.PutDevice(inbox.Device{ID: k.Public().ID(), URN: school.URN, Key: k.Public(), State: exchange.Pending, Created: startOfTest})
		}))
		_, err := h.Approve(t.Context(), k.Public().ID(), "A. Head")
		must(t, err)
		h.receive(t, school.Payload(cluster, 1, ""), i)
	}
	return h
}

func (h *panelHub) pass(d time.Duration) { h.clock.Add(int64(d)) }

func (h *panelHub) receive(t testing.TB, payload []byte, school int) {
	t.Helper()
	if code := h.answers(t, payload, school); code != exchange.Stored {
		t.Fatal(code)
	}
}

// answers is the code of the hub's answer to what a school sends.
func (h *panelHub) answers(t testing.TB, payload []byte, school int) exchange.Code {
	t.Helper()
	a, err := h.Receive(t.Context(), exchange.Seal(payload, exchangetest.Key(byte(school+1))), "https")
	must(t, err)
	return a.Code
}

// send sends a school's paper and returns its document's identifier.
func (h *panelHub) send(t testing.TB, school int, ref string, p papers.Paper) string {
	t.Helper()
	return h.sendRevision(t, school, ref, 1, "", p)
}

func (h *panelHub) sendRevision(t testing.TB, school int, ref string, rev int, prev string, p papers.Paper) string {
	t.Helper()
	code, id := h.says(t, school, rev, prev, papers.With(p, exchange.Meta{Ref: ref}))
	if code != exchange.Stored {
		t.Fatal(code)
	}
	return id
}

// says sends a revision of a paper and returns the code of the answer.
func (h *panelHub) says(t testing.TB, school, rev int, prev string, p papers.Paper) (code exchange.Code, id string) {
	t.Helper()
	ref := p.About().Ref
	if ref == "" {
		ref = papers.RefOf(p)
	}
	payload, err := papers.Encode(papers.With(p, exchange.Meta{URN: h.schools[school].URN, Cluster: cluster, Series: "2026-27/autumn", Ref: ref,
		Epoch: "b3f1c2", Rev: rev, Prev: prev, AsOf: day.On(h.Now())}))
	must(t, err)
	return h.answers(t, payload, school), exchange.DocumentID(payload)
}

// visitor is somebody in a browser.
type visitor struct {
	t      testing.TB
	h      *panelHub
	client *http.Client
	person people.Person
}

func (h *panelHub) visitor(t testing.TB, id, name, school string, grants ...people.Grant) *visitor {
	t.Helper()
	p := people.Person{ID: id, Name: name, School: school, Grants: grants, Created: startOfTest}
	return &visitor{t, h, doortest.Client(t, h.URL, h.Server.Client().Transport, h.Inbox, p), p}
}

func at(role people.Role) people.Grant {
	return people.Grant{Role: role, Level: people.ClusterLevel, Ref: cluster}
}

// page is an answer with its words.
type page struct {
	status   int
	body     string
	location string
	header   http.Header
}

func (v *visitor) ask(method, path string, form url.Values) page {
	v.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, v.h.URL+path, body)
	must(v.t, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	resp, err := v.client.Do(r)
	must(v.t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	must(v.t, err)
	return page{resp.StatusCode, string(b), resp.Header.Get("Location"), resp.Header}
}

const panelRoot = "/panel/" + cluster + "/"

// see opens a page of the cluster.
func (v *visitor) see(path string) page {
	v.t.Helper()
	p := v.ask(http.MethodGet, panelRoot+path, nil)
	if p.status != http.StatusOK {
		v.t.Fatalf("%s sees %s: status %d\n%s\n%s", v.person.ID, path, p.status, words(p.body), v.h.log)
	}
	return p
}

var headOf = regexp.MustCompile(`name="head" value="([^"]*)"`)

// head is the entry of the book that a page showed last.
func (p page) head(t testing.TB) string {
	t.Helper()
	m := headOf.FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("the page has no form: %s", words(p.body))
	}
	return m[1]
}

// do fills in the form that a page shows and sends it, expecting that it is taken.
func (v *visitor) do(on, to string, fields ...string) page {
	v.t.Helper()
	p := v.try(on, to, fields...)
	if p.status != http.StatusSeeOther {
		v.t.Fatalf("%s does %s: status %d\n%s\n%s", v.person.ID, to, p.status, words(p.body), v.h.log)
	}
	after := v.ask(http.MethodGet, p.location, nil)
	if after.status != http.StatusOK || !strings.Contains(after.body, `class="done"`) {
		v.t.Fatalf("after %s: status %d, %s\n%s", to, after.status, p.location, words(after.body))
	}
	return after
}

// try is do without an expectation.
func (v *visitor) try(on, to string, fields ...string) page {
	v.t.Helper()
	return v.post(to, v.see(on).head(v.t), fields...)
}

// post sends a form behind some head.
func (v *visitor) post(to, head string, fields ...string) page {
	v.t.Helper()
	form := url.Values{"head": {head}}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return v.ask(http.MethodPost, panelRoot+to, form)
}

var tags = regexp.MustCompile(`(?s)<style.*?</style>|<[^>]*>`)

// words is a page's text.
func words(body string) string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(body, " ")), " ")
}

func (p page) must(t testing.TB, want ...string) page {
	t.Helper()
	text := words(p.body)
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not on the page: %s", w, text)
		}
	}
	return p
}

func (p page) mustNot(t testing.TB, not ...string) page {
	t.Helper()
	text := words(p.body)
	for _, w := range not {
		if strings.Contains(text, w) {
			t.Errorf("%q is on the page: %s", w, text)
		}
	}
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
