package matching

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/mail"
	"slices"
	"strings"

	"needsbook/app/cluster/papers"
	"needsbook/app/exchange"
)

// Contact is whom to talk to about a shared need: the SENCO's contact at work. It holds
// nothing about a pupil.
type Contact struct {
	Schema string `json:"schema"`
	Token  Token  `json:"token"`
	URN    string `json:"urn"`
	School string `json:"school"`
	Name   string `json:"name"`
	Role   string `json:"role"`
	Email  string `json:"email,omitempty"`
	Phone  string `json:"phone,omitempty"`
}

const contactSchema = "shared-need-contact/1"

// longestContact is how long each line of a contact may be, in characters.
const longestContact = 120

// Check says what is missing from a contact, in words for the person who gives it.
func (c Contact) Check() error {
	for _, line := range []string{c.School, c.Name, c.Role, c.Email, c.Phone} {
		if !exchange.PlainText(line, longestContact, false) {
			return errors.New("use plain text of 120 characters or fewer")
		}
	}
	switch {
	case strings.TrimSpace(c.Name) == "" || strings.TrimSpace(c.School) == "":
		return errors.New("give the name of the person and of the school")
	case strings.TrimSpace(c.Email) == "" && strings.TrimSpace(c.Phone) == "":
		return errors.New("give an e-mail address or a telephone number at work")
	case c.Email != "" && !isAddress(c.Email):
		return errors.New("the e-mail address does not look like one")
	}
	return nil
}

func isAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text
}

// Wrap seals a contact for confirmed members, signed by this school. The hub passes on
// the one box that belongs to a school that said yes as well.
func (c Contact) Wrap(k exchange.Key, members []Member) ([]papers.Wrapped, error) {
	c.Schema = contactSchema
	if err := c.Check(); err != nil {
		return nil, err
	}
	payload, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	var out []papers.Wrapped
	for _, m := range members {
		if m.URN == c.URN {
			continue
		}
		box, err := exchange.SealBetween(payload, k, m.Key, exchange.ForContact)
		if err != nil {
			return nil, err
		}
		out = append(out, papers.Wrapped{Kid: m.Key.ID(), Sealed: box})
	}
	slices.SortFunc(out, func(a, b papers.Wrapped) int { return strings.Compare(a.Kid, b.Kid) })
	return out, nil
}

// OpenContact opens a contact about a need and believes it only from a school whose key
// was confirmed here.
func OpenContact(box []byte, k exchange.Key, about Token, known []Known) (Contact, error) {
	payload, from, err := exchange.OpenBetween(box, k, exchange.ForContact)
	if err != nil {
		return Contact{}, err
	}
	var c Contact
	dec := json.NewDecoder(bytes.NewReader(payload))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil || c.Schema != contactSchema || c.Check() != nil {
		return Contact{}, errors.New("the contact cannot be read")
	}
	if c.Token != about {
		return Contact{}, errors.New("the contact was given for another need")
	}
	if !slices.ContainsFunc(known, func(m Known) bool { return same(m.Member, Member{URN: c.URN, Key: from}) }) {
		return Contact{}, errors.New("the contact comes from a school that nobody here has confirmed")
	}
	return c, nil
}
