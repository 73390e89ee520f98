package door_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// paths are the first parts of a provider's addresses at the hub.
var paths = map[string]string{entraOne: "/with/microsoft", entraMany: "/with/microsoft", google: "/with/google", council: "/with/id-example-org"}

// adaJoined is Ada who joined by an account at an issuer.
func adaJoined(t *testing.T, e *elsewhere, h *keysHub, issuer string) (*tab, people.Person) {
	t.Helper()
	made, b := h.invite(t, "Ada Chair", people.Chair), h.tab(t)
	b.get(e.approve(b.leave(paths[issuer]+"/join", "invitation", made.Token), ada(issuer))).must(t, http.StatusOK, "recovery codes")
	return b, made.Person
}

func TestAccountElsewhereJoinsByInvitationAndSignsIn(t *testing.T) {
	for _, issuer := range []string{entraOne, entraMany, google, council} {
		t.Run(issuer, func(t *testing.T) {
			e := newElsewhere(t)
			h := e.hub(issuer)
			made, b := h.invite(t, "Ada Chair", people.Chair), h.tab(t)
			b.get("/sign-in").must(t, http.StatusOK, paths[issuer]+"/sign-in")
			b.get(door.InviteAddress(made.Token)).must(t, http.StatusOK, paths[issuer]+"/join")
			at := b.leave(paths[issuer]+"/join", "invitation", made.Token)
			if host, _, _ := strings.Cut(strings.TrimPrefix(issuer, "https://"), "/"); at.Host != host {
				t.Errorf("it leads to %s", at.Host)
			}
			b.get(e.approve(at, ada(issuer))).must(t, http.StatusOK, "recovery codes")
			if !b.signedIn("Ada Chair") {
				t.Fatal("not signed in after the invitation")
			}
			b.post("/sign-out")
			b.get(e.approve(b.leave(paths[issuer]+"/sign-in", "next", "/c/KENT-07/"), ada(issuer))).to(t, "/c/KENT-07/")
			if !b.signedIn("Ada Chair") {
				t.Fatal("not signed in")
			}
			// Another address changes nothing: who she is goes by what never changes.
			again := h.tab(t)
			again.get(e.approve(again.leave(paths[issuer]+"/sign-in"), but(ada(issuer), "email", "ada.married@example.org"))).to(t, "/")
			log := h.log.String()
			for _, hidden := range []string{secret, at.Query().Get("state"), at.Query().Get("nonce"), "opaque", "level=ERROR"} {
				if strings.Contains(log, hidden) {
					t.Errorf("the log holds %q: %s", hidden, log)
				}
			}
		})
	}
}

func TestProviderThatLiesAboutEmailLetsNobodyIn(t *testing.T) {
	for issuer, stranger := range map[string]map[string]any{
		entraOne:  but(ada(entraOne), "oid", "12345678-bbbb-4ccc-8ddd-eeeeeeeeeeee"),
		entraMany: but(ada(entraMany), "iss", "https://login.microsoftonline.com/"+otherTenant+"/v2.0", "tid", otherTenant), // nOAuth: an own tenant, the same object and address
		google:    but(ada(google), "sub", "subject-of-mallory"),
		council:   but(ada(council), "sub", "subject-of-mallory"),
	} {
		t.Run(issuer, func(t *testing.T) {
			e := newElsewhere(t)
			h := e.hub(issuer)
			adaJoined(t, e, h, issuer)
			b := h.tab(t)
			b.get(e.approve(b.leave(paths[issuer]+"/sign-in"), stranger)).must(t, http.StatusForbidden, "Nobody signs in here with that account")
			if b.signedIn("Ada Chair") {
				t.Error("an address let a stranger in")
			}
			if !strings.Contains(h.log.String(), "belongs to nobody here") {
				t.Error("it is not logged")
			}
		})
	}
}

