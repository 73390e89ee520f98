package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/publish/plainenglish"
	"needsbook/ui/desktop/parts"
)

// mostParagraphs is how many paragraphs are listed, the hardest first.
const mostParagraphs = 5

// showRest sets the hardest sentences and the paragraphs, each with the way to it. What
// reads well is not listed.
func (a *advicePane) showRest() {
	a.rest.Objects = nil
	if hard := hardest(a.advice.reading.HardSentences); len(hard) > 0 {
		column := parts.Column(parts.Between, parts.NewText("Hardest sentences", parts.Strong))
		for _, s := range hard {
			column.Add(a.jump(s.Text, s.Why, s.At, s.End))
		}
		a.rest.Add(column)
	}
	all := judged(a.advice.reading.Paragraphs)
	if len(all) > 1 {
		column := parts.Column(parts.Between, parts.NewText("Paragraphs", parts.Strong))
		list := worst(all)
		for _, s := range list {
			column.Add(a.jump(beginning(s.Text), fmt.Sprintf("Paragraph %d: ease %.0f, reading age %.0f.", s.Number, s.ReadingEase, s.ReadingAge), s.At, s.End))
		}
		if plain := len(all) - len(list); len(list) == 0 {
			column.Add(parts.NewProse(fmt.Sprintf("All %d read as plain English.", plain), parts.Small))
		} else if plain > 0 {
			column.Add(parts.NewProse(fmt.Sprintf("And %d more that read better.", plain), parts.Quiet))
		}
		a.rest.Add(column)
	}
	a.rest.Refresh()
}

// jump is a piece of the words with the way to where it stands.
func (a *advicePane) jump(words, why string, at, end int) fyne.CanvasObject {
	return parts.Column(0, parts.NewProse(words, parts.Small), parts.NewProse(why, parts.Quiet), parts.Row(0, parts.NewLink("Show it", func() {
		a.p.toEditor()
		a.p.middle.mark(at, end)
	})))
}

// hardest are the sentences that are harder than a document for families should be.
func hardest(all []plainenglish.Sentence) []plainenglish.Sentence {
	return slices.DeleteFunc(slices.Clone(all), func(s plainenglish.Sentence) bool { return s.ReadingAge <= plainenglish.HighestAge })
}

// judged are the paragraphs that have a score.
func judged(all []plainenglish.Paragraph) []plainenglish.Paragraph {
	return slices.DeleteFunc(slices.Clone(all), func(p plainenglish.Paragraph) bool { return p.Words == 0 })
}

// worst are the paragraphs that are not plain English, the hardest first.
func worst(all []plainenglish.Paragraph) []plainenglish.Paragraph {
	list := slices.DeleteFunc(slices.Clone(all), func(p plainenglish.Paragraph) bool { return p.ReadingEase >= plainenglish.TargetEase })
	slices.SortStableFunc(list, func(a, b plainenglish.Paragraph) int { return cmp.Compare(a.ReadingEase, b.ReadingEase) })
	return list[:min(len(list), mostParagraphs)]
}

// beginning is the first words of a text.
func beginning(text string) string {
	const most = 12
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}
