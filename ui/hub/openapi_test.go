package hub_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/exchange/exchangetest"
	"needsbook/app/exchange/https"
	"needsbook/app/exchange/inbox"
	"needsbook/assets"
	"needsbook/ui/hub"
)

// contract is the hub's own description of its interface.
func contract(t testing.TB) (*openapi3.T, routers.Router) {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(assets.HubInterface)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	doc.Servers = nil
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		t.Fatal(err)
	}
	return doc, router
}

func init() {
	openapi3filter.RegisterBodyDecoder("application/schema+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder(https.ProblemType, openapi3filter.JSONBodyDecoder)
}

func TestEveryRouteOfProgramsIsDescribedAndNothingElse(t *testing.T) {
	doc, _ := contract(t)
	var described []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	served := (&hub.Server{}).ProgramRoutes()
	slices.Sort(described)
	slices.Sort(served)
	if !slices.Equal(described, served) {
		t.Errorf("described:\n%s\nserved:\n%s", strings.Join(described, "\n"), strings.Join(served, "\n"))
	}
}

func TestEveryRefusalHasACodeThatIsDescribed(t *testing.T) {
	doc, _ := contract(t)
	var described []string
	for _, c := range doc.Components.Schemas["Code"].Value.Enum {
		described = append(described, c.(string))
	}
	for _, c := range exchange.Codes() {
		refused := c.Status() >= 400
		if slices.Contains(described, string(c)) != refused {
			t.Errorf("%s, status %d: described is %v", c, c.Status(), !refused)
		}
		if s := c.Sentence(); refused && (!strings.HasSuffix(s, ".") || strings.Contains(s, string(c)+" ") && strings.Contains(string(c), "_")) {
			t.Errorf("%s: no plain sentence: %q", c, s)
		}
	}
}

// checked drives one request through the hub and holds both it and the answer against
// the description. A request that is meant to break the form is not checked itself.
type checkedHub struct {
	*testHub
	router routers.Router
	seen   map[string]map[int]bool // statuses seen, by operation
}

func (h *checkedHub) drive(t *testing.T, name, method, path string, body []byte, wellFormed bool, change ...func(*http.Request)) reply {
	t.Helper()
	r := h.ask(t, method, path, body, append(change, func(r *http.Request) {
		if body != nil {
			r.Header.Set("Content-Type", "application/json")
		}
	})...)
	req, err := http.NewRequest(method, path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	for _, f := range change {
		f(req)
	}
	route, params, err := h.router.FindRoute(req)
	if err != nil {
		t.Fatalf("%s: %s %s: %v", name, method, path, err)
	}
	in := &openapi3filter.RequestValidationInput{Request: req, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, IncludeResponseStatus: true}}
	if wellFormed {
		if err := openapi3filter.ValidateRequest(context.Background(), in); err != nil {
			t.Errorf("%s: the request does not fit: %v", name, err)
		}
	}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: r.status, Header: r.header,
		Body: io.NopCloser(bytes.NewReader(r.body)), Options: in.Options}
	if err := openapi3filter.ValidateResponse(context.Background(), out); err != nil {
		t.Errorf("%s: the answer %d does not fit: %v\n%.300s", name, r.status, err, r.body)
	}
	if h.seen[route.Operation.OperationID] == nil {
		h.seen[route.Operation.OperationID] = map[int]bool{}
	}
	h.seen[route.Operation.OperationID][r.status] = true
	return r
}

// token proves a key and returns what carries its session.
func (h *checkedHub) token(t *testing.T, k exchange.Key) func(*http.Request) {
	t.Helper()
	device := k.Public().ID()
	var a https.SessionAnswer
	first := h.drive(t, "ask for a challenge", "POST", "/v1/session", encoded(t, https.SessionRequest{Device: device}), true)
	if err := json.Unmarshal(first.body, &a); err != nil {
		t.Fatal(err)
	}
	proof := https.SessionRequest{Device: device, Nonce: a.Nonce, Proof: exchange.SessionProof(h.Key.Public(), a.Nonce, k)}
	second := h.drive(t, "answer it", "POST", "/v1/session", encoded(t, proof), true)
	if err := json.Unmarshal(second.body, &a); err != nil || a.Token == "" {
		t.Fatalf("%v: %s", err, second.body)
	}
	return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+a.Token) }
}

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func etag(tag string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("If-None-Match", tag) }
}

