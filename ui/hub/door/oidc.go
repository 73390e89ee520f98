package door

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Provider signs people in with accounts elsewhere (OpenID Connect). Everything here is
// fixed when the hub starts: nobody who asks can name another one.
type Provider struct {
	Issuer string // its address, as its tokens name it
	Client string // what it knows the hub by
	Secret string // what the hub proves that with; never logged
	// Tenants are the Entra organisations whose accounts may sign in, by identifier.
	// With none, those of any organisation may that somebody's invitation was used with.
	Tenants []string
	// Domains are the Google organisations whose accounts may sign in. With none, those
	// of any organisation may; accounts that belong to none never do.
	Domains []string
	// HTTP asks the provider; if left out, a client with short limits does.
	HTTP *http.Client
}

const (
	googleIssuer    = "https://accounts.google.com"
	microsoftHost   = "login.microsoftonline.com"
	personalTenant  = "9188040d-6c67-4c5b-b112-36a304b66dad" // of Microsoft accounts that belong to no organisation
	tenantMark      = "{tenantid}"                           // stands for the organisation in what Entra says of itself
	providerTimeout = 10 * time.Second
	providerPause   = 5 * time.Second // before one that was not reached is asked again
	mostOfProvider  = 1 << 20         // bytes that are read of one answer
)

var tenantForm = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// Check says why a provider cannot be used, or nil.
func (p Provider) Check() error {
	u, err := url.Parse(p.Issuer)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("%.100q is no address of who signs people in, such as https://accounts.google.com", p.Issuer)
	case !overTLS(u):
		return fmt.Errorf("%.100q must begin with https", p.Issuer)
	case p.Client == "":
		return fmt.Errorf("nothing says what %s knows the hub by", p.Issuer)
	case p.Secret == "":
		return fmt.Errorf("there is no secret for %s", p.Issuer)
	case len(p.Domains) > 0 && !p.Google():
		return fmt.Errorf("%s tells no domains; they are for %s", p.Issuer, googleIssuer)
	case len(p.Tenants) > 0 && !p.Entra():
		return fmt.Errorf("%s has no tenants; they are for %s", p.Issuer, microsoftHost)
	}
	for _, t := range p.Tenants {
		if !tenantForm.MatchString(t) {
			return fmt.Errorf("%.60q is no identifier of a tenant, such as %s", t, personalTenant)
		}
	}
	return nil
}

// overTLS reports whether an address is asked over TLS, or stays on this computer.
func overTLS(u *url.URL) bool {
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || u.Hostname() == "127.0.0.1")
}

// Entra reports whether the provider signs in Microsoft's accounts.
func (p Provider) Entra() bool {
	u, err := url.Parse(p.Issuer)
	return err == nil && u.Host == microsoftHost
}

// Google reports whether the provider signs in Google's accounts.
func (p Provider) Google() bool { return p.Issuer == googleIssuer }

// provider is one of the hub's, ready to be asked.
type provider struct {
	Provider
	id, name string // in addresses, and for people
	back     string // the hub's address to which it sends people back
	client   *http.Client

	mu       sync.Mutex
	found    *oidc.Provider // once it was reached, and with it what follows
	endpoint oauth2.Endpoint
	issue    string    // what its tokens name as their issuer; tenantMark may stand in it
	missed   error     // why it was last not reached
	askAgain time.Time // from when on it is asked again after that
}

// newProviders readies the providers. They are asked when somebody first uses them, so
// that a hub starts while one of them is away.
func newProviders(list []Provider, origin string) []*provider {
	var all []*provider
	for _, p := range list {
		u, err := url.Parse(p.Issuer)
		if err != nil {
			continue // Check would have said so
		}
		one := &provider{Provider: p, id: strings.NewReplacer(".", "-", ":", "-").Replace(u.Host), name: u.Hostname(), client: p.HTTP}
		switch {
		case p.Entra():
			one.id, one.name = "microsoft", "Microsoft"
		case p.Google():
			one.id, one.name = "google", "Google"
		}
		for slices.ContainsFunc(all, func(o *provider) bool { return o.id == one.id }) {
			one.id += "-2"
		}
		if one.client == nil {
			one.client = &http.Client{}
		}
		limited := *one.client
		limited.Timeout = providerTimeout
		limited.Transport = bounded{limited.Transport}
		limited.CheckRedirect = func(*http.Request, []*http.Request) error { return errors.New("the provider sends on elsewhere") }
		one.client = &limited
		one.back = origin + "/with/" + one.id + "/back"
		all = append(all, one)
	}
	return all
}

