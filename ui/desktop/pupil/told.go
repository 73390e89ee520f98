package pupil

import (
	"fmt"

	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/wording"
)

// told is what the family has told, the latest of each topic.
func (m *model) told() []row {
	var out []row
	for _, t := range m.record.Told {
		n := t.Notes[0]
		r := row{id: n.ID, title: t.Name, note: m.written(n.Words), word: n.On.Words()}
		if earlier := len(t.Notes) - 1; earlier > 0 {
			r.note += "\nand " + wording.Count(earlier, "earlier note") + " in the story"
		}
		out = append(out, r)
	}
	return out
}

// toldCard is what nobody should ask the family again.
func (s *Screen) toldCard() fyne.CanvasObject {
	var body fyne.CanvasObject = parts.NewProse("What the family has told the school stands here by topic, so that nobody asks twice.", parts.QuietText)
	if rows := s.model.told(); len(rows) > 0 {
		body = s.list(access.LogDay, rows, func(id string) {
			s.openNoteOf(byID(s.model.record.Notes, id, func(n register.Note) string { return n.ID }), "")
		})
	}
	return parts.Card("Already told us", body, parts.NewLink("Add", s.openTold).WithKey("T").When(s.may(access.LogDay)))
}

// early is how soon needs were seen and met, as facts.
func (m *model) early() []parts.Fact {
	t := m.record.Milestones
	words := map[string]string{"raised": "the concern", "rated": m.desk.Terms().Say("the first {level}")}
	fact := func(label, id, on string) parts.Fact {
		value := on
		for _, g := range t.Gaps {
			switch {
			case g.To != id:
			case g.Days == 0:
				value += fmt.Sprintf(", the same day as %s", words[g.From])
			case g.Days < 0:
				value += fmt.Sprintf(", %s before %s", span(-g.Days), words[g.From])
			default:
				value += fmt.Sprintf(", %s after %s", span(g.Days), words[g.From])
			}
		}
		return parts.Fact{Label: label, Value: value}
	}
	return []parts.Fact{
		fact("Concern raised", "raised", t.Raised.Words()),
		fact(m.desk.Terms().Say("First {level}"), "rated", t.Rated.Words()),
		fact("First support", "supported", t.Supported.Words()),
	}
}

// span is a time in days, or in whole years where it is long.
func span(days int) string {
	if days < 2*365 {
		return wording.Count(days, "day")
	}
	return "more than " + wording.Count(days/365, "year")
}

// earlyCard says how soon needs were seen and met.
func (s *Screen) earlyCard() fyne.CanvasObject {
	return parts.Card("How soon", parts.NewFactList(s.model.early()...))
}
