package desk

import (
	"needsbook/app/day"
	"needsbook/app/provision"
)

// provisionStory adds when help began and ended, what its reviews came to, and what was
// put right in records that had been signed.
func (d *Desk) provisionStory(r Record, add func(on day.Date, kind, title, words, id string)) {
	names := map[string]string{}
	why := map[string]string{}
	for _, p := range r.Placements {
		why[p.ID] = p.Why
		names[p.ID] = r.interventions[p.Intervention].Name
		if p.Waiting {
			add(p.Starts, "provision", "Waits for "+names[p.ID], p.Why, p.ID)
		}
	}
	for _, list := range [][]ProvisionLine{r.EarlierProvision, r.Provision} {
		for _, l := range list {
			name := l.Line.Description
			if i := r.interventions[l.Intervention]; i.Setting == provision.PreviousSchool && i.Provider != "" {
				name += " at " + i.Provider
			}
			if !l.Line.Start.After(d.Today()) {
				add(l.Line.Start, "provision", name+" began", l.Line.Outcome, l.ID)
			}
			if l.Line.End.Before(d.Today()) {
				add(l.Line.End, "provision", name+" ended", why[l.ID], l.ID)
			}
		}
	}
	for _, v := range r.PlaceReviews {
		words := v.Evidence
		if v.Worked != "" {
			words = sentence(words) + " What worked: " + v.Worked
		}
		add(v.On, "provision_review", names[v.Placement]+" reviewed: "+provision.ResultName(v.Result), words, v.ID)
	}
	for _, c := range r.Corrections {
		add(c.On, "correction", "Put right after it was signed", c.Words+" Why: "+c.Why, c.ID)
	}
}
