package door

import (
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// passkeyScript asks the browser for a passkey and posts what it answers. It is the one
// script that signing in has, and calls nobody.
//
//go:embed assets/passkey.js
var passkeyScript []byte

const (
	passkeyWithin   = 5 * time.Minute // from asking the browser to its answer
	mostPasskeys    = 10              // of one person
	mostAnswerBytes = 64 << 10
)

// ReadOrigin checks the address under which people see the hub. A passkey is bound to
// its host name for good: with another name every passkey is void.
func ReadOrigin(text string) (string, error) {
	u, err := url.Parse(strings.TrimSuffix(strings.TrimSpace(text), "/"))
	if err != nil || u.Host == "" || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return "", fmt.Errorf("%.80q is no address of a hub, such as https://hub.example.org", text)
	}
	if u.Scheme != "https" && (u.Scheme != "http" || u.Hostname() != "localhost") {
		return "", fmt.Errorf("%.80q must begin with https; browsers use passkeys over a secure connection only", text)
	}
	if err := protocol.ValidateRPID(u.Hostname()); err != nil {
		return "", fmt.Errorf("%.80q has no host name that a passkey can be bound to; browsers take no numbers", text)
	}
	return u.Scheme + "://" + u.Host, nil
}

// newPasskeys is the hub as passkeys know it: for one origin, each key kept on what it
// was made with, so that nobody types a name, and the person's finger, face or PIN asked
// for each time.
func newPasskeys(origin, name string) (*webauthn.WebAuthn, error) {
	origin, err := ReadOrigin(origin)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(origin)
	if err != nil {
		return nil, fmt.Errorf("read the hub's address: %w", err)
	}
	within := webauthn.TimeoutConfig{Timeout: passkeyWithin, TimeoutUVD: passkeyWithin} // kept by the door's own clock
	resident := true
	keys, err := webauthn.New(&webauthn.Config{
		RPID:                  u.Hostname(),
		RPDisplayName:         name,
		RPOrigins:             []string{origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey:        protocol.ResidentKeyRequirementRequired,
			RequireResidentKey: &resident,
			UserVerification:   protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{Login: within, Registration: within},
	})
	if err != nil {
		return nil, fmt.Errorf("ready the hub for passkeys: %w", err)
	}
	return keys, nil
}

// holder is a person as the library for passkeys sees them.
type holder struct {
	people.Person
	keys []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return []byte(h.ID) }
func (h holder) WebAuthnDisplayName() string                { return h.Name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func (h holder) WebAuthnName() string {
	if h.Email != "" {
		return h.Email
	}
	return h.Name
}

// holderOf reads a person with their passkeys.
func holderOf(in people.Reader, person string) (h holder, err error) {
	if h.Person, err = in.Person(person); err != nil {
		return h, err
	}
	kept, err := in.Credentials(person)
	if err != nil {
		return h, err
	}
	for _, c := range kept {
		if c.Kind != people.Passkey {
			continue
		}
		var key webauthn.Credential
		if err := json.Unmarshal(c.Body, &key); err != nil {
			return h, fmt.Errorf("read a passkey: %w", err)
		}
		h.keys = append(h.keys, key)
	}
	return h, nil
}

func passkeyID(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// purpose is what somebody proves who they are for.
type purpose string

// Purposes.
const (
	toSignIn  purpose = "sign-in"
	toJoin    purpose = "join"    // by an invitation
	toAdd     purpose = "add"     // one more way to sign in
	toConfirm purpose = "confirm" // once more, before something that matters
)

// ceremony is what the hub keeps of a passkey that a browser was asked for.
type ceremony struct {
	Purpose purpose
	Session webauthn.SessionData
	Label   string `json:",omitempty"`
	Invite  string `json:",omitempty"` // hash of the invitation's token
	Browser string `json:",omitempty"` // hash of the session's token, where somebody is signed in
	Next    string `json:",omitempty"` // where to go afterwards
}

// passkeyAttempt is the kind of attempt that waits for a passkey.
const passkeyAttempt = "passkey"

// ask keeps a ceremony and shows the page whose script asks the browser for a passkey.
func (d *Door) ask(w http.ResponseWriter, r *http.Request, person string, c ceremony, options any, v *Visitor) {
	body, err := json.Marshal(c)
	if err != nil {
		d.fault(w, fmt.Errorf("keep what was asked of a passkey: %w", err))
		return
	}
	var token string
	err = d.write(r.Context(), func(in inbox.Writer) (err error) {
		token, err = d.begin(in, passkeyAttempt, person, body, passkeyWithin)
		return err
	})
	if err != nil {
		d.fault(w, err)
		return
	}
	d.showCeremony(w, r, c, token, options, v)
}

// takeCeremony returns what an answer is an answer to. It serves once, whatever comes of it.
func (d *Door) takeCeremony(ctx context.Context, token string) (a people.Attempt, c ceremony, ok bool, err error) {
	err = d.write(ctx, func(in inbox.Writer) (err error) {
		a, ok, err = d.take(in, passkeyAttempt, token)
		return err
	})
	if err != nil || !ok {
		return a, c, false, err
	}
	if err := json.Unmarshal(a.Body, &c); err != nil {
		return a, c, false, fmt.Errorf("read what was asked of a passkey: %w", err)
	}
	return a, c, true, nil
}

// whyNot is what went wrong with a passkey's answer, in words for the log. The library's
// longer account holds the challenge, which is told to nobody.
func whyNot(err error) string {
	var p *protocol.Error
	if errors.As(err, &p) {
		return p.Details
	}
	return err.Error()
}
