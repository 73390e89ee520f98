package door

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
	"needsbook/ui/hub/rate"
)

// Options are what the door needs. All but Origin must be set.
type Options struct {
	Inbox  inbox.Inbox
	Random io.Reader
	Secure bool         // whether people come by HTTPS
	Origin string       // the hub's address as people see it, such as https://hub.example.org; without it there are no passkeys
	Log    *slog.Logger // never told a token, a code or a password
	// Providers sign people in with accounts elsewhere; there may be none. Each was checked.
	Providers []Provider
	// MayRead counts a request of whoever asks, and answers it when there were too many.
	MayRead func(http.ResponseWriter, *http.Request) bool
	// Counted does the same where it is known already who asks, by a person's identifier
	// or "" for nobody.
	Counted func(w http.ResponseWriter, r *http.Request, person string) bool
}

// Door answers for everything about signing in.
type Door struct {
	Options
	limits   limits
	argon    chan struct{}      // places for passwords that are being checked
	passkeys *webauthn.WebAuthn // nil without an origin
	accounts []*provider        // who signs people in with accounts elsewhere
}

// New returns the door.
func New(o Options) *Door {
	d := &Door{Options: o, limits: newLimits(o.Inbox.Now), argon: make(chan struct{}, passwordPlaces())}
	if o.Origin != "" {
		var err error
		if d.passkeys, err = newPasskeys(o.Origin, o.Inbox.Name); err != nil {
			o.Log.Error("nobody can use a passkey here", "error", err)
		}
		d.accounts = newProviders(o.Providers, o.Origin)
	}
	return d
}

// limits are the rates of whatever could be guessed at.
type limits struct {
	account *rate.Limit // tries to sign in, by account
	address *rate.Limit // tries to sign in, by address
}

func newLimits(now func() time.Time) limits {
	return limits{account: rate.New(now, 5, 5), address: rate.New(now, 20, 20)}
}

// Routes are the addresses that the door answers for. Each is open to everybody: it
// judges by itself, or stands behind Guard.
func (d *Door) Routes() map[string]http.HandlerFunc {
	routes := map[string]http.HandlerFunc{}
	for _, table := range []map[string]http.HandlerFunc{d.signInRoutes(), d.stepUpRoutes(), d.meRoutes(), d.peopleRoutes(), d.computerRoutes(), d.logRoutes(), d.passkeyRoutes(), d.accountRoutes()} {
		maps.Copy(routes, table)
	}
	return routes
}

// Visitor is somebody who is signed in.
type Visitor struct {
	people.Person
	SteppedUp bool // whether they have just shown who they are
	session   people.Session
}

func (d *Door) now() time.Time { return d.Inbox.Now().UTC().Truncate(time.Millisecond) }

// read looks records up.
func (d *Door) read(ctx context.Context, look func(inbox.Reader) error) error {
	return d.Inbox.Store.Read(ctx, look)
}

// write changes records. As change may be called again, it adds to nothing outside.
func (d *Door) write(ctx context.Context, change func(inbox.Writer) error) error {
	return d.Inbox.Store.Write(ctx, change)
}

// secret is a secret of the hub for one purpose.
func (d *Door) secret(purpose string) []byte { return d.Inbox.Key.Secret("door " + purpose) }
