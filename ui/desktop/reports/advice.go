package reports

import (
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// showAdvice says how the section answers its clause and how it reads.
func (p *page) showAdvice(s publish.SectionState) {
	p.advice.Objects = []fyne.CanvasObject{p.clause(s), p.ease(s)}
	if hard := hardest(s); len(hard) > 0 {
		column := parts.Column(parts.Between)
		for _, sentence := range hard {
			column.Add(parts.NewProse(sentence, parts.Small))
		}
		p.advice.Add(group("Hardest sentences", column))
	}
	if len(s.Swaps) > 0 {
		p.advice.Add(group("Plain words to swap in", p.swaps(s)))
	}
	p.advice.Refresh()
}

func group(title string, content fyne.CanvasObject) fyne.CanvasObject {
	return parts.Column(parts.Tight, parts.NewText(title, parts.Strong), content)
}

// clause says how far the section answers its clause, and what to do.
func (p *page) clause(s publish.SectionState) fyne.CanvasObject {
	state, word := lamp(s)
	column := parts.Column(parts.Between)
	for _, f := range s.Findings {
		column.Add(parts.NewProse(publish.Why(f)+" "+publish.Fix(f), parts.Small))
	}
	if len(s.Findings) == 0 && s.Why != "" {
		column.Add(parts.NewProse(s.Why, parts.Small))
	} else if len(s.Findings) == 0 {
		column.Add(parts.NewProse("It answers its clause.", parts.Small))
	}
	return parts.Column(parts.Tight, parts.Row(parts.Between, parts.NewText("The clause", parts.Strong), parts.NewBadge(word, state)), column)
}

// ease says how easily the section reads.
func (p *page) ease(s publish.SectionState) fyne.CanvasObject {
	state := easeState(s)
	words := parts.NewProse(ease(s), parts.TextStyle{Size: theme.SizeSmall, Colour: state.Colour()})
	if state == parts.NoState {
		return group("Reading", words)
	}
	mark := parts.Column(0, parts.NewText(state.Shape(), parts.TextStyle{Size: theme.SizeSmall, Bold: true, Colour: state.Colour()}))
	return group("Reading", parts.Sides(parts.Margins(0, 0, parts.Between, 0, mark), words, nil))
}

// swaps lists hard words with plain ones, each with the way to swap it.
func (p *page) swaps(s publish.SectionState) fyne.CanvasObject {
	column := parts.Column(0)
	for _, swap := range s.Swaps {
		words := fmt.Sprintf("“%s” for “%s”", swap.To, swap.From)
		if swap.Times > 1 {
			words += fmt.Sprintf(", %d times", swap.Times)
		}
		column.Add(parts.Sides(nil, parts.Margins(0, parts.Tight, 0, 0, parts.NewProse(words, parts.Small)), parts.NewLink("Swap", func() { p.swap(swap.From) })))
	}
	if len(s.Swaps) > 1 {
		column.Add(parts.Row(0, parts.NewLink("Swap them all", func() { p.swap() })))
	}
	return column
}