// lies are what a provider, or somebody who speaks as one, can say that is not so.
func TestTokenThatLiesIsRefused(t *testing.T) {
	set := func(name string, value any) func(*elsewhere, map[string]any) {
		return func(_ *elsewhere, c map[string]any) {
			if value == nil {
				delete(c, name)
			} else {
				c[name] = value
			}
		}
	}
	for name, c := range map[string]struct {
		issuer string
		lie    func(*elsewhere, map[string]any)
		log    string
	}{
		"wrong audience":            {google, set("aud", "another-program"), "audience"},
		"two audiences":             {google, set("aud", []string{"the-hub", "another-program"}), "another program"},
		"made for another program":  {google, set("azp", "another-program"), "another program"},
		"wrong nonce":               {google, set("nonce", "of somebody else"), "another sign-in"},
		"no nonce":                  {google, set("nonce", nil), "another sign-in"},
		"expired":                   {google, func(e *elsewhere, c map[string]any) { c["exp"] = e.now().Add(-time.Second).Unix() }, "expired"},
		"not yet good":              {google, func(e *elsewhere, c map[string]any) { c["nbf"] = e.now().Add(time.Hour).Unix() }, "nbf"},
		"other issuer":              {google, set("iss", "https://accounts.evil.example"), "different provider"},
		"no subject":                {google, set("sub", nil), "who signed in"},
		"no organisation":           {google, set("hd", nil), "no organisation"},
		"not signed":                {google, func(e *elsewhere, _ map[string]any) { e.sign = unsigned }, "malformed"},
		"signed with the secret":    {google, func(e *elsewhere, _ map[string]any) { e.sign = bySecret }, "malformed"},
		"signed with another key":   {google, func(e *elsewhere, _ map[string]any) { e.sign = byAnotherKey }, "signature"},
		"other issuer of Entra":     {entraOne, set("iss", "https://login.microsoftonline.com/"+otherTenant+"/v2.0"), "different provider"},
		"no object":                 {entraOne, set("oid", nil), "no object"},
		"another tenant than named": {entraMany, set("tid", otherTenant), "another organisation"},
		"issuer with a path":        {entraMany, set("iss", "https://login.microsoftonline.com/"+oneTenant+"/v2.0/x"), "another organisation"},
		"issuer that is no Entra":   {entraMany, set("iss", "https://login.evil.example/"+oneTenant+"/v2.0"), "another organisation"},
		"tenant with a trick": {entraMany, func(_ *elsewhere, c map[string]any) {
			c["tid"], c["iss"] = "x/../y", "https://login.microsoftonline.com/x/../y/v2.0"
		}, "no organisation"},
		"an account of no school": {entraMany, func(_ *elsewhere, c map[string]any) {
			c["tid"] = "9188040d-6c67-4c5b-b112-36a304b66dad"
			c["iss"] = "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"
		}, "no organisation"},
	} {
		t.Run(name, func(t *testing.T) {
			e := newElsewhere(t)
			h := e.hub(c.issuer)
			adaJoined(t, e, h, c.issuer)
			e.lie = func(claims map[string]any) { c.lie(e, claims) }
			b := h.tab(t)
			p := b.get(e.approve(b.leave(paths[c.issuer]+"/sign-in"), ada(c.issuer))).must(t, http.StatusForbidden, "You were not signed in")
			if !strings.Contains(p.text, "Nothing was changed") && !strings.Contains(p.text, "may not be used here") {
				t.Errorf("no plain sentence: %s", p.text)
			}
			if log := h.log.String(); !strings.Contains(log, "an account elsewhere was refused") || !strings.Contains(log, c.log) || strings.Contains(log, "level=ERROR") {
				t.Errorf("the log does not say %q: %s", c.log, log)
			}
			if b.signedIn("Ada Chair") {
				t.Fatal("signed in")
			}
			e.lie, e.sign = nil, nil
			b.get(e.approve(b.leave(paths[c.issuer]+"/sign-in"), ada(c.issuer))).to(t, "/")
		})
	}
}

func unsigned(claims map[string]any) (string, error) {
	body, err := json.Marshal(claims)
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(body) + ".", err
}

func bySecret(claims map[string]any) (string, error) {
	return signed(jose.SigningKey{Algorithm: jose.HS256, Key: []byte(secret)}, claims)
}

func byAnotherKey(claims map[string]any) (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	return signed(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: "one"}}, claims)
}

