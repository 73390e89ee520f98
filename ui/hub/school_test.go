package hub_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
)

// desk is a school's outbox in memory.
type desk struct{ items []exchange.OutboxItem }

func (d *desk) Unsettled(context.Context) (out []exchange.OutboxItem, err error) {
	for _, i := range d.items {
		if i.State == exchange.Ready || i.State == exchange.Sending {
			out = append(out, i)
		}
	}
	return out, nil
}

func (d *desk) Save(_ context.Context, item exchange.OutboxItem) error {
	d.items[item.ID] = item
	return nil
}

func (d *desk) add(payload []byte, k exchange.Key) {
	m, _ := exchange.ReadMeta(payload)
	d.items = append(d.items, exchange.OutboxItem{ID: int64(len(d.items)), Series: m.Series, Rev: m.Rev, DocID: exchange.DocumentID(payload),
		Envelope: exchange.Seal(payload, k), State: exchange.Ready})
}

func (d *desk) send(t *testing.T, c exchange.Carrier, hub exchange.PublicKey) exchange.OutboxItem {
	t.Helper()
	o := exchange.Outbox{Store: d, Carrier: c, Hub: hub.Sign, Now: func() time.Time { return startOfTest }, Chance: func() float64 { return 0.5 }}
	if _, err := o.SendDue(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	return d.items[len(d.items)-1]
}

func refusedWith(err error) exchange.Code {
	r, _ := errors.AsType[https.Refusal](err)
	return r.Code
}

func TestASchoolJoinsAndSends(t *testing.T) {
	h := newTestHub(t)
	s, k := clustertest.Schools(1, 1)[0], exchangetest.Key(1)
	if err := h.SaveSchool(t.Context(), inbox.School{URN: s.URN, Name: s.Name, Phase: s.Phase, Cluster: "KENT-07"}); err != nil {
		t.Fatal(err)
	}
	code, _, err := h.NewInvite(t.Context(), s.URN, time.Hour, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := h.client(t)
	hub, err := c.Hub(t.Context())
	if err != nil || strings.Join(hub.Key.Words(), " ") != strings.Join(h.Key.Public().Words(), " ") {
		t.Fatalf("%+v, %v", hub, err)
	}
	request, err := exchange.NewEnrolRequest(strings.ToLower(code), s.URN, "SENCO laptop", k, hub.Key)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := c.Enrol(t.Context(), request, hub.Key)
	if err != nil || answer.State != exchange.Pending || answer.Cluster != "KENT-07" || answer.School != s.Name {
		t.Fatalf("%+v, %v", answer, err)
	}
	thief, _ := exchange.NewEnrolRequest(code, s.URN, "other", exchangetest.Key(2), hub.Key)
	if _, err := c.Enrol(t.Context(), thief, hub.Key); refusedWith(err) != exchange.CodeUsed {
		t.Errorf("a used code: %v", err)
	}
	if !strings.Contains(h.log.String(), "used invitation code") {
		t.Error("a used code must be loud")
	}

	d := &desk{}
	docs := chain(s, 2, "aaaaaa", "")
	d.add(docs[0], k)
	if got := d.send(t, c, hub.Key); got.State != exchange.Parked || got.LastCode != exchange.KeyPending {
		t.Errorf("before approval: %s %s", got.State, got.LastCode)
	}
	if state, err := c.DeviceState(t.Context(), answer.Device); err != nil || state != exchange.Pending {
		t.Errorf("%s, %v", state, err)
	}
	if _, err := h.Approve(t.Context(), answer.Device, "A. Head"); err != nil {
		t.Fatal(err)
	}
	if state, err := c.DeviceState(t.Context(), answer.Device); err != nil || state != exchange.Active {
		t.Errorf("%s, %v", state, err)
	}
	if d.items[0], err = d.items[0].Again(startOfTest); err != nil {
		t.Fatal(err)
	}
	if got := d.send(t, c, hub.Key); got.State != exchange.Committed || len(got.Receipt) == 0 {
		t.Errorf("after approval: %s %s", got.State, got.LastCode)
	}
	d.add(docs[0], k)
	if got := d.send(t, c, hub.Key); got.State != exchange.Already {
		t.Errorf("the same again: %s", got.State)
	}

	head, err := c.Head(t.Context(), k, hub.Key, s.URN, "2026-27/autumn")
	if err != nil || head.Rev != 1 || head.Epoch != "aaaaaa" || head.Document != exchange.DocumentID(docs[0]) {
		t.Errorf("%+v, %v", head, err)
	}
	if _, err := c.Head(t.Context(), k, hub.Key, s.URN, "2026-27/spring"); refusedWith(err) != exchange.NotFound {
		t.Errorf("a term without a summary: %v", err)
	}
	if _, err := c.Head(t.Context(), k, hub.Key, "900002", "2026-27/autumn"); refusedWith(err) != exchange.NotAllowed {
		t.Errorf("another school's head: %v", err)
	}
	if _, err := c.Head(t.Context(), exchangetest.Key(3), hub.Key, s.URN, "2026-27/autumn"); refusedWith(err) != exchange.KeyUnknown {
		t.Errorf("a stranger: %v", err)
	}
	if r := h.ask(t, http.MethodGet, "/v1/schools/"+s.URN+"/head?series=2026-27/autumn", nil); r.status != 401 || r.code(t) != exchange.NoSession {
		t.Errorf("no session: %d", r.status)
	}

	if _, err := h.Revoke(t.Context(), answer.Device); err != nil {
		t.Fatal(err)
	}
	d.add(docs[1], k)
	if got := d.send(t, c, hub.Key); got.State != exchange.Parked || got.LastCode != exchange.KeyRevoked || !strings.Contains(got.Reason, "join again") {
		t.Errorf("revoked: %s %s %q", got.State, got.LastCode, got.Reason)
	}
	if _, err := c.Head(t.Context(), k, hub.Key, s.URN, "2026-27/autumn"); refusedWith(err) != exchange.KeyRevoked {
		t.Errorf("a revoked key read: %v", err)
	}
}

func TestAChallengeServesOnce(t *testing.T) {
	h := newTestHub(t)
	s, k := clustertest.Schools(1, 1)[0], exchangetest.Key(1)
	h.join(t, s, k)
	get := func() []byte {
		return h.ask(t, "POST", "/v1/session", []byte(`{"device":"`+k.Public().ID()+`"}`)).body
	}
	nonce := strings.TrimSuffix(strings.Split(string(get()), `"nonce":"`)[1], "\"}\n")
	raw := decode64(t, nonce)
	good := []byte(`{"device":"` + k.Public().ID() + `","nonce":"` + nonce + `","proof":"` + encode64(exchange.SessionProof(h.Key.Public(), raw, k)) + `"}`)
	if r := h.ask(t, "POST", "/v1/session", good); r.status != 200 || !strings.Contains(string(r.body), "token") {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if r := h.ask(t, "POST", "/v1/session", good); r.status != 401 {
		t.Errorf("the same proof again: %d", r.status)
	}
	late := strings.TrimSuffix(strings.Split(string(get()), `"nonce":"`)[1], "\"}\n")
	h.pass(2 * time.Minute)
	tooLate := []byte(`{"device":"` + k.Public().ID() + `","nonce":"` + late + `","proof":"` + encode64(exchange.SessionProof(h.Key.Public(), decode64(t, late), k)) + `"}`)
	if r := h.ask(t, "POST", "/v1/session", tooLate); r.status != 401 {
		t.Errorf("an old challenge: %d", r.status)
	}
}

func TestWhatIsNotTheHubNeverSettlesADocument(t *testing.T) {
	s, k := clustertest.Schools(1, 1)[0], exchangetest.Key(1)
	real := exchangetest.Key(99).Public()
	fakeHub := newTestHub(t)
	fakeHub.join(t, s, k)
	pages := map[string]http.HandlerFunc{
		"a sign-in page": func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>Sign in to the guest network")) },
		"a filter's refusal": func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "Blocked by your school", http.StatusForbidden)
		},
		"a filter's 401": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "{}", http.StatusUnauthorized) },
		"a redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://example.org/", http.StatusFound)
		},
		"an empty 201":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201) },
		"stored, no receipt":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(201); w.Write([]byte(`{"code":"stored"}`)) },
		"an endless answer":   func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1<<20)) },
		"a server that fails": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) },
	}
	for name, page := range pages {
		server := httptest.NewTLSServer(page)
		c, err := https.New(server.URL, server.Client().Transport)
		if err != nil {
			t.Fatal(err)
		}
		d := &desk{}
		d.add(s.Payload("KENT-07", 1, ""), k)
		if got := d.send(t, c, real); got.State != exchange.Ready || !got.NextAt.After(startOfTest) {
			t.Errorf("%s: %s %s", name, got.State, got.LastCode)
		}
		server.Close()
		if got := d.send(t, c, real); got.State != exchange.Ready {
			t.Errorf("nothing there: %s", got.State)
		}
	}
	d := &desk{}
	d.add(s.Payload("KENT-07", 1, ""), k)
	if got := d.send(t, fakeHub.client(t), exchangetest.Key(98).Public()); got.State != exchange.Ready || got.Receipt != nil {
		t.Errorf("a hub with another key: %s", got.State)
	}
}

func TestAddressesOfHubs(t *testing.T) {
	for address, good := range map[string]bool{
		"https://hub.example.org": true, "https://hub.example.org/": true, "https://hub.example.org:8443": true, "http://127.0.0.1:8470": true, "http://localhost:8470": true, "http://[::1]:8470": true,
		"http://hub.example.org": false, "hub.example.org": false, "ftp://hub": false, "": false, "https://": false, "https://u:p@hub": false, "https://hub?x=1": false, "http://10.0.0.1": false, "http://127.0.0.1.example.org": false,
	} {
		if _, err := https.New(address, nil); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func encode64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func decode64(t *testing.T, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
