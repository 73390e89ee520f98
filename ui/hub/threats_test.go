package hub_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/clustertest"
	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/assets"
	"needsbook/ui/hub"
)

// prove asks for a challenge and answers it with a proof that was made for a hub.
func (h *testHub) prove(t testing.TB, k exchange.Key, madeFor exchange.PublicKey) (token string, code exchange.Code) {
	t.Helper()
	ask := https.SessionRequest{Device: k.Public().ID()}
	for range 2 {
		r := h.ask(t, http.MethodPost, https.PathSession, encoded(t, ask))
		if r.status != 200 {
			return "", r.code(t)
		}
		var a https.SessionAnswer
		must(t, json.Unmarshal(r.body, &a))
		ask.Nonce, ask.Proof, token = a.Nonce, exchange.SessionProof(madeFor, a.Nonce, k), a.Token
	}
	return token, ""
}

// Every route that needs a school's key, against every sort of key. What is not said to
// be open is closed.
func TestAKeyReadsItsOwnSchoolAndClusterAlone(t *testing.T) {
	h := filled(t, 4, 0)
	ctx := t.Context()
	schools := clustertest.Schools(4, 3)
	must(t, h.SaveCluster(ctx, inbox.Cluster{ID: "KENT-08", Name: "Coast"}))
	h.enrol(t, "118998", "KENT-08", exchangetest.Key(20))
	must(t, h.db.Write(ctx, func(w inbox.Writer) error {
		k := exchangetest.Key(21).Public()
		return w.PutDevice(inbox.Device{ID: k.ID(), URN: "118998", Key: k, State: exchange.Pending, Created: startOfTest})
	}))
	pack, err := h.SendPack(ctx, inbox.PackOffer{Cluster: "KENT-07", Format: "sen-terms", Name: "Words", Version: "2", Body: assets.Pack("terms.json")})
	must(t, err)
	h.freshen(t)

	roles := []string{"own", "neighbour", "left", "elsewhere", "revoked", "pending", "stranger", "nobody"}
	tokens := map[string]string{}
	for role, key := range map[string]byte{"own": 1, "neighbour": 2, "left": 3, "revoked": 4, "elsewhere": 20, "pending": 21, "stranger": 22} {
		var code exchange.Code
		tokens[role], code = h.prove(t, exchangetest.Key(key), h.Key.Public())
		if want := map[string]exchange.Code{"pending": exchange.KeyPending, "stranger": exchange.KeyUnknown}[role]; code != want {
			t.Errorf("the session of %s: %q, want %q", role, code, want)
		}
	}
	gone := schools[2]
	must(t, h.SaveSchool(ctx, inbox.School{URN: gone.URN, Name: gone.Name, Phase: gone.Phase, Cluster: "KENT-07", To: day.Of(2026, 11, 20)}))
	_, err = h.Revoke(ctx, exchangetest.Key(4).Public().ID())
	must(t, err)

	moves := schools[1] // next year: until then it belongs where it is
	must(t, h.SaveSchool(ctx, inbox.School{URN: moves.URN, Name: moves.Name, Phase: moves.Phase, Cluster: "KENT-08", From: day.Of(2027, 9, 1)}))

	document := exchange.DocumentID(schools[0].Payload("KENT-07", 1, ""))
	routes := map[string]struct {
		path string
		want []int // for each role
	}{
		"GET /v1/schools/{urn}/head":                         {"/v1/schools/" + schools[0].URN + "/head?series=2026-27/autumn", []int{200, 403, 403, 403, 401, 401, 401, 401}},
		"GET /v1/schools/{urn}/letter":                       {"/v1/schools/" + schools[0].URN + "/letter", []int{200, 403, 403, 403, 401, 401, 401, 401}},
		"GET /v1/schools/{urn}/papers":                       {"/v1/schools/" + schools[0].URN + "/papers", []int{200, 403, 403, 403, 401, 401, 401, 401}},
		"GET /v1/documents/{id}":                             {"/v1/documents/" + document, []int{200, 404, 404, 404, 401, 401, 401, 401}},
		"GET /v1/clusters/{cluster}/bulletin":                {"/v1/clusters/KENT-07/bulletin", []int{200, 200, 403, 403, 401, 401, 401, 401}},
		"GET /v1/clusters/{cluster}/aggregate/{year}/{term}": {"/v1/clusters/KENT-07/aggregate/2026-27/autumn", []int{200, 200, 403, 403, 401, 401, 401, 401}},
		"GET /v1/packs/{id}":                                 {"/v1/packs/" + pack.ID, []int{200, 200, 404, 404, 401, 401, 401, 401}},
	}
	for route, c := range routes {
		for i, role := range roles {
			r := h.ask(t, http.MethodGet, c.path, nil, func(r *http.Request) {
				if token := tokens[role]; token != "" {
					r.Header.Set("Authorization", "Bearer "+token)
				}
			})
			if r.status != c.want[i] {
				t.Errorf("%s for %s: %d, want %d", route, role, r.status, c.want[i])
			}
			if r.status != 200 && (strings.Contains(string(r.body), schools[0].Name) || strings.Contains(string(r.body), "Weald")) {
				t.Errorf("%s for %s: the refusal tells of the school or its cluster: %s", route, role, r.body)
			}
		}
	}

	// What anybody may ask holds no figures. A new route must be put into one of the two.
	open := map[string]bool{"GET /v1/hub": true, "POST /v1/enrol": true, "GET /v1/enrol/{device}": true, "POST /v1/session": true, "POST /v1/documents": true,
		"GET /v1/receipts/{id}": true, "GET /schema/{name}": true, "GET /livez": true, "GET /readyz": true, "GET /v1/codelists/{hash}": true, "GET /v1/openapi.json": true}
	for _, route := range h.hub.ProgramRoutes() {
		if _, closed := routes[route]; closed == open[route] {
			t.Errorf("%s: nothing says who may read it", route)
		}
	}
}

