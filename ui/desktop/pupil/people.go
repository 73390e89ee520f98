package pupil

import (
	"context"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
)

// adviceStates are how a recommendation stands.
var adviceStates = map[string]parts.State{provision.AdviceDone: parts.Done, provision.AdviceNotYet: parts.Soon, provision.AdviceNot: parts.Overdue}

// advice is what professionals have recommended, the newest first.
func (m *model) advice() []row {
	list := slices.Clone(m.record.Advice)
	slices.SortStableFunc(list, func(a, b provision.Advice) int { return b.On.Compare(a.On) })
	var out []row
	for _, a := range list {
		title := a.Role
		if a.Name != "" && !m.hidden() {
			title += " (" + a.Name + ")"
		}
		r := row{id: a.ID, title: title + ", " + a.On.Words(), note: m.written(strings.TrimSpace(a.Words + " " + a.How))}
		r.word, r.state = register.Named(provision.AdviceStates, a.Done), adviceStates[a.Done]
		if a.Done == provision.AdviceNotYet {
			r.offer = "Mark"
		}
		out = append(out, r)
	}
	return out
}

// contacts are the adults to speak to.
func (m *model) contacts() []row {
	var out []row
	for _, c := range m.record.Contacts {
		if m.hidden() {
			out = append(out, row{id: c.ID, title: c.Relationship, note: m.written(c.Name)})
			continue
		}
		title := c.Name
		if c.Relationship != "" {
			title += ", " + strings.ToLower(c.Relationship)
		}
		prefers := c.Prefers
		if prefers != "" {
			prefers = "prefers " + prefers
		}
		out = append(out, row{id: c.ID, title: title, word: c.Phone,
			note: joined(c.Email, c.Email, prefers, c.Prefers, "Language: "+c.Language, c.Language)})
	}
	return out
}

// consents are what parents, carers or the pupil have agreed to, and, for each scope
// of which nothing is recorded, that it is so.
func (m *model) consents() []row {
	var out []row
	for _, scope := range register.ConsentScopes {
		recorded := false
		for _, c := range m.record.Consents {
			if c.Scope == scope.ID {
				out, recorded = append(out, m.consent(c)), true
			}
		}
		if !recorded {
			out = append(out, row{id: "new " + scope.ID, title: scope.Name, word: "not recorded", offer: "Add"})
		}
	}
	return out
}

// consent is one consent, as it stands today.
func (m *model) consent(c register.Consent) row {
	r := row{id: c.ID, title: register.Named(register.ConsentScopes, c.Scope), word: "given " + c.Given.Words(), state: parts.Done,
		note: m.written(joined("By "+c.By, c.By, register.Named(register.ConsentWays, c.How), c.How))}
	if !c.Withdrawn.IsZero() {
		r.word = "withdrawn " + c.Withdrawn.Words()
	}
	if !c.Stands(m.desk.Today()) {
		r.state = parts.Overdue
	}
	return r
}

// history is how status, needs and level have changed, newest first.
func (m *model) history() []parts.Fact {
	type dated struct {
		on   day.Date
		fact parts.Fact
	}
	var list []dated
	add := func(on, until day.Date, words string) {
		label := on.Words()
		if !until.IsZero() {
			label += " to " + until.AddDays(-1).Words()
		}
		list = append(list, dated{on, parts.Fact{Label: label, Value: words}})
	}
	for _, s := range m.record.Statuses {
		add(s.From, s.Until, m.desk.Codes().StatusName(s.Code))
	}
	for _, n := range m.record.NeedsSince {
		rank := "Need: "
		if n.Rank == 1 {
			rank = "Primary need: "
		}
		add(n.From, n.Until, rank+m.desk.Codes().NeedName(n.Code))
	}
	for _, l := range m.record.Levels {
		words := m.desk.LevelWordsOf(context.Background(), l)
		if l.Reason != "" {
			words += ". " + m.written(l.Reason)
		}
		add(l.On, day.Date{}, words)
	}
	slices.SortStableFunc(list, func(a, b dated) int { return b.on.Compare(a.on) })
	facts := make([]parts.Fact, len(list))
	for i, d := range list {
		facts[i] = d.fact
	}
	return facts
}
