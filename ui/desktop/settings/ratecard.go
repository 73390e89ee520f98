package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// lookAtCard shows what adopting a rate card would change: rates, and the cost of every
// intervention of this school year before and after.
func (s *Screen) lookAtCard(card desk.RateCardPreview, body []byte) (head, table fyne.CanvasObject) {
	things := []fyne.CanvasObject{}
	say := func(state parts.State, words string) { things = append(things, marked(state, words)) }
	if card.Blocks {
		say(parts.Overdue, "This rate card cannot be adopted yet. The card in use stays.")
	} else {
		say(parts.Done, "The rate card is sound. "+cardWords(card))
	}
	for _, gap := range card.Gaps {
		say(parts.Soon, gap+" Add it to the card, or set your own rate under Money.")
	}
	for _, k := range card.Kinds {
		things = append(things, parts.NewProse(k.Name+": "+rateWords(k.Before)+" to "+rateWords(k.After)+" an hour", parts.Plain))
	}
	if len(card.Own) > 0 {
		things = append(things, parts.NewProse("Your own rate stays for: "+strings.Join(card.Own, ", ")+".", parts.Plain))
	}
	if !card.Blocks {
		things = append(things, s.adopting(body, "Adopt this rate card"))
	}
	head = parts.Column(parts.Between, things...)
	if len(card.Rows) == 0 {
		return head, nil
	}
	return head, cardGrid(card)
}

func rateWords(rate money.Amount) string {
	if rate.IsZero() {
		return "no rate"
	}
	return rate.Words()
}

// cardWords say how many interventions a card changes, and all of them together.
func cardWords(card desk.RateCardPreview) string {
	changed := 0
	for _, r := range card.Rows {
		if r.Before.Cmp(r.After) != 0 {
			changed++
		}
	}
	if changed == 0 {
		return "The cost of no intervention changes."
	}
	return "It changes the cost of " + wording.Count(changed, "intervention") + " this school year, from " + card.Before.Words() + " to " + card.After.Words() + " all together."
}

// cardGrid lists the interventions with their cost in this school year, before and after.
func cardGrid(card desk.RateCardPreview) *parts.Grid {
	return parts.NewGrid([]parts.GridColumn{{Title: "Intervention", Strong: true, Grows: true}, {Title: "Now", Number: true}, {Title: "Then", Number: true}, {Title: "Difference", Number: true}},
		func() int { return len(card.Rows) + 1 }, func(row, col int) string {
			r := desk.RateRow{Name: "All together", Before: card.Before, After: card.After}
			if row < len(card.Rows) {
				r = card.Rows[row]
			}
			switch col {
			case 0:
				return r.Name
			case 1:
				return r.Before.Words()
			case 2:
				return r.After.Words()
			}
			return r.After.Sub(r.Before).Words()
		})
}