func TestWhatWasMadeForAnotherHubIsRefused(t *testing.T) {
	here, other := newOpenHub(t), exchangetest.Key(98).Public()
	k := exchangetest.Key(1)
	here.enrol(t, "118999", "KENT-07", k)
	if token, code := here.prove(t, k, other); token != "" || code != exchange.NoSession {
		t.Errorf("a proof made for another hub: %q", code)
	}
	m := exchangetest.Meta(1, "")
	m.Cluster = "ESSEX-01"
	if r := here.post(t, exchangetest.Seal(m, k)); r.code(t) != exchange.WrongCluster {
		t.Errorf("a document sent to another hub's cluster: %d %s", r.status, r.body)
	}
	code, _, err := here.NewInvite(t.Context(), "118999", time.Hour, rand.Reader)
	must(t, err)
	request, err := exchange.NewEnrolRequest(code, "118999", "laptop", exchangetest.Key(2), other)
	must(t, err)
	if r := here.ask(t, http.MethodPost, https.PathEnrol, encoded(t, request)); r.code(t) != exchange.BadProof {
		t.Errorf("a request to join another hub: %d %s", r.status, r.body)
	}
	bulletin, _, _, err := here.client(t).Bulletin(t.Context(), k, here.Key.Public(), "KENT-07", "")
	must(t, err)
	if _, err := exchange.OpenBulletin(bulletin, other.Sign); err == nil {
		t.Error("a bulletin passes as another hub's")
	}
	if n := here.documents(t); n != 0 {
		t.Errorf("%d documents were kept", n)
	}
}

// A document's kind stands in what is signed, beside its schema. The two must fit, so
// that no document acts as another kind.
func TestADocumentOfOneKindNeverPassesAsAnother(t *testing.T) {
	h := newTestHubWith(t, func(s *hub.Server) { s.Inbox.Validate = hub.Validate })
	k := exchangetest.Key(1)
	s := clustertest.Schools(1, 1)[0]
	h.join(t, s, k)
	summary := s.Payload("KENT-07", 1, "")
	takeBack := exchange.Withdrawal{Meta: exchangetest.Meta(1, ""), Withdraws: exchange.DocumentID(summary)}
	takeBack.URN = s.URN
	withdrawal, err := takeBack.Payload()
	must(t, err)
	meta := exchangetest.Meta(1, "")
	meta.URN = s.URN
	changed, err := exchange.NewRotation(k, exchangetest.Key(2), meta)
	must(t, err)
	rotation, err := changed.Payload()
	must(t, err)
	kinds := map[string][]byte{exchange.KindSummary: summary, exchange.KindWithdraw: withdrawal, exchange.KindRotate: rotation}
	for is, payload := range kinds {
		for says := range kinds {
			if says == is {
				continue
			}
			forged := []byte(strings.Replace(string(payload), `"kind":"`+is+`"`, `"kind":"`+says+`"`, 1))
			if string(forged) == string(payload) {
				t.Fatalf("a %s does not name its kind: %s", is, payload)
			}
			if r := h.post(t, exchange.Seal(forged, k)); r.status != 422 {
				t.Errorf("a %s that says it is a %s: %d %s", is, says, r.status, r.body)
			}
		}
	}
	if n := h.documents(t); n != 0 {
		t.Errorf("%d documents were kept", n)
	}
	for _, kind := range []string{exchange.KindSummary, exchange.KindWithdraw, exchange.KindRotate} {
		if r := h.post(t, exchange.Seal(kinds[kind], k)); r.status != 201 {
			t.Errorf("a true %s: %d %s", kind, r.status, r.body)
		}
	}
}

// What a school sent, and that the hub had it, can be shown with the two public keys
// alone, when the hub is no more.
func TestADocumentWithItsReceiptIsProofWithoutTheHub(t *testing.T) {
	h := filled(t, 1, 0)
	k := exchangetest.Key(1)
	s := clustertest.Schools(1, 3)[0]
	id := exchange.DocumentID(s.Payload("KENT-07", 1, ""))
	document, err := h.client(t).Document(t.Context(), k, h.Key.Public(), id)
	must(t, err)
	signed := h.ask(t, http.MethodGet, https.PathReceipts+id, nil).body
	h.Server.Close()

	payload, meta, err := exchange.Open(document, func(string) (ed25519.PublicKey, error) { return k.Public().Sign, nil })
	if err != nil || exchange.DocumentID(payload) != id || meta.URN != s.URN {
		t.Errorf("the document: %+v, %v", meta, err)
	}
	receipt, err := exchange.OpenReceipt(signed, h.Key.Public().Sign)
	if err != nil || receipt.For(id, meta) != nil || !receipt.Received.Equal(startOfTest) {
		t.Errorf("the receipt: %+v, %v", receipt, err)
	}
}
