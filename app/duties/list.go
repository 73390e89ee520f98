package duties

import (
	"cmp"
	"slices"

	"needsbook/app/day"
	"needsbook/app/school"
)

// maker gathers duties while the rules are gone through.
type maker struct {
	Facts
	rules Timescales
	year  school.Year // the school year of today
	out   []Duty
}

// List returns all duties that follow from the facts, whether they wait today or
// later, by day. Yearly ones are those of the school year of today.
func List(f Facts, t Timescales) []Duty {
	m := &maker{Facts: f, rules: t}
	m.year, _ = f.Calendar.Year(day.AcademicYear(f.Today))
	m.place()
	m.census()
	for _, p := range f.Pupils {
		if !p.Left.IsZero() && p.Left.Before(f.Today) {
			m.leaver(p)
			continue
		}
		m.support(p)
		m.concerns(p)
		m.plan(p)
		m.transfer(p)
		m.access(p)
	}
	for _, a := range f.Awards {
		m.award(a)
	}
	for _, d := range f.Disputes {
		m.dispute(d)
	}
	slices.SortStableFunc(m.out, func(a, b Duty) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Record, b.Record), cmp.Compare(b.Remind, a.Remind))
	})
	return m.out
}

// add makes a duty by the rule of an id. It returns a place to say more; a rule that
// the pack lacks, or a date that is none, makes no duty.
func (m *maker) add(id, record, pupil string, due day.Date) *Duty {
	rule, found := m.rules.Rule(id)
	if !found || due.IsZero() {
		return &Duty{}
	}
	d := Duty{Kind: id, Record: record, Title: rule.Title, Pupil: pupil, Due: due, Shows: due.AddDays(-rule.lead(m.rules.LeadDays)),
		Owner: rule.Acts, Reference: rule.Reference, ByLaw: !rule.AdviceOnly, PuttingOff: rule.PuttingOff}
	if rule.AsksDays != nil {
		d.Ends = due.AddDays(*rule.AsksDays)
	}
	m.out = append(m.out, d)
	return &m.out[len(m.out)-1]
}

// remind makes a duty for each reminder of a rule: each waits until the next begins,
// and the last until the rule stops asking.
func (m *maker) remind(id, record, pupil string, due day.Date, say func(*Duty)) {
	rule, _ := m.rules.Rule(id)
	for i, days := range rule.Remind {
		d := m.add(id, record, pupil, due)
		d.Remind, d.Shows = days, due.AddDays(-days)
		if i+1 < len(rule.Remind) {
			d.Ends = due.AddDays(-rule.Remind[i+1] - 1)
		}
		say(d)
	}
}

// after returns the day that a rule's limit lies after an event (or before it, as the
// rule says); zero where there is no event or no rule.
func (m *maker) after(id string, event day.Date) day.Date {
	rule, found := m.rules.Rule(id)
	if !found || event.IsZero() {
		return day.Date{}
	}
	return rule.Limit.From(event, m.Calendar)
}
