package hub_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door/doortest"
)

// Who may go through to what, for every route of the hub. A letter stands for each sort
// of visitor, all of them of KENT-07 and the school 900001 where they belong to a place:
//
//	N nobody               L council reader of the district Weald
//	K a reader's link      A auditor of the whole hub
//	H administrator        O chair of another cluster, in another county
//	C chair                Y council reader of that county
//	M member               X a person who was closed, with the session they had
//	S school reader
//
// A route that is added without a row fails the test.
const everybody = "NKHCMSLAOYX"

// rows say for each route who goes through. Addresses name KENT-07 and 900001.
var matrixRows = map[string]string{
	// Open to everybody: they hold nothing of anybody, or judge for themselves by what is
	// sent with the request, such as a token or a password.
	"/": everybody, "GET /{$}": everybody, "POST /leave": everybody,
	"GET /assets/hub.css": everybody, "GET /assets/people.css": everybody, "GET /assets/meeting.js": everybody, "GET /assets/passkey.js": everybody,
	"GET /assets/Lexend-Regular.ttf": everybody, "GET /assets/Lexend-SemiBold.ttf": everybody,
	"GET /sign-in": everybody, "GET /sign-in/recovery": everybody, "POST /sign-out": everybody,
	"GET /v1/hub": everybody, "POST /v1/enrol": everybody, "GET /v1/enrol/{device}": everybody, "POST /v1/documents": everybody, "GET /v1/receipts/{id}": everybody,
	"GET /schema/{name}": everybody, "GET /livez": everybody, "GET /readyz": everybody, "GET /v1/codelists/{hash}": everybody, "GET /v1/openapi.json": everybody,

	// What must prove something else: a password, an invitation, a passkey, a key, a token.
	"POST /sign-in": "", "POST /sign-in/code": "", "POST /sign-in/recovery": "", "GET /invite/{token}": "", "POST /invite/{token}/password": "", "POST /set-up/code": "",
	"POST /passkey/sign-in": "", "POST /passkey/join": "", "POST /passkey/answer": "",
	"POST /with/{provider}/sign-in": "", "POST /with/{provider}/join": "", "GET /with/{provider}/back": "",
	"POST /v1/session": "", "GET /v1/schools/{urn}/head": "", "GET /v1/schools/{urn}/letter": "", "GET /v1/schools/{urn}/papers": "", "GET /v1/documents/{id}": "",
	"GET /v1/clusters/{cluster}/bulletin": "", "GET /v1/clusters/{cluster}/aggregate/{year}/{term}": "", "GET /v1/packs/{id}": "",
	"GET /c/{ref}/enter/{token}": "", "GET /s/{ref}/enter/{token}": "", "GET /d/{ref}/enter/{token}": "", "GET /county/{ref}/enter/{token}": "", "GET /g/{ref}/enter/{token}": "",
	"GET /metrics": everybody, // from the hub's own computer, as here; TestMetricsAreForTheComputerItself tries others

	// What concerns only whoever is signed in.
	"GET /me": signedIn, "GET /me/password": signedIn, "POST /me/password": signedIn, "POST /me/password/remove": signedIn, "POST /me/recovery": signedIn,
	"POST /me/sign-out-everywhere": signedIn, "GET /step-up": signedIn, "POST /step-up": signedIn, "GET /resume": "",
	"POST /passkey/add": signedIn, "POST /passkey/confirm": signedIn, "POST /passkey/{key}/name": signedIn, "POST /passkey/{key}/remove": signedIn,
	"POST /with/{provider}/add": signedIn, "POST /with/{provider}/confirm": signedIn, "POST /with/remove": signedIn,

	// Figures.
	"GET /c/{ref}/{$}": "KHCMSL", "GET /c/{ref}/export/{file}": "KHCMSL",
	"GET /s/{ref}/{$}": "KHCMS", "GET /s/{ref}/export/{file}": "KHCMS",
	"GET /d/{ref}/{$}": "HL", "GET /d/{ref}/export/{file}": "HL",
	"GET /county/{ref}/{$}": "H", "GET /county/{ref}/export/{file}": "H",
	"GET /g/{ref}/{$}": "H", "GET /g/{ref}/export/{file}": "H",

	// Running the hub.
	"GET /people": "H", "POST /people": "H", "GET /people/{person}": "H", "POST /people/{person}/grant": "H", "POST /people/{person}/take": "H",
	"POST /people/{person}/close": "H", "POST /people/{person}/invite": "H", "POST /people/{person}/reset": "H",
	"GET /computers": "H", "POST /computers/invite": "H", "POST /computers/{device}/approve": "H", "POST /computers/{device}/stop": "H",
	"GET /log": "HA",
}

