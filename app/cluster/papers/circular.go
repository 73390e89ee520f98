package papers

import (
	"encoding/json"
	"errors"
	"fmt"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// Circular is what a hub tells all schools of a cluster alike about the work of its
// panel. It travels in the bulletin, whose signature covers it. Lists may be empty.
type Circular struct {
	Rounds     []RoundOffer     `json:"rounds,omitempty"`
	Rates      *Rates           `json:"rates,omitempty"`
	Agreements []AgreementOffer `json:"agreements,omitempty"`
	Directory  []Service        `json:"directory,omitempty"`
	Offers     []OfferLine      `json:"offers,omitempty"`
	Keys       []MemberKey      `json:"keys,omitempty"`
	Ladder     []Rung           `json:"ladder,omitempty"`
	Panel      PanelRules       `json:"panel,omitzero"`
}

// AgreementOffer is an agreement that the cluster's schools are asked to accept.
type AgreementOffer struct {
	ID      string   `json:"id"`   // SHA-256 of Words, in hexadecimal
	Kind    string   `json:"kind"` // one of AgreementKinds
	Title   string   `json:"title"`
	Version string   `json:"version"`
	Words   string   `json:"words"`  // the whole text, up to 40,000 characters
	On      day.Date `json:"on"`     // from when it holds
	Needed  bool     `json:"needed"` // nothing but the summary is taken from a school that has not accepted it
}

// AgreementKinds are terms of reference, a code of conduct and a sharing agreement.
var AgreementKinds = []string{"terms", "conduct", "sharing"}

// Service is a specialist or a provider that the cluster's schools can share.
type Service struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Kind      string   `json:"kind"`
	Provider  string   `json:"provider,omitempty"`
	Contact   string   `json:"contact,omitempty"`
	Note      string   `json:"note,omitempty"`
	Capacity  int      `json:"capacity"`   // sessions a term
	Free      int      `json:"free"`       // sessions not yet given out
	WaitWeeks int      `json:"wait_weeks"` // weeks
	AsOf      day.Date `json:"as_of,omitzero"`
}

// Coded is a code of the panel's rules with the words people read.
type Coded struct {
	Code  string `json:"code"`
	Words string `json:"words"`
}

// Rung is a step of the ladder that an event climbs while nothing is settled.
type Rung struct {
	Level string `json:"level"` // code, such as cluster, area or council
	Words string `json:"words"`
	Days  int    `json:"days"`  // school days until the next rung
	Pence int64  `json:"pence"` // the most that may be settled here; 0 for no bound of its own
}

// Stage is a stage of a dispute.
type Stage struct {
	N     int    `json:"n"`
	Words string `json:"words"`
	Days  int    `json:"days"` // school days for the reply
}

// PanelRules are the codes and clocks of the cluster's panel that a school needs.
type PanelRules struct {
	Version        string  `json:"version,omitempty"`
	Outcomes       []Coded `json:"outcomes,omitempty"`
	Reasons        []Coded `json:"reasons,omitempty"`
	DisputeReasons []Coded `json:"dispute_reasons,omitempty"`
	DisputeDays    int     `json:"dispute_days,omitempty"` // school days in which a dispute may be raised
	Stages         []Stage `json:"stages,omitempty"`
	Events         []Coded `json:"events,omitempty"`
	Urgencies      []Coded `json:"urgencies,omitempty"`
}

const (
	mostCircular  = 2 << 20 // bytes
	mostAgreement = 40_000  // characters
)

// ReadCircular reads the circular of a bulletin, whose signature the caller has checked.
// Fields of a newer hub are passed over. Errors may be shown to a person.
func ReadCircular(b []byte) (Circular, error) {
	if len(b) > mostCircular {
		return Circular{}, errors.New("the circular is too large to be one")
	}
	var c Circular
	if err := json.Unmarshal(b, &c); err != nil {
		return Circular{}, errors.New("the circular cannot be read")
	}
	return c, c.Check()
}

// Check says what a circular may not hold, or nil. Text is plain, so that nothing but
// words can come to a school's screen.
func (c Circular) Check() error {
	for _, r := range c.Rounds {
		if err := r.check(); err != nil {
			return err
		}
	}
	if c.Rates != nil {
		if err := c.Rates.check(); err != nil {
			return err
		}
	}
	for _, a := range c.Agreements {
		if err := a.Check(); err != nil {
			return err
		}
	}
	for _, s := range c.Directory {
		if err := s.Check(); err != nil {
			return err
		}
	}
	for _, o := range c.Offers {
		if o.check() != nil {
			return errors.New("the circular holds an offer that cannot be read")
		}
	}
	for _, k := range c.Keys {
		if !exchange.ValidURN(k.URN) || !isText(k.Name, mostName) || k.Key.Check() != nil {
			return errors.New("the circular holds a key that cannot be read")
		}
	}
	return nil
}

// Check says what is wrong with an agreement, or nil.
func (a AgreementOffer) Check() error {
	switch {
	case !isHash(a.ID):
		return errors.New("an agreement is named by a SHA-256")
	case !among(a.Kind, AgreementKinds...):
		return fmt.Errorf("the kind of agreement must be one of %q", AgreementKinds)
	case !isText(a.Title, mostName) || !isText(a.Version, mostName):
		return errors.New("an agreement needs a title and a version of 1 to 100 characters")
	case a.Words == "" || !exchange.PlainText(a.Words, mostAgreement, true):
		return errors.New("the text of an agreement must be plain and have at most 40,000 characters")
	case a.On.IsZero():
		return errors.New("an agreement needs the day from which it holds")
	}
	return nil
}

// Check says what is wrong with a service, or nil.
func (s Service) Check() error {
	for _, text := range []string{s.Provider, s.Contact, s.Kind} {
		if !exchange.PlainText(text, mostName, false) {
			return errors.New("a service's provider, contact and kind must be plain text of at most 100 characters")
		}
	}
	switch {
	case !isCode(s.ID):
		return errors.New("a service needs a short name of letters, digits and hyphens")
	case !isText(s.Name, mostName):
		return errors.New("a service needs a name of 1 to 100 characters")
	case !exchange.PlainText(s.Note, 500, true):
		return errors.New("the note on a service must be plain text of at most 500 characters")
	case !within(s.Capacity, 0, 10*mostSessions) || !within(s.Free, 0, s.Capacity) || !within(s.WaitWeeks, 0, 260):
		return errors.New("the sessions of a service cannot be below nothing, nor those free more than there are; its wait is 0 to 260 weeks")
	}
	return nil
}
