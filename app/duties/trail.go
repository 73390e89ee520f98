package duties

import (
	"needsbook/app/day"
	"needsbook/app/register"
	"needsbook/app/school"
)

// Stages of the trail of an annual review, in their order. All but the first have a
// day of the same meaning in register.PlanStages.
const (
	StageViews    = "views"
	StageInvited  = "invited"
	StageMeeting  = "meeting"
	StageReport   = "report"
	StageDecision = "decision"
	StageFinal    = "final"
)

// trailRules are the stages with the rule that gives the day of each. The meeting's own
// day is agreed, and must leave the council its time.
var trailRules = []struct{ stage, rule string }{
	{StageViews, "ar_views"}, {StageInvited, "ar_notice"}, {StageMeeting, "ar_cycle"},
	{StageReport, "ar_report"}, {StageDecision, "ar_decision"}, {StageFinal, "ar_final"},
}

// Stage is one step of an annual review (SEND Regulations 2014, regulations 20 to 22).
type Stage struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Due       day.Date `json:"due"`  // the last day for it
	Done      day.Date `json:"done"` // zero until it was done
	Owner     Owner    `json:"owner"`
	Reference string   `json:"reference"`
	ByLaw     bool     `json:"by_law"`
	Firm      bool     `json:"firm"`   // its day hangs on a meeting whose day is set
	Passed    bool     `json:"passed"` // not done, and the review has gone on without it
}

// Waits reports whether the stage has still to be done.
func (s Stage) Waits() bool { return s.Done.IsZero() && !s.Passed }

// IsLate reports whether the stage has still to be done and its day has passed.
func (s Stage) IsLate(today day.Date) bool {
	return s.Waits() && !s.Due.IsZero() && s.Due.Before(today)
}

// Trail is the annual review that runs, stage by stage.
type Trail struct {
	Plan    string   `json:"plan"`
	Pupil   string   `json:"pupil"`
	Meeting day.Date `json:"meeting"` // zero while no day is set
	HoldBy  day.Date `json:"hold_by"` // the last day for the meeting that leaves the council its time
	EndsBy  day.Date `json:"ends_by"` // twelve months after the plan was issued or last reviewed
	Stages  []Stage  `json:"stages"`
}

// Next is the first stage that has still to be done, and whether there is one.
func (t Trail) Next() (Stage, bool) {
	for _, s := range t.Stages {
		if s.Waits() {
			return s, true
		}
	}
	return Stage{}, false
}

// TrailOf works out the annual review that runs for a plan. Views is the day on which
// somebody was first asked for their views for it, zero while nobody was. A meeting
// whose day has come was held.
func TrailOf(p register.EHCPlan, views, today day.Date, c school.Calendar, rules Timescales) Trail {
	m := &maker{Facts: Facts{Today: today, Calendar: c}, rules: rules}
	s := p.Stages
	began := latest(p.Issued, s.Last, m.ended(s))
	t := Trail{Plan: p.ID, Pupil: p.Pupil, EndsBy: m.after("ar_cycle", began)}
	t.HoldBy = m.holdBy(t.EndsBy)
	runs := s.Meeting.After(began)
	meeting := t.HoldBy
	if runs {
		t.Meeting, meeting = s.Meeting, s.Meeting
	}
	due := map[string]day.Date{
		StageViews: m.after("ar_views", meeting), StageInvited: m.after("ar_notice", meeting), StageMeeting: meeting,
		StageReport: m.after("ar_report", meeting), StageDecision: m.after("ar_decision", meeting), StageFinal: m.after("ar_final", m.after("ar_decision", meeting)),
	}
	done, passed := map[string]day.Date{}, map[string]bool{}
	if runs {
		held := s.Meeting.Before(today) || !s.Decision.IsZero()
		passed = map[string]bool{StageViews: held, StageInvited: held, StageReport: !s.Decision.IsZero()}
		due[StageFinal] = m.finalPlan(s)
		done = map[string]day.Date{StageViews: views, StageInvited: s.Invited, StageReport: s.Report, StageDecision: s.Decision, StageFinal: s.Final}
		if done[StageViews].IsZero() {
			done[StageViews] = s.Invited // who has the papers was asked
		}
		if !s.Meeting.After(today) {
			done[StageMeeting] = s.Meeting
		}
	}
	for _, r := range trailRules {
		rule, found := rules.Rule(r.rule)
		if !found || due[r.stage].IsZero() && done[r.stage].IsZero() {
			continue // a decision without a notice of changes keeps the plan as it is
		}
		stage := Stage{Passed: passed[r.stage] && done[r.stage].IsZero(), ID: r.stage, Title: rule.Title, Due: due[r.stage], Done: done[r.stage], Owner: rule.Acts, Reference: rule.Reference, ByLaw: !rule.AdviceOnly, Firm: runs}
		if r.stage == StageMeeting {
			stage.Title = "Hold the review meeting"
		}
		t.Stages = append(t.Stages, stage)
	}
	return t
}

// ended is the day on which the review that runs was over: the council has decided,
// and a plan that it changes has been issued. Until then it is the review to look at.
func (m *maker) ended(s register.PlanStages) day.Date {
	if s.Decision.IsZero() || !s.Draft.IsZero() && s.Final.IsZero() {
		return day.Date{}
	}
	return s.Decision
}

// holdBy is the last day for a review meeting after which the council still has its
// time to decide before a review must be over.
func (m *maker) holdBy(over day.Date) day.Date {
	rule, found := m.rules.Rule("ar_decision")
	if !found || over.IsZero() {
		return over
	}
	back := rule.Limit
	back.Before = true
	return back.From(over, m.Calendar)
}