const signedIn = "HCMSLAOY"

// panelRows are the routes of a cluster's panel, by what each is, with who may do that.
var panelRows = []struct {
	who    string
	routes string
}{
	{"CMLA", "GET GET meetings GET decisions GET decisions/{decision} GET decisions/{decision}/decision.pdf GET meetings/{meeting}/minutes.pdf GET pot GET disputes GET events GET agreements GET services GET rounds GET rounds/{round} GET terms GET book GET decisions.csv GET services/unmet.csv GET book.json"},
	{"CML", "GET requests GET requests/{request} GET meetings/{meeting} GET meetings/{meeting}/items/{request} GET meetings/{meeting}/agenda.pdf GET frozen/{id} GET offers GET matches GET transition"},
	{"CM", "POST meetings/{meeting}/items/{request}/interest POST meetings/{meeting}/items/{request}/vote"},
	{"CL", "GET asked POST asked/{other}/{dispute} POST disputes/{dispute}/take POST disputes/{dispute}/answer POST disputes/{dispute}/move"},
	{"L", "POST decisions/{decision}/confirm"},
	{"L", "POST events/{event}/council"},
	{"C", "POST services POST services/{service}/remove POST terms/close POST terms/open POST events/{event}/answer POST meetings POST meetings/{meeting}/change POST meetings/{meeting}/agenda POST meetings/{meeting}/order POST meetings/{meeting}/start POST meetings/{meeting}/present POST meetings/{meeting}/close POST meetings/{meeting}/items/{request}/open POST meetings/{meeting}/items/{request}/votes POST meetings/{meeting}/items/{request}/defer POST meetings/{meeting}/items/{request}/decide POST decisions/{decision}/correct POST pot POST events/{event}/escalate POST agreements POST agreements/{agreement}/end POST rounds POST rounds/{round}/close POST rounds/{round}/note"},
}

// wholeMatrix is the rows of the panel beside the others.
func wholeMatrix() map[string]string {
	all := map[string]string{}
	for route, who := range matrixRows {
		all[route] = who
	}
	for _, row := range panelRows {
		words := strings.Fields(strings.TrimPrefix(row.routes, "GET GET"))
		if strings.HasPrefix(row.routes, "GET GET") {
			all["GET /panel/{cluster}/{$}"] = row.who
			words = append([]string{"GET"}, words...)
		}
		for i := 0; i+1 < len(words); i += 2 {
			all[words[i]+" /panel/{cluster}/"+words[i+1]] = row.who
		}
	}
	return all
}

// filled gives an address its parts.
var matrixParts = strings.NewReplacer("{$}", "", "{cluster}", "KENT-07", "{urn}", "900001", "{person}", "p-here", "{year}", "2026-27", "{term}", "autumn", "{file}", "board.json",
	"{token}", "made-up", "{provider}", "google", "{name}", "cluster-summary-1.json", "{meeting}", "2026-12-03", "{request}", "none", "{decision}", "none", "{id}", "none",
	"{hash}", "none", "{device}", "none", "{key}", "none", "{dispute}", "none", "{other}", "KENT-08", "{event}", "none", "{agreement}", "none", "{service}", "none", "{round}", "none")

// Addresses at which tries are counted, and those that end sessions.
var (
	matrixTries = regexp.MustCompile(`^/(sign-in|invite|set-up|passkey|with|step-up|me)`)
	matrixEnds  = regexp.MustCompile(`^/(sign-out|leave|me/sign-out-everywhere)$`)
)

func matrixPath(pattern string) (method, path string) {
	method, path, found := strings.Cut(pattern, " ")
	if !found {
		return http.MethodGet, "/nothing-here"
	}
	for prefix, ref := range map[string]string{"/c/": "KENT-07", "/s/": "900001", "/d/": "Weald", "/county/": "Kent", "/g/": "oak"} {
		if strings.HasPrefix(path, prefix) {
			path = strings.Replace(path, "{ref}", ref, 1)
		}
	}
	return method, matrixParts.Replace(path)
}

