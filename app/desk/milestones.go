package desk

import (
	"needsbook/app/day"
)

// Milestones are how soon a pupil's needs were seen and met: when a concern was
// first raised, when a level was first confirmed and when support first began, each
// zero where it is not recorded.
type Milestones struct {
	Raised    day.Date `json:"raised"`
	Rated     day.Date `json:"rated"`
	Supported day.Date `json:"supported"` // SEN support, an EHC plan, a plan or provision, whichever was first
	Gaps      []Gap    `json:"gaps"`      // between those that are recorded
}

// Gap is the time from one milestone to another; fewer than no days when the second
// came first.
type Gap struct {
	From string `json:"from"` // raised or rated
	To   string `json:"to"`   // rated or supported
	Days int    `json:"days"`
}

// milestones reads them out of a record.
func milestones(r Record) Milestones {
	var m Milestones
	first := func(into *day.Date, on day.Date) {
		if !on.IsZero() && (into.IsZero() || on.Before(*into)) {
			*into = on
		}
	}
	for _, c := range r.Concerns {
		first(&m.Raised, c.On)
	}
	for _, l := range r.Levels {
		first(&m.Rated, l.On)
	}
	for _, s := range r.Statuses {
		if s.Code == "K" || s.Code == "E" {
			first(&m.Supported, s.From)
		}
	}
	for _, c := range r.Cycles {
		first(&m.Supported, c.Starts)
	}
	for _, list := range [][]ProvisionLine{r.EarlierProvision, r.Provision} {
		for _, l := range list {
			first(&m.Supported, l.Line.Start)
		}
	}
	m.Gaps = []Gap{}
	for _, g := range []struct {
		from, to string
		a, b     day.Date
	}{{"raised", "rated", m.Raised, m.Rated}, {"rated", "supported", m.Rated, m.Supported}, {"raised", "supported", m.Raised, m.Supported}} {
		if !g.a.IsZero() && !g.b.IsZero() {
			m.Gaps = append(m.Gaps, Gap{g.from, g.to, g.a.DaysUntil(g.b)})
		}
	}
	return m
}
