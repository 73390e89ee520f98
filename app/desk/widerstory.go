package desk

import (
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// widerStory adds what goes beyond the plan: concerns, other services, the council's
// plan and its review, papers.
func (d *Desk) widerStory(r Record, add func(on day.Date, kind, title, words, id string)) {
	for _, c := range r.Concerns {
		add(c.On, "concern", "Concern raised by "+c.RaisedBy, c.Words, c.ID)
		if c.Outcome == register.ConcernSettled {
			add(c.Closed, "concern", "Concern settled", c.Why, c.ID)
		} else {
			add(c.Closed, "concern", "Concern led to SEN support", c.Why, c.ID)
		}
	}
	for _, q := range r.Referrals {
		name := d.services.Name(q.Service)
		add(q.Wanted, "referral", name+" wanted", "", q.ID)
		if q.State != provision.ReferralWanted {
			add(q.Asked, "referral", name+" asked", "", q.ID)
		}
		if q.State != provision.ReferralWaiting {
			add(q.Accepted, "referral", name+": on the waiting list", "", q.ID)
		}
		add(q.Answered, "referral", name+": "+strings.ToLower(register.Named(provision.ReferralStates, q.State)), q.Answer, q.ID)
	}
	for _, p := range r.EHCPlans {
		add(p.Issued, "ehc_plan", "EHC plan issued by "+p.Authority, "", p.ID)
		for _, s := range d.ehc.Stages {
			if on := p.Stages.Of(s.ID); !on.After(d.Today()) && s.ID != "last_review_over" {
				add(on, "ehc_plan", "Annual review: "+s.Name, "", p.ID)
			}
		}
	}
	for _, a := range r.Amendments {
		add(a.On, "amendment", "Amendment suggested, section "+a.Section, a.Suggestion, a.ID)
	}
	for _, m := range r.Meetings {
		if m.IsSigned() {
			add(m.On, "meeting_record", "Record of a meeting: "+register.Named(provision.MeetingKinds, m.Kind), m.Words, m.ID)
		}
	}
	for _, v := range r.Invitees {
		add(v.Advice, "invitee", "Advice for the annual review: "+v.Role, "", v.ID)
	}
}
