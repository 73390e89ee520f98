package desk

import (
	"needsbook/app/duties"
	"needsbook/app/register"
)

// duties lists what is due when, whether it waits today or later, done or not.
func (d *Desk) duties(f todayFacts) []duties.Duty {
	s := d.School()
	facts := duties.Facts{Today: f.today, Calendar: f.calendar, Awards: d.awardDuties(f.requests), Disputes: disputeDuties(f.requests), School: duties.Place{
		Phase: s.Phase, LastYear: s.LastYear, Published: s.Published, ReportReview: f.public.reportReview,
		StrategyThere: s.Strategy != "" || !f.public.strategyReview.IsZero(), StrategyReview: f.public.strategyReview, AccessPlanEnds: s.AccessPlanEnd,
		SENCOSince: s.SencoSince, SENCOQualified: !s.SencoQualified.IsZero()}}
	for _, e := range d.everyone() {
		p := f.of(e.ID)
		if !e.OnRegister() && p == noDates {
			continue
		}
		facts.Pupils = append(facts.Pupils, duties.Pupil{ID: e.ID, Year: e.Year.Code, Born: e.Born, Status: e.Status, StatusFrom: e.StatusFrom,
			Left: e.Left, ReviewDue: e.ReviewDue, Plan: p.plan, Concerns: p.concerns, Met: p.met, Spoken: p.spoken, Asked: p.asked, HandedOver: p.handedOver, Asks: p.askedTo()})
	}
	return duties.List(facts, d.deadlines)
}

// everyone returns the pupils of the register as they stand, those who left too.
func (d *Desk) everyone() []*register.Entry {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return append([]*register.Entry(nil), d.entries...)
}
