package door_test

import (
	"bytes"
	"crypto/rand"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub"
	"needsbook/ui/hub/door"
)

// origin is the address under which people see the hub of these tests.
const origin = "https://hub.example.org"

var keysBegin = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// keysHub is a whole hub over TLS with passkeys, whose clock stands still until it is moved.
type keysHub struct {
	*httptest.Server
	inbox.Inbox
	db    *hubdb.DB
	clock *atomic.Int64
	log   *safeLog
}

// safeLog keeps what is logged by whoever answers.
type safeLog struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *safeLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newKeysHub(t *testing.T, providers ...door.Provider) *keysHub {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	h := serveKeys(t, &keysHub{db: db, clock: new(atomic.Int64), log: new(safeLog)}, providers)
	if err := h.SaveCluster(t.Context(), inbox.Cluster{ID: "KENT-07", Name: "Weald and Downs"}); err != nil {
		t.Fatal(err)
	}
	return h
}

// another is a second process on the records of a hub.
func (h *keysHub) another(t *testing.T) *keysHub {
	return serveKeys(t, &keysHub{db: h.db, clock: h.clock, log: h.log}, nil)
}

func serveKeys(t *testing.T, h *keysHub, providers []door.Provider) *keysHub {
	h.Inbox = inbox.Inbox{Store: h.db, Key: exchangetest.Key(99), Name: "Weald hub", Now: func() time.Time { return keysBegin.Add(time.Duration(h.clock.Load())) }, Validate: hub.Validate}
	s := &hub.Server{Inbox: h.Inbox, Probe: h.db.Probe, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(h.log, nil)), Secure: true,
		Door: door.Options{Origin: origin, Providers: providers}}
	h.Server = httptest.NewUnstartedServer(nil)
	h.Server.Config = hub.HTTP(s.Handler(), nil, s.Log)
	h.Server.StartTLS()
	t.Cleanup(h.Server.Close)
	return h
}

func (h *keysHub) pass(d time.Duration) { h.clock.Add(int64(d)) }

// invite invites somebody with a role, and returns the invitation.
func (h *keysHub) invite(t *testing.T, name string, role people.Role) inbox.Invitation {
	t.Helper()
	g := people.Grant{Role: role, Level: people.ClusterLevel, Ref: "KENT-07"}
	p := people.Person{Name: name, Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org", Grants: []people.Grant{g}}
	made, err := h.InvitePerson(t.Context(), inbox.Console, p, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// audit lists what stands in the record of changes about something.
func (h *keysHub) audit(t *testing.T, act string) (refs []string) {
	t.Helper()
	err := h.db.Read(t.Context(), func(r inbox.Reader) error {
		return r.Audit(func(e inbox.AuditEntry) error {
			if e.Act == act {
				refs = append(refs, e.Actor+": "+e.Ref)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return refs
}

// tab is somebody in a browser: it keeps cookies, and follows no redirect by itself.
type tab struct {
	t    *testing.T
	at   string
	http *http.Client
}

func (h *keysHub) tab(t *testing.T) *tab {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &tab{t, h.URL, &http.Client{Transport: h.Client().Transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// page is what a hub answered.
type page struct {
	status int
	header http.Header
	text   string
}

func (b *tab) do(r *http.Request) page {
	b.t.Helper()
	resp, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return page{resp.StatusCode, resp.Header, string(body)}
}

func (b *tab) get(path string) page {
	b.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.at+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.do(r)
}

// post sends a form: names and values in turn.
func (b *tab) post(path string, fields ...string) page {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	r, err := http.NewRequest(http.MethodPost, b.at+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

// signedIn reports whether the hub knows the browser as a person with a name.
func (b *tab) signedIn(name string) bool {
	b.t.Helper()
	p := b.get("/me")
	return p.status == http.StatusOK && strings.Contains(p.text, html.EscapeString(name))
}

// must holds an answer to a status and to words that it says.
func (p page) must(t *testing.T, status int, words ...string) page {
	t.Helper()
	if p.status != status {
		t.Fatalf("status %d, want %d: %s", p.status, status, p.text)
	}
	for _, w := range words {
		if !strings.Contains(html.UnescapeString(p.text), w) {
			t.Fatalf("%q is not said: %s", w, p.text)
		}
	}
	return p
}

// to holds an answer to leading somewhere.
func (p page) to(t *testing.T, where string) {
	t.Helper()
	if p.status != http.StatusSeeOther || p.header.Get("Location") != where {
		t.Fatalf("status %d to %q, want %q: %s", p.status, p.header.Get("Location"), where, p.text)
	}
}

// value is an attribute or a hidden field of a page.
func (p page) value(t *testing.T, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(p.text)
	if m == nil {
		t.Fatalf("%s is not in the page: %d %s", pattern, p.status, p.text)
	}
	return html.UnescapeString(m[1])
}

// regexpAll lists what stands at a pattern in a page.
func regexpAll(t *testing.T, p page, pattern string) (all []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(p.text, -1) {
		all = append(all, m[1])
	}
	return all
}
