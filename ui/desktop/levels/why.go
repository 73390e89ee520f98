package levels

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/continuum"
	"needsbook/ui/desktop/parts"
)

// whyLine is one line of the explanation: a link of the chain in bold, or what hangs
// on it.
type whyLine struct {
	Words string
	Link  bool
}

// whyLines sets an explanation out as the chain from strands to area to rule.
func whyLines(m *model, e continuum.Explanation) []whyLine {
	var lines []whyLine
	say := func(words string, link bool) { lines = append(lines, whyLine{words, link}) }
	for _, a := range e.Areas {
		title := a.Area + ": " + a.Level
		if a.Points > 0 {
			title += fmt.Sprintf(", %d points", a.Points)
		}
		say(title, true)
		for _, p := range a.Parts {
			say(m.partWords(a, p), false)
		}
		if a.Uncapped > a.Points {
			say(fmt.Sprintf("They add up to %d, and this %s counts no more than %d.", a.Uncapped, m.word("area"), a.Points), false)
		}
		if a.Raised != "" {
			say(a.Raised, false)
		}
	}
	if len(e.Unrated) > 0 {
		say("Not rated: "+strings.Join(e.Unrated, "; ")+". That is not the same as no need.", false)
	}
	say("The rule", true)
	for _, words := range e.Rule {
		say(words, false)
	}
	if len(e.Follows) > 0 {
		say("What follows", true)
		for _, words := range e.Follows {
			say(words, false)
		}
	}
	return lines
}

// partWords says what one rating does for its area.
func (m *model) partWords(a continuum.AreaReason, p continuum.RatedPart) string {
	words := p.Name + " is at " + p.Level
	if p.Points > 0 {
		words += fmt.Sprintf(": %d points", p.Points)
	} else if p.Decides && len(a.Parts) > 1 {
		words += ", which decides"
	}
	for _, id := range m.held {
		if id == p.ID {
			words += "; help in place holds it up"
		}
	}
	return words + "."
}

// whyList is the explanation on screen.
func whyList(m *model) fyne.CanvasObject {
	column := parts.Column(parts.Tight, parts.NewText("Why", parts.SectionTitle))
	e, err := continuum.Explain(m.pack, m.ratings)
	if err != nil {
		return column // the same ratings have just been read
	}
	for _, l := range whyLines(m, e) {
		if l.Link {
			column.Add(parts.NewProse(l.Words, parts.SmallStrong))
			continue
		}
		column.Add(parts.Margins(parts.Groups, 0, 0, 0, parts.NewProse(l.Words, parts.Plain)))
	}
	return column
}
