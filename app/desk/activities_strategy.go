package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"needsbook/app/publish"
)

// settingStrategy holds which school years the inclusion strategy covers.
const settingStrategy = "strategy"

// StrategyYears are the school years that an inclusion strategy covers, each by the year
// in which it starts. Zero is this school year alone.
type StrategyYears struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// mostStrategyYears is how long a strategy may run. It is looked at again every year.
const mostStrategyYears = 5

// StrategyYears returns the school years that the strategy covers as they were set.
func (d *Desk) StrategyYears(ctx context.Context) (StrategyYears, error) {
	var y StrategyYears
	_, err := readNamed(ctx, d.store, kindSetting, settingStrategy, &y)
	return y, err
}

// SetStrategyYears keeps which school years the strategy covers.
func (d *Desk) SetStrategyYears(ctx context.Context, y StrategyYears) error {
	this := day.AcademicYear(d.Today())
	switch {
	case y.First < this-mostStrategyYears || y.First > this+2:
		return refuse("first", "The strategy can begin from "+day.AcademicYearName(this-mostStrategyYears)+" to "+day.AcademicYearName(this+2)+".")
	case y.Last < y.First:
		return refuse("last", "The last year cannot be before the first.")
	case y.Last-y.First >= mostStrategyYears:
		return refuse("last", "A strategy runs for "+count(mostStrategyYears, "year")+" at most. Choose an earlier last year.")
	}
	if now, err := d.StrategyYears(ctx); err != nil || now == y {
		return err
	}
	edit, err := putNamed(kindSetting, settingStrategy, y)
	if err != nil {
		return err
	}
	span := day.AcademicYearName(y.First)
	if y.Last > y.First {
		span += " to " + day.AcademicYearName(y.Last)
	}
	return d.do(ctx, "Let the strategy cover "+span, "", edit)
}

// StrategyYear is the school year that the strategy is for now: this one, or the one in
// which a strategy begins that is not yet in force.
func (d *Desk) StrategyYear(ctx context.Context) (int, error) {
	y, err := d.StrategyYears(ctx)
	return max(y.First, day.AcademicYear(d.Today())), err
}

// strategyIn returns the money side of the inclusion strategy of a school year (2026 is
// September 2026 to August 2027); 0 is the year that it is for now. Every amount is the
// budget's.
func (d *Desk) strategyIn(ctx context.Context, year int) (publish.Strategy, error) {
	y, err := d.StrategyYears(ctx)
	if err != nil {
		return publish.Strategy{}, err
	}
	if year == 0 {
		year = max(y.First, day.AcademicYear(d.Today()))
	}
	f, err := d.strategyFacts(ctx, year)
	if err != nil {
		return publish.Strategy{}, err
	}
	f.Principles = d.sections[publish.InclusionStrategy].Principles
	f.Last = y.Last
	if y.First <= year && year <= y.Last {
		f.First = y.First
		for other := y.First; other <= y.Last; other++ {
			if other == year {
				continue
			}
			of, err := d.strategyFacts(ctx, other)
			if err != nil {
				return publish.Strategy{}, err
			}
			s := publish.MakeStrategy(of)
			f.Years = append(f.Years, publish.StrategyYear{Year: other, YearName: s.YearName, Activities: len(s.Rows), Planned: s.Planned, Allocation: s.Allocation})
		}
	}
	return publish.MakeStrategy(f), nil
}

// strategyFacts are what the strategy of one school year is added up from.
func (d *Desk) strategyFacts(ctx context.Context, year int) (publish.StrategyFacts, error) {
	f := publish.StrategyFacts{Year: year, Fund: d.terms.Label("inclusive_fund")}
	b, err := d.budgetIn(ctx, year)
	if err != nil {
		return f, err
	}
	fund := b.Source(funding.SourceIMF)
	f.Allocation = fund.In
	for _, in := range fund.Received {
		if in.Expected {
			f.Expected = f.Expected.Add(in.Part)
		}
	}
	for _, s := range b.Spending() {
		f.Provision = append(f.Provision, publish.ProvisionRow{ID: s.ID, Name: s.Name, Library: s.Library, Cost: s.Whole.Planned,
			Source: d.SourceName(s.Source), Fund: s.Source == funding.SourceIMF})
	}
	f.Activities, err = d.activitiesIn(ctx, year)
	return f, err
}

