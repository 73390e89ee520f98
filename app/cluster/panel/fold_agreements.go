package panel

import (
	"slices"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

func readAgreement(f *folding, e entry, b agreementBody) (string, error) {
	fresh := &Agreement{ID: b.ID, Kind: b.Kind, Title: b.Title, Version: b.Version, Words: b.Words, On: b.On, Needed: b.Needed, Published: e.On}
	for _, a := range f.agreements { // a version holds until the next one of its kind does
		if a.Kind == b.Kind {
			a.endBy(fresh.On)
			fresh.endBy(a.On)
		}
	}
	f.agreements[b.ID] = fresh
	return "Published " + b.Title + ", version " + b.Version + ".", nil
}

// endBy ends a version on the first day of a later one.
func (a *Agreement) endBy(next day.Date) {
	if a.On.Before(next) && (a.Ended.IsZero() || a.Ended.After(next)) {
		a.Ended = next
	}
}

func readAgreementEnd(f *folding, e entry, b endBody) (string, error) {
	a := f.agreements[b.ID]
	if a == nil {
		return "", unknown("agreement", b.ID)
	}
	a.Ended = e.On
	return "Ended " + a.Title + ", version " + a.Version + ".", nil
}

// takeAttest notes who accepted which version, by name and date. What a school sent last
// about a version counts.
func (f *folding) takeAttest(k papers.Kept, p papers.Attest) {
	a := f.agreements[p.Agreement]
	if a == nil || a.Version != p.Version {
		return
	}
	said := Acceptance{URN: p.URN, School: f.About.SchoolName(p.URN), Name: p.Name, Role: p.Role, On: p.On, Received: k.Received, Document: k.ID, Ends: p.Ends, meta: p.Meta}
	at, found := slices.BinarySearchFunc(a.Accepted, p.URN, func(x Acceptance, urn string) int { return compare(x.URN, urn) })
	switch {
	case !found:
		a.Accepted = slices.Insert(a.Accepted, at, said)
	case later(p.Meta, k.ID, papers.Kept{ID: a.Accepted[at].Document, Paper: papers.Attest{Meta: a.Accepted[at].meta}}):
		a.Accepted[at] = said
	}
}

func readService(f *folding, e entry, s ServiceEntry) (string, error) {
	f.services[s.ID] = &Service{ID: s.ID, Name: s.Name, Kind: s.Kind, Provider: s.Provider, Contact: s.Contact, Note: s.Note, Capacity: s.Capacity, WaitWeeks: s.WaitWeeks, AsOf: s.AsOf}
	return "Put " + s.Name + " in the directory.", nil
}

func readServiceEnd(f *folding, _ entry, b endBody) (string, error) {
	s := f.services[b.ID]
	if s == nil {
		return "", unknown("service", b.ID)
	}
	delete(f.services, b.ID)
	return "Took " + s.Name + " out of the directory.", nil
}

// useServices notes what decisions that stand take of the services.
func (f *folding) useServices() {
	for _, hash := range f.made {
		d := f.decisions[hash]
		v := d.Now()
		s := f.services[d.Paper.Service]
		o, _ := f.About.Rules.Outcome(v.Outcome)
		if s == nil || !d.Stands() || !o.Money || v.Sessions == 0 {
			continue
		}
		s.Used = append(s.Used, ServiceUse{Request: d.Request, Sessions: v.Sessions, From: v.From, To: v.To})
	}
}
