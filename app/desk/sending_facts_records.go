package desk

import (
	"context"
	"errors"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/summary"
)

// recordsWhole says of each pupil how whole the plans, reviews and views are.
func (d *Desk) recordsWhole(ctx context.Context) (map[string]wholeness, error) {
	today := d.Today()
	year := day.AcademicYear(today)
	type reviews struct {
		last, lastDue day.Date // the review held last, and the day it was due
		overdue, open bool
		undated       bool
		heard         day.Date
	}
	of := map[string]*reviews{}
	at := func(pupil string) *reviews {
		if of[pupil] == nil {
			of[pupil] = &reviews{}
		}
		return of[pupil]
	}
	err := errors.Join(
		each(ctx, d.store, kindCycle, "", func(c provision.Cycle) {
			r := at(c.Pupil)
			switch {
			case c.IsReviewed() && !c.Reviewed.Before(r.last):
				r.last, r.lastDue = c.Reviewed, c.ReviewDue
			case !c.IsReviewed():
				r.open = true
				r.undated = r.undated || c.ReviewDue.IsZero()
				r.overdue = r.overdue || !c.ReviewDue.IsZero() && c.ReviewDue.Before(today)
			}
		}),
		each(ctx, d.store, kindNote, "", func(n register.Note) {
			if n.Type == register.NotePupilView {
				r := at(n.Pupil)
				r.heard = later(r.heard, n.On)
			}
		}),
	)
	out := map[string]wholeness{}
	for pupil, r := range of {
		held := r.last.IsZero() || r.lastDue.IsZero() || !r.last.After(r.lastDue)
		out[pupil] = wholeness{
			dated:  r.open && !r.undated,
			onTime: (r.open || !r.last.IsZero()) && !r.overdue && held,
			heard:  !r.heard.IsZero() && day.AcademicYear(r.heard) == year,
		}
	}
	return out, err
}

// serviceFacts is T09: the services that pupils on roll were asked for, wait for or were
// refused, as the ledger of unmet need has them. Refusals count for the school year in
// which they came. What nobody has asked for yet is not counted: the service does not
// know of it. Sessions a term are not recorded with a referral.
func (d *Desk) serviceFacts(ctx context.Context, f *summary.Facts) error {
	ledger, err := d.UnmetNeed(ctx)
	if err != nil {
		return err
	}
	priorities, err := d.ServicePriorities(ctx)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	f.Priority = map[string]int{}
	for _, id := range f.Services {
		known[id] = true
		if p := priorities[id]; p > 0 {
			f.Priority[id] = p
		}
	}
	states := map[string]string{provision.NeedAsked: "asked", provision.NeedWaiting: "waiting", provision.NeedRefused: "refused"}
	here, year := d.onRollNow(), day.AcademicYear(f.AsOf)
	for _, r := range ledger.Rows {
		state := states[r.State]
		counts := r.Open() || r.State == provision.NeedRefused && day.AcademicYear(r.On) == year
		if r.For == provision.WantService && state != "" && counts && known[r.Key] && here(r.Pupil) {
			f.Wanted = append(f.Wanted, summary.Want{Service: r.Key, Key: r.Pupil, State: state, Weeks: min(1000, r.Days(f.AsOf)/7)})
		}
	}
	return nil
}

// caseFacts is T10: the requests for money that were sent in this school year and were
// not withdrawn, each in one stage: in dispute, decided, or waiting. A request for
// nobody by name, such as a project, counts no pupils and is left out.
func (d *Desk) caseFacts(ctx context.Context, f *summary.Facts) error {
	requests, err := d.Requests(ctx)
	if err != nil {
		return err
	}
	for _, r := range requests {
		p := r.Progress
		if p.SentOn.IsZero() || p.Withdrawn() || day.AcademicYear(p.SentOn) != day.AcademicYear(f.AsOf) {
			continue
		}
		pupils, err := d.RequestPupils(ctx, r)
		if err != nil {
			return err
		}
		if len(pupils) == 0 {
			continue
		}
		c := summary.Case{Key: r.ID, Stage: stageOf(p), Asked: p.Asked.InPence(), Days: max(0, p.SentOn.DaysUntil(f.AsOf))}
		for _, place := range pupils {
			c.Pupils = append(c.Pupils, place.Pupil)
		}
		if decision := p.Decision; decision != nil && c.Stage != stageWaiting {
			c.Agreed, c.Days = decision.Amount.InPence(), max(0, p.SentOn.DaysUntil(decision.On))
		}
		f.Cases = append(f.Cases, c)
	}
	return nil
}

const stageWaiting = "waiting"

// stageOf is the stage of T10 that a request stands in. One that was put off or passed
// on to another body waits still.
func stageOf(p funding.Progress) string {
	switch {
	case p.InDispute():
		return "dispute"
	case p.Decision == nil:
		return stageWaiting
	}
	switch p.Decision.Outcome {
	case funding.Agreed:
		return "agreed"
	case funding.Part:
		return "part"
	case funding.Declined:
		return "declined"
	}
	return stageWaiting
}
