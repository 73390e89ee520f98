package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/publish"
)

// demoStrategy is what the recipe says of the inclusion strategy. The titles of the
// principles are left empty: a school copies them from where they are published.
type demoStrategy struct {
	Words      map[string]string
	Activities []demoActivity
}

// demoActivity is an activity of the recipe.
type demoActivity struct {
	publish.Activity
	Rows string // how the names of the rows of the provision map begin that it takes
	Rest bool   // it costs what the others leave of the fund
}

// strategy are the edits that write the inclusion strategy, with activities that cost what
// the budget shows as in from the fund.
func (b *demoBuilder) strategy(ctx context.Context) (edits []journal.Edit, err error) {
	for _, id := range b.strategyIDs() {
		edit, err := b.desk.wordsEdit(ctx, publish.InclusionStrategy, id, func(w *words) {
			w.Words, w.Changed = b.recipe.Strategy.Words[id], b.today.AddDays(-20)
		})
		if err != nil {
			return nil, err
		}
		edits = append(edits, edit)
	}
	s, err := b.desk.Strategy(ctx, 0)
	if err != nil {
		return nil, err
	}
	left, rest := s.Allocation, -1
	var list []publish.Activity
	for n, of := range b.recipe.Strategy.Activities {
		a := of.Activity
		a.ID, a.Year, a.Position, a.By = b.id(), s.Year, n+1, "SENCO"
		for _, p := range s.Unnamed {
			if of.Rows != "" && strings.HasPrefix(p.Name, of.Rows) {
				a.Interventions = append(a.Interventions, p.ID)
				left = left.Sub(p.Cost)
			}
		}
		left = left.Sub(a.Amount)
		if of.Rest {
			rest = n
		}
		list = append(list, a)
	}
	if rest >= 0 {
		list[rest].Amount = list[rest].Amount.Add(left)
		if list[rest].Amount.IsNegative() {
			return nil, fmt.Errorf("the activities of the demo school cost %s more than the fund brings", list[rest].Amount.Neg())
		}
	}
	for _, a := range list {
		edits = append(edits, activityEdit(a))
	}
	return edits, nil
}

// strategyIDs are the sections and principles that the recipe has words for, in their order.
func (b *demoBuilder) strategyIDs() []string {
	p := b.desk.sections[publish.InclusionStrategy]
	var ids []string
	for _, s := range p.Sections {
		ids = append(ids, s.ID)
	}
	for _, principle := range p.Principles {
		ids = append(ids, principle.ID)
	}
	return slices.DeleteFunc(ids, func(id string) bool { return b.recipe.Strategy.Words[id] == "" })
}
