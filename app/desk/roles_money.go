package desk

import (
	"context"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/paper"
	"needsbook/app/publish"
)

// What shows money asks the role first. The desk itself reads the same by the small
// names, as for what is due.

// asked is read where the role includes seeing money, else the refusal.
func asked[T any](d *Desk, read func() (T, error)) (T, error) {
	if err := d.allow(access.SeeMoney); err != nil {
		var none T
		return none, err
	}
	return read()
}

// Budget returns the money for SEN of a school year (2026 is September 2026 to August
// 2027) against what the provision map of that year costs. 0 is this school year.
func (d *Desk) Budget(ctx context.Context, year int) (funding.Budget, error) {
	return asked(d, func() (funding.Budget, error) { return d.budgetIn(ctx, year) })
}

// BudgetLine returns one line of money.
func (d *Desk) BudgetLine(ctx context.Context, id string) (funding.BudgetLine, error) {
	return asked(d, func() (funding.BudgetLine, error) { return d.budgetLine(ctx, id) })
}

// BudgetLines returns the money that was entered, of all years, the latest year first.
func (d *Desk) BudgetLines(ctx context.Context) ([]funding.BudgetLine, error) {
	return asked(d, func() ([]funding.BudgetLine, error) { return d.budgetLines(ctx) })
}

// Ledger returns every request that was submitted with what came of it.
func (d *Desk) Ledger(ctx context.Context) (Ledger, error) {
	return asked(d, func() (Ledger, error) { return d.ledger(ctx) })
}

// OwnRates returns all of the school's own hourly rates, by kind of staff.
func (d *Desk) OwnRates(ctx context.Context) (map[string]OwnRates, error) {
	return asked(d, func() (map[string]OwnRates, error) { return d.ownRates(ctx) })
}

// Rate returns the hourly rate for a kind of staff today: the school's own, else the
// card's. Example says that it is only an example and must not be used for a request.
func (d *Desk) Rate(ctx context.Context, kind string) (rate money.Amount, example bool, err error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return money.Amount{}, false, err
	}
	return d.rateToday(ctx, kind)
}

// Activities returns what the inclusion strategy of a school year does, in the order of
// the school. 0 is the year that the strategy is for now.
func (d *Desk) Activities(ctx context.Context, year int) ([]publish.Activity, error) {
	return asked(d, func() ([]publish.Activity, error) { return d.activitiesIn(ctx, year) })
}

// Activity returns one activity.
func (d *Desk) Activity(ctx context.Context, id string) (publish.Activity, error) {
	return asked(d, func() (publish.Activity, error) { return d.activity(ctx, id) })
}

// Strategy returns the money side of the inclusion strategy of a school year (2026 is
// September 2026 to August 2027); 0 is the year that it is for now. Every amount is the
// budget's.
func (d *Desk) Strategy(ctx context.Context, year int) (publish.Strategy, error) {
	return asked(d, func() (publish.Strategy, error) { return d.strategyIn(ctx, year) })
}

// RequestDocument makes the paper that goes to the panel. Until the request is ready
// every page says DRAFT.
func (d *Desk) RequestDocument(ctx context.Context, number int, names Names) (*paper.Doc, error) {
	return asked(d, func() (*paper.Doc, error) { return d.requestDocument(ctx, number, names) })
}

// RequestPDF makes the request as a PDF; missing says what it does not show, as Draw does.
func (d *Desk) RequestPDF(ctx context.Context, number int, names Names) (file []byte, missing []string, err error) {
	if err := d.allow(access.SeeMoney); err != nil {
		return nil, nil, err
	}
	return d.requestPDF(ctx, number, names)
}

// ReportFacts returns the facts that public documents print: those of the last "Update
// figures", or the live ones where nothing was kept yet. Dates and what the law asks of
// the school's kind are always as they are now.
func (d *Desk) ReportFacts(ctx context.Context) (publish.Facts, error) {
	return asked(d, func() (publish.Facts, error) { return d.reportFacts(ctx) })
}

// FactChanges returns what would change in the public documents if their facts were
// brought up to date: nothing where none are kept, since then the live ones are printed.
// It compares what would be printed, so that no small number shows here either.
func (d *Desk) FactChanges(ctx context.Context) ([]publish.Change, error) {
	return asked(d, func() ([]publish.Change, error) { return d.factChanges(ctx) })
}

// LiveFacts gathers the facts of public documents as they are now.
func (d *Desk) LiveFacts(ctx context.Context) (publish.Facts, error) {
	return asked(d, func() (publish.Facts, error) { return d.liveFacts(ctx) })
}
