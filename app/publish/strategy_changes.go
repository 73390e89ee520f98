package publish

import (
	"slices"
	"strings"
)

// strategyMarks are the marks of the inclusion strategy's money, so that words can give the
// numbers of its tables.
var strategyMarks = []Mark{
	{Name: "strategy_year", Meaning: "the school years that the inclusion strategy covers", ask: inActivities, text: func(f *Facts) string { return f.Strategy.whenPlanned(f.Strategy.Span()) }},
	{Name: "strategy_money", Meaning: "what the fund brings in the school year of the inclusion strategy", ask: "Enter the money of the fund in Budget.", text: func(f *Facts) string { return f.Strategy.whenPlanned(f.Strategy.Allocation.Words()) }},
	{Name: "strategy_costs", Meaning: "what the activities of the inclusion strategy cost", ask: inActivities, text: func(f *Facts) string { return f.Strategy.whenPlanned(f.Strategy.Planned.Words()) }},
}

const inActivities = "Enter it in Activities and costs."

// whenPlanned is the words, or "" while there is neither money nor an activity.
func (s *Strategy) whenPlanned(words string) string {
	if len(s.Rows) == 0 && s.Allocation.IsZero() {
		return ""
	}
	return words
}

// strategyChanges says which activities would be printed otherwise after the kept figures
// give way to the live ones. The sums are marks, which Compare looks at.
func strategyChanges(kept, live *Strategy) []Change {
	var changes []Change
	add := func(r StrategyRow, was, now string) {
		if was != now {
			changes = append(changes, Change{Mark: activityMark, Meaning: "the activity “" + r.Name() + "”", Was: was, Now: now})
		}
	}
	for was, r := range kept.Rows {
		now := ""
		if at := slices.IndexFunc(live.Rows, func(l StrategyRow) bool { return l.ID == r.ID }); at >= 0 {
			now = live.printed(at)
		}
		add(r, kept.printed(was), now)
	}
	for at, r := range live.Rows {
		if !slices.ContainsFunc(kept.Rows, func(k StrategyRow) bool { return k.ID == r.ID }) {
			add(r, "", live.printed(at))
		}
	}
	return changes
}

// printed is all that the documents print of an activity.
func (s *Strategy) printed(at int) string {
	r := s.Rows[at]
	parts := []string{r.Total.Words(), r.Barrier, r.What, r.Pupils, whenWords(r.Activity), r.Measure}
	if serves := servedBy(s)[at]; len(serves) > 0 {
		parts = append(parts, "principles "+strings.Join(serves, ", "))
	}
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "; ")
}
