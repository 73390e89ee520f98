package sheet

import (
	"strconv"
	"strings"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
)

// Day reads a date field; words that are no date are refused under the field's name.
// An empty field is no date.
func Day(name string, field *parts.DateField) (day.Date, error) {
	d, err := field.Value()
	if err != nil {
		return d, &desk.Refusal{Field: name, Words: "This is not a date. Write it like 3 Sep 2026 or 3/9/2026."}
	}
	return d, nil
}

// Money reads a money field; an empty one is nothing.
func Money(name string, field *parts.MoneyField) (money.Amount, error) {
	a, err := field.Value()
	if err != nil {
		return a, &desk.Refusal{Field: name, Words: "This is not an amount of money. Write it like 1,234.50."}
	}
	return a, nil
}

// Whole reads a whole number; an empty field is the number that its hint shows, or
// 0 when it shows none.
func Whole(name string, field *parts.Field) (int, error) {
	words := strings.TrimSpace(field.Text)
	if words == "" {
		words = field.PlaceHolder
	}
	if words == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(words)
	if err != nil {
		return 0, &desk.Refusal{Field: name, Words: "This is not a whole number. Write it in figures, like 45."}
	}
	return n, nil
}