func TestOnlyNamedOrganisationsSignIn(t *testing.T) {
	e := newElsewhere(t)
	microsoft, goog := e.provider(entraMany), e.provider(google)
	microsoft.Tenants, goog.Domains = []string{otherTenant}, []string{"school.example"}
	for _, p := range []door.Provider{microsoft, goog} {
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
	}
	h := newKeysHub(t, microsoft, goog)
	e.now = h.Now
	made, b := h.invite(t, "Ada Chair", people.Chair), h.tab(t)
	for _, issuer := range []string{entraMany, google} {
		b.get(e.approve(b.leave(paths[issuer]+"/join", "invitation", made.Token), ada(issuer))).must(t, http.StatusForbidden, "may not be used here")
	}
	b.get(e.approve(b.leave("/with/google/join", "invitation", made.Token), but(ada(google), "hd", "school.example"))).must(t, http.StatusOK, "recovery codes")
}

func TestCodeAndStateServeOnceAndInOneBrowser(t *testing.T) {
	e := newElsewhere(t)
	h := e.hub(google)
	adaJoined(t, e, h, google)
	b, other := h.tab(t), h.tab(t)

	back := e.approve(b.leave("/with/google/sign-in"), ada(google))
	other.get(back).must(t, http.StatusForbidden, "another browser")
	b.get(back).to(t, "/")
	b.get(back).must(t, http.StatusForbidden, "done before")

	// A code that was used, or was somebody else's, comes with a state of one's own.
	used := valueOf(t, back, "code")
	at := other.leave("/with/google/sign-in")
	other.get("/with/google/back?code="+used+"&state="+at.Query().Get("state")).must(t, http.StatusForbidden, "does not prove who you are")
	stolen := valueOf(t, e.approve(b.leave("/with/google/sign-in"), ada(google)), "code")
	at = other.leave("/with/google/sign-in")
	other.get("/with/google/back?code="+stolen+"&state="+at.Query().Get("state")).must(t, http.StatusForbidden, "does not prove who you are")

	// Another state, none, or another issuer than was left for.
	for _, change := range []string{"&state=x", "&iss=https%3A%2F%2Faccounts.evil.example"} {
		back = e.approve(other.leave("/with/google/sign-in"), ada(google))
		if strings.HasPrefix(change, "&state") {
			back = strings.Split(back, "&state=")[0]
		}
		other.get(back+change).must(t, http.StatusForbidden, "does not prove who you are")
	}
	back = e.approve(other.leave("/with/google/sign-in"), ada(google))
	h.pass(10*time.Minute + time.Second)
	other.get(back).must(t, http.StatusForbidden, "too long")
	at = other.leave("/with/google/sign-in")
	other.get("/with/google/back?error=access_denied&state="+at.Query().Get("state")).must(t, http.StatusForbidden, "turned back")
	other.get("/with/evil/back?code=x&state=y").must(t, http.StatusNotFound, "no such accounts")
	if other.signedIn("Ada Chair") {
		t.Error("signed in")
	}
}

func valueOf(t *testing.T, address, name string) string {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r.URL.Query().Get(name)
}

func TestAccountIsBoundByAnInvitationOrWhenSignedIn(t *testing.T) {
	e := newElsewhere(t)
	h := e.hub(google, council)
	b := h.tab(t)
	h.invite(t, "Ada Chair", people.Chair) // her address is that of the account: that binds nothing
	b.get(e.approve(b.leave("/with/google/sign-in"), ada(google))).must(t, http.StatusForbidden, "Nobody signs in here")
	b.post("/with/google/join", "invitation", "no such thing").must(t, http.StatusForbidden, "does not serve")
	b.post("/with/google/add").must(t, http.StatusUnauthorized, "Sign in first")

	bea := h.tab(t)
	bea.join(h.invite(t, "Bea Member", people.Member).Token, newKey(), "").must(t, http.StatusOK)
	bea.get(e.approve(bea.leave("/with/google/add"), ada(google))).to(t, "/me?done=account")
	bea.get("/me").must(t, http.StatusOK, "Account: Google")
	b.get(e.approve(b.leave("/with/google/sign-in"), ada(google))).to(t, "/")
	if !b.signedIn("Bea Member") {
		t.Error("the account does not sign in whoever added it")
	}
	bea.get(e.approve(bea.leave("/with/google/add"), ada(google))).must(t, http.StatusForbidden, "already")
	cy := h.tab(t)
	cy.join(h.invite(t, "Cy Member", people.Member).Token, newKey(), "").must(t, http.StatusOK)
	cy.get(e.approve(cy.leave("/with/google/add"), ada(google))).must(t, http.StatusForbidden, "Somebody else signs in here with that account")

	// An invitation that was used while its owner was away serves no more.
	made, late := h.invite(t, "Dee Member", people.Member), h.tab(t)
	back := e.approve(late.leave(paths[council]+"/join", "invitation", made.Token), ada(council))
	h.tab(t).join(made.Token, newKey(), "").must(t, http.StatusOK)
	late.get(back).must(t, http.StatusForbidden, "used before")

	// Adding it in one session and coming back in another binds nothing.
	back = e.approve(cy.leave(paths[council]+"/add"), ada(council))
	cy.post("/sign-out")
	cy.get(back).must(t, http.StatusForbidden, "somebody else signed in")
}

