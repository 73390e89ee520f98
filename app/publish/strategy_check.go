package publish

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
)

// Codes of what a check of an inclusion strategy can find.
const (
	NoAllocation     = "strategy.no_allocation"
	AllocationHope   = "strategy.allocation_expected"
	NoActivities     = "strategy.no_activities"
	MoneyLeft        = "strategy.left"
	MoneyOver        = "strategy.over"
	RowUnnamed       = "strategy.row_unnamed"
	RowGone          = "strategy.row_gone"
	RowOtherMoney    = "strategy.row_other_money"
	ActivityFree     = "strategy.activity_free"
	ActivityThin     = "strategy.activity_thin"
	ActivityEnded    = "strategy.activity_dates"
	NoTitle          = "strategy.no_title"
	NoPrincipleWords = "strategy.no_principle_words"
	NoActivityFor    = "strategy.principle_unserved"
	StrategyEnded    = "strategy.ended"
)

var strategySayings = map[string]saying{
	NoAllocation:     {"The Budget shows no money of the fund for %1.", "Enter it in Budget: the strategy takes it from there."},
	AllocationHope:   {"Of the money of the fund, %1 is only expected.", "When the school is told, enter the day in Budget."},
	NoActivities:     {"No activity is entered for %1. The grant asks for what the money is spent on.", "Add the first activity, or copy those of another year."},
	MoneyLeft:        {"The activities cost %1. That is %2 less than the fund brings, which is %3.", "Plan what is left, or add it as an activity."},
	MoneyOver:        {"The activities cost %1. That is %2 more than the fund brings, which is %3.", "Take %2 out, or pay for a part from other money."},
	RowUnnamed:       {"%1 (%2) is paid from the fund and no activity names it.", "Choose it in the activity that it belongs to, or pay for it from other money."},
	RowGone:          {"“%1” names a row that is not on the provision map of %2, so it counts nothing.", "Take the row out of the activity, or choose another."},
	RowOtherMoney:    {"“%1” names a row that is paid from other money (%2: %3), so it counts nothing.", "Pay for the row from the fund, or take it out of the activity."},
	ActivityFree:     {"“%1” costs nothing yet.", "Enter an amount, or choose rows of the provision map."},
	ActivityThin:     {"“%1” does not say %2.", "Write it in the activity."},
	ActivityEnded:    {"“%1” runs outside the school year %2.", "Look at its dates."},
	NoTitle:          {"Principle %1 has no title.", "The official titles are on GOV.UK; copy them here."},
	NoPrincipleWords: {"Nothing is written on principle %1 yet.", "Say what it means in your school."},
	NoActivityFor:    {"No activity serves these principles: %1.", "Tick them in an activity, or say in words what you do."},
	StrategyEnded:    {"The strategy ran to %1.", "Say which years it covers now."},
}

// checkStrategy says what keeps a strategy from being true and whole. What breaks the
// sums or leaves the grant's questions open refuses; the rest is worth a look.
func checkStrategy(s *Strategy, f StrategyFacts) []finding.Finding {
	found := []finding.Finding{}
	add := func(severity finding.Severity, code, field string, args ...string) {
		found = append(found, finding.Finding{Code: code, Field: field, Severity: severity, Args: args})
	}
	if f.Last != 0 && f.Last < s.Year {
		add(finding.Warn, StrategyEnded, "", day.AcademicYearName(f.Last))
	}
	switch {
	case s.Allocation.IsZero():
		add(finding.Refuse, NoAllocation, "", s.YearName)
	case !s.Expected.IsZero():
		add(finding.Note, AllocationHope, "", s.Expected.Short())
	}
	switch {
	case len(s.Rows) == 0:
		add(finding.Refuse, NoActivities, "", s.YearName)
	case s.Left.IsNegative():
		add(finding.Refuse, MoneyOver, "", s.Planned.Short(), s.Left.Neg().Short(), s.Allocation.Short())
	case !s.Left.IsZero():
		add(finding.Refuse, MoneyLeft, "", s.Planned.Short(), s.Left.Short(), s.Allocation.Short())
	}
	for _, r := range s.Rows {
		checkActivityOf(s, r, f.Provision, add)
	}
	for _, p := range s.Unnamed {
		add(finding.Warn, RowUnnamed, p.ID, p.Said(), p.Cost.Short())
	}
	var unserved []string
	for n, p := range s.ByPrinciple {
		if len(p.Activities) == 0 {
			unserved = append(unserved, strconv.Itoa(n+1))
		}
	}
	if len(s.Rows) > 0 && len(unserved) > 0 {
		add(finding.Note, NoActivityFor, "", strings.Join(unserved, ", "))
	}
	return found
}

// checkActivityOf checks one activity within its strategy.
func checkActivityOf(s *Strategy, r StrategyRow, provision []ProvisionRow, add func(finding.Severity, string, string, ...string)) {
	for _, id := range r.Interventions {
		at := slices.IndexFunc(provision, func(p ProvisionRow) bool { return p.ID == id })
		switch {
		case at < 0:
			add(finding.Refuse, RowGone, r.ID, r.Name(), s.YearName)
		case !provision[at].Fund:
			add(finding.Refuse, RowOtherMoney, r.ID, r.Name(), provision[at].Said(), provision[at].Source)
		}
	}
	if r.Total.IsZero() {
		add(finding.Warn, ActivityFree, r.ID, r.Name())
	}
	if r.What == "" {
		add(finding.Refuse, ActivityThin, r.ID, r.Name(), "what the school does")
	}
	for _, part := range []struct{ words, says string }{
		{r.Barrier, "which barrier it removes"}, {r.Pupils, "whom it is for"}, {r.Measure, "how you will know that it works"},
	} {
		if part.words == "" {
			add(finding.Warn, ActivityThin, r.ID, r.Name(), part.says)
		}
	}
	first, last := day.Of(s.Year, 9, 1), day.Of(s.Year+1, 8, 31)
	if !r.From.IsZero() && r.From.After(last) || !r.Until.IsZero() && r.Until.Before(first) {
		add(finding.Warn, ActivityEnded, r.ID, r.Name(), s.YearName)
	}
}

// Said is the name of a row as a finding says it. A name of the school's own may hold
// anybody's, so only one of the library is said.
func (p ProvisionRow) Said() string {
	if p.Library {
		return "“" + p.Name + "”"
	}
	return "A row of the provision map"
}

// AddsUp reports whether the activities cost what the allocation is, to the penny.
func (s Strategy) AddsUp() bool {
	return len(s.Rows) > 0 && !s.Allocation.IsZero() && s.Left.IsZero()
}
