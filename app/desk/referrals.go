package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// Services returns the services that a school can ask, of the pack in use.
func (d *Desk) Services() provision.Services { return d.services }

// DraftReferral begins a referral of a pupil to a service with words made from what
// is typed already: needs, level, plan, help and advice. Nothing is stored.
func (d *Desk) DraftReferral(ctx context.Context, pupil, service string) (provision.Referral, error) {
	r, err := d.Record(ctx, pupil)
	if err != nil {
		return provision.Referral{}, err
	}
	return provision.Referral{Pupil: pupil, Service: service, Asked: d.Today(), State: provision.ReferralAsked, By: d.options.By,
		Words: d.referralWords(r, service)}, nil
}

// referralWords tells a service what it needs to know, a paragraph for each fact.
func (d *Desk) referralWords(r Record, service string) string {
	var out []string
	add := func(label, words string) {
		if words = strings.TrimSpace(words); words != "" {
			out = append(out, label+": "+words)
		}
	}
	if s, ok := d.services.Find(service); ok {
		add("We ask for", s.Asks)
	}
	var needs []string
	for _, code := range r.Needs {
		needs = append(needs, d.codes.NeedName(code))
	}
	add("Needs", strings.Join(needs, "; "))
	if r.Level != "" {
		add(d.terms.Say("{Level}"), r.LevelName+", confirmed "+r.LevelOn.Words())
	}
	for _, c := range r.Cycles {
		if c.IsReviewed() {
			continue
		}
		add("Aim of the plan that runs since "+c.Starts.Words(), c.Aim)
		add("Help so far", c.Help)
	}
	if i := lastReviewed(r.Cycles); i >= 0 {
		c := r.Cycles[i]
		add(fmt.Sprintf("Last review, %s (%s)", c.Reviewed.Words(), strings.ToLower(provision.ResultName(c.Result))), c.Evidence)
	}
	for _, a := range r.Advice {
		done := "not yet"
		switch a.Done {
		case provision.AdviceDone:
			done = "done"
		case provision.AdviceNot:
			done = "not done"
		}
		add(fmt.Sprintf("Advice of %s, %s (%s)", strings.ToLower(a.Role), a.On.Words(), done), a.Words)
	}
	add("What helps", r.Helps)
	return strings.Join(out, "\n")
}

// Referrals returns every referral of the school, the latest first: the school's
// record of which services it asked, which answered and which could not help.
func (d *Desk) Referrals(ctx context.Context) ([]provision.Referral, error) {
	list, err := all[provision.Referral](ctx, d.store, kindReferral)
	slices.SortStableFunc(list, func(a, b provision.Referral) int { return b.Asked.Compare(a.Asked) })
	return list, err
}

// HasConsent reports whether a consent for a scope stands today.
func (d *Desk) HasConsent(r Record, scope string) bool {
	return slices.ContainsFunc(r.Consents, func(c register.Consent) bool { return c.Scope == scope && c.Stands(d.Today()) })
}

// SaveReferral writes that a service was asked, or what it answered, and returns the id.
func (d *Desk) SaveReferral(ctx context.Context, r provision.Referral) (string, error) {
	e, err := d.Entry(r.Pupil)
	if err != nil {
		return "", err
	}
	if r.State == "" {
		r.State = provision.ReferralAsked
	}
	if r.ID == "" { // a service that has gone from the pack since stays readable
		if err := d.stillHere(e); err != nil {
			return "", err
		}
		service, known := d.services.Find(r.Service)
		if !known {
			return "", refuse("service", "Choose a service from the list: "+strings.Join(d.services.Names(), ", ")+".")
		}
		r.Service = service.ID
	}
	if strings.TrimSpace(r.Words) == "" {
		return "", refuse("words", "Write what the service is asked.")
	}
	if err := d.needsDay("asked", r.Asked); err != nil {
		return "", err
	}
	var kept provision.Referral
	if r.ID != "" {
		if _, err := readRecord(ctx, d.store, kindReferral, r.ID, &kept); err != nil {
			return "", err
		}
	}
	if _, known := register.Pick(provision.ReferralStates, r.State); !known {
		return "", refuse("state", "Say how it stands: wanted, asked, waiting, seen or refused.")
	}
	if r.State == provision.ReferralAsked || r.State == provision.ReferralWanted {
		r.Answered = day.Date{}
	} else if err := d.needsDay("answered", r.Answered); err != nil {
		return "", err
	} else if r.Answered.Before(r.Asked) {
		return "", refuse("answered", "The answer came before the service was asked. Check both dates.")
	}
	if r.By == "" {
		r.By = d.options.By
	}
	r = r.Follows(kept)
	err = d.save(ctx, d.services.Name(r.Service)+" for", kindReferral, r.Pupil, &r.ID, func() any { return r })
	return r.ID, err
}

// RemoveReferral takes a referral that was recorded by mistake away.
func (d *Desk) RemoveReferral(ctx context.Context, pupil, id string) error {
	return d.remove(ctx, "Remove a referral of", kindReferral, pupil, id)
}
