package papers

import (
	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Attest accepts a version of an agreement by the name of a person, or ends that. It is
// the one paper that names an adult; no agreement needs to be in force to send it. Its
// Ref is AttestRef of the agreement.
type Attest struct {
	exchange.Meta
	Agreement string   `json:"agreement"` // SHA-256 of the text that was accepted, in hexadecimal
	Version   string   `json:"version"`
	Name      string   `json:"name"`
	Role      string   `json:"role"`
	On        day.Date `json:"on"`
	Ends      bool     `json:"ends"` // the school no longer accepts it
}

// AttestRef names the acceptance of an agreement: the first 40 digits of its hash.
func AttestRef(agreement string) string { return short(agreement) }

// About returns what the paper says about itself.
func (a Attest) About() exchange.Meta       { return a.Meta }
func (a Attest) with(m exchange.Meta) Paper { a.Meta = m; return a }
func (a Attest) ref() string                { return AttestRef(a.Agreement) }

func (a Attest) check() error {
	return all(
		rule{isHash(a.Agreement), "agreement"},
		rule{isText(a.Version, mostName), "version"},
		rule{isText(a.Name, mostName), "name"},
		rule{isText(a.Role, mostName), "role"},
		rule{!a.On.IsZero() && !a.On.After(a.AsOf), "on"},
	)
}

// Words returns what the paper says, line by line.
func (a Attest) Words() []Line {
	does := "Accepts"
	if a.Ends {
		does = "No longer accepts"
	}
	return []Line{{does, "version " + a.Version}, {"Name", a.Name}, {"Role", a.Role}, {"On", a.On.Words()}, {"Text", a.Agreement}}
}
