package desk

import (
	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// demoReferral is how a referral of the demo school stands, and how many days after
// it was asked the service answered.
type demoReferral struct {
	State, Answer string
	After         int
}

// demoFirst is what the first pupil of the demo school has beside the others, each
// record as it is kept.
type demoFirst struct {
	Concerns []register.Concern
	Notes    []register.Note
	Contacts []register.Contact
	Consents []register.Consent
}

// demoPlanWords are the words of the invented EHC plans, and the annual reviews that run
// on the demo day, by the pupil's place among those with SEN.
type demoPlanWords struct {
	Authority, Setting string
	Sections           map[string]string
	Agreed             string // what the council said to a suggestion of the review before
	Reviews            map[int]struct {
		register.PlanStages
		People map[string]register.Invitee // by role
	}
}

// concern gives a pupil without SEN a concern of the recipe.
func (b *demoBuilder) concern(p register.Pupil, nth int) {
	if nth < len(b.recipe.Concerns) {
		c := b.recipe.Concerns[nth]
		c.ID, c.Pupil = b.id(), p.ID
		b.put(kindConcern, c.ID, p.ID, c)
	}
}

// onePage gives a pupil with SEN what goes beyond the plan: what the family has told,
// services that were asked, and what was agreed to.
func (b *demoBuilder) onePage(p register.Pupil, n *demoNeed, nth int) {
	if nth == 0 {
		b.first(p)
	}
	if nth%5 == 3 {
		note := b.recipe.FamilyTold[nth/5%len(b.recipe.FamilyTold)]
		note.ID, note.Pupil, note.Type, note.By = b.id(), p.ID, register.NoteMeeting, "SENCO"
		note.On, note.With = b.today.AddDays(-140-nth), "Parent of "+p.Forename
		b.put(kindNote, note.ID, p.ID, note)
		b.filled.Notes++
	}
	if nth%8 == 0 {
		b.referral(p, n, nth)
	}
	if nth%12 == 7 {
		c := register.Consent{ID: b.id(), Pupil: p.ID, Scope: register.ConsentSchools, By: "Parent of " + p.Forename + ", mother", How: "in person",
			Given: b.today.AddDays(-190), Withdrawn: b.today.AddDays(-20 - nth)}
		b.put(kindConsent, c.ID, p.ID, c)
	}
}

// first gives the pupil of the pictures the records that the recipe spells out.
func (b *demoBuilder) first(p register.Pupil) {
	of := b.recipe.First
	for _, c := range of.Concerns {
		c.ID, c.Pupil = b.id(), p.ID
		b.put(kindConcern, c.ID, p.ID, c)
	}
	for _, n := range of.Notes {
		n.ID, n.Pupil, n.By = b.id(), p.ID, "SENCO"
		b.put(kindNote, n.ID, p.ID, n)
		b.filled.Notes++
	}
	for _, c := range of.Contacts {
		c.ID, c.Pupil = b.id(), p.ID
		b.put(kindContact, c.ID, p.ID, c)
	}
	for _, c := range of.Consents {
		c.ID, c.Pupil = b.id(), p.ID
		b.put(kindConsent, c.ID, p.ID, c)
	}
}

// referral lets the school ask the service for the pupil's need, with the family's
// consent.
func (b *demoBuilder) referral(p register.Pupil, n *demoNeed, nth int) {
	as := b.recipe.Referrals[nth/8%len(b.recipe.Referrals)]
	r := provision.Referral{ID: b.id(), Pupil: p.ID, Service: n.Service, Words: "Advice for: " + n.Aim, Asked: b.today.AddDays(-40 - nth), By: "SENCO", State: as.State, Answer: as.Answer}
	if as.State != provision.ReferralAsked && as.State != provision.ReferralWanted {
		r.Answered = r.Asked.AddDays(as.After)
	}
	b.put(kindReferral, r.ID, p.ID, r)
	if nth > 0 { // the first pupil's consents are in the recipe
		c := register.Consent{ID: b.id(), Pupil: p.ID, Scope: register.ConsentServices, By: "Parent of " + p.Forename + ", mother", How: "signed form", Given: r.Asked.AddDays(-6)}
		b.put(kindConsent, c.ID, p.ID, c)
	}
}

// ehcPlan gives a pupil the extract of the plan that was issued on a day, and the
// annual review that comes next or runs.
func (b *demoBuilder) ehcPlan(p register.Pupil, n *demoNeed, nth int, issued day.Date) {
	words := b.recipe.Plans
	running, runs := words.Reviews[nth]
	stages := running.PlanStages
	if !runs {
		stages.Meeting = issued.AddDays(330)
		for stages.Meeting.Before(b.today.AddDays(7)) { // that review is over
			stages.Last = stages.Meeting.AddDays(20)
			stages.Meeting = stages.Last.AddDays(330)
		}
	}
	e := register.EHCPlan{ID: b.id(), Pupil: p.ID, Authority: words.Authority, Issued: issued, Setting: b.recipe.School.Name, By: "SENCO", Stages: stages,
		Sections: map[string]string{"B": b.desk.codes.NeedName(n.Need), "E": n.Outcome, "F": n.Help, "I": words.Setting + b.recipe.School.Name}}
	for letter, text := range words.Sections {
		e.Sections[letter] = text
	}
	b.put(kindEHCPlan, e.ID, p.ID, e)
	a := register.Amendment{ID: b.id(), Pupil: p.ID, Plan: e.ID, Section: "F", NowSays: n.Help, Suggestion: n.Next, Why: n.Evidence, On: b.today.AddDays(-6), By: "SENCO"}
	b.put(kindAmendment, a.ID, p.ID, a)
	if runs {
		agreed := register.Amendment{ID: b.id(), Pupil: p.ID, Plan: e.ID, Section: "E", NowSays: n.Aim, Suggestion: n.Outcome, Why: n.Evidence,
			On: issued.AddDays(-40), Outcome: words.Agreed, By: "SENCO"}
		b.put(kindAmendment, agreed.ID, p.ID, agreed)
	}
	for _, role := range b.desk.ehc.Invitees {
		v := running.People[role.Role]
		v.ID, v.Pupil, v.Meeting, v.Role, v.Invited = b.id(), p.ID, stages.Meeting, role.Role, stages.Invited
		if role.FromContacts {
			v.Name = "Parent of " + p.Forename
		}
		b.put(kindInvitee, v.ID, p.ID, v)
	}
}
