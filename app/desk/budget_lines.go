package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/funding"
	"needsbook/app/journal"
	"needsbook/app/money"
)

// sourceTerms are the words of the council for sources of money; the rest have words of
// their own.
var sourceTerms = map[string]string{
	funding.SourceNotional: "notional_budget", funding.SourceIMF: "inclusive_fund", funding.SourceTopUp: "top_up",
}

// SourceName names a source of money in the words in use.
func (d *Desk) SourceName(source string) string {
	name := "other money"
	switch {
	case source == "":
		return d.SourceName(funding.SourceNotional)
	case sourceTerms[source] != "":
		name = d.terms.Label(sourceTerms[source])
	case source == funding.SourceCluster:
		name = "money of the " + d.terms.Label("cluster")
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// budgetLines returns the money that was entered, of all years, the latest year first.
func (d *Desk) budgetLines(ctx context.Context) ([]funding.BudgetLine, error) {
	lines, err := all[funding.BudgetLine](ctx, d.store, kindBudgetLine)
	slices.SortStableFunc(lines, func(a, b funding.BudgetLine) int {
		return cmp.Or(b.Year-a.Year, slices.Index(funding.Sources, a.Source)-slices.Index(funding.Sources, b.Source), cmp.Compare(a.What, b.What), cmp.Compare(a.ID, b.ID))
	})
	return lines, err
}

// errNoBudgetLine is returned for an identifier that no line of money has.
var errNoBudgetLine = &Refusal{Field: "id", Words: "There is no such line of money in the budget. Perhaps it has been removed."}

// budgetLine returns one line of money.
func (d *Desk) budgetLine(ctx context.Context, id string) (funding.BudgetLine, error) {
	var l funding.BudgetLine
	found, err := readRecord(ctx, d.store, kindBudgetLine, id, &l)
	if err == nil && !found {
		err = errNoBudgetLine
	}
	return l, err
}

// ReadBudgetAmount reads an amount of money for the budget as it is typed.
func (d *Desk) ReadBudgetAmount(text string) (money.Amount, error) {
	a, found := funding.ReadBudgetAmount(text)
	return a, budgetRefusal(found)
}

func budgetRefusal(found []finding.Finding) error {
	for _, f := range found {
		if f.Severity == finding.Refuse {
			return refuse(f.Field, funding.BudgetWords(f))
		}
	}
	return nil
}

// SaveBudgetLine keeps money that the school has, or expects, and returns the line's id;
// an empty id makes a new one.
func (d *Desk) SaveBudgetLine(ctx context.Context, l funding.BudgetLine) (string, error) {
	beside, err := d.budgetLines(ctx)
	if err != nil {
		return "", err
	}
	label, was := "Change ", (*funding.BudgetLine)(nil)
	if l.ID == "" {
		label = "Add "
	} else if n := slices.IndexFunc(beside, func(b funding.BudgetLine) bool { return b.ID == l.ID }); n >= 0 {
		was = &beside[n]
	} else {
		return "", errNoBudgetLine
	}
	l.What, l.Words = strings.Join(strings.Fields(l.What), " "), strings.TrimSpace(l.Words)
	awards, err := d.topUps(ctx)
	if err != nil {
		return "", err
	}
	if err := budgetRefusal(funding.CheckBudgetLine(l, beside, awards, d.Today())); err != nil {
		return "", err
	}
	if l.By == "" {
		l.By = d.options.By
	}
	if was != nil && same(*was, l) {
		return l.ID, nil
	}
	if l.ID == "" {
		l.ID = d.options.NewID()
	}
	return l.ID, d.do(ctx, label+d.budgetLineName(l), "", journal.Edit{Kind: kindBudgetLine, Key: l.ID, Value: l})
}

// same reports whether two lines say the same.
func same(a, b funding.BudgetLine) bool {
	equal := a.Amount.Cmp(b.Amount) == 0
	a.Amount, b.Amount = money.Amount{}, money.Amount{}
	return equal && a == b
}

// budgetLineName names a line for the step that changed it.
func (d *Desk) budgetLineName(l funding.BudgetLine) string {
	return l.Amount.Short() + " of " + cmp.Or(l.What, d.SourceName(l.Source))
}

// FinancialYear is the school's financial year of today, by the year in which it starts.
func (d *Desk) FinancialYear(ctx context.Context) (int, error) {
	starts, err := d.BudgetStarts(ctx)
	today := d.Today()
	if today.Month() < starts {
		return today.Year() - 1, err
	}
	return today.Year(), err
}

// RemoveBudgetLine takes a line of money away.
func (d *Desk) RemoveBudgetLine(ctx context.Context, id string) error {
	l, err := d.budgetLine(ctx, id)
	if err != nil {
		return err
	}
	return d.do(ctx, "Remove "+d.budgetLineName(l), "", journal.Edit{Kind: kindBudgetLine, Key: id, Remove: true})
}

// ExpectSame enters, for each line of money that the school year awaits, that the same
// comes as in the financial year beside it, as expected, in one step. It returns how many
// lines that are.
func (d *Desk) ExpectSame(ctx context.Context, year int) (int, error) {
	b, err := d.budgetIn(ctx, year)
	if err != nil {
		return 0, err
	}
	lines, err := d.budgetLines(ctx)
	if err != nil {
		return 0, err
	}
	var edits []journal.Edit
	for _, missing := range b.Awaited {
		for _, l := range lines {
			if l.Source != missing.Source || !slices.Contains(funding.FinancialYears(b.Year, b.Starts), l.Year) {
				continue
			}
			l.ID, l.Year, l.By, l.Words = d.options.NewID(), missing.Year, d.options.By, "Expected, as in the year beside it"
			l.On = day.Date{}
			edits = append(edits, journal.Edit{Kind: kindBudgetLine, Key: l.ID, Value: l})
		}
	}
	if len(edits) == 0 {
		return 0, refuse("year", "No money is missing for this year, so there is nothing to expect.")
	}
	return len(edits), d.do(ctx, "Expect the same money as in the year beside it", "", edits...)
}
