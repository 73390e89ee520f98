package desk

import (
	"context"
	"fmt"
	"slices"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// groupFacts adds the pupils of a group, the schools that share and the help that is
// asked for.
func (d *Desk) groupFacts(ctx context.Context, r Request, f *funding.Facts) error {
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil {
		return err
	}
	for i, p := range pupils {
		m, err := d.member(ctx, p)
		if err != nil {
			return err
		}
		m.Code = fmt.Sprintf("P%d", i+1)
		f.Members = append(f.Members, m)
	}
	f.Partners = d.partners(r, len(pupils))
	return d.groupLines(ctx, r, pupils, f)
}

// member is a pupil of a group as the request tells of them.
func (d *Desk) member(ctx context.Context, p RequestPupil) (funding.Member, error) {
	e, err := d.Entry(p.Pupil)
	if err != nil {
		return funding.Member{}, err
	}
	consents, err := where[register.Consent](ctx, d.store, kindConsent, "pupil", p.Pupil)
	if err != nil {
		return funding.Member{}, err
	}
	level, _, err := d.Level(ctx, p.Pupil)
	if err != nil {
		return funding.Member{}, err
	}
	m := funding.Member{ID: p.Pupil, Pupil: d.requestPupil(*e), Note: p.Note, LevelOn: level.On}
	if level.Level != "" {
		m.Level = d.levelNameOf(level)
	}
	if len(e.Needs) > 0 {
		m.Need = d.codes.NeedName(e.Needs[0])
	}
	m.Consent, m.OwnConsent = d.consents(consents, register.ConsentFunding)
	return m, nil
}

// partners are the schools that share, this school among them with the number of its
// pupils. It leads where no other does.
func (d *Desk) partners(r Request, pupils int) []funding.Partner {
	s := d.School()
	out := slices.Clone(r.Partners)
	own := slices.IndexFunc(out, func(p funding.Partner) bool { return p.Name == s.Name || p.URN != "" && p.URN == s.URN })
	if own < 0 {
		out = append([]funding.Partner{{URN: s.URN}}, out...)
		own = 0
		out[0].Lead = !slices.ContainsFunc(r.Partners, func(p funding.Partner) bool { return p.Lead })
	}
	out[own].Name, out[own].Pupils = s.Name, pupils
	return out
}

// groupLines adds the rows of the provision map that the group asks for, each costed for a
// full year, and the day of their next review.
func (d *Desk) groupLines(ctx context.Context, r Request, pupils []RequestPupil, f *funding.Facts) error {
	costing, err := d.Costing(ctx)
	if err != nil {
		return err
	}
	from := orToday(f.From, f.Today)
	for _, id := range r.Interventions {
		run, err := d.runWith(ctx, id)
		if err == errNoIntervention {
			continue // it was taken off the map since; the gate says when nothing is left
		}
		if err != nil {
			return err
		}
		on := from
		if run.Starts.After(on) {
			on = run.Starts
		}
		cost := costing.FullYear(run.Intervention, run.placed, on)
		f.Lines = append(f.Lines, groupLine(run, cost, costing, on, pupils))
		f.ExampleRates = f.ExampleRates || cost.Whole.Example
		f.StaffNames[run.StaffKind] = d.card.StaffName(run.StaffKind)
		if due := run.ReviewDue; !due.IsZero() && (f.ReviewOn.IsZero() || due.Before(f.ReviewOn)) {
			f.ReviewOn = due
		}
	}
	return nil
}

func orToday(on, today day.Date) day.Date {
	if on.IsZero() {
		return today
	}
	return on
}

// groupLine is a row of the provision map as a line of a group's request: the whole of it,
// without what pupils bear who have a place in it and are not in the group.
func groupLine(r *run, cost provision.RunCost, c provision.Costing, on day.Date, pupils []RequestPupil) provision.Costed {
	l := provision.Line{Description: r.Name, Outcome: r.Goal, StaffKind: r.StaffKind, Minutes: r.Minutes, SessionsAWeek: r.SessionsAWeek,
		Weeks: r.Weeks, Start: r.Starts, End: r.Ends, GroupSize: max(1, r.Size, len(r.placed), len(pupils))}
	if l.Weeks == 0 {
		l.Weeks = c.MostWeeks
	}
	if r.Price.IsZero() {
		rate, _ := c.Rate(r.StaffKind, on)
		l.Rate = rate.Amount
	}
	for _, item := range r.Bought {
		l.OneOff = l.OneOff.Add(item.Amount)
	}
	inGroup := map[string]bool{}
	for _, p := range pupils {
		inGroup[p.Pupil] = true
	}
	others, outside := money.Amount{}, 0
	for _, s := range cost.Shares {
		if !inGroup[s.Pupil] && !s.Planned.IsZero() {
			others, outside = others.Add(s.Planned), outside+1
		}
	}
	total := cost.Whole.Planned.Sub(others)
	words := cost.Whole.Words
	if outside > 0 {
		words += fmt.Sprintf("; less %s that %s outside this request bear = %s", others.Words(), count(outside, "pupil"), total.Words())
	}
	return provision.Costed{Line: l, Cost: provision.Cost{Annual: total, Exact: total, Arithmetic: words}}
}
