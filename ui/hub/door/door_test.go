package door_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base32"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/storage/hubdb"
	"needsbook/ui/hub/door"
)

var startOfTest = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// house is a door on records of its own, whose clock stands still until it is moved.
type house struct {
	*httptest.Server
	inbox.Inbox
	clock *atomic.Int64
	log   *bytes.Buffer
}

const goodPassword = "kettle orchard violin"

func newHouse(t testing.TB) *house {
	t.Helper()
	db, err := hubdb.Open(t.Context(), t.TempDir())
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	key, err := exchange.KeyFromSeed(bytes.Repeat([]byte{7}, 32))
	must(t, err)
	h := &house{clock: new(atomic.Int64), log: new(bytes.Buffer)}
	h.Inbox = inbox.Inbox{Store: db, Key: key, Name: "Test hub", Now: func() time.Time { return startOfTest.Add(time.Duration(h.clock.Load())) }}
	for _, c := range []inbox.Cluster{{ID: "KENT-07", Name: "Weald", District: "West", County: "Kent"}, {ID: "KENT-08", Name: "Coast", District: "East", County: "Kent"}} {
		must(t, h.SaveCluster(t.Context(), c))
	}
	must(t, h.SaveSchool(t.Context(), inbox.School{URN: "123456", Name: "Hill School", Phase: "primary", Cluster: "KENT-07"}))
	h.Server = serve(t, h)
	return h
}

// serve is one process on the records of a house.
func serve(t testing.TB, h *house) *httptest.Server {
	t.Helper()
	d := door.New(door.Options{Inbox: h.Inbox, Random: rand.Reader, Secure: true, Log: slog.New(slog.NewTextHandler(h.log, nil)),
		MayRead: func(http.ResponseWriter, *http.Request) bool { return true },
		Counted: func(http.ResponseWriter, *http.Request, string) bool { return true }})
	mux := http.NewServeMux()
	for pattern, handle := range d.Routes() {
		mux.HandleFunc(pattern, handle)
	}
	mux.HandleFunc("GET /{$}", d.SignedIn(d.Start))
	decide := func(w http.ResponseWriter, r *http.Request, v door.Visitor) {
		io.WriteString(w, "decided: "+r.PostFormValue("outcome")+" by "+v.Name)
	}
	mux.HandleFunc("POST /decide/{cluster}", d.Guard(people.Decide, d.AtCluster("cluster"), decide))
	mux.HandleFunc("GET /book/{cluster}", d.Guard(people.ReadBook, d.AtCluster("cluster"), decide))
	s := httptest.NewTLSServer(http.NewCrossOriginProtection().Handler(mux))
	t.Cleanup(s.Close)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) pass(d time.Duration) { h.clock.Add(int64(d)) }

// browser is somebody's browser: it keeps cookies and follows where it is sent.
type browser struct {
	t    testing.TB
	base string
	*http.Client
	page string // the last page
	code int
	at   string // its address
}

func (h *house) browser(t testing.TB) *browser { return browserAt(t, h.Server) }

func browserAt(t testing.TB, s *httptest.Server) *browser {
	jar, err := cookiejar.New(nil)
	must(t, err)
	return &browser{t: t, base: s.URL, Client: &http.Client{Transport: s.Client().Transport, Jar: jar}}
}

func (b *browser) take(resp *http.Response, err error) *browser {
	b.t.Helper()
	must(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(b.t, err)
	b.page, b.code, b.at = html.UnescapeString(string(body)), resp.StatusCode, resp.Request.URL.RequestURI()
	return b
}

func (b *browser) get(path string) *browser {
	b.t.Helper()
	return b.take(b.Client.Get(b.base + path))
}

func (b *browser) post(path string, fields ...string) *browser {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.take(b.Client.PostForm(b.base+path, form))
}

func (b *browser) hidden(name string) string {
	b.t.Helper()
	found := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(b.page)
	if found == nil {
		b.t.Fatalf("the page has no %s:\n%s", name, b.page)
	}
	return found[1]
}

func (b *browser) see(code int, words ...string) {
	b.t.Helper()
	if b.code != code {
		b.t.Errorf("%s: status %d, want %d:\n%s", b.at, b.code, code, b.page)
	}
	for _, w := range words {
		if !strings.Contains(b.page, w) {
			b.t.Errorf("%s: does not say %q:\n%s", b.at, w, b.page)
		}
	}
}

// member is somebody who followed their invitation and chose a password.
type member struct {
	people.Person
	secret   string
	recovery []string
}

// invite makes an invitation at the hub's own computer.
func (h *house) invite(t testing.TB, name string, grants ...people.Grant) inbox.Invitation {
	t.Helper()
	made, err := h.InvitePerson(t.Context(), inbox.Console, people.Person{Name: name, Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.org", Grants: grants}, rand.Reader)
	must(t, err)
	return made
}

// join follows an invitation with a password, to the end.
func (h *house) join(t testing.TB, b *browser, made inbox.Invitation) member {
	t.Helper()
	m := member{Person: made.Person}
	b.get(door.InviteAddress(made.Token)).see(200, "Welcome, "+m.Name)
	b.post(door.InviteAddress(made.Token)+"/password", "password", goodPassword, "again", goodPassword).see(200, "Add your telephone", "data:image/png")
	m.secret = strings.ReplaceAll(regexp.MustCompile(`<code>([A-Z2-7 ]+)</code>`).FindStringSubmatch(b.page)[1], " ", "")
	b.post("/set-up/code", "token", b.hidden("token"), "invitation", b.hidden("invitation"), "code", h.code(t, m)).see(200, "recovery codes")
	for _, found := range regexp.MustCompile(`<code>([0-9A-Z-]+)</code>`).FindAllStringSubmatch(b.page, -1) {
		m.recovery = append(m.recovery, found[1])
	}
	return m
}

// code is what the app of a member shows now.
func (h *house) code(t testing.TB, m member) string {
	t.Helper()
	if _, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(m.secret); err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(m.secret, h.Now())
	must(t, err)
	return code
}

// signIn signs a member in with their password, with a code that was not used before.
func (h *house) signIn(t testing.TB, b *browser, m member, next string) {
	t.Helper()
	h.pass(time.Minute)
	b.post("/sign-in", "email", m.Email, "password", goodPassword, "next", next).see(200, "Type the code")
	b.post("/sign-in/code", "token", b.hidden("token"), "code", h.code(t, m))
}

var (
	chairOf07 = people.Grant{Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07"}
	runsAll   = people.Grant{Role: people.HubAdmin, Level: people.HubLevel}
)

// acts lists what stands in the record of changes.
func (h *house) acts(t testing.TB) (list []string) {
	t.Helper()
	must(t, h.Store.Read(t.Context(), func(r inbox.Reader) error {
		return r.Audit(func(e inbox.AuditEntry) error { list = append(list, e.Act); return nil })
	}))
	return list
}
