package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"needsbook/app/access"
	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/funding"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/printout"
	"needsbook/app/provision"
	"needsbook/app/register"
)

// GovernorsDocument makes the one page about SEN for the governing body: one side of A4
// without a pupil's name, and without a count that tells of one.
func (d *Desk) GovernorsDocument(ctx context.Context) (*paper.Doc, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, err
	}
	b, err := d.budgetIn(ctx, 0)
	if err != nil {
		return nil, err
	}
	counts, err := d.governorCounts(ctx)
	if err != nil {
		return nil, err
	}
	s := d.School()
	f := printout.GovernorFacts{School: s.Name, Say: d.terms.Say, Author: s.Senco, Demo: s.Demo, Today: d.Today(), Year: b.YearName, Figures: counts.Figures(), Stands: governorStands(b)}
	if !b.Expected.IsZero() {
		f.Notes = append(f.Notes, b.Expected.Words()+" of the money in is expected, not confirmed.")
	}
	if b.Example {
		f.Notes = append(f.Notes, "Some hourly rates are examples: these costs are not for a decision.")
	}
	for _, source := range b.Sources {
		if row := d.budgetRow(source); !row.In.IsZero() || !row.Planned.IsZero() {
			f.Money = append(f.Money, row)
		}
	}
	f.All = printout.BudgetRow{Name: "All", In: b.In, Planned: b.Committed, Forecast: b.Forecast, Left: b.Left}
	today, err := d.todayFacts(ctx)
	if err != nil {
		return nil, err
	}
	school := schoolDuties(today.duties)
	f.Duties = d.governorDuties(school)
	f.Asks = d.governorAsks(school, counts)
	if b.Left.IsNegative() {
		f.Asks = append([]string{"Decide how " + b.Left.Neg().Words() + " more than is in will be paid."}, f.Asks...)
	}
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		return nil, err
	}
	return printout.Governors(f, func(doc *paper.Doc) bool {
		pages, err := pdf.Pages(doc, fonts)
		return err == nil && pages == 1
	}), nil
}

// governorStands says how the money stands, where the table does not say it by itself.
func governorStands(b funding.Budget) string {
	if b.In.IsZero() || b.Left.IsNegative() {
		return BudgetStands(b)
	}
	return "" // what is left stands in the table
}

// governorCounts counts for the page, exactly. Nothing prints them but Figures.
func (d *Desk) governorCounts(ctx context.Context) (printout.GovernorCounts, error) {
	today := d.Today()
	f, err := d.liveFacts(ctx)
	if err != nil {
		return printout.GovernorCounts{}, err
	}
	c := printout.GovernorCounts{Roll: f.OnRoll, Support: f.SENSupport, Plans: f.EHCPlans, Needs: f.Needs, Results: f.Says("outcome_results")}
	c.Reviews = f.Says("reviews_held")
	for _, words := range f.Says("reviews_on_time") {
		c.Reviews = append(c.Reviews, "on time: "+words)
	}
	for _, id := range d.levelIDs() {
		level := printout.NamedCount{Name: d.levelWords(id)}
		for _, e := range d.everyEntry() {
			if e.OnRoll(today) && !e.LevelOther && e.Level == id {
				level.Count++
			}
		}
		c.Levels = append(c.Levels, level)
	}
	return c, errors.Join(d.countTerms(ctx, &c), d.countAnnual(ctx, &c), d.countRuns(ctx, &c))
}

// countTerms counts who had SEN support and who a plan at the end of each term.
func (d *Desk) countTerms(ctx context.Context, c *printout.GovernorCounts) error {
	days, names, err := d.termEnds(ctx)
	if err != nil {
		return err
	}
	all, err := all[register.Status](ctx, d.store, kindStatus)
	if err != nil {
		return err
	}
	statuses := byPupil(all, func(s register.Status) string { return s.Pupil })
	entries := d.everyEntry()
	for _, on := range days {
		t := printout.GovernorTerm{Name: names[on]}
		for _, e := range entries {
			if !e.OnRoll(on) {
				continue
			}
			for _, s := range statuses[e.ID] {
				if s.From.After(on) || !s.Until.IsZero() && !s.Until.After(on) {
					continue
				}
				switch s.Code {
				case "K":
					t.Support++
				case "E":
					t.Plans++
				}
			}
		}
		if len(c.Terms) > 0 || t.Support+t.Plans > 0 { // before the records began there is nothing to compare
			c.Terms = append(c.Terms, t)
		}
	}
	return nil
}

// countAnnual counts the annual reviews of the last twelve months, and the reviews of plans
// that are past their day for pupils who are on roll.
func (d *Desk) countAnnual(ctx context.Context, c *printout.GovernorCounts) error {
	today := d.Today()
	since := today.AddYears(-1)
	plans, err := all[register.EHCPlan](ctx, d.store, kindEHCPlan)
	if err != nil {
		return err
	}
	for _, e := range d.everyEntry() {
		if e.OnRoll(today) && !e.ReviewDue.IsZero() && e.ReviewDue.Before(today) {
			c.Behind++
		}
	}
	for _, p := range plans {
		e, err := d.Entry(p.Pupil)
		if err != nil || !e.OnRoll(today) || e.Status != "E" || !p.Until.IsZero() {
			continue
		}
		if held := laterOf(p.Stages.Last, p.Stages.Meeting, today); held.After(since) {
			c.Annual++
		}
	}
	return nil
}

