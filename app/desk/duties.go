package desk

import (
	"needsbook/app/duties"
	"needsbook/app/funding"
	"needsbook/app/register"
)

// duties lists what is due when, whether it waits today or later, done or not.
func (d *Desk) duties(f todayFacts) []duties.Duty {
	s := d.School()
	facts := duties.Facts{Today: f.today, Calendar: f.calendar, Awards: awards(f.requests), School: duties.Place{
		Phase: s.Phase, LastYear: s.LastYear, Published: s.Published, StrategyThere: s.Strategy != "", AccessPlanEnds: s.AccessPlanEnd,
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

// awards are the sums that were agreed, and whether they are being asked for again.
func awards(requests []Request) []duties.Award {
	renewing, renewed := map[int]bool{}, map[int]bool{}
	for _, r := range requests {
		if r.Renews == 0 {
			continue
		}
		renewing[r.Renews] = true
		if s := r.Status(); s == funding.Submitted || s == funding.Decided {
			renewed[r.Renews] = true
		}
	}
	var out []duties.Award
	for _, r := range requests {
		if decision := r.Progress.Decision; r.Status() == funding.Decided && decision != nil && !decision.To.IsZero() {
			out = append(out, duties.Award{ID: r.ID, Pupil: r.Pupil, Reference: r.Reference(), Ends: decision.To, Renewing: renewing[r.Number], Renewed: renewed[r.Number]})
		}
	}
	return out
}
