package door

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"time"

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
	// MayRead counts a request of whoever asks, and answers it when there were too many.
	MayRead func(http.ResponseWriter, *http.Request) bool
}

// Door answers for everything about signing in.
type Door struct {
	Options
	limits limits
	argon  chan struct{} // places for passwords that are being checked
}

// New returns the door.
func New(o Options) *Door {
	return &Door{Options: o, limits: newLimits(o.Inbox.Now), argon: make(chan struct{}, passwordsAtOnce)}
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
	for _, table := range []map[string]http.HandlerFunc{d.signInRoutes()} {
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