// TestEveryRouteLetsThroughTheRolesOfItsRowAndNobodyElse is the matrix of role, route and
// cluster. It holds that nothing is open that no row opens.
func TestEveryRouteLetsThroughTheRolesOfItsRowAndNobodyElse(t *testing.T) {
	rows := wholeMatrix()
	h := countyHub(t)
	h.freshen(t)
	served := map[string]bool{}
	for _, route := range h.hub.Routes() {
		served[route] = true
		if _, ok := rows[route]; !ok {
			t.Errorf("%s: no row says who may", route)
		}
	}
	for route := range rows {
		if !served[route] {
			t.Errorf("%s: there is a row and no route", route)
		}
	}
	grants := map[rune]people.Grant{
		'H': {Role: people.HubAdmin, Level: people.HubLevel},
		'C': {Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07"},
		'M': {Role: people.Member, Level: people.ClusterLevel, Ref: "KENT-07"},
		'S': {Role: people.SchoolReader, Level: people.SchoolLevel, Ref: "900001"},
		'L': {Role: people.CouncilReader, Level: people.DistrictLevel, Ref: "Weald"},
		'A': {Role: people.Auditor, Level: people.HubLevel},
		'O': {Role: people.Chair, Level: people.ClusterLevel, Ref: "SX-01"},
		'Y': {Role: people.CouncilReader, Level: people.CountyLevel, Ref: "Sussex"},
		'X': {Role: people.Chair, Level: people.ClusterLevel, Ref: "KENT-07"},
	}
	here := people.Person{ID: "p-here", Name: "Is Here", Email: "here@example.org", State: people.Invited, Grants: []people.Grant{grants['M']}}
	must(t, h.db.Write(t.Context(), func(w inbox.Writer) error { return w.PutPerson(here) }))
	visitors := map[rune]*http.Client{}
	for route, who := range rows {
		if !served[route] {
			continue
		}
		method, path := matrixPath(route)
		for _, letter := range everybody {
			if visitors[letter] == nil {
				visitors[letter] = h.visitor(t, letter, grants)
			}
			visitor := visitors[letter]
			req, err := http.NewRequest(method, h.URL+path, strings.NewReader(""))
			must(t, err)
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			resp, err := visitor.Do(req)
			must(t, err)
			resp.Body.Close()
			if through, want := letsThrough(resp), strings.ContainsRune(who, letter); who != "" && through != want {
				t.Errorf("%s for %c: status %d %s, want through: %v", route, letter, resp.StatusCode, resp.Header.Get("Location"), want)
			} else if who == "" && (resp.StatusCode < 400 && !asks(resp) || len(resp.Cookies()) > 0 && resp.Cookies()[0].Value != "") {
				t.Errorf("%s for %c: status %d without what it asks for", route, letter, resp.StatusCode)
			}
		}
		if method == http.MethodPost && matrixTries.MatchString(path) {
			h.pass(time.Minute) // the rates of trying fill up again
		}
		if matrixEnds.MatchString(path) {
			clear(visitors)
		}
	}
}

// letsThrough reports whether an answer is the page's own: not a refusal, and not the way
// to sign in.
func letsThrough(r *http.Response) bool {
	return r.StatusCode != http.StatusUnauthorized && r.StatusCode != http.StatusForbidden && !strings.HasPrefix(r.Header.Get("Location"), "/sign-in?next=")
}

// asks reports whether an answer only asks for the proof that its route needs.
func asks(r *http.Response) bool {
	path := r.Request.URL.Path
	return strings.HasPrefix(r.Header.Get("Location"), "/sign-in") || path == "/v1/session" || path == "/passkey/sign-in"
}

// visitor is a client of one sort of visitor, signed in a moment ago. A person who was
// closed has the session that they had before.
func (h *testHub) visitor(t testing.TB, letter rune, grants map[rune]people.Grant) *http.Client {
	t.Helper()
	c := *h.Server.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	switch letter {
	case 'N':
		return &c
	case 'K':
		cookie := h.reader(t, "KENT-07")
		c.Transport = withCookie{c.Transport, cookie}
		return &c
	}
	p := people.Person{ID: "p" + strings.ToLower(string(letter)), Name: "Person " + string(letter), Email: string(letter) + "@example.org", Grants: []people.Grant{grants[letter]}}
	signed := doortest.Client(t, h.URL, h.Server.Client().Transport, h.Inbox, p)
	if letter == 'X' {
		p.State = people.Closed
		must(t, h.db.Write(t.Context(), func(w inbox.Writer) error { return w.PutPerson(p) }))
	}
	return signed
}

// withCookie shows a cookie with each request.
type withCookie struct {
	next http.RoundTripper
	add  func(*http.Request)
}

func (c withCookie) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	c.add(r)
	return c.next.RoundTrip(r)
}
