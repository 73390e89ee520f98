package duties

import (
	"needsbook/app/day"
	"needsbook/app/register"
)

// support is what SEN support asks for: the review of the plan, parents told at the
// start, met in each part of the year, and given a report (Code of Practice 6.48,
// 6.53, 6.64, 6.65).
func (m *maker) support(p Pupil) {
	if p.Status != "K" && p.Status != "E" {
		return
	}
	m.add("review", p.ID, p.ID, p.ReviewDue)
	if p.Status == "K" {
		m.tellParents(p)
		m.meetParents(p)
	}
	if last := m.year.Part(1, 1); last.After(p.StatusFrom) {
		m.add("sen_report_parents", p.ID, p.ID, last)
	}
}

// tellParents asks that parents hear of SEN support when it starts. A contact or a
// parent's view in the two weeks before the start or at any time after it shows that.
func (m *maker) tellParents(p Pupil) {
	if !p.Spoken.Before(p.StatusFrom.AddDays(-14)) {
		return
	}
	m.add("tell_parents_sen", p.ID, p.ID, m.after("tell_parents_sen", p.StatusFrom))
}

// meetParents asks for one meeting in each part of the school year that ends after
// support began. The first so many are done when parents were met so many times.
func (m *maker) meetParents(p Pupil) {
	rule, _ := m.rules.Rule("sen_support_parents")
	met := 0
	for _, on := range p.Met {
		if !on.Before(m.year.First()) && !on.After(m.year.Last()) {
			met++
		}
	}
	for part := 1; part <= rule.Limit.N; part++ {
		end := m.year.Part(part, rule.Limit.N)
		if !end.After(p.StatusFrom) {
			continue
		}
		if met > 0 {
			met--
			continue
		}
		m.add("sen_support_parents", p.ID, p.ID, end)
	}
}

// concerns asks again about each open concern after six weeks, or when it was set.
func (m *maker) concerns(p Pupil) {
	for _, c := range p.Concerns {
		if !c.IsOpen() {
			continue
		}
		due := c.LookAgain
		if due.IsZero() {
			due = m.after("concern", c.On)
		}
		m.add("concern", c.ID, p.ID, due)
	}
}

// access is the answer to each request to see what is held.
func (m *maker) access(p Pupil) {
	for _, a := range p.Asked {
		m.add(a.Rule, a.ID, p.ID, m.after(a.Rule, a.On))
	}
}

// leaver is what is owed to the next school of a pupil who was on the SEN register.
func (m *maker) leaver(p Pupil) {
	m.access(p)
	if !p.HandedOver && (p.Status == "K" || p.Status == "E") {
		m.add("ctf", p.ID, p.ID, m.after("ctf", p.Left))
	}
}

// plan is the trail of the annual review of an EHC plan (SEND Regulations 2014,
// regulations 20 to 22). The year runs from the council's last decision, or from the
// day the plan was issued.
func (m *maker) plan(p Pupil) {
	if p.Status != "E" || p.Plan == nil {
		return
	}
	s := p.Plan.Stages
	began := latest(p.Plan.Issued, s.Last, s.Decision)
	runs := s.Meeting.After(began)
	due := m.after("ar_cycle", began)
	if decided := m.after("ar_decision", s.Meeting); !runs || decided.After(due) {
		d := m.add("ar_cycle", p.Plan.ID, p.ID, due)
		d.Note = "The council needs its time after the meeting: hold it by " + m.holdBy(due).Words() + "."
	}
	if early := m.after("ar_under5", began); !runs && !p.Born.IsZero() && !early.IsZero() && day.AgeOn(p.Born, early) < 5 {
		m.add("ar_under5", p.Plan.ID, p.ID, early)
	}
	if grown[p.Year] {
		if runs {
			due = s.Meeting
		}
		m.add("ar_adulthood", p.Plan.ID, p.ID, due)
	}
	if runs {
		m.meeting(p)
	}
	if final := m.finalPlan(s); s.Final.IsZero() {
		m.add("ar_final", p.Plan.ID, p.ID, final)
	}
}

// grown are the year groups whose reviews look at adult life.
var grown = map[string]bool{"9": true, "10": true, "11": true, "12": true, "13": true, "14": true}

// meeting is what is due before and after a review meeting.
func (m *maker) meeting(p Pupil) {
	s := p.Plan.Stages
	before := func(id string, done bool) {
		if !done {
			m.add(id, p.Plan.ID, p.ID, m.after(id, s.Meeting)).Ends = s.Meeting
		}
	}
	before("ar_views", !s.Invited.IsZero() || p.ViewsAsked(s.Meeting))
	before("ar_notice", !s.Invited.IsZero())
	if s.Report.IsZero() {
		m.add("ar_report", p.Plan.ID, p.ID, m.after("ar_report", s.Meeting))
	}
	m.add("ar_decision", p.Plan.ID, p.ID, m.after("ar_decision", s.Meeting))
}

// finalPlan is the day by which a changed plan is due: 8 weeks after the notice of
// changes, and so 12 weeks after the meeting while there is no decision. A decision
// without a notice keeps the plan as it is.
func (m *maker) finalPlan(s register.PlanStages) day.Date {
	switch {
	case !s.Draft.IsZero() && !s.Draft.Before(s.Meeting):
		return m.after("ar_final", s.Draft)
	case s.Decision.IsZero() && s.Meeting.After(s.Last):
		return m.after("ar_final", m.after("ar_decision", s.Meeting))
	}
	return day.Date{}
}

func latest(days ...day.Date) day.Date {
	var out day.Date
	for _, d := range days {
		if d.After(out) {
			out = d
		}
	}
	return out
}
