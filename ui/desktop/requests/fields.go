package requests

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
)

// compound is a field of several parts.
type compound struct {
	widget.BaseWidget
	body *fyne.Container
}

// CreateRenderer draws the parts.
func (c *compound) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

// Held lists the parts, so that the one with the keyboard is scrolled into view.
func (c *compound) Held() []fyne.CanvasObject { return []fyne.CanvasObject{c.body} }

// resized lays the field out again after a part came or went.
func (c *compound) resized() {
	c.body.Refresh()
	c.Refresh()
}

// filledField is a line with a hint and words in it.
func filledField(hint, words string) *parts.Field {
	field := parts.NewField(hint)
	field.SetText(words)
	return field
}

// filledNotes is a box for several lines with words in it.
func filledNotes(hint, words string, lines int) *parts.Notes {
	notes := parts.NewNotes(hint, lines)
	notes.SetText(words)
	return notes
}

// filledMoney is a field with an amount in it; nothing for £0.
func filledMoney(amount money.Amount) *parts.MoneyField {
	field := parts.NewPoundsField(mostPounds)
	if !amount.IsZero() {
		field.SetValue(amount)
	}
	return field
}

// mostPounds is more than any request: what is above it is a slip of the hand.
var mostPounds = money.Pounds(1_000_000)

// pounds reads an amount in pounds and pence; one that is none is refused under its field.
func pounds(name string, field *parts.MoneyField) (money.Amount, error) {
	a, err := field.Value()
	if err != nil {
		return a, &desk.Refusal{Field: name, Words: "Write an amount in pounds and pence, from £0 to " + mostPounds.Short() + ", like 1,234.50."}
	}
	return a, nil
}

// options turns names into what a choice offers.
func options[T any](list []T, of func(T) (value, words string)) []parts.Option {
	out := make([]parts.Option, len(list))
	for i, thing := range list {
		out[i].Value, out[i].Words = of(thing)
	}
	return out
}
