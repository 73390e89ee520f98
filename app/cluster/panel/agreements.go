package panel

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// AgreementID names the text of an agreement: its SHA-256 in hexadecimal, so that what a
// school signs can be nothing but these words.
func AgreementID(words string) string {
	sum := sha256.Sum256([]byte(words))
	return hex.EncodeToString(sum[:])
}

// PublishAgreement publishes a version of an agreement (S-15, S-104). The version before
// holds until the day of this one; what was accepted stays on record for each version.
func (s State) PublishAgreement(by By, a AgreementText) ([]book.Draft, error) {
	if err := s.forChair(by, "publish an agreement"); err != nil {
		return nil, err
	}
	rule, known := find(s.About.Rules.Agreements, func(r AgreementRule) bool { return r.ID == a.Kind })
	a.Words = strings.TrimSpace(strings.ReplaceAll(a.Words, "\r\n", "\n"))
	offer := papers.AgreementOffer{ID: AgreementID(a.Words), Kind: a.Kind, Title: a.Title, Version: a.Version, Words: a.Words, On: a.On, Needed: rule.Needed}
	switch old, there := s.Agreement(offer.ID); {
	case !known:
		return refuse("Choose the kind of agreement.")
	case there:
		return refuse("These very words are published as %s, version %s.", old.Title, old.Version)
	case a.On.Before(by.Day()):
		return refuse("A version holds from today at the earliest.")
	}
	if slices.ContainsFunc(s.Agreements, func(o Agreement) bool { return o.Kind == a.Kind && o.On == a.On }) {
		return refuse("Another version of this agreement holds from that day. Choose another day.")
	}
	if slices.ContainsFunc(s.Agreements, func(o Agreement) bool { return o.Kind == a.Kind && o.Version == a.Version }) {
		return refuse("There is a version %s of this agreement already. Call this one otherwise.", a.Version)
	}
	if err := offer.Check(); err != nil {
		return refuse("%s.", upper(err.Error()))
	}
	return one(draft(by, KindAgreement, offer.ID, agreementBody{AgreementText: a, ID: offer.ID, Needed: rule.Needed}))
}

// EndAgreement ends a version without another in its place.
func (s State) EndAgreement(by By, id, words string) ([]book.Draft, error) {
	if err := s.forChair(by, "end an agreement"); err != nil {
		return nil, err
	}
	if err := typed("The reason", words); err != nil {
		return nil, err
	}
	a, there := s.Agreement(id)
	switch {
	case !there:
		return refuse("There is no such agreement.")
	case !a.HoldsOn(by.Day()) && !by.Day().Before(a.On):
		return refuse("%s, version %s, has ended.", a.Title, a.Version)
	case words == "":
		return refuse("Say why it ends.")
	}
	return one(draft(by, KindAgreementEnd, id, endBody{ID: id, Words: words}))
}

// HoldsOn reports whether a version is in force on a day.
func (a Agreement) HoldsOn(on day.Date) bool {
	return !on.Before(a.On) && (a.Ended.IsZero() || on.Before(a.Ended))
}

// By returns what a school said to a version, and whether it accepts it.
func (a Agreement) By(urn string) (Acceptance, bool) {
	said, there := find(a.Accepted, func(x Acceptance) bool { return x.URN == urn })
	return said, there && !said.Ends
}

// Missing lists the agreements that a school needs and has not accepted: nothing but its
// summary and its word on agreements is taken from it until it does.
func (s State) Missing(urn string, today day.Date) []Agreement {
	var missing []Agreement
	for _, a := range s.Agreements {
		if _, accepts := a.By(urn); a.Needed && a.HoldsOn(today) && !accepts {
			missing = append(missing, a)
		}
	}
	return missing
}

// PutService puts a service into the cluster's directory or brings it up to date.
func (s State) PutService(by By, e ServiceEntry) ([]book.Draft, error) {
	if err := s.forChair(by, "keep the directory"); err != nil {
		return nil, err
	}
	if e.AsOf.IsZero() {
		e.AsOf = by.Day()
	}
	if !hasCode(s.About.Rules.Services, e.Kind) {
		return refuse("Choose what kind of service it is.")
	}
	if e.AsOf.After(by.Day()) {
		return refuse("The day on which this was looked at cannot be in the future.")
	}
	if err := typed("What is said about a service", e.Name, e.Provider, e.Contact, e.Note); err != nil {
		return nil, err
	}
	offer := papers.Service{ID: e.ID, Name: e.Name, Kind: e.Kind, Provider: e.Provider, Contact: e.Contact, Note: e.Note, Capacity: e.Capacity, Free: e.Capacity, WaitWeeks: e.WaitWeeks, AsOf: e.AsOf}
	if err := offer.Check(); err != nil {
		return refuse("%s.", upper(err.Error()))
	}
	for _, o := range s.Services {
		if o.ID != e.ID && strings.EqualFold(o.Name, e.Name) && strings.EqualFold(o.Provider, e.Provider) {
			return refuse("%s of this provider is in the directory already.", e.Name)
		}
	}
	return one(draft(by, KindService, e.ID, e))
}

// RemoveService takes a service out of the directory. What decisions gave of it stays on
// record.
func (s State) RemoveService(by By, id, words string) ([]book.Draft, error) {
	if err := s.forChair(by, "keep the directory"); err != nil {
		return nil, err
	}
	if err := typed("The reason", words); err != nil {
		return nil, err
	}
	if _, there := s.Service(id); !there {
		return refuse("There is no such service in the directory.")
	}
	return one(draft(by, KindServiceEnd, id, endBody{ID: id, Words: words}))
}
