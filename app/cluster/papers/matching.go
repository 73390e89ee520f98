package papers

import (
	"fmt"
	"regexp"
	"strings"

	"needsbook/app/exchange"
)

// Interest tells the cluster that the school has a need that others may share. The token
// is keyed with a secret that the hub does not have; Band is sealed for the schools.
// Its Ref is TokenRef of the token.
type Interest struct {
	exchange.Meta
	Token   string `json:"token"`   // 64 hexadecimal digits
	Band    string `json:"band"`    // how many pupils, sealed, base64
	Window  string `json:"window"`  // the half term, such as 2026-27/autumn-1
	Consent string `json:"consent"` // private or open
	State   string `json:"state"`   // standing or withdrawn
}

// Consent that a school gives before it knows who shares the need.
const (
	ConsentPrivate = "private" // two schools may be told of each other
	ConsentOpen    = "open"    // only with three schools or more
)

// TokenRef names the paper about a token: its first 40 digits.
func TokenRef(token string) string { return short(token) }

var (
	windowForm = regexp.MustCompile(`^20[0-9]{2}-[0-9]{2}/(autumn|spring|summer)-[12]$`)
	sealedForm = regexp.MustCompile(`^[A-Za-z0-9+/]{59}=$`) // every band has one length
)

// About returns what the paper says about itself.
func (i Interest) About() exchange.Meta       { return i.Meta }
func (i Interest) with(m exchange.Meta) Paper { i.Meta = m; return i }
func (i Interest) ref() string                { return TokenRef(i.Token) }

func (i Interest) check() error {
	return all(
		rule{isHash(i.Token), "token"},
		rule{sealedForm.MatchString(i.Band), "band"},
		rule{windowForm.MatchString(i.Window), "window"},
		rule{among(i.Consent, ConsentPrivate, ConsentOpen), "consent"},
		rule{among(i.State, Standing, Withdrawn), "state"},
	)
}

// Words returns what the paper says, line by line.
func (i Interest) Words() []Line {
	lines := []Line{{"A need that others may share", "sealed token " + i.Token}, {"How many pupils", "sealed, for schools alone"},
		{"Half term", i.Window}, {"A single other school may be told", yes(i.Consent == ConsentPrivate)}}
	if i.State == Withdrawn {
		lines = append(lines, Line{"State", "Withdrawn"})
	}
	return lines
}

// Wrapped is something sealed for one key.
type Wrapped struct {
	Kid    string `json:"kid"` // identifier of the key that can open it
	Sealed []byte `json:"sealed"`
}

// Bounds of what is sealed.
const (
	mostWrapped = 200
	mostSealed  = 2048 // bytes
)

func areWrapped(list []Wrapped) bool {
	if len(list) > mostWrapped {
		return false
	}
	for i, w := range list {
		if !kidForm.MatchString(w.Kid) || !within(len(w.Sealed), 1, mostSealed) || i > 0 && w.Kid <= list[i-1].Kid {
			return false
		}
	}
	return true
}

// Keyring is the secret of the year that tokens are keyed with, wrapped for the keys of
// the member schools, in the order of their identifiers. Its Ref is the year.
type Keyring struct {
	exchange.Meta
	Year    string    `json:"year"` // in the form of a Ref, such as 2026-27 or 2026-27-2 after a renewal
	Wrapped []Wrapped `json:"wrapped"`
}

// About returns what the paper says about itself.
func (k Keyring) About() exchange.Meta       { return k.Meta }
func (k Keyring) with(m exchange.Meta) Paper { k.Meta = m; return k }
func (k Keyring) ref() string                { return k.Year }

func (k Keyring) check() error {
	return all(rule{exchange.ValidRef(k.Year), "year"}, rule{len(k.Wrapped) > 0 && areWrapped(k.Wrapped), "wrapped"})
}

// Words returns what the paper says, line by line.
func (k Keyring) Words() []Line {
	return []Line{{"Secret for the year", k.Year}, {"Sealed for", counted(len(k.Wrapped), "computer")}}
}

// Contact says whether the school wants to meet those who share a need, and, if so, how
// to reach its SENCO: sealed for those schools alone. Its Ref is TokenRef of the token.
type Contact struct {
	exchange.Meta
	Token  string    `json:"token"`
	Agrees bool      `json:"agrees"`
	Sealed []Wrapped `json:"sealed,omitempty"`
	Panel  *Shared   `json:"panel,omitempty"` // what the panel may know of the need; nil for nothing
}

// Shared is a need in plain codes, as a school that shares it lets the panel know it. The
// hub shows it only when enough schools have said the same.
type Shared struct {
	Phase     string `json:"phase"`
	Need      string `json:"need"` // as in Needs
	Support   string `json:"support"`
	Intensity string `json:"intensity"`
	Mode      string `json:"mode"`
	Pupils    int    `json:"pupils"` // the least number that the schools have together
}

func (s *Shared) fits() bool {
	return s == nil || among(s.Phase, Phases...) && among(s.Need, Needs...) && isCode(s.Support) && isCode(s.Intensity) && isCode(s.Mode) && within(s.Pupils, leastShared, mostPupils)
}

// leastShared is how many pupils must share a need before anybody is told of it.
const leastShared = 5

// About returns what the paper says about itself.
func (c Contact) About() exchange.Meta       { return c.Meta }
func (c Contact) with(m exchange.Meta) Paper { c.Meta = m; return c }
func (c Contact) ref() string                { return TokenRef(c.Token) }

func (c Contact) check() error {
	return all(
		rule{isHash(c.Token), "token"},
		rule{areWrapped(c.Sealed), "sealed"},
		rule{c.Agrees || len(c.Sealed) == 0, "sealed"},
		rule{(c.Agrees || c.Panel == nil) && c.Panel.fits(), "panel"},
	)
}

// Words returns what the paper says, line by line.
func (c Contact) Words() []Line {
	lines := []Line{{"The need with the token", c.Token}, {"Wants to be put in touch", yes(c.Agrees)}, {"The SENCO's contact, sealed for", counted(len(c.Sealed), "computer")}}
	if s := c.Panel; s != nil {
		lines = append(lines, Line{"The panel may know", strings.Join([]string{s.Phase, s.Need, s.Support, s.Intensity, s.Mode}, ", ")}, Line{"Pupils of all schools together, at least", fmt.Sprint(s.Pupils)})
	}
	return lines
}
