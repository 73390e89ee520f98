package door

import (
	"strings"
	"testing"

	"github.com/coreos/go-oidc/v3/oidc"
)

// FuzzAccountOf reads what a token says of whoever signed in, after the library has proved
// its signature: an organisation that may not sign in here never does, and nobody becomes
// somebody else by how they write it.
func FuzzAccountOf(f *testing.F) {
	const tenant, object = "11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-aaaaaaaaaaaa"
	entra := &provider{Provider: Provider{Issuer: "https://" + microsoftHost + "/organizations/v2.0", Tenants: []string{tenant}}, name: "Work account"}
	google := &provider{Provider: Provider{Issuer: googleIssuer, Domains: []string{"school.example"}}, name: "Google"}
	other := &provider{Provider: Provider{Issuer: "https://id.example.org"}, name: "Trust"}
	if !entra.Entra() || !google.Google() || other.Entra() || other.Google() {
		f.Fatal("the providers are not those that they are to be")
	}
	issue := "https://" + microsoftHost + "/" + tenantMark + "/v2.0"
	f.Add(strings.ReplaceAll(issue, tenantMark, tenant), "sub", tenant, object, "", int64(1))
	f.Add(strings.ReplaceAll(issue, tenantMark, personalTenant), "sub", personalTenant, object, "", int64(0))
	f.Add(googleIssuer, "1042", "", "", "School.example", int64(-5))
	f.Add("https://id.example.org", strings.Repeat("x", 256), "", "", "", int64(1)<<62)
	f.Fuzz(func(t *testing.T, issuer, subject, tid, oid, domain string, proved int64) {
		token := &oidc.IDToken{Issuer: issuer, Subject: subject}
		says := claims{TID: tid, OID: oid, HD: domain, AuthTime: proved}
		for _, p := range []*provider{entra, google, other} {
			a, err := p.accountOf(token, says, issue)
			switch {
			case err != nil:
				continue
			case a.subject == "" || len(a.subject) > 255 || a.issuer == "" && issuer != "":
				t.Fatalf("%s: %+v", p.name, a)
			case p == entra && (a.subject != tenant+"/"+strings.ToLower(oid) || issuer != strings.ReplaceAll(issue, tenantMark, tenant)):
				t.Fatalf("an account of another organisation passed: %+v", a)
			case p == google && !strings.EqualFold(domain, "school.example"):
				t.Fatalf("an account of another domain passed: %+v", a)
			}
		}
	})
}

// FuzzReadOrigin reads the hub's own address as an operator types it.
func FuzzReadOrigin(f *testing.F) {
	for _, text := range []string{"https://hub.example.org", "http://localhost:8080/", "https://user@hub.example.org", "https://192.0.2.1", "hub.example.org"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		origin, err := ReadOrigin(text)
		if err != nil {
			return
		}
		if again, err := ReadOrigin(origin); err != nil || again != origin {
			t.Fatalf("%q is %q, and that %q, %v", text, origin, again, err)
		}
	})
}
