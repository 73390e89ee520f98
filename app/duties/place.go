package duties

import (
	"needsbook/app/day"
	"needsbook/app/school"
)

// place is what the school itself must keep in time.
func (m *maker) place() {
	s := m.School
	m.report()
	m.add("accessibility_plan", "", "", s.AccessPlanEnds)
	if !s.SENCOQualified {
		m.add("senco_qualification", "", "", m.after("senco_qualification", s.SENCOSince))
	}
	m.strategy()
}

// report asks for the SEN information report a year after it was published, or by the
// earlier day that the school said in it.
func (m *maker) report() {
	due := m.after("sen_info_annual", m.School.Published)
	if said := m.School.ReportReview; !due.IsZero() && !said.IsZero() && said.Before(due) {
		due = said
	}
	m.add("sen_info_annual", "", "", due)
}

// strategy asks for the inclusion strategy by its first day and, once it is there, for
// its review each year.
func (m *maker) strategy() {
	rule, _ := m.rules.Rule("inclusion_strategy_2026")
	if !school.GetsInclusionFund(m.School.Phase) {
		return
	}
	first := rule.FixedFull
	if !m.School.StrategyThere {
		m.add(rule.ID, "", "", first)
		return
	}
	if first.IsZero() {
		return
	}
	due := m.School.StrategyReview
	if due.IsZero() {
		due = day.Of(max(first.Year()+1, m.Today.Year()), first.Month(), first.Day())
	}
	m.add(rule.ID, "", "", due).Title = "Review the inclusion strategy"
}

// census reminds of each census day of the calendar.
func (m *maker) census() {
	for _, c := range m.Calendar.CensusDays(m.Today, m.Today.AddYears(2)) {
		m.remind("census", "", "", c.On, func(d *Duty) { d.Title = c.Term + " census" })
	}
}

// award reminds that money ends, and that it is time to apply again.
func (m *maker) award(a Award) {
	if !a.Renewing && !a.Renewed {
		m.add("award_renew", a.ID, a.Pupil, m.after("award_renew", a.Ends)).Note = "The money of " + a.Reference + " ends on " + a.Ends.Words() + "."
	}
	if !a.Reviewed {
		m.add("award_review", a.ID, a.Pupil, a.Review).Title += ": " + a.Reference
	}
	if !a.Renewed {
		m.remind("award_ends", a.ID, a.Pupil, a.Ends, func(d *Duty) { d.Title += ": " + a.Reference })
	}
}

// dispute reminds of the day by which a dispute is answered.
func (m *maker) dispute(d Dispute) {
	m.add("dispute_stage", d.ID, d.Pupil, d.Due).Title += ": " + d.Reference
}

// move is a move between phases that a plan must name the next school for (SEND
// Regulations 2014, regulation 18).
type move struct {
	to    string // what the pupil moves to
	atEnd bool   // only where this is the last year of the school
	rule  string // its fixed day
}

// moves are the year groups from which pupils move.
var moves = map[string]move{
	"N2": {"school", false, "phase_transfer"},
	"2":  {"junior school", true, "phase_transfer"},
	"4":  {"middle school", true, "phase_transfer"},
	"5":  {"middle school", true, "phase_transfer"},
	"6":  {"secondary school", true, "phase_transfer"},
	"7":  {"secondary school", true, "phase_transfer"},
	"8":  {"secondary school", true, "phase_transfer"},
	"11": {"post-16 place", false, "phase_transfer_post16"},
}

// usualLast is the last year group of a phase, where the school says none. Pupils of
// an all-through or special school move on inside it.
var usualLast = map[string]string{"nursery": "N2", "primary": "6", "secondary": "11"}

// UsualLastYear returns the code of the year group in which pupils usually leave a school
// of a phase, "" where they move on inside it.
func UsualLastYear(phase string) string { return usualLast[phase] }

// transfer is the review and the council's day before a move to the next phase.
func (m *maker) transfer(p Pupil) {
	next, moving := moves[p.Year]
	last := m.School.LastYear
	if last == "" {
		last = usualLast[m.School.Phase]
	}
	if p.Status != "E" || !moving || next.atEnd && p.Year != last {
		return
	}
	rule, found := m.rules.Rule(next.rule)
	if !found || rule.Fixed == "" {
		return
	}
	m.add(rule.ID, p.ID, p.ID, rule.fixedIn(m.year.Starts+1)).Title = "Plan names the " + next.to
	if p.Plan != nil && !latest(p.Plan.Issued, p.Plan.Stages.Meeting, p.Plan.Stages.Last).Before(m.year.First()) {
		return // the review of this school year is held or has its day
	}
	m.add("transfer_review", p.ID, p.ID, m.year.Part(1, 3)).Title = "Hold the review before the move to a " + next.to
}