// laterOf is the later of two days that are not in the future; zero where neither is.
func laterOf(a, b, today day.Date) (last day.Date) {
	for _, on := range []day.Date{a, b} {
		if !on.After(today) && on.After(last) {
			last = on
		}
	}
	return last
}

// mostRuns is how many interventions stand on the page.
const mostRuns = 4

// countRuns finds the interventions of this school year with most pupils reviewed. Their
// names are those of the library or the map, without any person's name.
func (d *Desk) countRuns(ctx context.Context, c *printout.GovernorCounts) error {
	effects, err := d.Effects(ctx)
	if err != nil {
		return err
	}
	without, err := d.withoutNames(ctx, nil)
	if err != nil {
		return err
	}
	lines := effects.Lines(EffectView{Year: day.AcademicYear(d.Today()), By: provision.ByFamily})
	slices.SortStableFunc(lines, func(a, b EffectLine) int { return cmp.Compare(b.PupilsSeen, a.PupilsSeen) })
	for _, l := range lines[:min(len(lines), mostRuns)] {
		c.Runs = append(c.Runs, printout.GovernorRun{Name: without(l.Name), Pupils: l.PupilsSeen, Met: l.Met, Reviewed: l.Reviewed})
	}
	return nil
}

// schoolDuties are the duties of the school itself, the next of each kind, by day.
func schoolDuties(list []duties.Duty) []duties.Duty {
	next := map[string]duties.Duty{}
	for _, one := range list {
		if one.Pupil != "" || one.Record != "" || one.Remind > 0 || one.Owner == duties.Council {
			continue
		}
		if before, there := next[one.Kind]; !there || one.Due.Before(before.Due) {
			next[one.Kind] = one
		}
	}
	var out []duties.Duty
	for _, one := range next {
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b duties.Duty) int { return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind)) })
	return out
}

// governorDuties says what is done and what is due, the most pressing first, and then
// what is not known to be there at all.
func (d *Desk) governorDuties(list []duties.Duty) (out []printout.GovernorDuty) {
	s, today := d.School(), d.Today()
	done := map[string]string{}
	if !s.Published.IsZero() {
		done["sen_info_annual"] = "Published on " + s.Published.Words()
	}
	if s.Strategy != "" {
		done["inclusion_strategy_2026"] = "It is on the website"
	}
	listed := map[string]bool{}
	for _, one := range list {
		listed[one.Kind] = true
		row := printout.GovernorDuty{Title: one.Title, State: done[one.Kind], By: one.Due.Words()}
		if one.Due.Before(today) {
			row.State = joinWords(", ", done[one.Kind], "overdue")
		}
		out = append(out, row)
	}
	for _, missing := range []struct{ kind, title, state string }{
		{"sen_info_annual", "Publish the " + d.terms.Label("sen_information_report"), "Not published from here yet"},
		{"accessibility_plan", "Keep an accessibility plan", "No end date is entered"},
	} {
		if !listed[missing.kind] {
			out = append(out, printout.GovernorDuty{Title: missing.title, State: missing.state})
		}
	}
	if !s.SencoQualified.IsZero() {
		out = append(out, printout.GovernorDuty{Title: "Qualification of the " + d.terms.Label("senco"), State: "Held since " + s.SencoQualified.Words()})
	}
	return out
}

// governorAsks are what the governing body is asked to do, from what stands open.
func (d *Desk) governorAsks(list []duties.Duty, c printout.GovernorCounts) (asks []string) {
	s, soon := d.School(), d.Today().AddDays(92)
	for _, one := range list {
		if one.Due.After(soon) {
			continue
		}
		switch one.Kind {
		case "sen_info_annual":
			asks = append(asks, "Approve the next "+d.terms.Label("sen_information_report")+" by "+one.Due.Words()+".")
		case "inclusion_strategy_2026":
			asks = append(asks, "Approve the "+d.terms.Label("inclusion_strategy")+" before "+one.Due.Words()+".")
		case "accessibility_plan":
			asks = append(asks, "Renew the accessibility plan by "+one.Due.Words()+".")
		case "senco_qualification":
			asks = append(asks, "See that the "+d.terms.Label("senco")+" can finish the mandatory qualification by "+one.Due.Words()+".")
		}
	}
	if s.Published.IsZero() {
		asks = append(asks, "Approve the "+d.terms.Label("sen_information_report")+" for publication.")
	}
	if s.Governor == "" {
		asks = append(asks, "Name a governor for SEN.")
	}
	if c.Behind >= provision.FewerThan {
		asks = append(asks, "Ask why reviews are past their day.")
	}
	return append(asks, "Note what the help has come to.")
}
