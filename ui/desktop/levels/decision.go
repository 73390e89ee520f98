package levels

import (
	"strings"

	"fyne.io/fyne/v2"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/sheet"
)

// decision is what stands beside the strands once the SENCO has committed: what the
// ratings suggest, why, and the few fields that confirm it.
type decision struct {
	b      *bench
	sheet  *sheet.Sheet
	level  *parts.Choice
	area   *parts.Choice // nil unless areas tie
	reason *parts.Notes
	second *parts.Field
	object fyne.CanvasObject
}

func newDecision(b *bench) *decision {
	m, s := b.m, b.m.suggestion
	d := &decision{b: b}
	d.sheet = sheet.New("Confirm the level", "Confirm the level", d.confirm)
	d.fields()
	d.sheet.Begin()
	d.sheet.Restore(m.words)

	head := parts.Column(parts.Tight, parts.NewText("The ratings suggest no level", parts.SectionTitle),
		parts.NewProse("This continuum leaves the level to the people who decide.", parts.Plain))
	if level, ok := m.pack.Level(s.Suggested); ok {
		head = parts.Column(parts.Tight, parts.NewProse("Suggested: "+m.desk.LevelName(s.Suggested), parts.SectionTitle), parts.NewProse(level.Plain, parts.Plain))
		if route := m.pack.RouteLabel(s.Route); route != "" {
			head.Add(parts.NewProse(route+", usually paid from: "+strings.TrimSuffix(m.pack.Routes[s.Route].PaidFrom, ".")+".", parts.Quiet))
		}
	}
	prompts := parts.Column(parts.Tight)
	for _, id := range s.Prompts {
		prompts.Add(parts.Sides(parts.Margins(0, 0, parts.Between, 0, parts.NewBadge("think about", parts.Soon)), parts.NewProse(m.pack.PromptText(id), parts.Plain), nil))
	}
	why := parts.Column(parts.Tight, parts.NewText("Why", parts.SectionTitle))
	for _, sentence := range strings.Split(s.Explanation, "\n") {
		why.Add(parts.NewProse(sentence, parts.Plain))
	}
	buttons := parts.Flow(parts.Groups, parts.NewMainButton("Confirm the level", func() { d.sheet.Try() }).WithKey("Ctrl+Enter"),
		parts.NewLink("Back to the statements", func() { b.Back() }).WithKey("Esc"))
	column := parts.Column(parts.Groups, head, newProfile(m, s))
	if len(prompts.Objects) > 0 {
		column.Add(prompts)
	}
	column.Add(parts.Card("Your decision", parts.Column(parts.Groups, d.sheet.Form(), buttons)))
	column.Add(why)
	column.Add(b.history)
	d.object = parts.Scrolled(parts.Margins(0, 0, 3, 0, column))
	return d
}

// fields are the level, why, and with whom.
func (d *decision) fields() {
	m, s := d.b.m, d.b.m.suggestion
	var levels, areas []parts.Option
	for _, l := range m.pack.Levels {
		levels = append(levels, parts.Option{Value: l.ID, Words: m.desk.LevelName(l.ID), Note: l.Short})
	}
	d.level = parts.NewChoice(levels, nil)
	d.level.SetChosen(s.Suggested)
	d.sheet.Add("level", "Level", d.level, "")
	if len(s.Tied) > 0 {
		for _, id := range s.Tied {
			a, _ := m.pack.Area(id)
			areas = append(areas, parts.Option{Value: id, Words: a.Name, Note: a.Short})
		}
		d.area = parts.NewChoice(areas, nil)
		d.sheet.Add("main_area", "Main area", d.area, "These areas are level, so you choose the main one.")
	}
	d.reason = parts.NewNotes("In a line: what was seen, and with whom it was agreed", 2)
	d.sheet.Add("reason", "Reason", d.reason, "Needed when the level is not the suggested one.")
	d.second = parts.NewField("Name and role")
	d.sheet.Add("second_person", "Second person", d.second, "Needed for a change of more than one level.")
}

// confirm stores the level.
func (d *decision) confirm() error {
	c := choice{Level: d.level.Chosen(), Reason: strings.TrimSpace(d.reason.Text), Second: strings.TrimSpace(d.second.Text)}
	if d.area != nil {
		c.MainArea = d.area.Chosen()
	}
	decided, err := d.b.m.confirm(c)
	if err == nil {
		d.b.confirmed(decided)
	}
	return err
}
