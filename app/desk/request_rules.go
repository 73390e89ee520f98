package desk

import "needsbook/app/funding"

// DecisionRules are who decides on requests, the reasons they give, why money ends early
// and how a decision is disputed, in the words in use.
func (d *Desk) DecisionRules() funding.DecisionRules {
	return d.decisions.Worded(funding.WordsOf(d.terms))
}
