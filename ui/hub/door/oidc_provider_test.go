package door_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"needsbook/ui/hub/door"
)

const (
	oneTenant   = "11111111-2222-4333-8444-555555555555"
	otherTenant = "99999999-8888-4777-8666-555555555555"
	adasObject  = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
	secret      = "the-hub's-secret-at-the-provider"

	entraOne  = "https://login.microsoftonline.com/" + oneTenant + "/v2.0"
	entraMany = "https://login.microsoftonline.com/organizations/v2.0"
	google    = "https://accounts.google.com"
	council   = "https://id.example.org"
)

// elsewhere stands in for every provider: whatever host is asked, it answers for it. It
// says the truth until a test tells it what to say.
type elsewhere struct {
	*httptest.Server
	t   *testing.T
	now func() time.Time
	key *ecdsa.PrivateKey

	mu      sync.Mutex
	codes   map[string]granted
	made    int
	reached []string // host and path of what was asked

	away      bool                                        // cannot be asked
	discovery func(map[string]any)                        // changes what a provider says of itself
	lie       func(claims map[string]any)                 // changes a token before it is signed
	sign      func(claims map[string]any) (string, error) // signs it otherwise
}

// granted is a code that somebody was given, with what it is bound to.
type granted struct {
	client, challenge, redirect, nonce string
	account                            map[string]any
}

func newElsewhere(t *testing.T) *elsewhere {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	e := &elsewhere{t: t, key: key, codes: map[string]granted{}}
	e.Server = httptest.NewTLSServer(http.HandlerFunc(e.answer))
	t.Cleanup(e.Close)
	return e
}

// client asks this stand-in, whatever host it is told to ask.
func (e *elsewhere) client() *http.Client {
	roots := x509.NewCertPool()
	roots.AddCert(e.Certificate())
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, ServerName: "example.com"},
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "tcp", e.Listener.Addr().String())
		}}
	e.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func (e *elsewhere) provider(issuer string) door.Provider {
	return door.Provider{Issuer: issuer, Client: "the-hub", Secret: secret, HTTP: e.client()}
}

// hub is a hub that asks this stand-in for some issuers.
func (e *elsewhere) hub(issuers ...string) *keysHub {
	e.t.Helper()
	var list []door.Provider
	for _, issuer := range issuers {
		p := e.provider(issuer)
		if err := p.Check(); err != nil {
			e.t.Fatal(err)
		}
		list = append(list, p)
	}
	h := newKeysHub(e.t, list...)
	e.now = h.Now
	return h
}

func (e *elsewhere) answer(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.reached = append(e.reached, r.Host+r.URL.Path)
	w.Header().Set("Content-Type", "application/json")
	base := "https://" + r.Host
	say := func(status int, v any) {
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(v); err != nil {
			e.t.Error(err)
		}
	}
	switch {
	case e.away:
		w.WriteHeader(http.StatusBadGateway)
	case strings.HasSuffix(r.URL.Path, "/.well-known/openid-configuration"):
		issuer := base + strings.TrimSuffix(r.URL.Path, "/.well-known/openid-configuration")
		if issuer == entraMany {
			issuer = "https://login.microsoftonline.com/{tenantid}/v2.0"
		}
		says := map[string]any{"issuer": issuer, "authorization_endpoint": base + "/authorize", "token_endpoint": base + "/token", "jwks_uri": base + "/keys",
			"id_token_signing_alg_values_supported": []string{"none", "HS256", "ES256"}, "token_endpoint_auth_methods_supported": []string{"client_secret_post"}}
		if e.discovery != nil {
			e.discovery(says)
		}
		say(http.StatusOK, says)
	case r.URL.Path == "/keys":
		say(http.StatusOK, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: e.key.Public(), KeyID: "one", Algorithm: "ES256", Use: "sig"}}})
	case r.URL.Path == "/token" && r.Method == http.MethodPost:
		g, known := e.codes[r.PostFormValue("code")]
		delete(e.codes, r.PostFormValue("code"))
		sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
		switch {
		case r.PostFormValue("client_id") != g.client || r.PostFormValue("client_secret") != secret:
			say(http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
		case !known, r.PostFormValue("redirect_uri") != g.redirect, base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge:
			say(http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
		default:
			token, err := e.token(g)
			if err != nil {
				e.t.Error(err)
			}
			say(http.StatusOK, map[string]any{"access_token": "opaque", "token_type": "Bearer", "id_token": token})
		}
	default:
		e.t.Errorf("asked for %s %s%s", r.Method, r.Host, r.URL.Path)
		w.WriteHeader(http.StatusNotFound)
	}
}

func (e *elsewhere) token(g granted) (string, error) {
	claims := map[string]any{"aud": g.client, "nonce": g.nonce, "iat": e.now().Unix(), "exp": e.now().Add(time.Hour).Unix()}
	maps.Copy(claims, g.account)
	if e.lie != nil {
		e.lie(claims)
	}
	if e.sign != nil {
		return e.sign(claims)
	}
	return signed(jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: e.key, KeyID: "one"}}, claims)
}

func signed(key jose.SigningKey, claims map[string]any) (string, error) {
	signer, err := jose.NewSigner(key, nil)
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	jws, err := signer.Sign(body)
	if err != nil {
		return "", err
	}
	return jws.CompactSerialize()
}

// leave posts a form that leads to a provider, and returns where it leads.
func (b *tab) leave(path string, fields ...string) *url.URL {
	b.t.Helper()
	p := b.post(path, fields...).must(b.t, http.StatusOK, "come back here")
	_, to, _ := strings.Cut(p.header.Get("Refresh"), "url=")
	u, err := url.Parse(to)
	if err != nil || !strings.Contains(p.header.Get("Content-Security-Policy"), "form-action 'self';") {
		b.t.Fatalf("leads to %q: %v", to, err)
	}
	return u
}

// approve signs somebody in at the provider, and returns where the browser is sent back.
func (e *elsewhere) approve(at *url.URL, who map[string]any) string {
	e.t.Helper()
	q := at.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("state") == "" || q.Get("nonce") == "" || q.Get("response_type") != "code" || !strings.Contains(q.Get("scope"), "openid") {
		e.t.Errorf("what is asked of the provider: %s", at)
	}
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || !strings.HasPrefix(back.String(), origin+"/with/") {
		e.t.Fatalf("sent back to %s: %v", back, err)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.made++
	code := rand.Text()
	e.codes[code] = granted{q.Get("client_id"), q.Get("code_challenge"), back.String(), q.Get("nonce"), who}
	return back.Path + "?" + url.Values{"code": {code}, "state": {q.Get("state")}}.Encode()
}

// ada is the honest account of Ada at an issuer.
func ada(issuer string) map[string]any {
	who := map[string]any{"iss": issuer, "sub": "subject-of-ada", "email": "ada.chair@example.org", "email_verified": true}
	switch issuer {
	case entraOne, entraMany:
		who["iss"], who["tid"], who["oid"] = entraOne, oneTenant, adasObject
	case google:
		who["hd"] = "example.org"
	}
	return who
}

// but is an account with something changed; nil takes it away.
func but(who map[string]any, changes ...any) map[string]any {
	other := maps.Clone(who)
	for i := 0; i+1 < len(changes); i += 2 {
		if changes[i+1] == nil {
			delete(other, changes[i].(string))
		} else {
			other[changes[i].(string)] = changes[i+1]
		}
	}
	return other
}