// RowsToName returns the rows of the provision map of a school year that no activity names,
// those that the fund pays for first.
func (d *Desk) RowsToName(ctx context.Context, year int) ([]publish.ProvisionRow, error) {
	f, err := d.strategyFacts(ctx, year)
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(f.Provision, func(p publish.ProvisionRow) bool {
		return slices.ContainsFunc(f.Activities, func(a publish.Activity) bool { return slices.Contains(a.Interventions, p.ID) })
	})
	slices.SortStableFunc(rows, func(a, b publish.ProvisionRow) int {
		switch {
		case a.Fund == b.Fund:
			return 0
		case a.Fund:
			return -1
		}
		return 1
	})
	return rows, nil
}

// sourceInside names a source of money within a sentence.
func (d *Desk) sourceInside(source string) string {
	return terms.Inside(d.SourceName(cmp.Or(source, funding.SourceNotional)))
}

// PayFromFund names a row of the provision map in an activity and lets the fund pay for
// it, in one step.
func (d *Desk) PayFromFund(ctx context.Context, activity, intervention string) (publish.Activity, error) {
	a, err := d.activity(ctx, activity)
	if err != nil {
		return a, err
	}
	r, err := d.runWith(ctx, intervention)
	if err != nil {
		return a, err
	}
	if !slices.Contains(a.Interventions, intervention) {
		a.Interventions = append(slices.Clone(a.Interventions), intervention)
	}
	var rows []provision.Intervention
	if i := r.Intervention; i.PaidFrom != funding.SourceIMF {
		i.PaidFrom = funding.SourceIMF
		rows = append(rows, i)
	}
	return d.saveActivity(ctx, a, rows)
}

// WhatIsLeft returns a new activity, not yet kept, that costs what the activities of a
// school year leave of the fund.
func (d *Desk) WhatIsLeft(ctx context.Context, year int) (publish.Activity, error) {
	s, err := d.strategyIn(ctx, year)
	if err != nil {
		return publish.Activity{}, err
	}
	if s.Left.IsNegative() || s.Left.IsZero() {
		return publish.Activity{}, refuse("amount", "Nothing is left of the fund for "+s.YearName+", so there is nothing to add.")
	}
	return publish.Activity{Year: s.Year, Amount: s.Left}, nil
}

// CopyActivities makes the activities of a school year again in another one, as one step,
// and returns how many. Those that are there already are not made twice; dates move by
// whole years; a row of the provision map goes along where the other year has one of the
// same name that the fund pays for.
func (d *Desk) CopyActivities(ctx context.Context, from, to int) (int, error) {
	if from == to {
		return 0, refuse("to", "Choose another year to copy to.")
	}
	if err := d.checkStrategyYear(to); err != nil {
		return 0, err
	}
	s, err := d.strategyIn(ctx, to)
	if err != nil {
		return 0, err
	}
	was, err := d.strategyIn(ctx, from)
	if err != nil {
		return 0, err
	}
	position := 0
	for _, r := range s.Rows {
		position = max(position, r.Position)
	}
	free := slices.Clone(s.Unnamed)
	var edits []journal.Edit
	for _, copied := range was.Rows {
		a := copied.Activity
		if slices.ContainsFunc(s.Rows, func(r publish.StrategyRow) bool { return r.What == a.What && r.Barrier == a.Barrier }) {
			continue
		}
		position++
		a.ID, a.Year, a.Position, a.By, a.Interventions = d.options.NewID(), to, position, d.options.By, []string{}
		if !a.From.IsZero() {
			a.From = a.From.AddYears(to - from)
		}
		if !a.Until.IsZero() {
			a.Until = a.Until.AddYears(to - from)
		}
		for _, linked := range copied.Linked {
			if at := slices.IndexFunc(free, func(p publish.ProvisionRow) bool { return p.ID == linked.ID || p.Name == linked.Name }); at >= 0 {
				a.Interventions = append(a.Interventions, free[at].ID)
				free = slices.Delete(free, at, at+1)
			}
		}
		edits = append(edits, activityEdit(a))
	}
	if len(edits) == 0 {
		return 0, refuse("from", "There is nothing to copy: "+day.AcademicYearName(from)+" has no activity that "+day.AcademicYearName(to)+" does not have.")
	}
	return len(edits), d.do(ctx, "Copy "+activities(len(edits))+" from "+day.AcademicYearName(from)+" to "+day.AcademicYearName(to), "", edits...)
}

func activities(n int) string {
	if n == 1 {
		return "1 activity"
	}
	return strings.Replace(count(n, "activity"), "activitys", "activities", 1)
}
