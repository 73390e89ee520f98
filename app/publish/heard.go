package publish

import (
	"slices"
	"strings"

	"needsbook/app/paper"
)

// WhoSaid and HowAsked are what can be said of who spoke and how they were asked, with
// their words.
var (
	WhoSaid = []Choice{{"parents", "Parents and carers"}, {"pupils", "Pupils"}, {"staff", "Staff"}}

	HowAsked = []Choice{
		{Engagement, "Engagement: we told them and listened"},
		{Consultation, "Consultation: we asked before we decided"},
		{CoProduction, "Co-production: we made it together"},
	}
)

// Choice is what is kept of a choice, and the words for it.
type Choice struct{ ID, Name string }

// IsChoice says whether an id is one of the choices.
func IsChoice(list []Choice, id string) bool {
	return slices.ContainsFunc(list, func(c Choice) bool { return c.ID == id })
}

// ChoiceWords lists the ids of the choices in words.
func ChoiceWords(list []Choice) string {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return strings.Join(ids[:len(ids)-1], ", ") + " or " + ids[len(ids)-1]
}

// ChoiceName returns the words of a choice; one that is not in the list stands as it is.
func ChoiceName(list []Choice, id string) string {
	for _, c := range list {
		if c.ID == id {
			return c.Name
		}
	}
	return id
}

// InPublic says whether an entry stands in public documents: it may, and it has an answer.
func (h Heard) InPublic() bool {
	return h.Shown != 0 && strings.TrimSpace(h.Said) != "" && strings.TrimSpace(h.Did) != ""
}

func shownHeard(f *Facts) []Heard {
	var out []Heard
	for _, h := range f.Heard {
		if h.InPublic() {
			out = append(out, h)
		}
	}
	return out
}

func heardLines(f *Facts) []string {
	var lines []string
	for _, h := range shownHeard(f) {
		lines = append(lines, ChoiceName(WhoSaid, h.Who)+" said: "+stopped(h.Said)+" We did: "+h.Did)
	}
	return lines
}

func heardTable(f *Facts) paper.Block {
	shown := shownHeard(f)
	if len(shown) == 0 {
		return nil
	}
	table := paper.Table{
		Caption: "You said, we did",
		Cols:    []paper.Col{{Weight: 2}, {Weight: 4}, {Weight: 4}},
		Head:    []paper.Row{paper.HeadRow("Who", "What they said", "What we did")},
	}
	for _, h := range shown {
		table.Body = append(table.Body, paper.BodyRow(ChoiceName(WhoSaid, h.Who), h.Said, h.Did))
	}
	return table
}

// askedLines say which of the three ways happened, and with whom: being told, being asked
// and making it together are not the same.
func askedLines(f *Facts) []string {
	var lines []string
	for _, how := range HowAsked {
		var who []string
		for _, w := range WhoSaid {
			for _, h := range f.Heard {
				if h.Shown != 0 && h.How == how.ID && h.Who == w.ID {
					who = append(who, strings.ToLower(w.Name))
					break
				}
			}
		}
		if len(who) > 0 {
			name, what, _ := strings.Cut(how.Name, ": ")
			lines = append(lines, name+" ("+what+"): "+inWords(who))
		}
	}
	return lines
}

// stopped ends words with a full stop where they have no end.
func stopped(words string) string {
	words = strings.TrimSpace(words)
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".!?") {
		return words
	}
	return words + "."
}