// bounded lets a provider answer over TLS alone, and at no more than some length.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	if !overTLS(r.URL) {
		return nil, errors.New("the provider would be asked without TLS")
	}
	next := b.next
	if next == nil {
		next = http.DefaultTransport
	}
	resp, err := next.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, mostOfProvider), resp.Body}
	}
	return resp, err
}

// reach gives what the provider says of itself, and how its tokens are checked. One that
// was not reached is left alone for a moment, so that nobody waits in a queue for it.
func (p *provider) reach(ctx context.Context, now time.Time) (*oidc.Provider, string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		if now.Before(p.askAgain) {
			return nil, "", p.missed
		}
		if p.missed = p.find(ctx); p.missed != nil {
			p.askAgain = now.Add(providerPause)
			return nil, "", p.missed
		}
	}
	return p.found, p.issue, nil
}

// find asks the provider about itself.
func (p *provider) find(ctx context.Context) error {
	ctx, stop := context.WithTimeout(oidc.ClientContext(ctx, p.client), providerTimeout)
	defer stop()
	issue := p.Issuer
	if p.manyTenants() {
		// Entra answers for all organisations together with an issuer that has a gap.
		issue = "https://" + microsoftHost + "/" + tenantMark + "/v2.0"
		ctx = oidc.InsecureIssuerURLContext(ctx, issue)
	}
	found, err := oidc.NewProvider(ctx, p.Issuer)
	if err != nil {
		return fmt.Errorf("%w: %s about itself: %w", errAway, p.name, err)
	}
	var says struct {
		Issuer string   `json:"issuer"`
		JWKS   string   `json:"jwks_uri"`
		Takes  []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := found.Claims(&says); err != nil {
		return fmt.Errorf("%w: what %s says of itself cannot be read: %w", errAway, p.name, err)
	}
	if says.Issuer != issue {
		return fmt.Errorf("%w: %s says that it is %.200q", errAway, p.name, says.Issuer)
	}
	for _, at := range []string{found.Endpoint().AuthURL, found.Endpoint().TokenURL, says.JWKS} {
		if u, err := url.Parse(at); err != nil || !overTLS(u) {
			return fmt.Errorf("%w: %s would be asked at %.200q, without TLS", errAway, p.name, at)
		}
	}
	p.endpoint = found.Endpoint()
	p.endpoint.AuthStyle = oauth2.AuthStyleInHeader // what all must take where they say nothing
	if slices.Contains(says.Takes, "client_secret_post") {
		p.endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	p.found, p.issue = found, issue
	return nil
}

// manyTenants reports whether the provider is Entra for more than one organisation.
func (p *provider) manyTenants() bool {
	u, err := url.Parse(p.Issuer)
	return err == nil && p.Entra() && slices.Contains([]string{"/organizations/v2.0", "/common/v2.0"}, strings.TrimSuffix(u.Path, "/"))
}

func (p *provider) flow() oauth2.Config {
	return oauth2.Config{ClientID: p.Client, ClientSecret: p.Secret, Endpoint: p.endpoint, RedirectURL: p.back, Scopes: []string{oidc.ScopeOpenID, oidc.ScopeProfile, oidc.ScopeEmail}}
}

// signedBy are the ways of signing that are believed; none and shared secrets are not.
var signedBy = []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.EdDSA}

// accountElsewhere is what a provider's token says of whoever signed in there. An address
// in it is never looked at: anybody can have an account made that shows somebody else's.
type accountElsewhere struct {
	issuer, subject string
	label           string
	proved          time.Time // when they last showed there who they are; zero if it is not told
}

// wrongToken is why what a provider answered was not believed: for the log, and for the
// person where they can do something about it. It names nobody.
type wrongToken struct{ log, words string }

func (w wrongToken) Error() string { return w.log }

func wrong(log string) wrongToken { return wrongToken{log: log} }

// otherOrganisation refuses accounts that may not sign in here at all.
func otherOrganisation(log string) wrongToken {
	return wrongToken{log, "That account may not be used here: it does not belong to an organisation whose accounts this hub takes. Choose your account at work, or use another way to sign in."}
}

// claims are what is read of a token beside what the library checks.
type claims struct {
	TID      string `json:"tid"`
	OID      string `json:"oid"`
	HD       string `json:"hd"`
	AZP      string `json:"azp"`
	AuthTime int64  `json:"auth_time"`
}

// exchange gives the code that a browser brought back for a token, and checks it.
func (p *provider) exchange(ctx context.Context, code, verifier, nonce string, now func() time.Time) (accountElsewhere, error) {
	found, issue, err := p.reach(ctx, now())
	if err != nil {
		return accountElsewhere{}, err
	}
	flow := p.flow()
	ctx = oidc.ClientContext(ctx, p.client)
	token, err := flow.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	var denied *oauth2.RetrieveError
	if errors.As(err, &denied) {
		return accountElsewhere{}, wrong("the provider did not take the code: " + denied.ErrorCode)
	} else if err != nil {
		return accountElsewhere{}, fmt.Errorf("%w: %s for a token: %w", errAway, p.name, err)
	}
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return accountElsewhere{}, wrong("the provider gave no token of who signed in")
	}
	checked, err := found.Verifier(&oidc.Config{ClientID: p.Client, SupportedSigningAlgs: signedBy, SkipIssuerCheck: p.manyTenants(), Now: now}).Verify(ctx, raw)
	if err != nil {
		return accountElsewhere{}, wrong(err.Error())
	}
	if subtle.ConstantTimeCompare([]byte(checked.Nonce), []byte(nonce)) != 1 {
		return accountElsewhere{}, wrong("the token was made for another sign-in")
	}
	var says claims
	if err := checked.Claims(&says); err != nil {
		return accountElsewhere{}, wrong("the token's claims cannot be read")
	}
	if says.AZP != "" && says.AZP != p.Client || says.AZP == "" && len(checked.Audience) > 1 {
		return accountElsewhere{}, wrong("the token was made for another program")
	}
	if token.AccessToken != "" && checked.AccessTokenHash != "" && checked.VerifyAccessToken(token.AccessToken) != nil {
		return accountElsewhere{}, wrong("the two tokens do not belong together")
	}
	return p.accountOf(checked, says, issue)
}

