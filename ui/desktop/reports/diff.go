package reports

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/app/publish"
	"needsbook/ui/desktop/parts"
)

// factsOf is what is known of a version.
func factsOf(p publish.Publication) []parts.Fact {
	facts := []parts.Fact{{Label: "Published", Value: strings.TrimSuffix(p.On.Words()+" by "+p.By, " by ")}}
	approved := ""
	if !p.Approval.On.IsZero() {
		approved = p.Approval.By + ", " + p.Approval.On.Words()
		if p.Approval.Minute != "" {
			approved += " (" + p.Approval.Minute + ")"
		}
	}
	facts = append(facts, parts.Fact{Label: "Approved", Value: approved})
	if p.Note != "" {
		facts = append(facts, parts.Fact{Label: "What is new", Value: p.Note})
	}
	if !p.Review.IsZero() {
		facts = append(facts, parts.Fact{Label: "Look again by", Value: p.Review.Words()})
	}
	return facts
}

// diffView sets what differs: the facts, and the words section by section.
func diffView(diffs []publish.SectionDiff, facts []publish.Change) fyne.CanvasObject {
	column := parts.Column(parts.Groups)
	if len(facts) > 0 {
		column.Add(parts.Column(parts.Between, parts.NewText("Figures and names", parts.Strong), parts.Margins(parts.Groups, 0, 0, 0, changeList(facts))))
	}
	for _, d := range diffs {
		title := d.Title
		switch {
		case d.New:
			title += " (new)"
		case d.Gone:
			title += " (taken out)"
		}
		column.Add(parts.Column(parts.Tight, parts.NewProse(title, parts.Strong), newMarked(d.Pieces)))
	}
	if len(diffs) == 0 {
		column.Add(parts.NewProse("The two say the same.", parts.Plain))
	}
	return column
}

func numberWords(n int) string { return strconv.Itoa(n) }

// numberOf reads the value of a choice, which numberWords wrote.
func numberOf(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil {
		return withNothing
	}
	return n
}