func TestRequestsAndAnswersAreAsDescribed(t *testing.T) {
	doc, router := contract(t)
	h := &checkedHub{testHub: newOpenHub(t), router: router, seen: map[string]map[int]bool{}}
	ctx := t.Context()
	mine, theirs, stranger := exchangetest.Key(1), exchangetest.Key(2), exchangetest.Key(3)
	must(t, h.SaveCluster(ctx, inbox.Cluster{ID: "KENT-08", Name: "Coast"}))
	h.enrol(t, "118999", "KENT-07", mine)
	h.enrol(t, "118998", "KENT-08", theirs)
	pack, err := h.SendPack(ctx, inbox.PackOffer{Cluster: "KENT-07", Format: "sen-terms", Name: "Words", Version: "2", Body: assets.Pack("terms.json")})
	must(t, err)
	want := func(r reply, status int, code exchange.Code) {
		t.Helper()
		if r.status != status || status >= 400 && r.code(t) != code {
			t.Errorf("got %d %s, want %d %s", r.status, r.body, status, code)
		}
	}

	// What anybody may ask.
	want(h.drive(t, "hub", "GET", "/v1/hub", nil, true), 200, "")
	want(h.drive(t, "interface", "GET", "/v1/openapi.json", nil, true), 200, "")
	want(h.drive(t, "live", "GET", "/livez", nil, true), 200, "")
	want(h.drive(t, "ready", "GET", "/readyz", nil, true), 200, "")
	want(h.drive(t, "schema", "GET", "/schema/cluster-summary-1.json", nil, true), 200, "")
	want(h.drive(t, "no schema", "GET", "/schema/nothing.json", nil, true), 404, exchange.NotFound)
	want(h.drive(t, "device", "GET", "/v1/enrol/"+mine.Public().ID(), nil, true), 200, "")
	want(h.drive(t, "no device", "GET", "/v1/enrol/nobody", nil, true), 404, exchange.NotFound)
	want(h.drive(t, "code list", "GET", "/v1/codelists/"+exchange.CodeListID(assets.Pack("sen-types.json")), nil, true), 200, "")
	want(h.drive(t, "code list sent round", "GET", "/v1/codelists/"+exchange.CodeListID(pack.Body), nil, true), 200, "")
	want(h.drive(t, "no code list", "GET", "/v1/codelists/"+exchange.DocumentID([]byte("x")), nil, true), 404, exchange.NotFound)

	// Joining.
	code, _, err := h.NewInvite(ctx, "118999", time.Hour, rand.Reader)
	must(t, err)
	request := func(code, urn string, k exchange.Key) []byte {
		r, err := exchange.NewEnrolRequest(code, urn, "laptop", k, h.Key.Public())
		must(t, err)
		return encoded(t, r)
	}
	unknown, _ := exchange.NewCode(strings.NewReader(strings.Repeat("7", 15)))
	expired, _, err := h.NewInvite(ctx, "118999", -time.Hour, rand.Reader)
	must(t, err)
	want(h.drive(t, "join", "POST", "/v1/enrol", request(code, "118999", exchangetest.Key(4)), true), 201, "")
	want(h.drive(t, "used", "POST", "/v1/enrol", request(code, "118999", exchangetest.Key(5)), true), 409, exchange.CodeUsed)
	want(h.drive(t, "unknown", "POST", "/v1/enrol", request(unknown, "118999", exchangetest.Key(5)), true), 404, exchange.CodeUnknown)
	want(h.drive(t, "expired", "POST", "/v1/enrol", request(expired, "118999", exchangetest.Key(5)), true), 410, exchange.CodeExpired)
	want(h.drive(t, "garbage", "POST", "/v1/enrol", []byte("{"), false), 422, exchange.BadProof)
	want(h.drive(t, "large", "POST", "/v1/enrol", make([]byte, 9<<10), false), 413, exchange.TooLarge)
	want(h.drive(t, "too many", "POST", "/v1/enrol", []byte("{}"), false), 429, exchange.TooMany)

	// Sending.
	chain := exchangetest.Chain(4, "b3f1c2", "")
	post := func(name string, e exchange.Envelope, query string) reply {
		return h.drive(t, name, "POST", "/v1/documents"+query, e, true)
	}
	first := exchangetest.Seal(chain[0], mine)
	want(post("dry run", first, "?dry_run=1"), 200, "")
	want(post("stored", first, ""), 201, "")
	want(post("duplicate", first, ""), 200, "")
	want(post("gap", exchangetest.Seal(chain[2], mine), ""), 201, "")
	want(post("superseded", exchangetest.Seal(chain[1], mine), ""), 202, "")
	other := chain[2]
	other.AsOf = day.Of(2026, 11, 1)
	want(post("rev conflict", exchangetest.Seal(other, mine), ""), 409, exchange.RevConflict)
	want(post("dry rev conflict", exchangetest.Seal(other, mine), "?dry_run=1"), 409, exchange.RevConflict)
	want(post("stranger", exchangetest.Seal(chain[3], stranger), ""), 401, exchange.KeyUnknown)
	want(post("pending", exchangetest.Seal(chain[3], exchangetest.Key(4)), ""), 403, exchange.KeyPending)
	want(post("wrong school", exchangetest.Seal(chain[3], theirs), ""), 422, exchange.WrongSchool)
	want(h.drive(t, "garbage", "POST", "/v1/documents", []byte("x"), false), 422, exchange.BadForm)
	want(h.drive(t, "bad question", "POST", "/v1/documents?dry_run=yes", first, false), 422, exchange.BadForm)
	want(h.drive(t, "too large", "POST", "/v1/documents", make([]byte, exchange.MaxEnvelope+1), false), 413, exchange.TooLarge)
	must(t, h.CloseTerm(ctx, "KENT-07", "2026-27/autumn", "met"))
	want(post("closed", exchangetest.Seal(chain[3], mine), ""), 423, exchange.TermLocked)
	id := exchangetest.ID(chain[0])
	want(h.drive(t, "receipt", "GET", "/v1/receipts/"+id, nil, true), 200, "")
	want(h.drive(t, "no receipt", "GET", "/v1/receipts/sha256:0", nil, true), 404, exchange.NotFound)

	// Reading what is the school's own, and what is not.
	me1, them := h.token(t, mine), h.token(t, theirs)
	want(h.drive(t, "a stranger's session", "POST", "/v1/session", encoded(t, https.SessionRequest{Device: stranger.Public().ID()}), true), 401, exchange.KeyUnknown)
	want(h.drive(t, "a pending session", "POST", "/v1/session", encoded(t, https.SessionRequest{Device: exchangetest.Key(4).Public().ID()}), true), 403, exchange.KeyPending)
	want(h.drive(t, "no session form", "POST", "/v1/session", []byte("["), false), 422, exchange.BadForm)
	want(h.drive(t, "large session", "POST", "/v1/session", make([]byte, 9<<10), false), 413, exchange.TooLarge)
	for _, c := range []struct{ op, path, wrong string }{
		{"head", "/v1/schools/118999/head?series=2026-27/autumn", "/v1/schools/118999/head?series=2027-28/autumn"},
		{"letter", "/v1/schools/118999/letter", ""},
		{"papers", "/v1/schools/118999/papers", ""},
		{"document", "/v1/documents/" + id, "/v1/documents/" + exchange.DocumentID([]byte("x"))},
		{"bulletin", "/v1/clusters/KENT-07/bulletin", ""},
		{"aggregate", "/v1/clusters/KENT-07/aggregate/2026-27/autumn", "/v1/clusters/KENT-07/aggregate/2026-27/winter"},
		{"pack", "/v1/packs/" + pack.ID, "/v1/packs/" + strings.Repeat("0", 64)},
	} {
		r := h.drive(t, c.op, "GET", c.path, nil, true, me1)
		if c.op != "aggregate" { // the documents here hold no figures
			want(r, 200, "")
		}
		if tag := r.header.Get("ETag"); r.status == 200 && c.op != "head" && c.op != "papers" {
			want(h.drive(t, c.op+" known", "GET", c.path, nil, true, me1, etag(tag)), 304, "")
			want(h.drive(t, c.op+" another", "GET", c.path, nil, true, me1, etag(`"x"`)), 200, "")
		}
		if c.wrong != "" {
			want(h.drive(t, "no "+c.op, "GET", c.wrong, nil, true, me1), 404, exchange.NotFound)
		}
		want(h.drive(t, c.op+" without a session", "GET", c.path, nil, true), 401, exchange.NoSession)
		forged := func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+strings.Repeat("A", 75)) }
		want(h.drive(t, c.op+" with a forged session", "GET", c.path, nil, true, forged), 401, exchange.NoSession)
		switch r := h.drive(t, "their "+c.op, "GET", c.path, nil, true, them); c.op {
		case "head", "letter", "papers":
			want(r, 403, exchange.NotAllowed)
		case "bulletin", "aggregate":
			want(r, 403, exchange.NotMember)
		default:
			want(r, 404, exchange.NotFound)
		}
	}
	list := "/v1/codelists/" + exchange.CodeListID(pack.Body)
	want(h.drive(t, "code list known", "GET", list, nil, true, etag(h.ask(t, "GET", list, nil).header.Get("ETag"))), 304, "")
	takeBack := exchange.Withdrawal{Meta: exchangetest.Meta(1, ""), Withdraws: id, Purge: true}
	p, err := takeBack.Payload()
	must(t, err)
	want(post("withdrawal", exchange.Seal(p, mine), ""), 201, "")
	h.pass(8 * 24 * time.Hour)
	if _, err := h.Purge(ctx); err != nil {
		t.Fatal(err)
	}
	me1, them = h.token(t, mine), h.token(t, theirs)
	want(h.drive(t, "destroyed", "GET", "/v1/documents/"+id, nil, true, me1), 410, exchange.Destroyed)

	if _, err := h.Revoke(ctx, mine.Public().ID()); err != nil {
		t.Fatal(err)
	}
	h.pass(time.Minute) // for the limit of enrolments
	fresh, _, err := h.NewInvite(ctx, "118999", time.Hour, rand.Reader)
	must(t, err)
	want(h.drive(t, "a revoked key joins", "POST", "/v1/enrol", request(fresh, "118999", mine), true), 401, exchange.KeyRevoked)
	want(h.drive(t, "revoked in the middle of a session", "GET", "/v1/documents/"+id, nil, true, me1), 401, exchange.KeyRevoked)
	h.pass(11 * time.Minute)
	want(h.drive(t, "an old session", "GET", "/v1/packs/"+pack.ID, nil, true, them), 401, exchange.NoSession)

	for path, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			if len(h.seen[op.OperationID]) == 0 {
				t.Errorf("%s was not driven", path)
			}
			for status := range op.Responses.Map() {
				if status != "429" && status != "503" && !h.seen[op.OperationID][statusOf(status)] {
					t.Errorf("%s: an answer %s was never given", op.OperationID, status)
				}
			}
		}
	}
}

func statusOf(s string) (n int) {
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var braces = regexp.MustCompile(`\{[a-z]+\}`)

func TestDescribedPathsHaveTheirParameters(t *testing.T) {
	doc, _ := contract(t)
	for path, item := range doc.Paths.Map() {
		for _, op := range item.Operations() {
			n := 0
			for _, p := range op.Parameters {
				if p.Value.In == "path" {
					n++
				}
			}
			if len(braces.FindAllString(path, -1)) != n {
				t.Errorf("%s names another number of parameters than it has", path)
			}
		}
	}
}