// accountOf finds what never changes and is never given to anybody else: in Entra the
// organisation with the object, else the subject.
func (p *provider) accountOf(checked *oidc.IDToken, says claims, issue string) (a accountElsewhere, err error) {
	a = accountElsewhere{issuer: checked.Issuer, subject: checked.Subject, label: p.name}
	if says.AuthTime > 0 {
		a.proved = time.Unix(says.AuthTime, 0)
	}
	switch {
	case p.Entra():
		tid, oid := strings.ToLower(says.TID), strings.ToLower(says.OID)
		if !tenantForm.MatchString(tid) || !tenantForm.MatchString(oid) {
			return a, wrong("the token names no organisation or no object")
		}
		if want := strings.ReplaceAll(issue, tenantMark, tid); checked.Issuer != want {
			return a, wrong("the token was made by another organisation than it names")
		}
		if len(p.Tenants) > 0 && !slices.Contains(p.Tenants, tid) {
			return a, otherOrganisation("accounts of that organisation may not sign in here")
		}
		if tid == personalTenant && len(p.Tenants) == 0 {
			return a, otherOrganisation("the account belongs to no organisation")
		}
		a.subject = tid + "/" + oid
	case p.Google():
		a.issuer = googleIssuer // its tokens name it with and without https
		if says.HD == "" {
			return a, otherOrganisation("the account belongs to no organisation")
		}
		if len(p.Domains) > 0 && !slices.Contains(p.Domains, strings.ToLower(says.HD)) {
			return a, otherOrganisation("accounts of that organisation may not sign in here")
		}
	}
	if a.subject == "" || len(a.subject) > 255 {
		return a, wrong("the token does not say who signed in")
	}
	return a, nil
}
