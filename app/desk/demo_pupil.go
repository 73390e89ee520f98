package desk

import (
	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// demoConcerns are the concerns of the demo school about pupils who are not on the
// register: how many days ago, and whether the parents know.
var demoConcerns = []struct {
	days               int
	by, words, tried   string
	parentsTold, ended bool
}{
	{50, "Class teacher", "Loses the thread of a story that is read aloud, and answers another question.", "Pictures beside the words; a seat at the front.", true, false},
	{20, "Class teacher", "Very quiet since September; does not speak in a group.", "A talk partner.", false, false},
	{9, "Teaching assistant", "Holds the pencil with the whole fist and tires after a line.", "A grip; shorter lines.", false, false},
	{70, "Class teacher", "Squinted at the board.", "Moved to the front.", true, true},
}

// concern gives a pupil without SEN a concern.
func (b *demoBuilder) concern(p register.Pupil, nth int) {
	if nth >= len(demoConcerns) {
		return
	}
	d := demoConcerns[nth]
	c := register.Concern{ID: b.id(), Pupil: p.ID, On: b.today.AddDays(-d.days), RaisedBy: d.by, Words: d.words, Tried: d.tried}
	c.LookAgain = c.On.AddDays(register.ConcernDays)
	if d.parentsTold {
		c.ParentsTold = c.On.AddDays(3)
	}
	if d.ended {
		c.Closed, c.Outcome, c.Why = c.LookAgain, register.ConcernSettled, "Has glasses now and reads the board from anywhere."
	}
	b.put(kindConcern, c.ID, p.ID, c)
}

// onePage gives a pupil with SEN what goes beyond the plan: what the family has told
// and services that were asked.
func (b *demoBuilder) onePage(p register.Pupil, n *demoNeed, nth int) {
	if nth == 0 {
		for i, told := range []struct{ topic, words string }{
			{"health", "Born early; hearing checked in May 2025 and fine."},
			{"works", "At home a picture plan for the morning works, and time warnings with a sand timer."},
			{"wishes", "Would like to know a week ahead when the day will be different."},
		} {
			note := register.Note{ID: b.id(), Pupil: p.ID, Type: register.NoteMeeting, On: b.today.AddDays(-200 + 9*i), Words: told.words, By: "SENCO",
				With: "Parent of " + p.Forename, Told: told.topic}
			b.put(kindNote, note.ID, p.ID, note)
		}
		c := register.Concern{ID: b.id(), Pupil: p.ID, On: day.Of(2024, 11, 18), RaisedBy: "Class teacher", Words: "Speaks in single words and looks to others for what to do.",
			Tried: "Pictures with instructions.", ParentsTold: day.Of(2024, 11, 21), LookAgain: day.Of(2024, 12, 30), Closed: day.Of(2025, 1, 8),
			Outcome: register.ConcernSupport, Why: "Agreed with the parents to plan support."}
		b.put(kindConcern, c.ID, p.ID, c)
	}
	if nth%8 == 0 {
		r := provision.Referral{ID: b.id(), Pupil: p.ID, Service: "speech_language", Words: "Advice for " + n.Aim, Asked: b.today.AddDays(-90 - nth), By: "SENCO",
			State: []string{provision.ReferralSeen, provision.ReferralWaiting, provision.ReferralRefused, provision.ReferralAsked}[nth/8%4]}
		if r.State != provision.ReferralAsked {
			r.Answered = r.Asked.AddDays(21)
		}
		b.put(kindReferral, r.ID, p.ID, r)
	}
}

// ehcPlan gives a pupil the extract of the plan that was issued on a day, and the
// annual review that comes next.
func (b *demoBuilder) ehcPlan(p register.Pupil, n *demoNeed, issued day.Date) {
	meeting, last := issued.AddDays(340), day.Date{}
	for meeting.Before(b.today.AddDays(7)) { // that review is over
		last = meeting.AddDays(20)
		meeting = last.AddDays(340)
	}
	e := register.EHCPlan{ID: b.id(), Pupil: p.ID, Authority: "The council", Issued: issued, Setting: b.recipe.School.Name, By: "SENCO",
		Sections: map[string]string{"A": n.Helps, "B": b.desk.codes.NeedName(n.Need), "E": n.Outcome, "F": n.Help, "I": "A mainstream primary school: " + b.recipe.School.Name},
		Stages:   register.PlanStages{Meeting: meeting, Last: last}}
	b.put(kindEHCPlan, e.ID, p.ID, e)
	a := register.Amendment{ID: b.id(), Pupil: p.ID, Plan: e.ID, Section: "F", NowSays: n.Help, Suggestion: n.Next, Why: n.Evidence, On: b.today.AddDays(-6), By: "SENCO"}
	b.put(kindAmendment, a.ID, p.ID, a)
	for i, role := range b.desk.ehc.Invitees {
		v := register.Invitee{ID: b.id(), Pupil: p.ID, Meeting: meeting, Role: role.Role}
		if meeting.Before(b.today.AddDays(60)) {
			v.Invited = b.today.AddDays(-4)
			if i == 1 {
				v.Advice = b.today.AddDays(-1)
			}
		}
		b.put(kindInvitee, v.ID, p.ID, v)
	}
}
