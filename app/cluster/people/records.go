package people

import "time"

// Kind is a way to prove who one is.
type Kind string

// Ways to sign in that the hub keeps something of.
const (
	Passkey  Kind = "passkey"
	Password Kind = "password"
	Codes    Kind = "codes"    // one-time codes from a telephone
	Recovery Kind = "recovery" // codes on paper, each for once
)

// Credential is what the hub keeps of one way to sign in. Body holds no secret in the
// clear: hashes, public keys, or what is sealed by the hub's key.
type Credential struct {
	ID      string    `json:"id"` // of a passkey its identifier in base64url, else kind:person
	Person  string    `json:"person"`
	Kind    Kind      `json:"kind"`
	Label   string    `json:"label,omitempty"` // what the person calls it
	Created time.Time `json:"created"`
	Used    time.Time `json:"used,omitzero"`
	Body    []byte    `json:"body"`
}

// Identity is an account elsewhere that signs a person in. Subject is what the issuer
// never gives to anybody else; an address is not.
type Identity struct {
	Issuer  string    `json:"issuer"`
	Subject string    `json:"subject"`
	Person  string    `json:"person"`
	Label   string    `json:"label,omitempty"`
	Created time.Time `json:"created"`
}

// Invite lets one person make their way to sign in, once. Only the token's hash is kept.
type Invite struct {
	Token   string    `json:"token"` // SHA-256, in hexadecimal
	Person  string    `json:"person"`
	Expires time.Time `json:"expires"`
	Used    time.Time `json:"used,omitzero"`
}

// Session is a browser that somebody signed in with, or that opened a reader's link:
// exactly one of Person and Link is set. Only the token's hash is kept.
type Session struct {
	Token  string    `json:"token"` // SHA-256 of the cookie, in hexadecimal
	Person string    `json:"person,omitempty"`
	Link   string    `json:"link,omitempty"` // the hash of a reader's link
	Began  time.Time `json:"began"`
	Seen   time.Time `json:"seen"`
	Proved time.Time `json:"proved,omitzero"` // when they last showed who they are
	Ends   time.Time `json:"ends"`            // at the latest
}

// Attempt is a sign-in that has begun and waits for its second half. It is taken once.
type Attempt struct {
	Token  string    `json:"token"` // SHA-256, in hexadecimal
	Kind   string    `json:"kind"`  // what waits
	Person string    `json:"person,omitempty"`
	Body   []byte    `json:"body,omitempty"`
	Ends   time.Time `json:"ends"`
}

// Reader looks people up. Single records that do not exist give the store's own error
// for that; lists may be empty and are sorted by their key.
type Reader interface {
	Person(id string) (Person, error)
	People() ([]Person, error)
	Credential(id string) (Credential, error)
	Credentials(person string) ([]Credential, error)
	Identity(issuer, subject string) (Identity, error)
	Identities(person string) ([]Identity, error)
	PersonInvite(token string) (Invite, error)
	PersonInvites(person string) ([]Invite, error)
	Session(token string) (Session, error)
	Sessions(person string) ([]Session, error)
}

// Writer changes what is kept of people. Put adds a record or replaces the one with the
// same key.
type Writer interface {
	Reader
	PutPerson(Person) error
	PutCredential(Credential) error
	RemoveCredential(id string) error
	PutIdentity(Identity) error
	RemoveIdentity(issuer, subject string) error
	PutPersonInvite(Invite) error
	RemovePersonInvites(person string) error
	// PutSession also forgets the sessions that ended before it began.
	PutSession(Session) error
	RemoveSession(token string) error
	// EndSessions ends every session of a person, and says how many there were.
	EndSessions(person string) (int64, error)
	// PutAttempt also forgets the attempts that ended before now.
	PutAttempt(a Attempt, now time.Time) error
	// TakeAttempt returns an attempt and forgets it, so that it serves once.
	TakeAttempt(token string) (Attempt, error)
}