func TestClosedPersonsAccountNoLongerServes(t *testing.T) {
	e := newElsewhere(t)
	h := e.hub(google)
	_, p := adaJoined(t, e, h, google)
	err := h.db.Write(t.Context(), func(w inbox.Writer) error {
		p, err := w.Person(p.ID)
		p.State = people.Closed
		if err == nil {
			err = w.PutPerson(p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b := h.tab(t)
	b.get(e.approve(b.leave("/with/google/sign-in"), ada(google))).must(t, http.StatusForbidden, "Nobody signs in here")
}

func TestStepUpByAnAccountNeedsAFreshSignInThere(t *testing.T) {
	e := newElsewhere(t)
	h := e.hub(council)
	b, _ := adaJoined(t, e, h, council)
	fresh := func() map[string]any { return but(ada(council), "auth_time", h.Now().Unix()) }
	asks := func(b *tab) bool { return b.post("/passkey/add", "label", "x").status == http.StatusSeeOther }
	if asks(b) {
		t.Error("asked again right after the invitation")
	}
	// A provider that remembers somebody proves nothing about who sits there now.
	silent := h.tab(t)
	silent.get(e.approve(silent.leave(paths[council]+"/sign-in"), ada(council))).to(t, "/")
	if !asks(silent) {
		t.Error("a remembered account counts as showing who one is")
	}
	asked := h.tab(t)
	asked.get(e.approve(asked.leave(paths[council]+"/sign-in"), fresh())).to(t, "/")
	if asks(asked) {
		t.Error("a fresh sign-in there does not count")
	}
	h.pass(11 * time.Minute)
	for name, c := range map[string]struct {
		who  map[string]any
		says string
	}{
		"no word of when":   {ada(council), "anew who you are"},
		"an hour ago":       {but(ada(council), "auth_time", h.Now().Add(-time.Hour).Unix()), "anew who you are"},
		"somebody else":     {but(fresh(), "sub", "subject-of-mallory"), "not the account"},
		"a stranger, fresh": {but(fresh(), "sub", "another"), "not the account"},
	} {
		at := b.leave(paths[council]+"/confirm", "next", "/me")
		if at.Query().Get("prompt") != "login" || at.Query().Get("max_age") != "0" {
			t.Errorf("it does not ask to sign in anew: %s", at)
		}
		b.get(e.approve(at, c.who)).must(t, http.StatusForbidden, c.says)
		if !asks(b) {
			t.Errorf("%s: let through", name)
		}
	}
	b.get("/step-up").must(t, http.StatusOK, paths[council]+"/confirm")
	b.get(e.approve(b.leave(paths[council]+"/confirm", "next", "/me"), fresh())).to(t, "/me")
	if asks(b) {
		t.Error("still asked")
	}
}

func TestAccountIsRemovedButNeverTheLastWayIn(t *testing.T) {
	e := newElsewhere(t)
	h := e.hub(google)
	b, _ := adaJoined(t, e, h, google)
	b.get("/me").must(t, http.StatusOK, `value="subject-of-ada"`)
	b.post("/with/remove", "issuer", google, "subject", "subject-of-ada").must(t, http.StatusConflict, "last way to sign in")
	b.add(newKey(), "security key").to(t, "/me?done=passkey")
	other := h.tab(t)
	other.join(h.invite(t, "Bea Member", people.Member).Token, newKey(), "").must(t, http.StatusOK)
	other.post("/with/remove", "issuer", google, "subject", "subject-of-ada").must(t, http.StatusConflict, "no such way")
	b.post("/with/remove", "issuer", google, "subject", "subject-of-ada").to(t, "/me")
	b.post("/sign-out")
	b.get(e.approve(b.leave("/with/google/sign-in"), ada(google))).must(t, http.StatusForbidden, "Nobody signs in here")
}

func TestHubServesWhileAProviderIsAway(t *testing.T) {
	e := newElsewhere(t)
	h := e.hub(google)
	e.away = true
	b := h.tab(t)
	b.get("/sign-in").must(t, http.StatusOK)
	b.post("/with/google/sign-in").must(t, http.StatusServiceUnavailable, "Google cannot be asked just now")
	if !strings.Contains(h.log.String(), "cannot be asked") {
		t.Error("it is not logged")
	}
	before := len(e.reached)
	b.post("/with/google/sign-in").must(t, http.StatusServiceUnavailable)
	if len(e.reached) != before {
		t.Error("it was asked again at once")
	}
	e.away = false
	h.pass(6 * time.Second)
	adaJoined(t, e, h, google)
	at := b.leave("/with/google/sign-in")
	back := e.approve(at, ada(google))
	e.away = true
	b.get(back).must(t, http.StatusForbidden, "You were not signed in")
}

func TestHubAsksNobodyButItsOwnProvider(t *testing.T) {
	for name, change := range map[string]func(map[string]any){
		"another issuer":  func(says map[string]any) { says["issuer"] = "https://accounts.evil.example" },
		"no TLS":          func(says map[string]any) { says["token_endpoint"] = "http://192.0.2.7/token" },
		"no TLS for keys": func(says map[string]any) { says["jwks_uri"] = "http://169.254.169.254/latest" },
	} {
		e := newElsewhere(t)
		h := e.hub(council)
		e.discovery = change
		b := h.tab(t)
		b.post(paths[council]+"/sign-in").must(t, http.StatusServiceUnavailable)
		if slices.ContainsFunc(e.reached, func(at string) bool { return !strings.HasPrefix(at, "id.example.org/.well-known") }) {
			t.Errorf("%s: asked %v", name, e.reached)
		}
		e.discovery = nil
	}
	// Nobody who asks names an issuer, and no claim sends the hub anywhere.
	e := newElsewhere(t)
	h := e.hub(council)
	adaJoined(t, e, h, council)
	b := h.tab(t)
	b.post("/with/evil-example/sign-in", "issuer", "https://evil.example").must(t, http.StatusNotFound)
	e.lie = func(c map[string]any) {
		c["_claim_names"] = map[string]string{"groups": "src"}
		c["_claim_sources"] = map[string]any{"src": map[string]string{"endpoint": "https://internal.example/groups"}}
		c["jku"] = "https://evil.example/keys"
	}
	b.get(e.approve(b.leave(paths[council]+"/sign-in"), ada(council))).to(t, "/")
	for _, at := range e.reached {
		if !strings.HasPrefix(at, "id.example.org/") {
			t.Errorf("the hub asked %s", at)
		}
	}
}

func TestProviderIsCheckedWhenTheHubStarts(t *testing.T) {
	for name, c := range map[string]struct {
		p    door.Provider
		says string
	}{
		"good":                {door.Provider{Issuer: google, Client: "c", Secret: "s", Domains: []string{"example.org"}}, ""},
		"good with tenants":   {door.Provider{Issuer: entraMany, Client: "c", Secret: "s", Tenants: []string{oneTenant}}, ""},
		"on this computer":    {door.Provider{Issuer: "http://localhost:9000", Client: "c", Secret: "s"}, ""},
		"no address":          {door.Provider{Issuer: "google", Client: "c", Secret: "s"}, "no address"},
		"no TLS":              {door.Provider{Issuer: "http://id.example.org", Client: "c", Secret: "s"}, "https"},
		"with a question":     {door.Provider{Issuer: "https://id.example.org?x=1", Client: "c", Secret: "s"}, "no address"},
		"no client":           {door.Provider{Issuer: google, Secret: "s"}, "knows the hub by"},
		"no secret":           {door.Provider{Issuer: google, Client: "c"}, "secret"},
		"domains elsewhere":   {door.Provider{Issuer: entraMany, Client: "c", Secret: "s", Domains: []string{"example.org"}}, "domains"},
		"tenants elsewhere":   {door.Provider{Issuer: google, Client: "c", Secret: "s", Tenants: []string{oneTenant}}, "tenants"},
		"tenant that is none": {door.Provider{Issuer: entraMany, Client: "c", Secret: "s", Tenants: []string{"contoso"}}, "identifier"},
	} {
		err := c.p.Check()
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
