package doortest

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/door"
)

// Client keeps a person in the records of a hub and returns a client that is signed in
// as them since now, by the hub's clock. The person is made active. Redirects are not
// followed. base is the transport of the hub's test server.
func Client(t testing.TB, address string, base http.RoundTripper, in inbox.Inbox, p people.Person) *http.Client {
	t.Helper()
	p.State = people.Active
	cookie, s, err := door.NewSession(rand.Reader, in.Now().UTC().Truncate(time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	s.Person = p.ID
	err = in.Store.Write(context.Background(), func(w inbox.Writer) error {
		if err := w.PutPerson(p); err != nil {
			return err
		}
		return w.PutSession(s)
	})
	if err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	secure := strings.HasPrefix(address, "https")
	jar.SetCookies(u, []*http.Cookie{{Name: door.CookieName(secure), Value: cookie, Path: "/", Secure: secure}})
	return &http.Client{Transport: base, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}
