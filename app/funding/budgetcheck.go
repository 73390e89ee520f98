package funding

import (
	"slices"
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/finding"
	"needsbook/app/money"
)

// mostMoney is more than any school has for SEN in a year.
var mostMoney = money.Pounds(10_000_000)

// budgetWords are the sentences for the findings of CheckBudgetLine, by their codes.
var budgetWords = map[string]string{
	"budget.year":     "Enter the year in which the financial year starts, such as %s.",
	"budget.source":   "Choose where the money comes from.",
	"budget.amount":   "Enter an amount of money, such as 84,000 or 84,000.50.",
	"budget.zero":     "Enter how much it is. An amount of £0 says nothing.",
	"budget.pence":    "An amount has at most two decimal places: pounds and pence. %s has more.",
	"budget.negative": "An amount cannot be below £0. To take money away, change the line that brought it or remove it.",
	"budget.enormous": "%s is more than a school has for SEN in a year. Look at the number of digits.",
	"budget.what":     "Use at most 120 letters for what it is. Put the rest in the note.",
	"budget.words":    "Use at most 2,000 letters for the note.",
	"budget.on_day":   "The day the school was told cannot be after today. Leave it empty while the money is only expected.",
	"budget.twice":    "The same money is there already: the same year, source, name and amount. Change that line instead.",
	"budget.award":    "%s brings this amount by itself, because it was agreed. Money of a request is not typed again.",
}

// BudgetWords returns the sentence for a finding of CheckBudgetLine or ReadBudgetAmount,
// "" for another's.
func BudgetWords(f finding.Finding) string {
	sentence := budgetWords[f.Code]
	for _, a := range f.Args {
		sentence = strings.Replace(sentence, "%s", a, 1)
	}
	return sentence
}

func refused(code, field string, args ...string) finding.Finding {
	return finding.Finding{Code: "budget." + code, Field: field, Severity: finding.Refuse, Args: args}
}

// ReadBudgetAmount reads an amount as it is typed, or says why it is none.
func ReadBudgetAmount(text string) (money.Amount, []finding.Finding) {
	a, err := money.Parse(text)
	_, fraction, _ := strings.Cut(strings.TrimSpace(text), ".")
	number := strings.Trim(text, " £-,.0123456789") == "" && text != ""
	switch {
	case err != nil && number && len(fraction) > 2:
		return a, []finding.Finding{refused("pence", "amount", strings.TrimSpace(text))}
	case err != nil && number && len(strings.Trim(text, " £-,")) > 8: // Parse refuses a hundred million and more
		return a, []finding.Finding{refused("enormous", "amount", strings.TrimSpace(text))}
	case err != nil:
		return a, []finding.Finding{refused("amount", "amount")}
	}
	return a, checkAmount(a)
}

func checkAmount(a money.Amount) []finding.Finding {
	switch {
	case a.IsNegative():
		return []finding.Finding{refused("negative", "amount")}
	case a.Cmp(a.Round()) != 0:
		return []finding.Finding{refused("pence", "amount", "£"+a.Decimal().String())}
	case a.Cmp(mostMoney) > 0:
		return []finding.Finding{refused("enormous", "amount", a.Words())}
	case a.IsZero():
		return []finding.Finding{refused("zero", "amount")}
	}
	return nil
}

// CheckBudgetLine returns what is wrong with a line of money. beside are the other lines,
// awards what was agreed by decisions: neither may be typed a second time.
func CheckBudgetLine(l BudgetLine, beside []BudgetLine, awards []TopUp, today day.Date) []finding.Finding {
	var found []finding.Finding
	when := func(wrong bool, code, field string, args ...string) {
		if wrong {
			found = append(found, refused(code, field, args...))
		}
	}
	when(l.Year < today.Year()-20 || l.Year > today.Year()+5, "year", "year", strconv.Itoa(today.Year()))
	when(!slices.Contains(Sources, l.Source), "source", "source")
	found = append(found, checkAmount(l.Amount)...)
	when(len([]rune(l.What)) > 120, "what", "what")
	when(len([]rune(l.Words)) > 2000, "words", "words")
	when(l.On.After(today), "on_day", "on_day")
	for _, b := range beside {
		same := b.ID != l.ID && b.Year == l.Year && b.Source == l.Source && strings.EqualFold(b.What, l.What) && b.Amount.Cmp(l.Amount) == 0
		when(same, "twice", "amount")
	}
	for _, a := range awards {
		when(l.Source == SourceTopUp && a.Amount.Cmp(l.Amount) == 0, "award", "amount", a.Reference)
	}
	return found
}
